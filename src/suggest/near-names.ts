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
  return name.length > 3 && Math.abs(name.length - other.length) <= slips && isWithin(slips, name, other);
}

/** Whether Levenshtein's distance is no more than that. What both begin and end with makes no difference to it. */
function isWithin(slips: number, a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let at = 1; at <= left.length; at += 1) {
    const next = [at];
    for (let other = 1; other <= right.length; other += 1) {
      const swap = (row[other - 1] ?? 0) + (left[at - 1] === right[other - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[other] ?? 0) + 1, (next[other - 1] ?? 0) + 1));
    }
    if (Math.min(...next) > slips) return false;
    row = next;
  }
  return (row[right.length] ?? 0) <= slips;
}
