import { type Look, lookOf } from "../src/cli/look.js";
import { type Column, type Cell, renderTable } from "../src/cli/table.js";
import { truncate } from "../src/cli/text-width.js";

/** Where the demo draws: standard output, in colours on a terminal unless NO_COLOR speaks against it. */
export interface Screen {
  readonly look: Look;
  /** Whether somebody watches, so that things are worth slowing down to be seen. */
  readonly isLive: boolean;
  /** Begins a chapter. */
  heading(title: string): void;
  /** Prints indented lines. */
  print(text: string): void;
  /** Prints an indented table. */
  table(columns: readonly Column[], rows: readonly (readonly Cell[])[]): void;
  /** Prints a fact that was checked, and how it came out. */
  check(holds: boolean, text: string): void;
  /** One line that is drawn again and again on a terminal, and printed now and then elsewhere. */
  live(draw: () => string): LiveLine;
}

/** A line that shows how things go on. */
export interface LiveLine {
  /** Something changed. */
  update(): void;
  /** Draws the last state and leaves it standing. */
  end(): void;
}

const indent = "  ";
const drawEveryMs = 80;
const printEveryMs = 1000;
const toLineStart = "\r\u001b[2K";

/** The screen on a stream; `process.stdout` outside of tests. */
export function createScreen(stdout: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): Screen {
  const look = lookOf(stdout, { environment, now: () => new Date() });
  const isLive = Number.isFinite(look.width);
  const { bold, dim, green, red } = look.colors;
  const print = (text: string): void => {
    for (const line of text.split("\n")) stdout.write(`${`${indent}${line}`.trimEnd()}\n`);
  };
  return {
    look,
    isLive,
    print,
    heading: (title) => void stdout.write(`\n${bold(title)}\n`),
    table: (columns, rows) => {
      print(renderTable(columns, rows, { ...look, width: look.width - indent.length }));
    },
    check: (holds, text) => {
      print(`${holds ? green("✓") : red("✗")} ${text}`);
    },
    live: (draw) => {
      let shownAt = performance.now();
      const line = (): string => indent + (isLive ? truncate(draw(), look.width - indent.length - 1) : draw());
      return {
        update: () => {
          const now = performance.now();
          if (now - shownAt < (isLive ? drawEveryMs : printEveryMs)) return;
          shownAt = now;
          stdout.write(isLive ? toLineStart + dim(line()) : `${line()}\n`);
        },
        end: () => void stdout.write(`${isLive ? toLineStart : ""}${line()}\n`),
      };
    },
  };
}
