import { isUtf8 } from "node:buffer";
import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { type AnyField, elementOf, type ElementType } from "./element-type.js";
import { wireTypeOf } from "./encode-scalar.js";
import type { FieldLookup } from "./message-fields.js";
import type { TextContext } from "./text-context.js";
import { MalformedWire, WireCursor } from "./wire-cursor.js";

/** A message with everything its bytes say. */
export interface ReadMessage {
  readonly desc: DescMessage;
  /** Messages around it, itself included. */
  readonly depth: number;
  readonly fields: Map<AnyField, ReadValue>;
  /** Elements that the schema declares no field for, or another wire type, each with its tag. */
  readonly unknown: Uint8Array[];
  /** Its bytes as they came; several pieces where it came several times. */
  readonly raw: Uint8Array[];
}

/** One element, the items of a list, or the entries of a map by their keys as JSON has them. */
export type ReadValue =
  | { readonly kind: "single"; readonly element: ReadElement }
  | { readonly kind: "list"; readonly elements: ReadElement[] }
  | { readonly kind: "map"; readonly entries: Map<string, ReadElement> };

/** A message, or a scalar: integers as bigint, whether or not they are in the range of their type. */
export type ReadElement = ReadMessage | ReadScalar;

/** A scalar. `bytes` is also a string that is not UTF-8. */
export type ReadScalar =
  | { readonly kind: "integer"; readonly value: bigint }
  | { readonly kind: "real"; readonly value: number }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "bytes"; readonly value: Uint8Array };

/** Thrown where what is read cannot be kept: a map entry with something beside its key and its value, or a key that is no text. */
export class StrangeEntry extends Error {
  override readonly name = "StrangeEntry";
}

/**
 * Reads the bytes of a message as parsers do: singular messages that come twice are merged, of everything else singular the
 * last counts, and a member of a oneof replaces the others. Groups and messages may nest `maxDepth` levels.
 * @throws MalformedWire; StrangeEntry unless it is lenient
 */
export function readMessage(desc: DescMessage, bytes: Uint8Array, context: ReadContext): ReadMessage {
  const message = emptyMessage(desc, 1);
  new Reading(bytes, context).message(message, bytes.length, { depth: 1, group: 0 });
  return message;
}

/** What reading a message needs. */
interface ReadContext extends Pick<TextContext, "lookup" | "maxDepth"> {
  /** Reads over what could not be written again as it is, as parsers do. */
  readonly isLenient: boolean;
}

/** A message without fields. */
function emptyMessage(desc: DescMessage, depth: number): ReadMessage {
  return { desc, depth, fields: new Map(), unknown: [], raw: [] };
}

/** Whether an element is a message. */
export function isMessage(element: ReadElement): element is ReadMessage {
  return "desc" in element;
}

interface Level {
  readonly depth: number;
  /** The field number whose end tag ends the message; 0 when its length does. */
  readonly group: number;
}

class Reading {
  readonly #cursor: WireCursor;
  readonly #lookup: FieldLookup;
  readonly #maxDepth: number;
  readonly #isLenient: boolean;

  constructor(bytes: Uint8Array, { lookup, maxDepth, isLenient }: ReadContext) {
    this.#cursor = new WireCursor(bytes);
    this.#lookup = lookup;
    this.#maxDepth = maxDepth;
    this.#isLenient = isLenient;
  }

