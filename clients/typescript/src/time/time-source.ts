/** Where the library gets the time and its randomness, so that tests can decide both. */
export interface TimeSource {
  /** Milliseconds since the epoch. */
  now(): number;
  /** A number from 0 up to but excluding 1. */
  random(): number;
}

/** The clock and the randomness of the machine: for what others will read. */
export const systemTime: TimeSource = { now: () => Date.now(), random: () => Math.random() };

/** The same by a clock that nobody sets: for waits and ages, which must not grow by an hour when the machine's is set back. */
export const steadyTime: TimeSource = {
  ...systemTime,
  now: () => Math.floor(performance.timeOrigin + performance.now()),
};
