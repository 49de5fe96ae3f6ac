import { WireType } from "@bufbuild/protobuf/wire";
import { type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence as Presence } from "@bufbuild/protobuf/wkt";
import { describeField } from "./describe.js";
import type { Difference, Recipe } from "./difference.js";
import { type AnyField, type ElementType, elementOf, misreadValues, sampleValues } from "./element-type.js";
import { breaking, type FieldPair, keepTheField, type MessagePair } from "./field-pair.js";
import { defaultText } from "./projection.js";
import { type ElementValue, writeElement } from "./write-field.js";

/**
 * What breaks when the entries of a map are read as repeated messages, which they are on the wire (encoding guide, "Maps"):
 * nothing, if the messages have the key as field 1 and the value as field 2. Encoders may leave out keys and values that are
 * the default of their type.
 */
export function compareMapEntries(pair: FieldPair): {
  differences: readonly Difference[];
  inside?: MessagePair | undefined;
} {
  const entry = pair.reader.message;
  const { writer } = pair;
  if (entry === undefined || writer.fieldKind !== "map") return { differences: [] };
  const key: ElementType = { kind: "scalar", scalar: writer.mapKey, enum: undefined };
  const parts: EntryPart[] = [
    { number: 1, type: key, values: sampleValues(key) },
    { number: 2, type: elementOf(writer), values: pair.context.smallest.samples(writer) },
  ];
  const recipes = [...parts.flatMap((part) => misread(pair, entry, [part, ...parts])), ...tripping(pair, entry, parts)];
  if (recipes.length === 0) return { differences: [], inside: valuesOf(pair, entry) };
  const message = `Field "${writer.name}" (${writer.number}) is ${describeField(writer)} for the writer; ${entry.typeName}, as which the reader reads its entries, has another key or value.`;
  return { differences: [breaking(pair, "wire-map-changed", { message, advise: keepTheField(pair) }, recipes)] };
}

function valuesOf({ writer }: FieldPair, entry: DescMessage): MessagePair | undefined {
  const reader = entry.fields.find(({ number }) => number === 2)?.message;
  return reader === undefined || writer.message === undefined ? undefined : { reader, writer: writer.message };
}

interface EntryPart {
  readonly number: number;
  readonly type: ElementType;
  readonly values: readonly ElementValue[];
}

/** Entries with a key or value that the field of the message reads otherwise. */
function misread(
  pair: FieldPair,
  entry: DescMessage,
  [part, ...parts]: readonly [EntryPart, ...EntryPart[]],
): Recipe[] {
  const field = entry.fields.find(({ number }) => number === part.number);
  if (field === undefined) return [];
  const bad = misreadBy(pair, field, part);
  const others = parts.filter((other) => other.number !== part.number && isNeeded(other));
  const some = bad.slice(0, 8).map((value) => entryWith(pair.writer, [{ ...part, values: [value] }, ...others]));
  // An entry without the key or the value stands for one with the default of its type.
  return isNeeded(part) || isReadAbsent(field, part) ? some : [...some, entryWith(pair.writer, others)];
}

/** Whether the value must be there because it has required fields. */
function isNeeded({ values: [value] }: EntryPart): boolean {
  return typeof value === "object" && "child" in value && value.child.length > 0;
}

function misreadBy({ context }: FieldPair, field: AnyField, { type, values }: EntryPart): readonly ElementValue[] {
  const read = elementOf(field);
  if (read.kind === "message" && type.kind === "message") return read.delimited ? values : [];
  if (read.kind === "message" || type.kind === "message" || field.fieldKind === "map") return values;
  return misreadValues(type, read, context.declaredOnly);
}

function isReadAbsent(field: AnyField, { type }: EntryPart): boolean {
  if (field.fieldKind === "list" || field.fieldKind === "map" || field.presence === Presence.LEGACY_REQUIRED)
    return false;
  if (field.kind === "extension" || type.kind === "message" || field.message !== undefined) return true;
  return defaultText(field) === usualDefault(type);
}

function usualDefault(type: Extract<ElementType, { kind: "scalar" }>): string {
  if (type.enum !== undefined) return String(type.enum.values[0]?.number ?? 0);
  if (type.scalar === ScalarType.STRING || type.scalar === ScalarType.BYTES) return "bytes ";
  return type.scalar === ScalarType.FLOAT || type.scalar === ScalarType.DOUBLE ? "float 0" : "0";
}

/** Any entry, when the message demands something else as well or cannot have both key and value. */
function tripping({ writer }: FieldPair, entry: DescMessage, parts: readonly EntryPart[]): Recipe[] {
  const demanding = entry.fields.some(({ number, presence }) => number > 2 && presence === Presence.LEGACY_REQUIRED);
  const [key, value] = [1, 2].map((number) => entry.fields.find((field) => field.number === number)?.oneof);
  const exclusive = key !== undefined && key === value;
  return demanding || exclusive ? [entryWith(writer, parts)] : [];
}

function entryWith(field: AnyField, parts: readonly EntryPart[]): Recipe {
  return {
    settles: [field.number],
    write: (out) => {
      out.tag(field.number, WireType.LengthDelimited).fork();
      for (const { number, type, values } of parts) {
        if (values[0] !== undefined) writeElement(out, number, type, values[0]);
      }
      out.join();
    },
  };
}