  message(into: ReadMessage, end: number, level: Level): void {
    const cursor = this.#cursor;
    // Validated payloads do not get here, but nobody has looked into an Any before.
    if (level.depth > this.#maxDepth) throw new MalformedWire("max-depth", "It nests too deep.", cursor.position);
    const fields = this.#lookup.byNumber(into.desc);
    const begin = cursor.position;
    let start = begin;
    for (; cursor.position < end; start = cursor.position) {
      cursor.tag(end);
      if (cursor.wireType === WireType.EndGroup && cursor.fieldNumber === level.group) break;
      const field = fields.get(cursor.fieldNumber);
      if (field !== undefined && this.#field(into, field, end, level)) continue;
      cursor.skip(end, this.#maxDepth - level.depth);
      into.unknown.push(cursor.bytes.subarray(start, cursor.position));
    }
    into.raw.push(cursor.bytes.subarray(begin, start));
  }

  /** Reads the value of a field; false where it comes with a wire type that is not its own. */
  #field(into: ReadMessage, field: AnyField, end: number, level: Level): boolean {
    const cursor = this.#cursor;
    if (field.fieldKind === "map") {
      if (cursor.wireType !== WireType.LengthDelimited) return false;
      this.#entry(mapOf(into, field), field, { end: cursor.lengthEnd(end), level });
      return true;
    }
    const type = elementOf(field);
    const wireType = wireTypeOfElement(type);
    if (field.fieldKind === "list" && cursor.wireType !== wireType) {
      if (type.kind === "message" || wireType === WireType.LengthDelimited) return false;
      if (cursor.wireType !== WireType.LengthDelimited) return false;
      const packedEnd = cursor.lengthEnd(end);
      while (cursor.position < packedEnd) listOf(into, field).push(this.#scalar(type.scalar, packedEnd));
      return true;
    }
    if (cursor.wireType !== wireType) return false;
    if (field.fieldKind === "list") listOf(into, field).push(this.#element(type, undefined, end, level));
    else this.#single(into, field, end, level);
    return true;
  }

  #single(into: ReadMessage, field: AnyField, end: number, level: Level): void {
    const known = into.fields.get(field);
    const before = known?.kind === "single" && isMessage(known.element) ? known.element : undefined;
    for (const other of field.oneof?.fields ?? []) if (other !== field) into.fields.delete(other);
    into.fields.set(field, { kind: "single", element: this.#element(elementOf(field), before, end, level) });
  }

  #element(type: ElementType, before: ReadMessage | undefined, end: number, level: Level): ReadElement {
    if (type.kind === "scalar") return this.#scalar(type.scalar, end);
    const message = before ?? emptyMessage(type.message, level.depth + 1);
    const cursor = this.#cursor;
    if (type.delimited) this.message(message, end, { depth: level.depth + 1, group: cursor.fieldNumber });
    else this.message(message, cursor.lengthEnd(end), { depth: level.depth + 1, group: 0 });
    return message;
  }

  #entry(
    entries: Map<string, ReadElement>,
    field: DescField & { fieldKind: "map" },
    { end, level }: { end: number; level: Level },
  ): void {
    const cursor = this.#cursor;
    const keyType: ElementType = { kind: "scalar", scalar: field.mapKey, enum: undefined };
    const valueType: ElementType = elementOf(field);
    let key: ReadElement = defaultElement(keyType, level.depth);
    let value: ReadElement = defaultElement(valueType, level.depth);
    while (cursor.position < end) {
      cursor.tag(end);
      const type: ElementType | undefined = [undefined, keyType, valueType][cursor.fieldNumber];
      if (type === undefined || cursor.wireType !== wireTypeOfElement(type)) {
        if (!this.#isLenient) throw new StrangeEntry();
        cursor.skip(end, this.#maxDepth - level.depth);
        continue;
      }
      const before = type === valueType && isMessage(value) ? value : undefined;
      const element = this.#element(type, before, end, level);
      if (type === keyType) key = element;
      else value = element;
    }
    const name = this.#keyText(key);
    // An entry that comes again is a new one, and stands where it came last.
    entries.delete(name);
    entries.set(name, value);
  }

  #keyText(key: ReadElement): string {
    if (!isMessage(key) && key.kind !== "bytes") return String(key.value);
    if (isMessage(key) || !this.#isLenient) throw new StrangeEntry();
    return Buffer.from(key.value).toString("utf8");
  }

  #scalar(type: ScalarType, end: number): ReadScalar {
    const cursor = this.#cursor;
    const start = cursor.position;
    switch (wireTypeOf(type)) {
      case WireType.Varint: {
        cursor.varint(end);
        if (type === ScalarType.BOOL && cursor.high === 0 && cursor.low < 2) return cursor.low === 1 ? yes : no;
        const { high, low } = cursor;
        return varintScalar(type, high === 0 ? BigInt(low) : (BigInt(high) << 32n) | BigInt(low));
      }
      case WireType.LengthDelimited: {
        const stop = cursor.lengthEnd(end);
        const bytes = cursor.bytes.subarray(cursor.position, stop);
        cursor.position = stop;
        const isText = type === ScalarType.STRING && isUtf8(bytes);
        return isText
          ? { kind: "string", value: Buffer.from(bytes).toString("utf8") }
          : { kind: "bytes", value: bytes };
      }
      default: {
        const size = wireTypeOf(type) === WireType.Bit64 ? 8 : 4;
        cursor.step(size, end);
        return fixedScalar(type, cursor.bytes.subarray(start, start + size));
      }
    }
  }
}

const yes: ReadScalar = { kind: "boolean", value: true };
const no: ReadScalar = { kind: "boolean", value: false };

function wireTypeOfElement(type: ElementType): WireType {
  if (type.kind === "scalar") return wireTypeOf(type.scalar);
  return type.delimited ? WireType.StartGroup : WireType.LengthDelimited;
}

function listOf(into: ReadMessage, field: AnyField): ReadElement[] {
  const known = into.fields.get(field);
  if (known?.kind === "list") return known.elements;
  const elements: ReadElement[] = [];
  into.fields.set(field, { kind: "list", elements });
  return elements;
}

function mapOf(into: ReadMessage, field: AnyField): Map<string, ReadElement> {
  const known = into.fields.get(field);
  if (known?.kind === "map") return known.entries;
  const entries = new Map<string, ReadElement>();
  into.fields.set(field, { kind: "map", entries });
  return entries;
}

/** What a key or value that an entry leaves out is. */
function defaultElement(type: ElementType, depth: number): ReadElement {
  if (type.kind === "message") return emptyMessage(type.message, depth + 1);
  switch (type.scalar) {
    case ScalarType.STRING:
      return { kind: "string", value: "" };
    case ScalarType.BYTES:
      return { kind: "bytes", value: new Uint8Array() };
    case ScalarType.BOOL:
      return { kind: "boolean", value: false };
    case ScalarType.FLOAT:
    case ScalarType.DOUBLE:
      return { kind: "real", value: 0 };
    default:
      // Of a closed enum too, as parsers have it.
      return { kind: "integer", value: BigInt(type.enum?.values[0]?.number ?? 0) };
  }
}

/** A varint as its type has it; where it is out of range, as the number it is. */
function varintScalar(type: ScalarType, raw: bigint): ReadScalar {
  switch (type) {
    case ScalarType.SINT32:
    case ScalarType.SINT64:
      return { kind: "integer", value: (raw >> 1n) ^ -(raw & 1n) };
    case ScalarType.UINT32:
    case ScalarType.UINT64:
      return { kind: "integer", value: raw };
    default:
      return { kind: "integer", value: BigInt.asIntN(64, raw) };
  }
}

function fixedScalar(type: ScalarType, bytes: Uint8Array): ReadScalar {
  const reader = new BinaryReader(bytes);
  switch (type) {
    case ScalarType.DOUBLE:
      return { kind: "real", value: reader.double() };
    case ScalarType.FLOAT:
      return { kind: "real", value: reader.float() };
    case ScalarType.FIXED32:
      return { kind: "integer", value: BigInt(reader.fixed32()) };
    case ScalarType.SFIXED32:
      return { kind: "integer", value: BigInt(reader.sfixed32()) };
    case ScalarType.FIXED64:
      return { kind: "integer", value: BigInt(reader.fixed64()) };
    default:
      return { kind: "integer", value: BigInt(reader.sfixed64()) };
  }
}
