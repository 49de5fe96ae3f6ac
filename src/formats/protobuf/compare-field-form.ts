import { ScalarType } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence as Presence } from "@bufbuild/protobuf/wkt";
import type { Side } from "../../core/finding.js";
import type { CompareContext } from "./compare-context.js";
import { describeField } from "./describe.js";
import type { Advice, Difference } from "./difference.js";
import type { AnyField } from "./element-type.js";
import { restoreField, restoreJsonName, restoreName } from "./repairs.js";
import type { RuleId } from "./rules.js";
import { fieldSpot, otherSide } from "./spots.js";

/** Differences of two fields that binary payloads survive: JSON form, presence, names, encodings that parsers tell apart. */
export function compareFieldForm(pair: Pair): Difference[] {
  const { reader, writer } = pair;
  if (reader.proto === writer.proto) return [];
  return [
    jsonName(pair),
    fieldName(pair),
    jsonType(pair),
    sourceType(pair),
    presence(pair),
    oneof(pair),
    cardinality(pair),
    packing(pair),
    utf8(pair),
  ].filter((difference) => difference !== undefined);
}

/** Two fields with the same number. */
interface Pair {
  readonly context: CompareContext;
  readonly reader: AnyField;
  readonly writer: AnyField;
}

function note(pair: Pair, ruleId: RuleId, message: string, advise?: (side: Side) => Advice): Difference {
  const common = { ruleId, reader: fieldSpot(pair.reader), writer: fieldSpot(pair.writer), message };
  return advise === undefined ? common : { ...common, advise };
}

/** The field as it was before the change, and the side it is on. */
function olderOf(pair: Pair): AnyField {
  return pair[otherSide(pair.context.newer)];
}

function jsonName(pair: Pair): Difference | undefined {
  const { reader, writer } = pair;
  if (reader.jsonName === writer.jsonName) return undefined;
  const message = `Field ${writer.number} is "${writer.jsonName}" in the writer's JSON and "${reader.jsonName}" in the reader's.`;
  return note(pair, "json-name-changed", message, (side) => ({
    suggestion: `Keep the JSON name: [json_name = "${pair[otherSide(side)].jsonName}"].`,
    repair: restoreJsonName(pair, side),
  }));
}

function fieldName(pair: Pair): Difference | undefined {
  const { reader, writer } = pair;
  if (reader.name === writer.name || reader.kind !== writer.kind) return undefined;
  const message = `Field ${writer.number} is "${writer.name}" for the writer and "${reader.name}" for the reader; binary payloads do not notice, source code does.`;
  return note(pair, "source-field-renamed", message, (side) => ({
    suggestion: `Name it "${pair[otherSide(side)].name}" again if code should not change.`,
    repair: restoreName(pair, side),
  }));
}

const longs = new Set([
  ScalarType.INT64,
  ScalarType.UINT64,
  ScalarType.SINT64,
  ScalarType.FIXED64,
  ScalarType.SFIXED64,
]);

/** What a value of the field looks like in ProtoJSON. */
function jsonForm(field: AnyField): string {
  const form = jsonFormOfElement(field);
  return field.fieldKind === "map" ? `an object whose values are each ${form}` : form;
}

function jsonFormOfElement(field: AnyField): string {
  if (field.message !== undefined) {
    return field.message.typeName.startsWith("google.protobuf.") ? field.message.typeName : "an object";
  }
  if (field.enum !== undefined) return "the name of an enum value";
  if (field.scalar === ScalarType.STRING) return "a string";
  if (field.scalar === ScalarType.BYTES) return "base64 text";
  if (field.scalar === ScalarType.BOOL) return "true or false";
  return longs.has(field.scalar) ? "a number in a string" : "a number";
}

function jsonType(pair: Pair): Difference | undefined {
  const [read, written] = [jsonForm(pair.reader), jsonForm(pair.writer)];
  if (read === written) return undefined;
  const message = `In JSON field "${pair.reader.name}" (${pair.writer.number}) is ${written} for the writer and ${read} for the reader.`;
  return note(pair, "json-type-changed", message, (side) => ({
    suggestion: "Exchange this field in binary only, or keep its type.",
    repair: restoreField(pair, side),
  }));
}

