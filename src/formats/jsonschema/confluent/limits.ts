import type { Schema } from "../model/schema.js";
import type { Difference } from "./difference.js";

type LimitKeyword =
  | "maxLength"
  | "minLength"
  | "minimum"
  | "maximum"
  | "exclusiveMinimum"
  | "exclusiveMaximum"
  | "maxProperties"
  | "minProperties"
  | "maxItems"
  | "minItems"
  | "maxContains"
  | "minContains";

/** Differences of limits: added, removed, increased or decreased. */
export function limits(original: Schema, update: Schema, keywords: readonly LimitKeyword[]): Difference[] {
  return keywords.flatMap((keyword) => {
    const [before, after] = [original[keyword], update[keyword]];
    if (before === after) return [];
    const name = keyword.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
    const how =
      before === undefined ? "ADDED" : after === undefined ? "REMOVED" : after > before ? "INCREASED" : "DECREASED";
    return [{ type: `${name}_${how}`, original, update, subject: keyword }];
  });
}
