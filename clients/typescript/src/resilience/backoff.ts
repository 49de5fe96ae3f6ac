import { type TimeSource } from "../time/time-source.js";

/** How long to wait between attempts. */
export interface Backoff {
  /** Upper bound of the first wait, in milliseconds. */
  readonly baseMs: number;
  /** Upper bound of every wait, in milliseconds. */
  readonly maxMs: number;
}

/**
 * A wait with full jitter: anything from 0 to `baseMs · 2^attempt`, at most `maxMs`.
 * @param backoff the bounds
 * @param attempt 0 for the first wait
 * @param time the source of randomness
 * @returns milliseconds
 */
export function fullJitterMs(backoff: Backoff, attempt: number, time: TimeSource): number {
  const bound = Math.min(backoff.maxMs, backoff.baseMs * 2 ** Math.min(attempt, 30));
  return Math.floor(time.random() * bound);
}

/**
 * The wait before what failed is tried again: with full jitter, and not less than the far end asks for.
 * @param backoff the bounds
 * @param attempt 0 for the first wait
 * @param time the source of randomness
 * @param retryAfterMs what the far end asks for, if anything
 * @returns milliseconds
 */
export function retryWaitMs(backoff: Backoff, attempt: number, time: TimeSource, retryAfterMs = 0): number {
  return Math.max(retryAfterMs, fullJitterMs(backoff, attempt, time));
}