function sourceType(pair: Pair): Difference | undefined {
  const [read, written] = [describeField(pair.reader), describeField(pair.writer)];
  if (read === written) return undefined;
  const message = `Field ${pair.writer.number} is declared as ${written} by the writer and as ${read} by the reader; generated code changes with it.`;
  return note(pair, "source-field-type-changed", message, (side) => ({
    suggestion: `Declare it as ${describeField(pair[otherSide(side)])} again if code should not change.`,
    repair: restoreField(pair, side),
  }));
}

function presence(pair: Pair): Difference | undefined {
  const { reader, writer } = pair;
  const [read, written] = [reader.presence, writer.presence];
  if (read === written || isRepeated(reader) || isRepeated(writer)) return undefined;
  const restore = (suggestion: string) => (side: Side) => ({ suggestion, repair: restoreField(pair, side) });
  if (read === Presence.IMPLICIT) {
    const message = `The reader cannot tell an unset "${reader.name}" (${reader.number}) from its default; the writer can.`;
    return note(pair, "wire-presence-lost", message, restore(`Declare "${reader.name}" as optional on both sides.`));
  }
  if (read === Presence.LEGACY_REQUIRED) return undefined;
  if (written === Presence.LEGACY_REQUIRED) {
    const message = `The writer requires "${writer.name}" (${writer.number}), the reader does not.`;
    return note(pair, "source-field-no-longer-required", message);
  }
  const message = `The reader's "${reader.name}" (${reader.number}) tells whether it was set, the writer's does not.`;
  return note(pair, "source-presence-changed", message, restore("Keep the label if code should not change."));
}

function isRepeated(field: AnyField): boolean {
  return field.fieldKind === "list" || field.fieldKind === "map";
}

function oneof(pair: Pair): Difference | undefined {
  const [read, written] = [pair.reader.oneof?.name, pair.writer.oneof?.name];
  if (read === written) return undefined;
  const where = (name: string | undefined): string => (name === undefined ? "in no oneof" : `in the oneof "${name}"`);
  const message = `Field "${pair.reader.name}" (${pair.reader.number}) is ${where(written)} for the writer and ${where(read)} for the reader; generated code changes with it.`;
  const was = olderOf(pair).oneof?.name;
  const suggestion = was === undefined ? "Leave the field outside." : `Leave the field in the oneof "${was}".`;
  return note(pair, "source-field-oneof-changed", message, () => ({ suggestion }));
}

function cardinality(pair: Pair): Difference | undefined {
  const { reader, writer } = pair;
  if ((reader.fieldKind === "list") === (writer.fieldKind === "list")) return undefined;
  if (reader.fieldKind === "map" || writer.fieldKind === "map") return undefined;
  const words = (field: AnyField): string => (field.fieldKind === "list" ? "a list" : "one value");
  const message = `In JSON field "${reader.name}" (${reader.number}) is ${words(writer)} for the writer and ${words(reader)} for the reader.`;
  return note(pair, "json-cardinality-changed", message, (side) => ({
    suggestion: "Keep the field as it was and add another one with a new number.",
    repair: restoreField(pair, side),
  }));
}

function packing(pair: Pair): Difference | undefined {
  const { reader, writer } = pair;
  if (reader.fieldKind !== "list" || writer.fieldKind !== "list" || reader.listKind !== writer.listKind)
    return undefined;
  if (reader.packed === writer.packed || reader.scalar !== writer.scalar) return undefined;
  const words = (packed: boolean): string => (packed ? "packed into one value" : "one by one");
  const message = `The numbers of "${writer.name}" (${writer.number}) are written ${words(writer.packed)}; the reader would write them ${words(reader.packed)}. Parsers read both.`;
  return note(pair, "source-packed-changed", message);
}

function utf8(pair: Pair): Difference | undefined {
  const { reader, writer } = pair;
  if (reader.scalar !== ScalarType.STRING || writer.scalar !== ScalarType.STRING) return undefined;
  if (!reader.utf8Validation || writer.utf8Validation) return undefined;
  const message = `The reader refuses text in "${reader.name}" (${reader.number}) that is not valid UTF-8; the writer's schema does not check it.`;
  return note(pair, "wire-utf8-check-added", message, () => ({
    suggestion: "Make sure that writers only ever set valid UTF-8, or declare the field as bytes.",
  }));
}
