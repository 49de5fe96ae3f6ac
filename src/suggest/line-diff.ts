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
  const same = (lines: readonly string[]): Line[] => lines.map((line) => ({ mark: " ", line }));
  return [
    ...same(old.slice(0, start)),
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...same(old.slice(old.length - end)),
  ];
}

/** Where a table would be large, everything between is told as changed. */
const maxTable = 1_000_000;

function middle(old: readonly string[], now: readonly string[]): readonly Line[] {
  const removed = old.map((line): Line => ({ mark: "-", line }));
  const added = now.map((line): Line => ({ mark: "+", line }));
  if (old.length * now.length > maxTable || old.length === 0 || now.length === 0) return [...removed, ...added];
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      const [right, below] = [lengths[row * width + column + 1] ?? 0, lengths[(row + 1) * width + column] ?? 0];
      const both = (lengths[(row + 1) * width + column + 1] ?? 0) + 1;
      lengths[row * width + column] = old[row] === now[column] ? both : Math.max(right, below);
    }
  }
  const lines: Line[] = [];
  let [row, column] = [0, 0];
  while (row < old.length || column < now.length) {
    const [line, other] = [old[row], now[column]];
    if (line !== undefined && line === other) {
      lines.push({ mark: " ", line });
      row += 1;
      column += 1;
    } else if (
      line !== undefined &&
      (other === undefined || (lengths[(row + 1) * width + column] ?? 0) >= (lengths[row * width + column + 1] ?? 0))
    ) {
      lines.push({ mark: "-", line });
      row += 1;
    } else {
      lines.push({ mark: "+", line: other ?? "" });
      column += 1;
    }
  }
  return lines;
}
