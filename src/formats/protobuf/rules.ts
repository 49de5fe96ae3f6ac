import type { RuleDescription } from "../format.js";
import type { Rule } from "./rule.js";
import { confluentRules, contradictionRules } from "./rules-confluent.js";
import { jsonRules } from "./rules-json.js";
import { sourceRules } from "./rules-source.js";
import { wireRules } from "./rules-wire.js";

const budgetRules = {
  "comparison-budget-exceeded": {
    severity: "warning",
    summary:
      "Too many types would have to be compared in pairs; the comparison stopped at the one named, and what lies behind it is undecided.",
  },
} as const satisfies Record<string, Rule>;

const table = {
  ...wireRules,
  ...jsonRules,
  ...sourceRules,
  ...budgetRules,
  ...confluentRules,
  ...contradictionRules,
};

/** The id of every rule that a finding of this language can have. */
export type RuleId = keyof typeof table;

/** The rules by id. */
export const rulesById: Readonly<Record<RuleId, Rule>> = table;

/** The rules in the order of the documentation: bytes, JSON, source code, then those of Confluent. */
export const rules: readonly RuleDescription[] = Object.entries<Rule>(rulesById).map(
  ([id, { severity, summary, example }]) => ({ id, severity, summary, ...(example === undefined ? {} : { example }) }),
);
