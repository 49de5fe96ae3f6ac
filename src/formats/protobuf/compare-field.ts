import { FeatureSet_FieldPresence as Presence } from "@bufbuild/protobuf/wkt";
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { Side } from "../../core/finding.js";
import { compareFieldForm } from "./compare-field-form.js";
import { compareMapEntries } from "./compare-map-entries.js";
import { describeField } from "./describe.js";
import type { Advice, Difference, Recipe } from "./difference.js";
import { type AnyField, elementOf, misreadValues } from "./element-type.js";
import { breaking, type FieldPair, keepTheField, type MessagePair } from "./field-pair.js";
import { defaultText } from "./projection.js";
import { makeOptional, restoreDefault, restoreField } from "./repairs.js";
import { fieldSpot, otherSide } from "./spots.js";
import { type ElementValue, writeElement, writeFieldValue } from "./write-field.js";

/** What one field pair yields. */
interface FieldComparison {
  readonly differences: readonly Difference[];
  /** The message types that have to be compared as well. */
  readonly inside?: MessagePair | undefined;
}

/** Compares two fields of the same number: wire rules first, then JSON and source forms. */
export function compareField(pair: FieldPair): FieldComparison {
  const { reader, writer } = pair;
  const form = pair.breaksOnly ? [] : compareFieldForm(pair);
  if (isMapReadAsEntries(pair)) {
    const { differences, inside } = compareMapEntries(pair);
    return { differences: [...differences, ...form], inside };
  }
  const type = typeBreak(pair);
  const breaks = [shapeBreak(pair), type, keyBreak(pair), requiredBreak(pair), defaultBreak(pair, type)].filter(
    (difference) => difference !== undefined,
  );
  const fits = type === undefined && !isOneMap(pair);
  const inside =
    fits && reader.message !== undefined && writer.message !== undefined
      ? { reader: reader.message, writer: writer.message }
      : undefined;
  return { differences: [...breaks, ...form], inside };
}

function isRepeated(field: AnyField): boolean {
  return field.fieldKind === "list" || field.fieldKind === "map";
}

/** Repeated read as single loses all values but the last; maps and lists merge differently. */
function shapeBreak(pair: FieldPair): Difference | undefined {
  const { reader, writer } = pair;
  if (isRepeated(writer) && !isRepeated(reader)) {
    const message = `Field "${writer.name}" (${writer.number}) is repeated for the writer and single for the reader, which keeps only one of several values.`;
    return breaking(pair, "wire-cardinality-changed", { message, advise: keepTheField(pair) }, several(pair));
  }
  // A single message without fields is an entry without key and value, of which neither side knows anything.
  const empty = !isRepeated(writer) && writer.message?.fields.length === 0;
  if (isOneMap(pair) && holdsEntries(pair) && !empty) {
    const message = `Field "${writer.name}" (${writer.number}) is ${describeField(writer)} for the writer and ${describeField(reader)} for the reader.`;
    const recipes = [...several(pair), ...singles(pair), ...filled(pair)];
    return breaking(pair, "wire-map-changed", { message, advise: keepTheField(pair) }, recipes);
  }
  return undefined;
}

/** Exactly one of the two is a map. */
function isOneMap({ reader, writer }: FieldPair): boolean {
  return (writer.fieldKind === "map") !== (reader.fieldKind === "map");
}

/** Whether the one that is no map holds messages, which look like the entries of the other on the wire. */
function holdsEntries({ reader, writer }: FieldPair): boolean {
  const type = elementOf(writer.fieldKind === "map" ? reader : writer);
  return type.kind === "message" && !type.delimited;
}

function isMapReadAsEntries(pair: FieldPair): boolean {
  return pair.writer.fieldKind === "map" && pair.reader.fieldKind === "list" && holdsEntries(pair);
}

/** Two elements in one field. */
function several({ context, writer: field }: FieldPair): Recipe[] {
  const values = context.smallest.samples(field);
  const write: Recipe["write"] = (out) => {
    for (const [index, value] of values.entries()) writeFieldValue(out, field, value, index);
  };
  return values.length === 0 ? [] : [{ settles: [field.number], write }];
}

