import { ScalarType } from "@bufbuild/protobuf";
import type { AnyField } from "./element-type.js";
import { scalarName } from "./scalar-types.js";

/** The path of a field by names: `pkg.Message.field`. */
export function fieldPath(field: AnyField): string {
  return field.kind === "extension" ? field.typeName : `${field.parent.typeName}.${field.name}`;
}

/** The type of one element as people write it. */
function typeName(field: AnyField): string {
  return field.message?.typeName ?? field.enum?.typeName ?? scalarName(field.scalar ?? ScalarType.INT32) ?? "";
}

/** The type of a field as people write it: `repeated int32`, `map<string, pkg.Line>`. */
export function describeField(field: AnyField): string {
  if (field.fieldKind === "map") return `map<${scalarName(field.mapKey) ?? ""}, ${typeName(field)}>`;
  const group = "delimitedEncoding" in field && field.delimitedEncoding ? "group " : "";
  return `${field.fieldKind === "list" ? "repeated " : ""}${group}${typeName(field)}`;
}
