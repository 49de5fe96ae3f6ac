/** Names shorter than this are too short to look alike by a letter. */
const longEnough = 5;
const fewLetters = 2;
const longestName = 80;

/** Whether one name could be a new spelling of the other: other case or underscores, one within the other, or a letter or two apart. */
export function looksRenamed(first: string, second: string): boolean {
  const [a, b] = [plain(first), plain(second)];
  if (a === b) return true;
  const shorter = Math.min(a.length, b.length);
  if (shorter < 3) return false;
  if (a.includes(b) || b.includes(a)) return true;
  return shorter >= longEnough && Math.max(a.length, b.length) <= longestName && distance(a, b) <= fewLetters;
}

function plain(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

/** Letters to add, drop or change (Levenshtein), as far as they are few. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > fewLetters) return fewLetters + 1;
  let row = Array.from({ length: b.length + 1 }, (_unused, index) => index);
  for (let at = 1; at <= a.length; at++) {
    const next = [at];
    for (let column = 1; column <= b.length; column++) {
      const change = (row[column - 1] ?? 0) + (a[at - 1] === b[column - 1] ? 0 : 1);
      next.push(Math.min(change, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
