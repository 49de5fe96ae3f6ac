import { WireType } from "@bufbuild/protobuf/wire";
import { FeatureSet_FieldPresence as Presence } from "@bufbuild/protobuf/wkt";
import type { Difference, Recipe, Trail } from "./difference.js";
import { type AnyField, elementOf, misreadValues, sampleValues } from "./element-type.js";
import { compareFieldForm } from "./compare-field-form.js";
import { defaultText } from "./projection.js";
import { describeField, fieldPath } from "./describe.js";
import type { Scalar } from "./encode-scalar.js";
import { writeElement, writeFieldValue } from "./witness.js";

/** Two fields with the same number, and where the writer's is found. */
export interface FieldPair {
  readonly reader: AnyField;
  readonly writer: AnyField;
  /** Leads to the message that the writer's field is in. */
  readonly trail: Trail;
  /** Take writers to send only declared values of open enums. */
  readonly declaredOnly: boolean;
}

/** What one field pair yields: differences, and whether the message types of both have to be compared. */
interface FieldComparison {
  readonly differences: readonly Difference[];
  readonly descend: boolean;
}

/** Compares two fields of the same number: wire rules first, then JSON and source forms. */
export function compareField(pair: FieldPair): FieldComparison {
  const breaks = [shapeBreak(pair), typeBreak(pair), keyBreak(pair), requiredBreak(pair), defaultBreak(pair)].filter(
    (difference) => difference !== undefined,
  );
  const { reader, writer } = pair;
  const fits = !breaks.some((one) => one.ruleId === "wire-field-type-changed") && !isOneMap(pair);
  const descend = fits && reader.message !== undefined && writer.message !== undefined;
  return { differences: [...breaks, ...compareFieldForm(pair)], descend };
}

/** A finding about the pair that shows itself when the writer does what one of `recipes` says. */
function breaking(
  pair: FieldPair,
  ruleId: string,
  texts: { message: string; suggestion: string },
  recipes: readonly Recipe[],
): Difference {
  const { reader, writer, trail } = pair;
  const paths = { readerPath: fieldPath(reader), writerPath: fieldPath(writer) };
  return { ruleId, severity: "error", ...paths, ...texts, proof: { trail, recipes } };
}

function keepTheField(pair: FieldPair): string {
  const { writer } = pair;
  return `Keep ${describeField(writer)} as it was and add a field with a new number; when nobody writes number ${writer.number} any more, reserve the number and the name "${writer.name}".`;
}

function isRepeated(field: AnyField): boolean {
  return field.fieldKind === "list" || field.fieldKind === "map";
}

