import { placeOf, type Rule, type RuleText, writersOwn } from "./rule.js";

const texts: Readonly<Record<string, Omit<RuleText, "message"> & { readonly says: string }>> = {
  uniqueItems: {
    ruleId: "unique-items-added",
    says: "may have equal items for the writer, which the reader refuses",
    suggestion: "Leave 'uniqueItems' out of the reader.",
  },
  maxContains: {
    ruleId: "max-contains-decreased",
    says: "may have more items of the kind in 'contains' than the reader allows",
    suggestion: "Raise 'maxContains'.",
  },
  prefixItems: {
    ruleId: "items-narrowed",
    says: "has too many positions to compare one by one",
    suggestion: "Describe the items with one schema.",
  },
  unevaluatedItems: {
    ruleId: "unevaluated-items-closed",
    says: "may have items that the reader does not know",
    suggestion: "Let the reader accept further items.",
  },
};

/** What arrays hold. */
export const arrays: Rule = {
  keywords: ["contains", ...Object.keys(texts)],
  describe(obstacle) {
    const text = texts[obstacle.keyword];
    const place = placeOf(obstacle);
    if (text !== undefined)
      return { ruleId: text.ruleId, message: `${place} ${text.says}.`, suggestion: text.suggestion };
    return {
      ruleId: writersOwn(obstacle, "contains") === undefined ? "contains-added" : "contains-narrowed",
      message: `${place} must contain certain items for the reader; the writer does not promise that.`,
      suggestion: "Keep 'contains' as wide as it was.",
    };
  },
};
