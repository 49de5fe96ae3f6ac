import { SluiceError } from "../core/errors.js";

/** How often and how long apart something is tried. */
export interface Patience {
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** How long to wait after so many failures: doubling, capped, with full jitter so that many do not come back together. */
export function delayAfter(failures: number, { firstDelayMs, maxDelayMs, random }: Omit<Patience, "sleep">): number {
  return Math.floor(Math.min(maxDelayMs, firstDelayMs * 2 ** Math.min(failures - 1, 30)) * random());
}

/** Tries again what passes by itself (ARCHIVE_UNAVAILABLE); anything else, and the last failure, is thrown. */
export async function tryAgain<Result>(
  patience: Patience,
  signal: AbortSignal,
  step: () => Promise<Result>,
): Promise<Result> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await step();
    } catch (caught) {
      const passes = caught instanceof SluiceError && caught.reason === "ARCHIVE_UNAVAILABLE";
      if (!passes || failures >= patience.attempts || signal.aborted) throw caught;
      await patience.sleep(delayAfter(failures, patience), signal);
    }
  }
}
