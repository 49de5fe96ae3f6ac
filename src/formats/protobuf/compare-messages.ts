import type { DescMessage, FileRegistry } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence as Presence } from "@bufbuild/protobuf/wkt";
import { compareField } from "./compare-field.js";
import { compareEnums } from "./compare-enums.js";
import { fieldPath } from "./describe.js";
import type { Difference, Recipe, Trail } from "./difference.js";
import { type AnyField, elementOf, sampleValues } from "./element-type.js";
import { Inhabited } from "./inhabited.js";
import { writeFieldValue } from "./witness.js";

/** Pairs of message and enum types compared before giving up, so that crossed types stay bounded. */
const maxPairs = 60_000;

/**
 * Compares message types in pairs, following fields into the types they hold. The obligations of a pair are all needed and
 * none is an alternative, so visiting each pair once proves recursive types by coinduction: whatever is wrong anywhere is found
 * where it is.
 */
export class MessageComparer {
  readonly differences: Difference[] = [];
  private readonly visited = new Set<string>();
  private readonly inhabited = new Inhabited();
  private readonly readerFields: FieldLookup;
  private readonly writerFields: FieldLookup;

  constructor(
    registries: { readonly reader: FileRegistry; readonly writer: FileRegistry },
    private readonly declaredOnly: boolean,
  ) {
    this.readerFields = new FieldLookup(registries.reader);
    this.writerFields = new FieldLookup(registries.writer);
  }

  /** Compares the message at the end of `trail` with the one of the reader that reads it, and all below. */
  compare(reader: DescMessage, writer: DescMessage, trail: Trail): void {
    if (!this.inhabited.has(writer) || this.visited.size > maxPairs) return;
    const pairs: [DescMessage, DescMessage, Trail][] = [[reader, writer, trail]];
    // A list instead of recursion: types may nest and refer deeper than the stack reaches.
    for (let next = 0; next < pairs.length; next++) {
      const [read, written, at] = pairs[next] ?? [reader, writer, trail];
      const key = `${read.typeName} ${written.typeName}`;
      if (this.visited.has(key)) continue;
      this.visited.add(key);
      if (this.visited.size > maxPairs) {
        this.differences.push(tooManyPairs(at));
        return;
      }
      pairs.push(...this.comparePair(read, written, at));
    }
  }

  private comparePair(reader: DescMessage, writer: DescMessage, trail: Trail): [DescMessage, DescMessage, Trail][] {
    const further: [DescMessage, DescMessage, Trail][] = [];
    const readerFields = this.readerFields.of(reader);
    const writerFields = this.writerFields.of(writer);
    const byName = new Map([...readerFields.values()].map((field) => [field.name, field]));
    for (const written of writerFields.values()) {
      const read = readerFields.get(written.number);
      if (read === undefined) {
        this.differences.push(removedField(reader, written, byName));
        continue;
      }
      const { differences, descend } = compareField({
        reader: read,
        writer: written,
        trail,
        declaredOnly: this.declaredOnly,
      });
      this.differences.push(...differences);
      this.compareEnums(read, written);
      if (!descend || read.message === undefined || written.message === undefined) continue;
      // What cannot exist need not be read.
      if (this.inhabited.has(written.message)) {
        further.push([read.message, written.message, { root: trail.root, steps: [...trail.steps, written] }]);
      }
    }
    for (const read of readerFields.values()) {
      if (!writerFields.has(read.number)) this.differences.push(addedField(writer, read, trail));
    }
    this.differences.push(...joinedInOneof(reader, writerFields, trail), ...reservationsLost(reader, writer));
    if (reader.proto.options?.messageSetWireFormat === true || writer.proto.options?.messageSetWireFormat === true) {
      this.differences.push(messageSet(reader, writer, trail));
    }
    return further;
  }

  private compareEnums(read: AnyField, written: AnyField): void {
    if (read.enum === undefined || written.enum === undefined) return;
    const key = `${read.enum.typeName} ${written.enum.typeName}`;
    if (!this.visited.has(key)) this.differences.push(...compareEnums(read.enum, written.enum));
    this.visited.add(key);
  }
}

function tooManyPairs(trail: Trail): Difference {
  const message = `More than ${maxPairs} pairs of types would have to be compared; the comparison stopped there.`;
  const paths = { readerPath: "", writerPath: trail.root.typeName };
  const suggestion = "Split the schema, or change fewer types at once.";
  return {
    ruleId: "wire-too-many-types",
    severity: "error",
    ...paths,
    message,
    suggestion,
    proof: { trail, recipes: [] },
  };
}

/** Fields of a message with the extensions its registry knows. */
class FieldLookup {
  private readonly extensions = new Map<string, AnyField[]>();

  constructor(registry: FileRegistry) {
    for (const type of registry) {
      if (type.kind !== "extension") continue;
      const known = this.extensions.get(type.extendee.typeName);
      if (known === undefined) this.extensions.set(type.extendee.typeName, [type]);
      else known.push(type);
    }
  }

  of(message: DescMessage): Map<number, AnyField> {
    const fields: AnyField[] = [...message.fields, ...(this.extensions.get(message.typeName) ?? [])];
    return new Map(fields.map((field) => [field.number, field]));
  }
}

function isReserved(message: DescMessage, number: number): boolean {
  return message.proto.reservedRange.some((range) => range.start <= number && number < range.end);
}

