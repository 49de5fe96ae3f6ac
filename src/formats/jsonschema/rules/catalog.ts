import type { RuleDescription } from "../../format.js";
import { changeRules } from "./change-catalog.js";
import { type ConfluentRuleId, confluentRules } from "./confluent-catalog.js";
import type { RuleEntry } from "./rule-entry.js";
import { generalRules, semanticRules } from "./semantic-catalog.js";

/** Ids of what a comparison by what events really do can find. */
export type SemanticRuleId = keyof typeof semanticRules;

/** Ids of what a comparison tells besides; some go by the name of what breaks. */
export type ChangeRuleId = keyof typeof changeRules | keyof typeof semanticRules;

/** Every id a finding about JSON Schemas can have. */
export type RuleId = SemanticRuleId | ChangeRuleId | ConfluentRuleId | keyof typeof generalRules;

const entries: Readonly<Record<RuleId, RuleEntry>> = {
  ...semanticRules,
  ...changeRules,
  ...generalRules,
  ...confluentRules,
};

/** Every rule, as documentation has it. */
export const rules: readonly RuleDescription[] = Object.entries(entries).map(([id, { severity, summary, example }]) => {
  if (example === undefined) return { id, severity, summary };
  const [reader, writer] = [example.reader, example.writer].map((schema) => `${JSON.stringify(schema, null, 2)}\n`);
  return { id, severity, summary, example: { ...example, reader: reader ?? "", writer: writer ?? "" } };
});
