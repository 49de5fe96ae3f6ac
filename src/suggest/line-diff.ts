/** Lines around a difference. */
const context = 2;

/** Longest texts, in lines, that are compared line by line. */
const maxLines = 5000;

/**
 * What differs between two texts, as lines of a unified diff without its head. Edits of schemas are small, so what both
 * texts begin and end with is left out, and the rest is told as removed and added.
 */
export function lineDiff(before: string, after: string): string {
  const [old, now] = [before.split("\n"), after.split("\n")];
  if (old.length > maxLines || now.length > maxLines) return "";
  const operations = compare(old, now);
  const shown = new Set<number>();
  for (const [index, { mark }] of operations.entries()) {
    if (mark === " ") continue;
    for (let near = index - context; near <= index + context; near += 1) shown.add(near);
  }
  const lines: string[] = [];
  let gap = false;
  for (const [index, { mark, line }] of operations.entries()) {
    if (!shown.has(index)) {
      gap = true;
      continue;
    }
    if (gap && lines.length > 0) lines.push("@@");
    gap = false;
    lines.push(`${mark}${line}`);
  }
  return lines.join("\n");
}

interface Line {
  readonly mark: " " | "-" | "+";
  readonly line: string;
}

/** The longest common subsequence of what lies between the common beginning and end. */
function compare(old: readonly string[], now: readonly string[]): readonly Line[] {
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  return [
    ...marked(" ", old.slice(0, start)),
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...marked(" ", old.slice(old.length - end)),
  ];
}

/** Where a table would be large, everything between is told as changed. */
const maxTable = 1_000_000;

function middle(old: readonly string[], now: readonly string[]): readonly Line[] {
  const lines: Line[] = [];
  let [row, column] = [0, 0];
  for (const [keptRow, keptColumn] of old.length * now.length > maxTable ? [] : commonLines(old, now)) {
    lines.push(...marked("-", old.slice(row, keptRow)), ...marked("+", now.slice(column, keptColumn)));
    lines.push(...marked(" ", old.slice(keptRow, keptRow + 1)));
    [row, column] = [keptRow + 1, keptColumn + 1];
  }
  return [...lines, ...marked("-", old.slice(row)), ...marked("+", now.slice(column))];
}

function marked(mark: Line["mark"], lines: readonly string[]): readonly Line[] {
  return lines.map((line) => ({ mark, line }));
}

/** Places of the longest common subsequence, in order. */
function commonLines(old: readonly string[], now: readonly string[]): readonly (readonly [number, number])[] {
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      const length =
        old[row] === now[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row, column + 1), at(row + 1, column));
      lengths[row * width + column] = length;
    }
  }
  const places: [number, number][] = [];
  let [row, column] = [0, 0];
  while (row < old.length && column < now.length) {
    if (old[row] === now[column]) {
      places.push([row, column]);
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return places;
}
