import type { Look } from "../look.js";
import { displayWidth, pad, printable, truncate, truncateStart } from "../text-width.js";
import type { Level, Position, Spot } from "./report.js";

/** Code units around the place that are looked at; lines of minified texts are as long as the text. */
const reach = 2000;

/** Cells for the caret where there is next to no room. */
const narrowest = 12;

/** Cells in a frame where the output is no terminal, so that a minified text does not fill pages. */
const widest = 160;

/** A line made ready for a terminal, and where the place is in it. */
export interface ShownLine {
  readonly text: string;
  /** Cells before the place. */
  readonly before: number;
  /** Cells of the place itself, at least 1. */
  readonly length: number;
}

/** The lines of a text, without their ends. */
export function linesOf(text: string): readonly string[] {
  return text.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
}

/** Tabs two cells wide, everything that is not for a terminal as an escape. */
function shown(text: string): string {
  return printable(text.replaceAll("\t", "  "));
}

/** The token that begins at a place: a string in quotes, a word, or one character. */
function tokenAt(line: string, at: number): string {
  const rest = line.slice(at, at + reach);
  return /^"(?:[^"\\]|\\.)*"?|^[\p{L}\p{N}_$.-]+/u.exec(rest)?.[0] ?? (rest.slice(0, 1) || " ");
}

/** Cells that a line takes from a column on, as far as it is looked at. */
export function cellsBehind(line: string, column: number): number {
  return displayWidth(shown(line.slice(Math.max(0, column - 1), column - 1 + reach)));
}

/**
 * A line cut to `width` cells around a column, so that the token there can be seen. Lines that are told the same `behind`
 * (cells from the column on) are cut at the same place.
 */
export function showLine(line: string, column: number, width: number, behind = cellsBehind(line, column)): ShownLine {
  const at = Math.min(Math.max(0, column - 1), line.length);
  const from = Math.max(0, at - reach);
  const head = shown(line.slice(from, at));
  const token = shown(tokenAt(line, at));
  const whole = head + shown(line.slice(at, at + reach));
  const before = displayWidth(head);
  if (from === 0 && before + behind <= width) return { text: whole, before, length: displayWidth(token) || 1 };
  // What stands behind the place gets half of the line, if it needs that much.
  const room = Math.max(0, Math.min(before, Math.max(width - behind - 2, Math.floor(width / 2))));
  const kept = from > 0 && displayWidth(head) <= room ? `…${head}` : truncateStart(head, room);
  const text = truncate(kept + whole.slice(head.length), width);
  const start = displayWidth(kept);
  return { text, before: start, length: Math.max(1, Math.min(displayWidth(token), width - start)) };
}

/** The colour of a level. */
export function paintOf(level: Level, { colors }: Look): (text: string) => string {
  if (level === "error") return colors.red;
  return level === "warning" ? colors.yellow : colors.blue;
}

/** How a place is named: `order.json:12:5`; without position the file alone. */
export function spotName({ schema, position }: Spot): string {
  const name = printable(schema.name);
  if (position === undefined) return name;
  const place = `${position.line}:${position.column}`;
  return schema.file === undefined ? `${name}, ${place}` : `${name}:${place}`;
}

/** How many lines a frame shows around the one it is about. */
export interface FrameContext {
  readonly above: number;
  readonly below: number;
}

/**
 * The lines around a place, numbered, with a caret below it; empty where the text is not known. Every line begins with
 * `indent`.
 */
export function renderFrame(
  spot: Spot & { readonly position: Position },
  context: FrameContext,
  paint: (text: string) => string,
  { look, indent }: { readonly look: Look; readonly indent: string },
): readonly string[] {
  const { line, column } = spot.position;
  const lines = linesOf(spot.schema.text);
  const target = lines[line - 1];
  if (spot.schema.text === "" || target === undefined) return [];
  const first = Math.max(1, line - context.above);
  const last = Math.min(lines.length, line + context.below);
  const digits = String(last).length;
  const width = Math.max(narrowest, Math.min(look.width, widest) - indent.length - digits - 3);
  const { colors } = look;
  const gutter = (label: string): string => colors.dim(`${indent}${pad(label, digits, "right")} │`);
  const { text, before, length } = showLine(target, column, width);
  const around = (number: number): string => {
    const other = truncate(shown((lines[number - 1] ?? "").slice(0, reach)), width);
    return other.trim() === "" ? gutter(String(number)) : `${gutter(String(number))} ${colors.dim(other)}`;
  };
  return [
    ...range(first, line - 1).map(around),
    `${gutter(String(line))} ${text}`.trimEnd(),
    `${gutter("")} ${" ".repeat(before)}${paint("^".repeat(length))}`,
    ...range(line + 1, last).map(around),
  ];
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at);
}
