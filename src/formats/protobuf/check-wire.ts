import { isUtf8 } from "node:buffer";
import { ScalarType } from "@bufbuild/protobuf";
import { WireType } from "@bufbuild/protobuf/wire";
import { instancePathOf } from "../../core/instance-path.js";
import { maxViolations, type Violation } from "../../core/violation.js";
import type { FieldPlan, MessagePlan } from "./message-plan.js";
import { scalarName } from "./scalar-types.js";
import { MalformedWire, WireCursor } from "./wire-cursor.js";

/** What checking found. `malformed` stops the walk, so it comes with the violations found before it. */
export interface WireReport {
  readonly malformed: { readonly cause: MalformedWire; readonly path: string } | undefined;
  readonly violations: readonly Violation[];
  /** Whether the root message had any field that the schema declares. */
  readonly recognized: boolean;
  /** Fields that the types of all messages in it declare, set or not: what parsers make room for. */
  readonly slots: number;
  /** Bytes of messages whose form no type declares (google.protobuf.Struct and its like), more than once where they nest. */
  readonly dynamicBytes: number;
}

/** Deepest nesting whatever the caller allows, since the walk recurses. */
const deepest = 1000;

/**
 * Checks bytes against a message type without building objects. Stricter than parsers are: a declared field that comes
 * with another wire type, a number outside its type and an unknown value of a closed enum are violations; unknown fields are not.
 * Time is linear in the payload.
 */
export function checkWire(plan: MessagePlan, payload: Uint8Array, maxDepth: number): WireReport {
  return new WireCheck(payload, Math.min(maxDepth, deepest)).run(plan);
}

/** Which required fields of a message were seen. Parsers merge repeated occurrences of a single message field, so they share one. */
interface Presence {
  readonly seen: Set<number>;
  /** By oneof, the member that came last and so is the one that is set. */
  readonly choices: Map<string, number>;
  readonly children: Map<
    number,
    { readonly plan: MessagePlan; readonly presence: Presence; readonly field: FieldPlan }
  >;
}

const wireTypeNames: Record<WireType, string> = {
  [WireType.Varint]: "a varint",
  [WireType.Bit64]: "8 bytes",
  [WireType.LengthDelimited]: "length-delimited bytes",
  [WireType.StartGroup]: "a group",
  [WireType.EndGroup]: "the end of a group",
  [WireType.Bit32]: "4 bytes",
};

class WireCheck {
  private readonly cursor: WireCursor;
  private readonly violations: Violation[] = [];
  private readonly path: (string | number)[] = [];
  private recognized = false;
  private slots = 0;
  private dynamicBytes = 0;

  constructor(
    payload: Uint8Array,
    private readonly maxDepth: number,
  ) {
    this.cursor = new WireCursor(payload);
  }

  run(plan: MessagePlan): WireReport {
    const presence = plan.holdsRequired() ? newPresence() : undefined;
    let malformed: WireReport["malformed"];
    try {
      this.message(plan, this.cursor.bytes.length, { depth: 1, group: 0, presence });
      if (presence !== undefined) this.checkRequired(plan, presence);
    } catch (caught) {
      if (!(caught instanceof MalformedWire)) throw caught;
      malformed = { cause: caught, path: this.pointer() };
    }
    return {
      malformed,
      violations: this.violations,
      recognized: this.recognized,
      slots: this.slots,
      dynamicBytes: this.dynamicBytes,
    };
  }

