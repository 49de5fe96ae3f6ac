import { commonRules } from "./common-rules.js";
import { jsonSchemaRules } from "./json-schema-rules.js";
import type { LintRuleDescription } from "./lint-rule.js";

const table = [...commonRules, ...jsonSchemaRules] as const;

/** The id of a lint rule. */
export type LintRuleId = (typeof table)[number]["id"];

/** A description with the id of a rule there is. */
export interface KnownLintRule extends LintRuleDescription {
  readonly id: LintRuleId;
}

/** Every lint rule, in the order of the documentation. */
export const lintRules: readonly KnownLintRule[] = table;
