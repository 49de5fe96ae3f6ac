import { applyEdits } from "../../core/text-edit.js";
import type { Look } from "../look.js";
import { pad } from "../text-width.js";
import { cellsBehind, linesOf, showLine } from "./code-frame.js";
import type { Edit, Position } from "./report.js";

/** Lines of a fix that are shown on either side; of more the number is told. */
const mostLines = 12;

/** Consecutive lines and what takes their place. */
interface Hunk {
  /** Number of the first line, from 1. */
  readonly line: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Edits that can be made together: of those that touch each other the first one. Equal edits count once. */
export function independentEdits(fixes: readonly (readonly Edit[])[]): readonly Edit[] {
  const taken: Edit[] = [];
  const known = new Set<string>();
  for (const fix of fixes) {
    const fresh = fix.filter((edit) => !known.has(JSON.stringify(edit)));
    if (fresh.some((edit) => taken.some((other) => touch(edit, other)))) continue;
    for (const edit of fresh) known.add(JSON.stringify(edit));
    taken.push(...fresh);
  }
  return taken;
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column;
}

function touch(a: Edit, b: Edit): boolean {
  return compare(a.start, b.end) <= 0 && compare(b.start, a.end) <= 0;
}

/** The hunks of lines that edits change. */
function hunksOf(text: string, edits: readonly Edit[]): readonly Hunk[] {
  const sorted = [...edits].sort((a, b) => compare(a.start, b.start));
  const clusters: Edit[][] = [];
  for (const edit of sorted) {
    const last = clusters.at(-1);
    if (last !== undefined && edit.start.line <= Math.max(...last.map(({ end }) => end.line))) last.push(edit);
    else clusters.push([edit]);
  }
  const lines = text.split("\n");
  return clusters.flatMap((cluster) => {
    const first = Math.min(...cluster.map(({ start }) => start.line));
    const last = Math.max(...cluster.map(({ end }) => end.line));
    const part = lines.slice(first - 1, last).join("\n");
    const moved = cluster.map(({ start, end, newText }) => ({
      start: { ...start, line: start.line - first + 1 },
      end: { ...end, line: end.line - first + 1 },
      newText,
    }));
    const edited = applyEdits(part, moved);
    return edited === undefined ? [] : [trimmed({ line: first, before: linesOf(part), after: linesOf(edited) })];
  });
}

/** Without the lines that are the same at either end. */
function trimmed({ line, before, after }: Hunk): Hunk {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return {
    line: line + start,
    before: before.slice(start, before.length - end),
    after: after.slice(start, after.length - end),
  };
}

/** A fix as lines that go and lines that come, numbered as in the text before it. */
export function renderFix(text: string, edits: readonly Edit[], look: Look, indent: string): readonly string[] {
  const { colors } = look;
  const hunks = hunksOf(text, edits);
  const digits = String(Math.max(1, ...hunks.map(({ line, before }) => line + Math.max(0, before.length - 1)))).length;
  const width = Math.max(12, Math.min(look.width, 160) - indent.length - digits - 3);
  return hunks.flatMap(({ line, before, after }) => {
    const column = 1 + commonPrefix(before[0] ?? "", after[0] ?? "");
    const behind = Math.max(cellsBehind(before[0] ?? "", column), cellsBehind(after[0] ?? "", column));
    const show = (one: string, at: number): string =>
      (at === 0 ? showLine(one, column, width, behind) : showLine(one, 1, width)).text;
    const row = (sign: string, number: number | undefined, content: string): string =>
      `${indent}${colors.dim(pad(number === undefined ? "" : String(number), digits, "right"))} ${
        sign === "-" ? colors.red(`- ${content}`.trimEnd()) : colors.green(`+ ${content}`.trimEnd())
      }`;
    return [
      ...before.slice(0, mostLines).map((one, at) => row("-", line + at, show(one, at))),
      ...more(before, indent, look),
      ...after
        .slice(0, mostLines)
        .map((one, at) => row("+", before.length === 0 && at === 0 ? line : undefined, show(one, at))),
      ...more(after, indent, look),
    ];
  });
}

function more(lines: readonly string[], indent: string, { colors }: Look): readonly string[] {
  return lines.length > mostLines ? [colors.dim(`${indent}… ${lines.length - mostLines} more lines`)] : [];
}

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length += 1;
  return length;
}