/** One element, for each of the values to try. */
function one(field: AnyField, values: readonly ElementValue[]): Recipe[] {
  return values.map((value) => ({
    settles: [field.number],
    write: (out) => {
      writeFieldValue(out, field, value);
    },
  }));
}

/** One message for each of the first fields of its type, in which that is set. */
function filled(pair: FieldPair): Recipe[] {
  const { context, writer: field } = pair;
  const { message } = field;
  if (message === undefined) return [];
  return message.fields.slice(0, 20).flatMap((inside) => {
    const start = context.smallest.of(message, [inside.number]);
    if (start === undefined) return [];
    const values = [...misreadInEntry(pair, inside), ...context.smallest.samples(inside).slice(0, 1)];
    return values.flatMap((value) => {
      const inner = new BinaryWriter().raw(start);
      writeFieldValue(inner, inside, value);
      return one(field, [{ child: inner.finish() }]);
    });
  });
}

/** Values of a field that a map of the reader takes for a key or value and reads otherwise. */
function misreadInEntry({ context, reader: map }: FieldPair, inside: AnyField): readonly ElementValue[] {
  if (map.fieldKind !== "map" || inside.number > 2) return [];
  const key = { kind: "scalar", scalar: map.mapKey, enum: undefined } as const;
  const [written, read] = [elementOf(inside), inside.number === 1 ? key : elementOf(map)];
  if (written.kind === "message" || read.kind === "message") return [];
  return misreadValues(written, read, context.declaredOnly).slice(0, 8);
}

function singles({ context, writer }: FieldPair): Recipe[] {
  return one(writer, context.smallest.samples(writer));
}

function typeBreak(pair: FieldPair): Difference | undefined {
  const { context, reader, writer } = pair;
  const [read, written] = [elementOf(reader), elementOf(writer)];
  const type = `Field number ${writer.number} is ${describeField(writer)} for the writer and ${describeField(reader)} for the reader`;
  const message = `${type}, which reads some values wrong or not at all.`;
  const changed = (recipes: readonly Recipe[]): Difference =>
    breaking(pair, "wire-field-type-changed", { message, advise: keepTheField(pair) }, recipes);
  // A map looks like messages on the wire; told as a change of the map.
  if (isOneMap(pair)) return holdsEntries(pair) ? undefined : changed([...singles(pair), ...several(pair)]);
  if (written.kind === "message" && read.kind === "message") {
    return written.delimited === read.delimited ? undefined : encodingBreak(pair);
  }
  if (written.kind === "message" || read.kind === "message") return changed([...singles(pair), ...several(pair)]);
  // Encoders leave the zero of a field without presence out.
  const values = misreadValues(written, read, context.declaredOnly).filter(
    (value) => writer.presence !== Presence.IMPLICIT || isRepeated(writer) || value !== 0n,
  );
  if (values.length === 0) return undefined;
  const recipes = one(writer, values.slice(0, 8));
  return written.enum !== undefined && read.enum !== undefined ? enumBreak(pair, recipes) : changed(recipes);
}

function encodingBreak(pair: FieldPair): Difference {
  const { reader, writer } = pair;
  const words = (field: AnyField): string =>
    "delimitedEncoding" in field && field.delimitedEncoding ? "as a group" : "with its length in front";
  const message = `The message in field "${writer.name}" (${writer.number}) is encoded ${words(writer)} by the writer; the reader wants it ${words(reader)}.`;
  const advise = (side: Side): Advice => ({
    suggestion: `Keep the encoding ${words(pair[otherSide(side)])}, and add a field with a new number for the other one.`,
  });
  return breaking(pair, "wire-message-encoding-changed", { message, advise }, [...singles(pair), ...several(pair)]);
}

