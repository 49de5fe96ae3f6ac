import type { DescMessage } from "@bufbuild/protobuf";
import {
  FeatureSet_FieldPresence as Presence,
  FieldDescriptorProto_Type as Type,
  type FieldDescriptorProto,
} from "@bufbuild/protobuf/wkt";
import type { AnyField } from "./element-type.js";
import type { LoadedSchema } from "./load-schema.js";
import { printMessage } from "./print-message.js";
import { shortName } from "./print-options.js";
import { jsonNameOf, scalarName } from "./scalar-types.js";
import { quoteText } from "./string-literal.js";

/** Where a field of another schema is to be written down again. */
export interface RestatePlace {
  readonly schema: LoadedSchema;
  /** Full name of the message it goes into, or of what encloses an extension. */
  readonly scope: string;
  readonly inOneof: boolean;
}

/**
 * Label and type of a field of another schema, as this schema would write them; undefined where its syntax or its names
 * cannot say it.
 */
export function restateHead(place: RestatePlace, field: AnyField): string | undefined {
  const { proto } = field;
  if (proto.type === Type.GROUP) return undefined;
  if (field.fieldKind === "map") {
    const value = typeText(place, { scalar: field.scalar, name: (field.message ?? field.enum)?.typeName });
    return value && `map<${scalarName(field.mapKey) ?? ""}, ${value}>`;
  }
  const label = labelText(place, field);
  const type = typeText(place, { scalar: field.scalar, name: (field.message ?? field.enum)?.typeName });
  return label === undefined || type === undefined ? undefined : `${label}${type}`;
}

/** A whole field of another schema, with its default and its JSON name; other options are left out. */
export function restateField(place: RestatePlace, field: AnyField): string | undefined {
  const head = restateHead(place, field);
  if (head === undefined) return undefined;
  const options: string[] = [];
  const value = restateDefault(place.schema, field);
  if (value !== undefined && field.fieldKind !== "list" && field.fieldKind !== "map")
    options.push(`default = ${value}`);
  if (field.jsonName !== jsonNameOf(field.name)) options.push(`json_name = ${quoteText(field.jsonName)}`);
  const feature = presenceFeature(place, field);
  if (feature !== undefined) options.push(`features.field_presence = ${feature}`);
  return `${head} ${field.name} = ${field.number}${options.length === 0 ? "" : ` [${options.join(", ")}]`};`;
}

/** The default a field states, as a text of this schema would; undefined when there is none or proto3 cannot state it. */
export function restateDefault(schema: LoadedSchema, { proto }: { proto: FieldDescriptorProto }): string | undefined {
  if (schema.file.proto.syntax === "proto3" || !Object.hasOwn(proto, "defaultValue")) return undefined;
  if (proto.type === Type.STRING) return quoteText(proto.defaultValue);
  return proto.type === Type.BYTES ? `"${proto.defaultValue}"` : proto.defaultValue;
}

/** A message of another schema as lines; its types are written as that schema does, so they may need imports. */
export function restateMessage(from: LoadedSchema, message: DescMessage, syntax: string): string[] | undefined {
  if (from.file.proto.syntax !== syntax) return undefined;
  return printMessage(from, message.proto, { scope: message.parent?.typeName ?? message.file.proto.package, syntax });
}

/** The value of features.field_presence that a field needs in an edition; undefined when the usual one will do. */
export function presenceFeature(place: RestatePlace, field: AnyField): string | undefined {
  if (place.schema.file.proto.syntax !== "editions" || place.inOneof) return undefined;
  if (field.fieldKind === "list" || field.fieldKind === "map") return undefined;
  if (field.presence === Presence.LEGACY_REQUIRED) return "LEGACY_REQUIRED";
  return field.presence === Presence.IMPLICIT ? "IMPLICIT" : undefined;
}

/** The word before the type of a field, with a space; undefined where the syntax has none. */
export function labelText({ schema, inOneof }: Omit<RestatePlace, "scope">, field: AnyField): string | undefined {
  const { syntax } = schema.file.proto;
  if (field.fieldKind === "list") return inOneof ? undefined : "repeated ";
  if (inOneof || syntax === "editions") return "";
  const legacy = syntax !== "proto3";
  if (field.presence === Presence.LEGACY_REQUIRED) return legacy ? "required " : undefined;
  if (legacy) return "optional ";
  // In proto3 only scalars need a word to have presence.
  return field.presence === Presence.IMPLICIT || field.message !== undefined ? "" : "optional ";
}

function typeText(
  { schema, scope }: RestatePlace,
  { scalar, name }: { readonly scalar: AnyField["scalar"]; readonly name: string | undefined },
): string | undefined {
  if (name === undefined) return scalar === undefined ? undefined : scalarName(scalar);
  const kind = schema.symbols.get(name)?.kind;
  if (kind !== "message" && kind !== "enum") return undefined;
  const short = shortName(schema, scope, name, ["message", "enum"]);
  return scalarNames.has(short) ? `.${name}` : short;
}

const scalarNames = new Set(Array.from({ length: 18 }, (_, i) => scalarName(i + 1)));
