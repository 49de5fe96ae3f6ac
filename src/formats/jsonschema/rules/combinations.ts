import { placeOf, type Rule, type RuleText } from "./rule.js";

const texts: Readonly<Record<string, Omit<RuleText, "message"> & { readonly says: string }>> = {
  anyOf: {
    ruleId: "any-of-narrowed",
    says: "may be something for the writer that fits none of the reader's alternatives ('anyOf')",
    suggestion: "Keep every alternative the writer uses.",
  },
  oneOf: {
    ruleId: "one-of-narrowed",
    says: "may be something for the writer that fits none, or more than one, of the reader's alternatives ('oneOf')",
    suggestion: "Keep every alternative the writer uses, and keep the alternatives exclusive (or use 'anyOf').",
  },
  not: {
    ruleId: "not-widened",
    says: "may be something for the writer that the reader excludes with 'not'",
    suggestion: "Exclude no more than before.",
  },
};

/** Alternatives and exclusions. */
export const combinations: Rule = {
  keywords: Object.keys(texts),
  describe(obstacle) {
    const text = texts[obstacle.keyword];
    return {
      ruleId: text?.ruleId ?? "schema-narrowed",
      message: `${placeOf(obstacle)} ${text?.says ?? "may be something for the writer that the reader refuses"}.`,
      suggestion: text?.suggestion ?? "Accept in the reader what the writer may send.",
    };
  },
};
