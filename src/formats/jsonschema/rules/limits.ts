import type { Schema } from "../model/schema.js";
import { placeOf, type Rule, writersOwn } from "./rule.js";

interface Bound {
  readonly name: string;
  readonly change: "increased" | "decreased" | "changed";
  readonly says: string;
}

const bounds: Readonly<Partial<Record<keyof Schema, Bound>>> = {
  minimum: { name: "minimum", change: "increased", says: "smaller numbers" },
  exclusiveMinimum: { name: "exclusive-minimum", change: "increased", says: "smaller numbers" },
  maximum: { name: "maximum", change: "decreased", says: "greater numbers" },
  exclusiveMaximum: { name: "exclusive-maximum", change: "decreased", says: "greater numbers" },
  multipleOf: { name: "multiple-of", change: "changed", says: "numbers that are no multiples" },
  minLength: { name: "min-length", change: "increased", says: "shorter texts" },
  maxLength: { name: "max-length", change: "decreased", says: "longer texts" },
  pattern: { name: "pattern", change: "changed", says: "texts that do not match" },
  format: { name: "format", change: "changed", says: "texts of another form" },
  minItems: { name: "min-items", change: "increased", says: "fewer items" },
  maxItems: { name: "max-items", change: "decreased", says: "more items" },
};

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
    const bound = bounds[keyword];
    const own = writersOwn(obstacle, keyword);
    const change = own === undefined ? "added" : (bound?.change ?? "changed");
    const before = own === undefined ? "no such limit" : `'${limitOf(own, keyword)}'`;
    return {
      ruleId: `${bound?.name ?? keyword}-${change}`,
      message:
        `${placeOf(obstacle)} has '${keyword}' ${limitOf(obstacle.reader, keyword)} in the reader and ${before} in the ` +
        `writer, which may send ${bound?.says ?? "other values"}.`,
      suggestion:
        own === undefined ? `Leave '${keyword}' out of the reader.` : `Keep '${keyword}' as wide as ${before}.`,
    };
  },
};
