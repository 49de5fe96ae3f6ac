import { advise } from "../advice.js";
import type { Schema } from "../model/schema.js";
import type { SemanticRuleId } from "./catalog.js";
import { placeOf, type Rule, writersOwn } from "./rule.js";

interface Bound {
  /** Ids for a limit the writer does not have, and for one it has wider. */
  readonly ids: readonly [added: SemanticRuleId, changed: SemanticRuleId];
  readonly says: string;
}

const bounds = {
  minimum: { ids: ["minimum-added", "minimum-increased"], says: "smaller numbers" },
  exclusiveMinimum: { ids: ["exclusive-minimum-added", "exclusive-minimum-increased"], says: "smaller numbers" },
  maximum: { ids: ["maximum-added", "maximum-decreased"], says: "greater numbers" },
  exclusiveMaximum: { ids: ["exclusive-maximum-added", "exclusive-maximum-decreased"], says: "greater numbers" },
  multipleOf: { ids: ["multiple-of-added", "multiple-of-changed"], says: "numbers that are no multiples" },
  minLength: { ids: ["min-length-added", "min-length-increased"], says: "shorter texts" },
  maxLength: { ids: ["max-length-added", "max-length-decreased"], says: "longer texts" },
  pattern: { ids: ["pattern-added", "pattern-changed"], says: "texts that do not match" },
  format: { ids: ["format-added", "format-changed"], says: "texts of another form" },
  minItems: { ids: ["min-items-added", "min-items-increased"], says: "fewer items" },
  maxItems: { ids: ["max-items-added", "max-items-decreased"], says: "more items" },
} as const satisfies Partial<Record<keyof Schema, Bound>>;

const keywords = Object.keys(bounds) as (keyof typeof bounds)[];

function limitOf(schema: Schema | undefined, keyword: keyof Schema): string {
  const value = schema?.[keyword];
  if (typeof value === "number" || typeof value === "string") return String(value);
  return keyword === "pattern" ? (schema?.pattern?.source ?? "") : "";
}

/** Limits of numbers, texts and arrays. */
export const limits: Rule = {
  keywords,
  describe(obstacle) {
    const keyword = keywords.find((one) => one === obstacle.keyword) ?? "minimum";
    const { ids, says } = bounds[keyword];
    const own = writersOwn(obstacle, keyword);
    const before = own === undefined ? "no such limit" : `'${limitOf(own, keyword)}'`;
    const limit = limitOf(obstacle.reader, keyword);
    return {
      ruleId: ids[own === undefined ? 0 : 1],
      message:
        `${placeOf(obstacle)} has '${keyword}' ${limit} in the reader and ${before} in the ` +
        `writer, which may send ${says}.`,
      advice: advise(
        own === undefined ? `Leave '${keyword}' out of the reader.` : `Keep '${keyword}' as wide as ${before}.`,
        `Give the writer '${keyword}' ${limit} too.`,
      ),
    };
  },
};
