import { advise } from "../advice.js";
import { placeOf, type Rule, type RuleText, writersOwn } from "./rule.js";

const texts: Readonly<Record<string, Omit<RuleText, "message"> & { readonly says: string }>> = {
  uniqueItems: {
    ruleId: "unique-items-added",
    says: "may have equal items for the writer, which the reader refuses",
    advice: advise("Leave 'uniqueItems' out of the reader.", "Set 'uniqueItems' in the writer as well."),
  },
  maxContains: {
    ruleId: "max-contains-decreased",
    says: "may have more items of the kind in 'contains' than the reader allows",
    advice: advise("Raise 'maxContains'.", "Give the writer the 'maxContains' of the reader."),
  },
  prefixItems: {
    ruleId: "items-narrowed",
    says: "has too many positions to compare one by one",
    advice: advise("Describe the items with one schema.", "Describe the items with one schema."),
  },
  unevaluatedItems: {
    ruleId: "unevaluated-items-closed",
    says: "may have items that the reader does not know",
    advice: advise("Let the reader accept further items.", "Close the writer for further items as well."),
  },
};

/** What arrays hold. */
export const arrays: Rule = {
  keywords: ["contains", ...Object.keys(texts)],
  describe(obstacle) {
    const text = texts[obstacle.keyword];
    const place = placeOf(obstacle);
    if (text !== undefined) return { ...text, message: `${place} ${text.says}.` };
    return {
      ruleId: writersOwn(obstacle, "contains") === undefined ? "contains-added" : "contains-narrowed",
      message: `${place} must contain certain items for the reader; the writer does not promise that.`,
      advice: advise(
        "Keep 'contains' as wide as the writer has it.",
        "Promise the same with 'contains' in the writer.",
      ),
    };
  },
};