  /** Walks one message up to `end`, or to the end tag of `group` when that is not 0. */
  private message(
    plan: MessagePlan,
    end: number,
    at: { depth: number; group: number; presence: Presence | undefined },
  ): void {
    const { cursor } = this;
    if (at.depth > this.maxDepth) {
      throw new MalformedWire("max-depth", `The payload nests deeper than ${this.maxDepth} levels.`, cursor.position);
    }
    this.slots += 1 + plan.fields.size;
    const counts = new Map<number, number>();
    while (cursor.position < end) {
      cursor.tag(end);
      if (cursor.wireType === WireType.EndGroup) {
        if (at.group === cursor.fieldNumber) return;
        throw new MalformedWire("group", "A group ends that never began.", cursor.position);
      }
      const field = plan.fields.get(cursor.fieldNumber);
      if (field === undefined) {
        if (plan.isMapEntry) this.strangeMapEntry(plan);
        cursor.skip(end, this.maxDepth - at.depth);
        continue;
      }
      if (at.depth === 1) this.recognized = true;
      at.presence?.seen.add(field.number);
      this.field(field, end, { depth: at.depth, presence: at.presence, counts });
    }
    if (at.group !== 0) throw new MalformedWire("truncated", "The payload ends inside a group.", cursor.position);
  }

  private field(
    field: FieldPlan,
    end: number,
    at: { depth: number; presence: Presence | undefined; counts: Map<number, number> },
  ): void {
    const { cursor } = this;
    const packed = field.packable && cursor.wireType === WireType.LengthDelimited;
    if (cursor.wireType !== field.wireType && !packed) {
      this.wrongWireType(field);
      cursor.skip(end, this.maxDepth - at.depth);
      return;
    }
    if (field.oneof !== undefined && at.presence !== undefined) choose(at.presence, field.oneof, field.number);
    const index = field.repeated ? (at.counts.get(field.number) ?? 0) : 0;
    this.path.push(field.jsonName);
    if (packed) at.counts.set(field.number, index + this.packed(field, cursor.lengthEnd(end), index));
    else {
      if (field.repeated) {
        this.path.push(index);
        at.counts.set(field.number, index + 1);
      }
      if (field.message === undefined) this.scalar(field, end);
      else this.child(field, field.message(), { end, depth: at.depth + 1, presence: at.presence });
      if (field.repeated) this.path.pop();
    }
    this.path.pop();
  }

  private packed(field: FieldPlan, end: number, firstIndex: number): number {
    let count = 0;
    for (; this.cursor.position < end; count++) {
      this.path.push(firstIndex + count);
      this.scalar(field, end);
      this.path.pop();
    }
    return count;
  }

  private child(
    field: FieldPlan,
    plan: MessagePlan,
    at: { end: number; depth: number; presence: Presence | undefined },
  ): void {
    const { cursor } = this;
    const presence =
      at.presence !== undefined && plan.holdsRequired() ? presenceOf(at.presence, field, plan) : undefined;
    if (field.wireType === WireType.StartGroup) {
      this.message(plan, at.end, { depth: at.depth, group: field.number, presence });
    } else {
      const end = cursor.lengthEnd(at.end);
      if (plan.isDynamic) this.dynamicBytes += end - cursor.position;
      this.message(plan, end, { depth: at.depth, group: 0, presence });
    }
    if (presence !== undefined && field.repeated) this.checkRequired(plan, presence);
  }

  private scalar(field: FieldPlan, end: number): void {
    const { cursor } = this;
    if (field.wireType === WireType.Varint) {
      cursor.varint(end);
      this.varintValue(field);
    } else if (field.wireType === WireType.LengthDelimited) {
      const stop = cursor.lengthEnd(end);
      if (field.utf8 && !isText(cursor.bytes, cursor.position, stop)) {
        this.report(
          field,
          "utf8",
          "The string is not valid UTF-8.",
          "Encode text as UTF-8, or declare the field as bytes.",
        );
      }
      cursor.position = stop;
    } else cursor.step(field.wireType === WireType.Bit64 ? 8 : 4, end);
  }

