import { editDistance } from "../core/edit-distance.js";
import { foldWord } from "../transform/steps/values.js";

/** Longest name that is compared letter by letter, in characters; longer ones are no slips of anything. */
const longestName = 100;

/** Most names that others are compared with. */
const mostNames = 5000;

/** Which of these names are nearly called like which of those: a map from each that has any, with both in their order. */
export function nearNames(names: readonly string[], others: readonly string[]): ReadonlyMap<string, readonly string[]> {
  // Folding costs more than comparing, and there may be thousands on either side.
  const wanted = foldedNames(others);
  const near = foldedNames(names).map(([name, folded]) => {
    const found = wanted.filter(([, other]) => isNear(folded, other)).map(([other]) => other);
    return [name, found] as const;
  });
  return new Map(near.filter(([, found]) => found.length > 0));
}

function foldedNames(names: readonly string[]): readonly (readonly [string, string])[] {
  return names
    .slice(0, mostNames)
    .filter(({ length }) => length <= longestName)
    .map((name) => [name, foldWord(name)]);
}

/** The same letters, or a slip or two in a long name. */
function isNear(name: string, other: string): boolean {
  if (name === other) return true;
  const slips = Math.min(name.length, other.length) >= 6 ? 2 : 1;
  return name.length > 3 && editDistance(name, other, slips) <= slips;
}
