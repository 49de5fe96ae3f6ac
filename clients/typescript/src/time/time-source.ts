/** Where the library gets the time and its randomness, so that tests can decide both. */
export interface TimeSource {
  /** Milliseconds since the epoch. */
  now(): number;
  /** A number from 0 up to but excluding 1. */
  random(): number;
}

/** The clock and the randomness of the machine. */
export const systemTime: TimeSource = { now: () => Date.now(), random: () => Math.random() };
