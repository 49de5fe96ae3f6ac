import type { Rest } from "./content-model.js";
import { type Difference, differenceAt, type DifferencePlace, type SchemaComparer } from "./difference.js";

type RestName = "additional-properties" | "unevaluated-properties" | "additional-items" | "unevaluated-items";

/** Differences of what is allowed beyond what is listed, as for `additionalProperties`. */
export function restDifferences(
  name: RestName,
  at: DifferencePlace,
  [before, after]: readonly [Rest, Rest],
  comparer: SchemaComparer,
): readonly Difference[] {
  const found = (how: "added" | "removed" | "narrowed" | "extended"): Difference[] => [
    differenceAt(`${name}-${how}`, at, { keyword: after.stated ? after.keyword : before.keyword }),
  ];
  if (before.allowed !== after.allowed) return found(after.allowed ? "added" : "removed");
  if (before.schema === undefined && after.schema === undefined) return [];
  if (before.schema === undefined) return found("narrowed");
  return after.schema === undefined ? found("extended") : comparer.compare(before.schema, after.schema);
}
