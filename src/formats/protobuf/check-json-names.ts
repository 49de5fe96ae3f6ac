import type { DescMessage, Message } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import {
  type DescriptorProto,
  type EnumDescriptorProto,
  EnumOptionsSchema,
  type FeatureSet,
  FeatureSet_JsonFormat,
  MessageOptionsSchema,
} from "@bufbuild/protobuf/wkt";
import { enumsOf, messagesOf } from "./declarations.js";
import { type LinkContext, refuse } from "./resolve-types.js";
import { jsonNameOf } from "./scalar-types.js";

/**
 * Refuses fields, and values of enums, that would share a name in JSON (protobuf.dev, "ProtoJSON Format").
 * proto2 only promises JSON as far as it goes, so there only names stated by hand count.
 */
export function checkJsonNames(context: LinkContext): void {
  const { proto } = context.parsed;
  for (const { name, proto: message } of messagesOf(proto)) {
    if (!allowsConflicts(MessageOptionsSchema, message.options)) {
      checkFields(context, name, message, isStrict(context, message.options?.features));
    }
  }
  for (const { name, proto: enumeration } of enumsOf(proto)) {
    const strict = isStrict(context, enumeration.options?.features);
    if (strict && !allowsConflicts(EnumOptionsSchema, enumeration.options)) checkValues(context, name, enumeration);
  }
}

/** Reads the option that switches the check off. It is deprecated, so it is looked up by name. */
function allowsConflicts(schema: DescMessage, options: Message | undefined): boolean {
  const field = schema.fields.find((one) => one.name === "deprecated_legacy_json_field_conflicts");
  return options !== undefined && field !== undefined && reflect(schema, options).get(field) === true;
}

function isStrict(context: LinkContext, features: FeatureSet | undefined): boolean {
  const { syntax, options } = context.parsed.proto;
  if (syntax === "" || syntax === "proto2") return false;
  const own = features?.jsonFormat ?? FeatureSet_JsonFormat.JSON_FORMAT_UNKNOWN;
  const inherited = options?.features?.jsonFormat ?? FeatureSet_JsonFormat.JSON_FORMAT_UNKNOWN;
  return (own || inherited) !== FeatureSet_JsonFormat.LEGACY_BEST_EFFORT;
}

function checkFields(context: LinkContext, owner: string, message: DescriptorProto, strict: boolean): void {
  const byName = new Map<string, { name: string; custom: boolean }>();
  for (const field of message.field) {
    const custom = field.jsonName !== jsonNameOf(field.name);
    const other = byName.get(field.jsonName);
    if (other !== undefined && (strict || (custom && other.custom))) {
      const text = `"${other.name}" and "${field.name}" of ${owner} are both "${field.jsonName}" in JSON; rename one.`;
      throw refuse(context, field, text);
    }
    if (field.jsonName.startsWith("[") && field.jsonName.endsWith("]")) {
      const text = `The JSON name of "${field.name}" of ${owner} stands in brackets, as those of extensions do; take another.`;
      throw refuse(context, field, text);
    }
    byName.set(field.jsonName, { name: field.name, custom });
  }
}

function checkValues(context: LinkContext, owner: string, enumeration: EnumDescriptorProto): void {
  const seen = new Map<string, { name: string; number: number }>();
  for (const value of enumeration.value) {
    const key = bareName(enumeration.name, value.name);
    const other = seen.get(key);
    if (other !== undefined && other.number !== value.number) {
      const text = `"${other.name}" and "${value.name}" of ${owner} are the same once the name of the enum is left off; rename one.`;
      throw refuse(context, value, text);
    }
    seen.set(key, { name: value.name, number: value.number });
  }
}

/** `COLOR_DARK_RED` of `Color` → `DarkRed`: how generators shorten the values of an enum. */
function bareName(enumName: string, valueName: string): string {
  const wanted = enumName.replaceAll("_", "").toLowerCase();
  let at = 0;
  let taken = 0;
  while (at < valueName.length && taken < wanted.length) {
    const letter = valueName.charAt(at).toLowerCase();
    if (letter !== "_") {
      if (letter !== wanted[taken]) return pascal(valueName);
      taken++;
    }
    at++;
  }
  const rest = valueName.slice(at).replace(/^_+/, "");
  return taken < wanted.length || rest === "" ? pascal(valueName) : pascal(rest);
}

function pascal(name: string): string {
  return name.toLowerCase().replace(/(?:^|_)([a-z0-9]?)/g, (_all, letter: string) => letter.toUpperCase());
}
