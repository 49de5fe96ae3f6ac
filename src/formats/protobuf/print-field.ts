import {
  type DescriptorProto,
  type FieldDescriptorProto,
  FieldDescriptorProto_Label as Label,
  FieldDescriptorProto_Type as Type,
  FieldOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import { type PrintContext, printOptions, shortName } from "./print-options.js";
import { jsonNameOf, scalarName } from "./scalar-types.js";
import { quoteText } from "./string-literal.js";

/** Where a field is printed. */
interface FieldPlace {
  readonly scope: string;
  /** As in descriptors: empty for proto2. */
  readonly syntax: string;
  readonly inOneof: boolean;
  /** The message that the compiler made for this field: map entry or group. */
  readonly generated: DescriptorProto | undefined;
}

/** One field without its end: `;`, or the body of a group. */
export function printField(context: PrintContext, field: FieldDescriptorProto, place: FieldPlace): string {
  const brackets = fieldOptions(context, field, place);
  const options = brackets.length === 0 ? "" : ` [${brackets.join(", ")}]`;
  if (place.generated?.options?.mapEntry === true) {
    const [key, value] = place.generated.field;
    const types = [key, value].map((part) => (part === undefined ? "" : typeText(context, part, place.scope)));
    return `map<${types.join(", ")}> ${field.name} = ${field.number}${options}`;
  }
  const label = labelOf(field, place);
  if (field.type === Type.GROUP)
    return `${label}group ${place.generated?.name ?? field.name} = ${field.number}${options}`;
  return `${label}${typeText(context, field, place.scope)} ${field.name} = ${field.number}${options}`;
}

function labelOf(field: FieldDescriptorProto, place: FieldPlace): string {
  if (field.label === Label.REPEATED) return "repeated ";
  if (field.label === Label.REQUIRED) return "required ";
  if (place.inOneof) return "";
  return field.proto3Optional || place.syntax === "" ? "optional " : "";
}

function typeText(context: PrintContext, field: FieldDescriptorProto, scope: string): string {
  const scalar = scalarName(field.type);
  if (scalar !== undefined) return scalar;
  const name = shortName(context, scope, field.typeName.slice(1), ["message", "enum"]);
  // A message may carry the name of a scalar type; only a dot tells them apart.
  return [...scalarWords].includes(name) ? `.${field.typeName.slice(1)}` : name;
}

const scalarWords = new Set(
  Array.from({ length: 18 }, (_, i) => scalarName(i + 1)).filter((name) => name !== undefined),
);

function fieldOptions(context: PrintContext, field: FieldDescriptorProto, place: FieldPlace): string[] {
  const out: string[] = [];
  if (Object.hasOwn(field, "defaultValue")) out.push(`default = ${defaultText(field)}`);
  if (field.jsonName !== jsonNameOf(field.name) && field.extendee === "") {
    out.push(`json_name = ${quoteText(field.jsonName)}`);
  }
  return [...out, ...printOptions(context, place.scope, FieldOptionsSchema, field.options)];
}

function defaultText(field: FieldDescriptorProto): string {
  if (field.type === Type.STRING) return quoteText(field.defaultValue);
  return field.type === Type.BYTES ? `"${field.defaultValue}"` : field.defaultValue;
}
