import { type DescField, isFieldSet } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import { type FieldRules, FieldRulesSchema, Ignore } from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";

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
