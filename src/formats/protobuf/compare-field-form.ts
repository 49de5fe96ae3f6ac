import { ScalarType } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence as Presence } from "@bufbuild/protobuf/wkt";
import { describeField, fieldPath } from "./describe.js";
import type { Difference } from "./difference.js";
import type { AnyField } from "./element-type.js";

/** Differences of two fields that binary payloads survive: JSON form, presence, names. */
export function compareFieldForm(pair: Pair): Difference[] {
  return [
    jsonName(pair),
    fieldName(pair),
    jsonType(pair),
    sourceType(pair),
    presence(pair),
    oneof(pair),
    cardinality(pair),
  ].filter((difference) => difference !== undefined);
}

/** Two fields with the same number. */
interface Pair {
  readonly reader: AnyField;
  readonly writer: AnyField;
}

function note(
  pair: Pair,
  finding: Pick<Difference, "ruleId" | "severity" | "message"> & { readonly suggestion?: string },
): Difference {
  return { readerPath: fieldPath(pair.reader), writerPath: fieldPath(pair.writer), suggestion: "", ...finding };
}

function jsonName(pair: Pair): Difference | undefined {
  const { reader, writer } = pair;
  if (reader.jsonName === writer.jsonName) return undefined;
  const message = `Field ${writer.number} is "${writer.jsonName}" in the writer's JSON and "${reader.jsonName}" in the reader's.`;
  const suggestion = `Keep the JSON name: [json_name = "${writer.jsonName}"].`;
  return note(pair, { ruleId: "json-name-changed", severity: "warning", message, suggestion });
}

function fieldName(pair: Pair): Difference | undefined {
  const { reader, writer } = pair;
  if (reader.name === writer.name) return undefined;
  const message = `Field ${writer.number} was renamed from "${writer.name}" to "${reader.name}"; binary payloads do not notice, source code does.`;
  return note(pair, { ruleId: "source-field-renamed", severity: "info", message });
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
  if (field.message !== undefined)
    return field.message.typeName.startsWith("google.protobuf.") ? field.message.typeName : "an object";
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
  return note(pair, {
    ruleId: "json-type-changed",
    severity: "warning",
    message,
    suggestion: "Exchange this field in binary only, or keep its type.",
  });
}

function sourceType(pair: Pair): Difference | undefined {
  const [read, written] = [describeField(pair.reader), describeField(pair.writer)];
  if (read === written) return undefined;
  const message = `The declared type of field ${pair.writer.number} changed from ${written} to ${read}; generated code changes with it.`;
  return note(pair, { ruleId: "source-field-type-changed", severity: "info", message });
}

function presence(pair: Pair): Difference | undefined {
  const { reader, writer } = pair;
  const [read, written] = [reader.presence, writer.presence];
  if (read === written || reader.fieldKind === "list" || writer.fieldKind === "list") return undefined;
  if (read === Presence.IMPLICIT) {
    const message = `The reader cannot tell an unset "${reader.name}" (${reader.number}) from its default; the writer can.`;
    return note(pair, {
      ruleId: "wire-presence-lost",
      severity: "warning",
      message,
      suggestion: `Declare "${reader.name}" as optional.`,
    });
  }
  if (written === Presence.LEGACY_REQUIRED) {
    return note(pair, {
      ruleId: "source-field-no-longer-required",
      severity: "info",
      message: `"${reader.name}" (${reader.number}) is no longer required.`,
    });
  }
  return note(pair, {
    ruleId: "source-presence-changed",
    severity: "info",
    message: `"${reader.name}" (${reader.number}) now tells whether it was set.`,
  });
}

function oneof(pair: Pair): Difference | undefined {
  const [read, written] = [pair.reader.oneof?.name, pair.writer.oneof?.name];
  if (read === written) return undefined;
  const from = written === undefined ? "no oneof" : `the oneof "${written}"`;
  const to = read === undefined ? "no oneof" : `the oneof "${read}"`;
  const message = `Field "${pair.reader.name}" (${pair.reader.number}) moved from ${from} to ${to}; generated code changes.`;
  return note(pair, { ruleId: "source-field-oneof-changed", severity: "info", message });
}

function cardinality(pair: Pair): Difference | undefined {
  const { reader, writer } = pair;
  if (reader.fieldKind !== "list" || writer.fieldKind === "list" || writer.fieldKind === "map") return undefined;
  const message = `Field "${reader.name}" (${reader.number}) became repeated: in JSON the reader wants a list where the writer has one value.`;
  return note(pair, {
    ruleId: "json-cardinality-changed",
    severity: "warning",
    message,
    suggestion: "Add a repeated field with a new number instead.",
  });
}