/** Repeated read as single loses all values but the last; maps and lists merge differently. */
function shapeBreak(pair: FieldPair): Difference | undefined {
  const { reader, writer } = pair;
  if (isRepeated(writer) && !isRepeated(reader)) {
    const message = `Field "${writer.name}" (${writer.number}) is repeated for the writer and single for the reader, which keeps only one of several values.`;
    return breaking(pair, "wire-cardinality-changed", { message, suggestion: keepTheField(pair) }, [several(writer)]);
  }
  if (isOneMap(pair) && holdsEntries(pair)) {
    const message = `Field "${writer.name}" (${writer.number}) is ${describeField(writer)} for the writer and ${describeField(reader)} for the reader.`;
    return breaking(pair, "wire-map-changed", { message, suggestion: keepTheField(pair) }, [several(writer)]);
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

/** Two elements in one field. */
function several(field: AnyField): Recipe {
  const type = elementOf(field);
  const values: (Scalar | { child: Uint8Array })[] =
    type.kind === "scalar" ? sampleValues(type) : [{ child: new Uint8Array() }, { child: new Uint8Array() }];
  return {
    settles: [field.number],
    write: (writer) => {
      for (const [index, value] of values.entries()) writeFieldValue(writer, field, value, index);
    },
  };
}

function one(field: AnyField, value: Scalar | { child: Uint8Array }): Recipe {
  return {
    settles: [field.number],
    write: (writer) => {
      writeFieldValue(writer, field, value);
    },
  };
}

function typeBreak(pair: FieldPair): Difference | undefined {
  const { reader, writer, declaredOnly } = pair;
  const [read, written] = [elementOf(reader), elementOf(writer)];
  const type = `Field number ${writer.number} is ${describeField(writer)} for the writer and ${describeField(reader)} for the reader`;
  const texts = { message: `${type}, which reads some values wrong or not at all.`, suggestion: keepTheField(pair) };
  const changed = (recipes: readonly Recipe[]): Difference => breaking(pair, "wire-field-type-changed", texts, recipes);
  const samples = written.kind === "scalar" ? sampleValues(written) : [{ child: new Uint8Array() }];
  const attempts = [...samples.map((value) => one(writer, value)), several(writer)];
  // A map looks like messages on the wire; told as a change of the map.
  if (isOneMap(pair)) return holdsEntries(pair) ? undefined : changed(attempts);
  if (written.kind === "message" || read.kind === "message") {
    const same = written.kind === "message" && read.kind === "message" && read.delimited === written.delimited;
    return same ? undefined : changed(attempts);
  }
  const values = misreadValues(written, read, declaredOnly);
  if (values.length === 0) return undefined;
  const recipes = values.slice(0, 8).map((value) => one(writer, value));
  if (written.enum !== undefined && read.enum !== undefined) return enumBreak(pair, recipes);
  return changed(recipes);
}

function enumBreak(pair: FieldPair, recipes: readonly Recipe[]): Difference {
  const { reader, writer } = pair;
  const name = reader.enum?.typeName ?? "";
  const open = writer.enum?.open === true ? " The writer's enum is open, so it may send any number." : "";
  const message = `The reader's enum ${name} of field "${reader.name}" (${reader.number}) is closed and lacks values that the writer may send.${open}`;
  const suggestion = `Keep every value in ${name}, or make the enum open (proto3, or features.enum_type = OPEN).`;
  return breaking(pair, "wire-enum-value-unknown", { message, suggestion }, recipes);
}

/** Map keys are compared like values. */
function keyBreak(pair: FieldPair): Difference | undefined {
  const { reader, writer } = pair;
  if (reader.fieldKind !== "map" || writer.fieldKind !== "map") return undefined;
  const written = { kind: "scalar", scalar: writer.mapKey, enum: undefined } as const;
  const values = misreadValues(written, { kind: "scalar", scalar: reader.mapKey, enum: undefined }, false);
  if (values.length === 0) return undefined;
  const message = `The keys of the map "${writer.name}" (${writer.number}) changed: ${describeField(writer)} for the writer, ${describeField(reader)} for the reader.`;
  const recipes = values.map(
    (value): Recipe => ({
      settles: [writer.number],
      write: (out) => {
        out.tag(writer.number, WireType.LengthDelimited).fork();
        writeElement(out, 1, written, value);
        out.join();
      },
    }),
  );
  return breaking(pair, "wire-map-key-changed", { message, suggestion: keepTheField(pair) }, recipes);
}

function requiredBreak(pair: FieldPair): Difference | undefined {
  const { reader, writer } = pair;
  if (reader.presence !== Presence.LEGACY_REQUIRED || writer.presence === Presence.LEGACY_REQUIRED) return undefined;
  const message = `The reader requires field "${reader.name}" (${reader.number}), but the writer may leave it out.`;
  const suggestion = `Make "${reader.name}" optional in the reader and check in the application that it is there.`;
  const recipe = { settles: [writer.number], write: () => undefined };
  return breaking(pair, "wire-field-required", { message, suggestion }, [recipe]);
}

/** A field that is not in the payload has its default, so another default is another value. */
function defaultBreak(pair: FieldPair): Difference | undefined {
  const { reader, writer } = pair;
  if (reader.kind === "extension" || writer.kind === "extension") return undefined;
  if (writer.presence === Presence.LEGACY_REQUIRED) return undefined;
  const [read, written] = [defaultText(reader), defaultText(writer)];
  const comparable = misreadValuesOf(pair).length === 0;
  if (read === undefined || written === undefined || read === written || !comparable) return undefined;
  const message = `Field "${writer.name}" (${writer.number}) has another default for the reader, so an event without it reads differently.`;
  const suggestion = `Give "${reader.name}" the default it had, or have writers always set it.`;
  const recipe = { settles: [writer.number], write: () => undefined };
  return breaking(pair, "wire-field-default-changed", { message, suggestion }, [recipe]);
}

function misreadValuesOf(pair: FieldPair): Scalar[] {
  const [read, written] = [elementOf(pair.reader), elementOf(pair.writer)];
  return read.kind === "scalar" && written.kind === "scalar" ? misreadValues(written, read, pair.declaredOnly) : [0n];
}