function enumBreak(pair: FieldPair, recipes: readonly Recipe[]): Difference {
  const { reader, writer, context } = pair;
  const name = reader.enum?.typeName ?? "";
  const open = writer.enum?.open === true && !context.declaredOnly;
  const any = open ? " The writer's enum is open, so it may send any number." : "";
  const message = `The reader's enum ${name} of field "${reader.name}" (${reader.number}) is closed and lacks values that the writer may send.${any}`;
  const advise = (side: Side): Advice => {
    if (side === "writer") return { suggestion: `Send values that ${name} lacks only when every reader knows them.` };
    const suggestion = `Keep every value in ${name}, or make the enum open (proto3, or features.enum_type = OPEN).`;
    return { suggestion };
  };
  return breaking(pair, "wire-enum-value-unknown", { message, advise }, recipes);
}

/** Map keys are compared like values. */
function keyBreak(pair: FieldPair): Difference | undefined {
  const { reader, writer } = pair;
  if (reader.fieldKind !== "map" || writer.fieldKind !== "map") return undefined;
  const written = { kind: "scalar", scalar: writer.mapKey, enum: undefined } as const;
  const values = misreadValues(written, { kind: "scalar", scalar: reader.mapKey, enum: undefined }, false);
  if (values.length === 0) return undefined;
  const message = `The keys of the map "${writer.name}" (${writer.number}) changed: ${describeField(writer)} for the writer, ${describeField(reader)} for the reader.`;
  const item = pair.context.smallest.samples(writer)[0];
  const recipes = values.map(
    (value): Recipe => ({
      settles: [writer.number],
      write: (out) => {
        out.tag(writer.number, WireType.LengthDelimited).fork();
        writeElement(out, 1, written, value);
        if (item !== undefined) writeElement(out, 2, elementOf(writer), item);
        out.join();
      },
    }),
  );
  return breaking(pair, "wire-map-key-changed", { message, advise: keepTheField(pair) }, recipes);
}

function requiredBreak(pair: FieldPair): Difference | undefined {
  const { reader, writer } = pair;
  if (reader.presence !== Presence.LEGACY_REQUIRED || writer.presence === Presence.LEGACY_REQUIRED) return undefined;
  const message = `The reader requires field "${reader.name}" (${reader.number}), but the writer may leave it out.`;
  const advise = (side: Side): Advice =>
    side === "reader"
      ? {
          suggestion: `Make "${reader.name}" optional and check in the application that it is there.`,
          repair: makeOptional(reader),
        }
      : {
          suggestion: `Keep "${writer.name}" required for as long as there are readers that require it.`,
          repair: restoreField(pair, side),
        };
  const recipe = { settles: [writer.number], write: () => undefined };
  return breaking(pair, "wire-field-required", { message, advise }, [recipe]);
}

/** A field that is not in the payload has its default, so another default is another value. */
function defaultBreak(pair: FieldPair, type: Difference | undefined): Difference | undefined {
  const { reader, writer } = pair;
  if (writer.presence === Presence.LEGACY_REQUIRED || reader.presence === Presence.LEGACY_REQUIRED) return undefined;
  const [read, written] = [defaultText(reader), defaultText(writer)];
  if (read === undefined || written === undefined || read === written) return undefined;
  if (type?.ruleId === "wire-field-type-changed") return undefined;
  const message = `Field "${writer.name}" (${writer.number}) has another default for the reader, so an event without it reads differently.`;
  const advise = (side: Side): Advice => ({
    suggestion: `Give "${pair[side].name}" the default it had, or have writers always set it.`,
    repair: restoreDefault(pair, side),
  });
  if (reader.oneof !== undefined && writer.oneof !== undefined) {
    // What is set in a oneof is asked first, so the default of a member is no value of an event.
    const sides = { reader: fieldSpot(reader), writer: fieldSpot(writer) };
    return { ruleId: "wire-field-default-changed", severity: "warning", ...sides, message, advise };
  }
  const recipe = { settles: [writer.number], write: () => undefined };
  return breaking(pair, "wire-field-default-changed", { message, advise }, [recipe]);
}
