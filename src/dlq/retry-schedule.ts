import { fullJitterMs } from "../core/full-jitter.js";
import type { FailureType } from "../core/violation.js";

/** When a dead letter is retried by itself. */
export interface RetrySchedule {
  /** Most time before the first retry. */
  readonly baseMs: number;
  /** Most time before each retry. */
  readonly capMs: number;
  readonly maxAttempts: number;
  /** No retries any more so long after it was parked. */
  readonly maxAgeMs: number;
}

/** What applies where nobody said otherwise. */
export const defaultSchedule: RetrySchedule = {
  baseMs: 1000,
  capMs: 5 * 60_000,
  maxAttempts: 10,
  maxAgeMs: 24 * 3_600_000,
};

/**
 * What of failures time can heal. A schema failure is not among them: only another schema or another payload heals it.
 * `by-policy`: only where a policy of the stream says so.
 */
const healing: Readonly<Record<FailureType, RetrySchedule | "by-policy" | undefined>> = {
  "schema-not-found": undefined,
  malformed: undefined,
  "schema-violation": undefined,
  "schema-disabled": undefined,
  "invalid-event": undefined,
  "too-large": undefined,
  quality: undefined,
  "key-blocked": undefined,
  processing: "by-policy",
  sink: defaultSchedule,
};

/** The schedule of failures that are retried whoever they happen to; undefined for all others. */
export function scheduleOf(failureType: FailureType): RetrySchedule | undefined {
  const schedule = healing[failureType];
  return schedule === "by-policy" ? undefined : schedule;
}

/** What a retry depends on. */
export interface RetryState {
  readonly parkedAt: Date;
  readonly retryCount: number;
  readonly now: Date;
  /** Whoever failed asks for so much time; 0 for none. */
  readonly retryAfterMs: number;
}

/**
 * When a letter is retried next, with full jitter: after anything from nothing to the bound, and not before whoever failed
 * asks for. Undefined when it was retried often or long enough.
 */
export function nextRetry(schedule: RetrySchedule, state: RetryState, random: () => number): Date | undefined {
  const { parkedAt, retryCount, now, retryAfterMs } = state;
  if (retryCount >= schedule.maxAttempts) return undefined;
  const at = now.getTime() + Math.max(retryAfterMs, fullJitterMs(retryCount + 1, schedule, random()));
  return at - parkedAt.getTime() > schedule.maxAgeMs ? undefined : new Date(at);
}

/** When a letter that was just parked is retried by itself; undefined for failures that time does not heal. */
export function firstRetryAt(failureType: FailureType, at: Date): Date | undefined {
  const schedule = scheduleOf(failureType);
  // Without jitter, so that parking is pure: what fails together waits together once, and is spread by the retries after it.
  return schedule && nextRetry(schedule, { parkedAt: at, retryCount: 0, now: at, retryAfterMs: 0 }, () => 1);
}