  private varintValue(field: FieldPlan): void {
    const { low, high } = this.cursor;
    if (field.scalar !== undefined && !fits(field.scalar, low, high)) {
      const type = scalarName(field.scalar) ?? "its type";
      const message = `The number does not fit into ${field.closedEnum === undefined ? type : "an enum"}.`;
      this.report(
        field,
        "range",
        message,
        "The event was probably encoded with a schema that gives this field another type.",
      );
    } else if (field.closedEnum !== undefined && !Object.hasOwn(field.closedEnum.value, low | 0)) {
      const message = `The number is no value of the closed enum ${field.closedEnum.typeName}.`;
      this.report(
        field,
        "enum",
        message,
        "Send a declared value, or add the value to the enum and register the new version.",
      );
    }
  }

  /** Legal, but no encoder writes it and some decoders (protobuf-es among them) stumble over it. */
  private strangeMapEntry(plan: MessagePlan): void {
    const message = "A map entry holds something beside its key and its value.";
    this.report({ schemaPath: plan.name }, "map-entry", message, "Encode the event with the registered schema.");
  }

  private wrongWireType(field: FieldPlan): void {
    this.path.push(field.jsonName);
    const expected = wireTypeNames[field.wireType];
    const message = `The schema wants ${expected} here, but the payload has ${wireTypeNames[this.cursor.wireType]}.`;
    this.report(
      field,
      "wire-type",
      message,
      "The event was probably encoded with a schema that gives this number another type.",
    );
    this.path.pop();
  }

  private checkRequired(plan: MessagePlan, presence: Presence): void {
    for (const field of plan.required) {
      if (presence.seen.has(field.number)) continue;
      this.path.push(field.jsonName);
      this.report(
        field,
        "required",
        `The required field "${field.jsonName}" is missing.`,
        "Set the field before sending.",
      );
      this.path.pop();
    }
    if (plan.isMapEntry && !presence.seen.has(2)) this.checkMissingValue(plan);
    for (const { plan: child, presence: inside, field } of presence.children.values()) {
      this.path.push(field.jsonName);
      this.checkRequired(child, inside);
      this.path.pop();
    }
  }

  /** An entry without a value has an empty message as its value. */
  private checkMissingValue(entry: MessagePlan): void {
    const value = entry.fields.get(2)?.message?.();
    if (value === undefined) return;
    this.path.push("value");
    this.checkRequired(value, newPresence());
    this.path.pop();
  }

  private pointer(): string {
    return instancePathOf(this.path).instancePath;
  }

  private report(field: Pick<FieldPlan, "schemaPath">, code: string, message: string, hint: string): void {
    if (this.violations.length >= maxViolations) return;
    const instancePath = this.pointer();
    this.violations.push({
      code,
      instancePath,
      schemaPath: field.schemaPath,
      keyword: code,
      message,
      hint,
      severity: "error",
    });
  }
}

function newPresence(): Presence {
  return { seen: new Set(), choices: new Map(), children: new Map() };
}

/** A member of a oneof that comes takes the place of the one before. */
function choose(presence: Presence, oneof: string, number: number): void {
  const before = presence.choices.get(oneof);
  if (before !== undefined && before !== number) presence.children.delete(before);
  presence.choices.set(oneof, number);
}

function presenceOf(parent: Presence, field: FieldPlan, plan: MessagePlan): Presence {
  if (field.repeated) return newPresence();
  const known = parent.children.get(field.number);
  if (known !== undefined) return known.presence;
  const presence = newPresence();
  parent.children.set(field.number, { plan, presence, field });
  return presence;
}

/** Whether a 64-bit varint keeps its value when read as `type`. */
function fits(type: ScalarType, low: number, high: number): boolean {
  switch (type) {
    case ScalarType.INT32:
      return low < 0x80000000 ? high === 0 : high === 0xffffffff;
    case ScalarType.UINT32:
    case ScalarType.SINT32:
      return high === 0;
    case ScalarType.BOOL:
      return high === 0 && low < 2;
    default:
      return true;
  }
}

function isText(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    if ((bytes[at] ?? 0) > 127) return isUtf8(bytes.subarray(at, to));
  }
  return true;
}
