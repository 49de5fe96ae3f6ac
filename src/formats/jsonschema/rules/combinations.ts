import { advise } from "../advice.js";
import { placeOf, type Rule, type RuleText } from "./rule.js";

const texts: Readonly<Record<string, Omit<RuleText, "message"> & { readonly says: string }>> = {
  anyOf: {
    ruleId: "any-of-narrowed",
    says: "may be something for the writer that fits none of the reader's alternatives ('anyOf')",
    advice: advise(
      "Keep every alternative the writer uses.",
      "Send only what fits one of the reader's alternatives: drop the others from the writer.",
    ),
  },
  oneOf: {
    ruleId: "one-of-narrowed",
    says: "may be something for the writer that fits none, or more than one, of the reader's alternatives ('oneOf')",
    advice: advise(
      "Keep every alternative the writer uses, and keep the alternatives exclusive (or use 'anyOf').",
      "Send only what fits exactly one of the reader's alternatives: drop the others from the writer.",
    ),
  },
  not: {
    ruleId: "not-widened",
    says: "may be something for the writer that the reader excludes with 'not'",
    advice: advise("Exclude no more than the writer does.", "Exclude the same in the writer."),
  },
};

const otherwise: Omit<RuleText, "message"> & { readonly says: string } = {
  ruleId: "schema-narrowed",
  says: "may be something for the writer that the reader refuses",
  advice: advise("Accept in the reader what the writer may send.", "Send no more than the reader accepts."),
};

/** Alternatives and exclusions. */
export const combinations: Rule = {
  keywords: Object.keys(texts),
  describe(obstacle) {
    const text = texts[obstacle.keyword] ?? otherwise;
    return { ...text, message: `${placeOf(obstacle)} ${text.says}.` };
  },
};
