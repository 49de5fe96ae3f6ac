import { type Look, lookOf } from "./look.js";
import type { Surroundings } from "./surroundings.js";
import { truncate } from "./text-width.js";

/** One line on standard error that is overwritten as things go on; silent where standard error is not a terminal. */
export interface Progress {
  /** Shows a new state; at most ten a second are drawn. */
  readonly update: (line: () => string) => void;
  /** Wipes the line, before other output or at the end. */
  readonly clear: () => void;
}

const drawEveryMs = 100;
const wipe = "\r\u001b[2K";

/** The progress line of a command. */
export function createProgress(surroundings: Surroundings): Progress {
  const { stderr } = surroundings;
  if (stderr.isTTY !== true) return { update: () => undefined, clear: () => undefined };
  const look: Look = lookOf(stderr, surroundings);
  let drawnAt = 0;
  let visible = false;
  return {
    update: (line) => {
      const now = surroundings.now().getTime();
      if (now - drawnAt < drawEveryMs) return;
      drawnAt = now;
      visible = true;
      stderr.write(wipe + look.colors.dim(truncate(line(), look.width - 1)));
    },
    clear: () => {
      if (visible) stderr.write(wipe);
      visible = false;
    },
  };
}

/** A bar of `width` cells: `█████░░░░░`. */
export function bar(done: number, total: number, width = 20): string {
  const full = total === 0 ? width : Math.min(width, Math.floor((done / total) * width));
  return "█".repeat(full) + "░".repeat(width - full);
}
