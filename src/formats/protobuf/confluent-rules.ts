import { type DescFile, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence as Presence } from "@bufbuild/protobuf/wkt";
import type { Finding } from "../../core/finding.js";
import { describeField, fieldPath, typeName } from "./describe.js";
import type { AnyField } from "./element-type.js";

/**
 * The incompatible differences of Confluent's Protobuf rules, for the policies `strict` and `lenient` (which agree for
 * Protobuf). Everything else is compatible by those rules, whatever events say.
 */
export function confluentFindings(reader: DescFile, writer: DescFile): Finding[] {
  const out: Finding[] = [];
  if (reader.proto.package !== writer.proto.package) {
    const message = `The package changed from "${writer.proto.package}" to "${reader.proto.package}".`;
    out.push(finding("confluent-package-changed", ["", ""], message, `Keep the package "${writer.proto.package}".`));
  }
  compareMessages(out, reader.messages, writer.messages);
  return out;
}

function finding(
  ruleId: string,
  [readerPath, writerPath]: [string, string],
  message: string,
  suggestion: string,
): Finding {
  return { ruleId, severity: "error", readerPath, writerPath, message, suggestion };
}

function compareMessages(out: Finding[], reader: readonly DescMessage[], writer: readonly DescMessage[]): void {
  for (const message of writer) {
    const other = reader.find((one) => one.name === message.name);
    if (other === undefined) {
      const text = `The message ${message.typeName} is gone.`;
      out.push(
        finding(
          "confluent-message-removed",
          ["", message.typeName],
          text,
          "Keep the message, even if it is no longer used.",
        ),
      );
    } else {
      compareFields(out, other, message);
      compareOneofs(out, other, message);
      compareMessages(out, other.nestedMessages, message.nestedMessages);
    }
  }
}

function compareFields(out: Finding[], reader: DescMessage, writer: DescMessage): void {
  const readerFields = new Map<number, AnyField>(reader.fields.map((field) => [field.number, field]));
  const writerNumbers = new Set(writer.fields.map((field) => field.number));
  for (const field of writer.fields) {
    const other = readerFields.get(field.number);
    if (other !== undefined) compareField(out, other, field);
    else if (isRequired(field)) {
      const text = `The required field "${field.name}" (${field.number}) is gone.`;
      out.push(
        finding("confluent-required-field-removed", [reader.typeName, fieldPath(field)], text, "Keep the field."),
      );
    }
  }
  for (const field of reader.fields) {
    if (!isRequired(field) || writerNumbers.has(field.number)) continue;
    const text = `The required field "${field.name}" (${field.number}) is new.`;
    out.push(
      finding("confluent-required-field-added", [fieldPath(field), writer.typeName], text, "Make the field optional."),
    );
  }
}

function isRequired(field: AnyField): boolean {
  return field.presence === Presence.LEGACY_REQUIRED;
}

function kindOf(field: AnyField): "map" | "message" | "scalar" {
  if (field.fieldKind === "map") return "map";
  return field.message === undefined ? "scalar" : "message";
}

function compareField(out: Finding[], reader: AnyField, writer: AnyField): void {
  const add = (ruleId: string): void => {
    const text = `Field ${writer.number} changed from ${describeField(writer)} to ${describeField(reader)}.`;
    const fix = `Keep field ${writer.number} as it was and add a field with a new number.`;
    out.push(finding(ruleId, [fieldPath(reader), fieldPath(writer)], text, fix));
  };
  const [read, written] = [kindOf(reader), kindOf(writer)];
  if (isRequired(reader) && !isRequired(writer)) add("confluent-required-field-added");
  if (read !== written) add("confluent-field-kind-changed");
  else if (read === "message") compareNames(reader, writer, add);
  else compareScalars(reader, writer, add);
  const numeric = written === "scalar" && scalarGroup(writer) !== "string or bytes";
  if (read !== "map" && (reader.fieldKind === "list") !== (writer.fieldKind === "list") && numeric) {
    add("confluent-field-numeric-label-changed");
  }
}

function compareNames(reader: AnyField, writer: AnyField, add: (ruleId: string) => void): void {
  if (typeName(reader) !== typeName(writer)) add("confluent-field-named-type-changed");
}

function compareScalars(reader: AnyField, writer: AnyField, add: (ruleId: string) => void): void {
  if (reader.fieldKind === "map" && writer.fieldKind === "map") {
    const keys = groupOf(reader.mapKey) === groupOf(writer.mapKey);
    const named = reader.message !== undefined && writer.message !== undefined;
    if (named) compareNames(reader, writer, add);
    const values = named || scalarGroup(reader) === scalarGroup(writer);
    if (!keys || !values) add("confluent-field-scalar-kind-changed");
  } else if (scalarGroup(reader) !== scalarGroup(writer)) add("confluent-field-scalar-kind-changed");
}

const groups = new Map<ScalarType, string>([
  [ScalarType.INT32, "integer"],
  [ScalarType.INT64, "integer"],
  [ScalarType.UINT32, "integer"],
  [ScalarType.UINT64, "integer"],
  [ScalarType.BOOL, "integer"],
  [ScalarType.SINT32, "zigzag integer"],
  [ScalarType.SINT64, "zigzag integer"],
  [ScalarType.STRING, "string or bytes"],
  [ScalarType.BYTES, "string or bytes"],
  [ScalarType.FIXED32, "fixed 32"],
  [ScalarType.SFIXED32, "fixed 32"],
  [ScalarType.FIXED64, "fixed 64"],
  [ScalarType.SFIXED64, "fixed 64"],
  [ScalarType.FLOAT, "float"],
  [ScalarType.DOUBLE, "double"],
]);

function groupOf(type: ScalarType): string {
  return groups.get(type) ?? "";
}

/** The group within which Confluent lets types change; enums count as integers, messages have none. */
function scalarGroup(field: AnyField): string {
  if (field.message !== undefined) return "message";
  return groupOf(field.scalar ?? ScalarType.INT32);
}

function compareOneofs(out: Finding[], reader: DescMessage, writer: DescMessage): void {
  const readerNumbers = new Set(reader.fields.map((field) => field.number));
  for (const oneof of writer.oneofs) {
    if (!reader.oneofs.some((one) => one.name === oneof.name)) continue;
    for (const field of oneof.fields.filter((one) => !readerNumbers.has(one.number))) {
      const text = `Field "${field.name}" (${field.number}) of the oneof "${oneof.name}" is gone.`;
      out.push(
        finding(
          "confluent-oneof-field-removed",
          [reader.typeName, fieldPath(field)],
          text,
          "Keep the field in the oneof.",
        ),
      );
    }
  }
  for (const oneof of reader.oneofs) {
    const moved = oneof.fields.filter((field) => {
      const before = writer.fields.find((one) => one.number === field.number);
      return before !== undefined && before.oneof === undefined;
    });
    const existed = writer.oneofs.some((one) => one.name === oneof.name);
    if (moved.length === 0 || (!existed && moved.length === 1)) continue;
    const ruleId = existed ? "confluent-field-moved-to-existing-oneof" : "confluent-multiple-fields-moved-to-oneof";
    const names = moved.map((field) => `"${field.name}"`).join(", ");
    const text = `The fields ${names} moved into the oneof "${oneof.name}".`;
    const path = `${reader.typeName}.${oneof.name}`;
    out.push(finding(ruleId, [path, writer.typeName], text, "Leave existing fields outside the oneof."));
  }
}
