import { type Difference, differenceAt, type DifferencePlace, type DifferenceType } from "./difference.js";
import { keywordAt } from "./class-model.js";
import type { SchemaPlace } from "../model/document.js";

const names = {
  maxLength: "max-length",
  minLength: "min-length",
  minimum: "minimum",
  maximum: "maximum",
  exclusiveMinimum: "exclusive-minimum",
  exclusiveMaximum: "exclusive-maximum",
  maxProperties: "max-properties",
  minProperties: "min-properties",
  maxItems: "max-items",
  minItems: "min-items",
  maxContains: "max-contains",
  minContains: "min-contains",
} as const;

/** Differences of limits: added, removed, increased or decreased. */
export function limits(at: DifferencePlace, keywords: readonly (keyof typeof names)[]): Difference[] {
  return keywords.flatMap((keyword) => {
    const [before, after] = [numberAt(at.original, keyword), numberAt(at.update, keyword)];
    const how = changeOf(before, after);
    if (how === undefined) return [];
    if (keyword === "exclusiveMaximum" && how === "decreased" && isMissed(before, at.update)) return [];
    const type: DifferenceType = `${names[keyword]}-${how}`;
    return [differenceAt(type, at, { keyword })];
  });
}

/** A number where the keyword is one: in draft-04 `exclusiveMinimum` is a boolean, which the rules do not look at. */
export function numberAt(place: SchemaPlace, keyword: string): number | undefined {
  const value = keywordAt(place, keyword);
  return typeof value === "number" ? value : undefined;
}

function changeOf(before: number | undefined, after: number | undefined) {
  if (before === after) return undefined;
  if (before === undefined) return "added";
  if (after === undefined) return "removed";
  return after > before ? "increased" : "decreased";
}

/**
 * Confluent compares the earlier exclusive bound with the later *inclusive* one, so it misses a decrease below that. Where
 * there is no inclusive bound it fails instead of answering; that is told as the decrease it is.
 */
function isMissed(before: number | undefined, update: SchemaPlace): boolean {
  const inclusive = numberAt(update, "maximum");
  return before !== undefined && inclusive !== undefined && before <= inclusive;
}
