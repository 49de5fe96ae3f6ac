/**
 * The slips that make one text of the other: characters inserted, left out or replaced, and neighbours swapped (optimal string
 * alignment). Where it takes more than `most`, a number beyond that.
 */
export function editDistance(a: string, b: string, most = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  const [left, right] = withoutCommonEnds(a, b);
  let before: readonly number[] = [];
  let row = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let at = 1; at <= left.length; at += 1) {
    const next = [at];
    for (let other = 1; other <= right.length; other += 1) {
      const replaced = (row[other - 1] ?? 0) + (left[at - 1] === right[other - 1] ? 0 : 1);
      const areSwapped = left[at - 1] === right[other - 2] && left[at - 2] === right[other - 1];
      const swapped = areSwapped ? (before[other - 2] ?? replaced) + 1 : replaced;
      next.push(Math.min(replaced, swapped, (row[other] ?? 0) + 1, (next[other - 1] ?? 0) + 1));
    }
    // No later row holds less than the least of this one.
    if (Math.min(...next) > most) return most + 1;
    [before, row] = [row, next];
  }
  return row[right.length] ?? 0;
}

/** What both texts begin and end with makes no difference. */
function withoutCommonEnds(a: string, b: string): readonly [string, string] {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return [a.slice(start, a.length - end), b.slice(start, b.length - end)];
}
