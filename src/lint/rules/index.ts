import type { LintOptions, Remark } from "../lint-rule.js";
import type { LintSubject } from "../lint-subject.js";
import type { LintRuleId } from "../rule-table.js";
import { checkEnumDefault, checkOptionalDefault } from "./avro-types.js";
import { checkDialectMissing } from "./dialect.js";
import { checkFieldDescription, checkSchemaDescription, checkTypeDescription } from "./documentation.js";
import { checkKeywordDeprecated, checkKeywordIgnored } from "./json-keywords.js";
import { checkOpenContent, checkRequiredMissing, checkRequiredUnknown } from "./json-objects.js";
import { checkFormatUnknown, checkPatternUnanchored } from "./json-words.js";
import {
  checkEnumDuplicate,
  checkEnumPropertyDefault,
  checkPropertyType,
  checkUnboundedArray,
  checkUnboundedString,
} from "./json-values.js";
import { checkKeyDuplicate, checkRefSiblings, missingMember } from "./json-whole.js";
import { checkNamespaceMissing, checkNamespaceNaming } from "./namespaces.js";
import { checkEnumValueNaming, checkFieldNaming, checkTypeNaming } from "./naming.js";
import { checkOneOfAmbiguous } from "./one-of.js";
import { checkPersonalData } from "./personal.js";
import { checkEnumValuePrefix, checkEnumZeroValue, checkRequiredLabel } from "./protobuf-rules.js";

/** Looks at a schema and says what it finds; knows nothing of levels. */
export type LintCheck = (subject: LintSubject, remark: Remark, options: LintOptions) => void;

/** What each rule does. A rule of the table without a check does not compile. */
export const lintChecks: Readonly<Record<LintRuleId, LintCheck>> = {
  "lint-field-naming": checkFieldNaming,
  "lint-type-naming": checkTypeNaming,
  "lint-enum-value-naming": checkEnumValueNaming,
  "lint-enum-value-prefix": checkEnumValuePrefix,
  "lint-enum-zero-value": checkEnumZeroValue,
  "lint-namespace-missing": checkNamespaceMissing,
  "lint-namespace-naming": checkNamespaceNaming,
  "lint-dialect-missing": checkDialectMissing,
  "lint-id-missing": missingMember("$id", "The schema has no `$id`.", "Add one, such as a URI of your organisation."),
  "lint-title-missing": missingMember("title", "The schema has no title.", "Add a `title` of a few words."),
  "lint-schema-description": checkSchemaDescription,
  "lint-type-description": checkTypeDescription,
  "lint-field-description": checkFieldDescription,
  "lint-personal-data": checkPersonalData,
  "lint-key-duplicate": checkKeyDuplicate,
  "lint-open-content": checkOpenContent,
  "lint-required-missing": checkRequiredMissing,
  "lint-required-unknown": checkRequiredUnknown,
  "lint-property-type": checkPropertyType,
  "lint-enum-default": checkEnumDefault,
  "lint-enum-property-default": checkEnumPropertyDefault,
  "lint-enum-duplicate": checkEnumDuplicate,
  "lint-optional-default": checkOptionalDefault,
  "lint-unbounded-string": checkUnboundedString,
  "lint-unbounded-array": checkUnboundedArray,
  "lint-format-unknown": checkFormatUnknown,
  "lint-pattern-unanchored": checkPatternUnanchored,
  "lint-one-of-ambiguous": checkOneOfAmbiguous,
  "lint-keyword-deprecated": checkKeywordDeprecated,
  "lint-keyword-ignored": checkKeywordIgnored,
  "lint-ref-siblings": checkRefSiblings,
  "lint-required-label": checkRequiredLabel,
};
