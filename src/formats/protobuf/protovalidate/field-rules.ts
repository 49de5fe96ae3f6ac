import { type DescExtension, type DescField, hasOption, isFieldSet, type Registry } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import {
  type FieldRules,
  FieldRulesSchema,
  Ignore,
  predefined as predefinedExtension,
} from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";

/** The rules of a field, and those of its items, keys and values. */
export function rulesWithin(rules: FieldRules): readonly FieldRules[] {
  const { type } = rules;
  const inner =
    type.case === "repeated" ? [type.value.items] : type.case === "map" ? [type.value.keys, type.value.values] : [];
  return [rules, ...inner.flatMap((one) => (one === undefined ? [] : rulesWithin(one)))];
}

/** A predefined rule that rules use: its number, and how it is defined where it is. */
export interface PredefinedRule {
  readonly no: number;
  readonly extension: DescExtension | undefined;
}

/** The predefined rules that rules use for the value itself, as a schema defines them. */
export function predefinedRules(
  { type: { value: stated } }: FieldRules,
  registry: Registry,
): readonly PredefinedRule[] {
  const extendee = stated && registry.getMessage(stated.$typeName);
  const numbers = new Set((stated?.$unknown ?? []).map(({ no }) => no));
  return [...numbers].map((no) => {
    const extension = extendee && registry.getExtensionFor(extendee, no);
    return { no, extension: extension && hasOption(extension, predefinedExtension) ? extension : undefined };
  });
}

/**
 * Whether the rules of a field hold in messages that do not set it, too (`Ignore` in buf/validate/validate.proto).
 * `isOfOneof`: whether the rules of its message make it a member of a oneof.
 */
export function holdWhenUnset(field: DescField, rules: FieldRules, isOfOneof: boolean): boolean {
  const ignoresZero =
    rules.ignore === Ignore.IF_ZERO_VALUE || (isOfOneof && !isFieldSet(rules, FieldRulesSchema.field.ignore));
  return !(ignoresZero || rules.required || tellsUnset(field));
}

/** Whether a field that holds nothing but zero is told from one that is not set. */
export function tellsUnset(field: DescField): boolean {
  const isSingle = field.fieldKind !== "list" && field.fieldKind !== "map";
  return isSingle && (field.fieldKind === "message" || field.presence !== FeatureSet_FieldPresence.IMPLICIT);
}