function removedField(reader: DescMessage, written: AnyField, byName: ReadonlyMap<string, AnyField>): Difference {
  const paths = { readerPath: reader.typeName, writerPath: fieldPath(written) };
  const renumbered = byName.get(written.name);
  if (renumbered !== undefined) {
    const message = `Field "${written.name}" has the number ${written.number} for the writer and ${renumbered.number} for the reader, so the reader never sees it.`;
    const suggestion = `Give "${written.name}" the number ${written.number} again.`;
    return {
      ruleId: "wire-field-number-changed",
      severity: "warning",
      ...paths,
      readerPath: fieldPath(renumbered),
      message,
      suggestion,
    };
  }
  const reserved = isReserved(reader, written.number);
  const message = `The reader ignores field "${written.name}" (${written.number}), which it does not have.`;
  const suggestion = reserved
    ? ""
    : `Reserve the number ${written.number} and the name "${written.name}", so that nobody reuses them.`;
  return { ruleId: "wire-field-removed", severity: reserved ? "info" : "warning", ...paths, message, suggestion };
}

function addedField(writer: DescMessage, read: AnyField, trail: Trail): Difference {
  const paths = { readerPath: fieldPath(read), writerPath: writer.typeName };
  if (read.presence === Presence.LEGACY_REQUIRED) {
    const message = `The reader requires field "${read.name}" (${read.number}), which the writer does not have.`;
    const suggestion = `Make "${read.name}" optional.`;
    const recipes: Recipe[] = [{ settles: [], write: () => undefined }];
    return {
      ruleId: "wire-field-required",
      severity: "error",
      ...paths,
      message,
      suggestion,
      proof: { trail, recipes },
    };
  }
  if (isReserved(writer, read.number)) {
    const message = `Field "${read.name}" takes the number ${read.number}, which the writer has reserved; old events may hold another field there.`;
    const suggestion = `Give "${read.name}" a number that was never used.`;
    return { ruleId: "wire-reserved-number-reused", severity: "warning", ...paths, message, suggestion };
  }
  const message = `Field "${read.name}" (${read.number}) is new for the reader; events of the writer do not have it.`;
  return { ruleId: "source-field-added", severity: "info", ...paths, message, suggestion: "" };
}

/** Fields the writer may set together, of which the reader's oneof keeps the last only. */
function joinedInOneof(reader: DescMessage, writerFields: ReadonlyMap<number, AnyField>, trail: Trail): Difference[] {
  return reader.oneofs.flatMap((oneof) => {
    const known = oneof.fields.flatMap((field) => writerFields.get(field.number) ?? []);
    const first = known[0];
    const second = known.find(
      (field) => first !== undefined && (field.oneof === undefined || field.oneof !== first.oneof),
    );
    const other = second === first ? known.find((field) => field !== first) : second;
    if (first === undefined || other === undefined) return [];
    const message = `The reader's oneof "${oneof.name}" joins "${first.name}" (${first.number}) and "${other.name}" (${other.number}), which the writer may set together; the reader keeps only one.`;
    const suggestion = `Leave both fields outside the oneof, or put new fields into it.`;
    const paths = { readerPath: `${reader.typeName}.${oneof.name}`, writerPath: fieldPath(first) };
    const proof = { trail, recipes: [both(first, other)] };
    return [{ ruleId: "wire-fields-joined-in-oneof", severity: "error", ...paths, message, suggestion, proof }];
  });
}

function both(first: AnyField, second: AnyField): Recipe {
  return {
    settles: [first.number, second.number],
    write: (writer) => {
      for (const field of [first, second]) {
        const type = elementOf(field);
        const sample = type.kind === "scalar" ? (sampleValues(type)[0] ?? 0n) : { child: new Uint8Array() };
        writeFieldValue(writer, field, sample);
      }
    },
  };
}

function reservationsLost(reader: DescMessage, writer: DescMessage): Difference[] {
  const paths = { readerPath: reader.typeName, writerPath: writer.typeName };
  const out: Difference[] = [];
  const kept = new Set([...reader.proto.reservedName, ...reader.fields.map((field) => field.name)]);
  const names = writer.proto.reservedName.filter((name) => !kept.has(name));
  const ranges = writer.proto.reservedRange.filter(
    (range) => !reader.proto.reservedRange.some((other) => other.start <= range.start && range.end <= other.end),
  );
  if (ranges.length > 0) {
    const list = ranges.map((range) =>
      range.end - range.start === 1 ? `${range.start}` : `${range.start} to ${range.end - 1}`,
    );
    const message = `Numbers that the writer reserves (${list.join(", ")}) are no longer all reserved; old events may hold other fields there.`;
    const suggestion = `Reserve ${list.join(", ")} again.`;
    out.push({ ruleId: "wire-reservation-removed", severity: "warning", ...paths, message, suggestion });
  }
  if (names.length > 0) {
    const message = `Names that the writer reserves (${names.join(", ")}) are no longer reserved; old JSON may use them with another meaning.`;
    out.push({
      ruleId: "json-reservation-removed",
      severity: "info",
      ...paths,
      message,
      suggestion: `Reserve ${names.join(", ")} again.`,
    });
  }
  return out;
}

function messageSet(reader: DescMessage, writer: DescMessage, trail: Trail): Difference {
  const message = `${writer.typeName} uses the message set format, which Sluice cannot reason about.`;
  const paths = { readerPath: reader.typeName, writerPath: writer.typeName };
  const suggestion = "Replace the message set by a message with an Any or a oneof.";
  return {
    ruleId: "wire-message-set",
    severity: "error",
    ...paths,
    message,
    suggestion,
    proof: { trail, recipes: [] },
  };
}
