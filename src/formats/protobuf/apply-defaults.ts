import { ScalarType } from "@bufbuild/protobuf";
import {
  type EnumDescriptorProto,
  type FieldDescriptorProto,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
} from "@bufbuild/protobuf/wkt";
import { readScalar } from "./option-scalar.js";
import type { OptionValue } from "./parsed-file.js";
import { invalidSchema } from "./place.js";
import type { LinkContext } from "./resolve-types.js";
import { scalarTypeOf } from "./scalar-types.js";
import { escapeBytes } from "./string-literal.js";

/**
 * Turns `default = …` into the text form descriptors use (descriptor.proto, FieldDescriptorProto.default_value).
 * Runs after types are resolved.
 */
export function applyDefaults(context: LinkContext): void {
  for (const [field, value] of context.parsed.defaults) {
    const fault = checkPlace(context, field) ?? setDefault(context, field, value);
    if (fault !== undefined) {
      throw invalidSchema(`The default of field "${field.name}" is wrong. ${fault}`, value, context.label);
    }
  }
}

function checkPlace(context: LinkContext, field: FieldDescriptorProto): string | undefined {
  if (context.parsed.proto.syntax === "proto3") return "proto3 has no defaults; remove it.";
  if (field.label === Label.REPEATED) return "A repeated field has none; remove it.";
  if (field.type === Type.MESSAGE || field.type === Type.GROUP) return "A message field has none; remove it.";
  return undefined;
}

function setDefault(context: LinkContext, field: FieldDescriptorProto, value: OptionValue): string | undefined {
  if (field.type === Type.ENUM) return setEnumDefault(context, field, value);
  const type = scalarTypeOf(field.type);
  if (type === undefined) return "Its type has none.";
  const reading = readScalar(type, value);
  if ("fault" in reading) return reading.fault;
  if (reading.value instanceof Uint8Array) field.defaultValue = escapeBytes(reading.value);
  else if (typeof reading.value === "number") field.defaultValue = floatText(reading.value, type === ScalarType.FLOAT);
  else field.defaultValue = String(reading.value);
  return undefined;
}

function setEnumDefault(context: LinkContext, field: FieldDescriptorProto, value: OptionValue): string | undefined {
  const node = context.symbols.get(field.typeName.slice(1))?.node;
  const names = isEnum(node) ? node.value.map((one) => one.name) : [];
  if (value.kind !== "identifier" || !names.includes(value.text)) {
    return `Expected a value of ${field.typeName.slice(1)}, for example ${names.slice(0, 5).join(", ")}.`;
  }
  field.defaultValue = value.text;
  return undefined;
}

function isEnum(node: object | undefined): node is EnumDescriptorProto {
  return node !== undefined && "$typeName" in node && node.$typeName === "google.protobuf.EnumDescriptorProto";
}

/** The shortest decimal that reads back as the same number of the type. */
function floatText(value: number, single: boolean): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (!single) return String(value);
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return String(short);
  }
  return String(Number(value.toPrecision(9)));
}
