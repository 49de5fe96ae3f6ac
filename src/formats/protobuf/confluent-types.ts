import { type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { FieldDescriptorProto_Label as Label, FieldDescriptorProto_Type as Type } from "@bufbuild/protobuf/wkt";
import type { AnyField } from "./element-type.js";

/** What Confluent's rules call the kind of a field: enums count as scalars. */
export type Kind = "scalar" | "message" | "map";

export function kindOf(field: AnyField): Kind {
  if (field.fieldKind === "map") return "map";
  return field.message === undefined ? "scalar" : "message";
}

/** The kind of the values of a map. */
export function valueKindOf(field: AnyField): Kind {
  return field.message === undefined ? "scalar" : "message";
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

/** The group of scalar types within which types may change; of a map, that of its values. Enums are integers. */
export function scalarGroup(field: AnyField): string {
  return groups.get(field.scalar ?? ScalarType.INT32) ?? "";
}

/** The group of the keys of a map; empty for other fields. */
export function keyGroup(field: AnyField): string {
  return field.fieldKind === "map" ? (groups.get(field.mapKey) ?? "") : "";
}

/** The label as a .proto text writes it; undefined where it writes none: in maps and oneofs, and proto3 fields without a word. */
export function statedLabel(field: AnyField): "optional" | "required" | "repeated" | undefined {
  if (field.fieldKind === "map") return undefined;
  if (field.proto.label === Label.REPEATED) return "repeated";
  if (field.proto.label === Label.REQUIRED) return "required";
  const { syntax } = field.kind === "extension" ? field.file.proto : field.parent.file.proto;
  const legacy = (syntax === "" || syntax === "proto2") && field.oneof === undefined;
  return legacy || field.proto.proto3Optional ? "optional" : undefined;
}

/** The fields that the rules look at: not groups, which their parser keeps apart. */
export function comparedFields(message: DescMessage): AnyField[] {
  return message.fields.filter(({ proto }) => proto.type !== Type.GROUP);
}

/** The nested messages that the rules look at: not those that groups bring along. */
export function comparedMessages(messages: readonly DescMessage[], fields: readonly AnyField[]): DescMessage[] {
  const ofGroups = new Set(fields.filter(({ proto }) => proto.type === Type.GROUP).map(({ message }) => message));
  return messages.filter((message) => !ofGroups.has(message));
}
