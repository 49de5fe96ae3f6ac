import { hasReason } from "../core/errors.js";
import { fullJitterMs } from "../core/full-jitter.js";

/** How often and how long apart something is tried. */
export interface Patience {
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** How long to wait after so many failures. */
export function delayAfter(failures: number, { firstDelayMs, maxDelayMs, random }: Omit<Patience, "sleep">): number {
  return fullJitterMs(failures, { baseMs: firstDelayMs, capMs: maxDelayMs }, random());
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
      const passes = hasReason(caught, "ARCHIVE_UNAVAILABLE");
      if (!passes || failures >= patience.attempts || signal.aborted) throw caught;
      await patience.sleep(delayAfter(failures, patience), signal);
    }
  }
}
