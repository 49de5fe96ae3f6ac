/** Where the time comes from. Injected, so that tests can set it. */
export interface Clock {
  now(): Date;
}

/** The clock of the machine. */
export const systemClock: Clock = { now: () => new Date() };

/** As long as events can be recognized as duplicates. */
const heldMs = 24 * 60 * 60 * 1000;

/**
 * A clock that does not go back, not behind `notBefore` either, which the data was written at: what is stored after a clock
 * was set back would otherwise look older than the window within which it is recognized. Where it would have to stand still
 * for more than a day, the earlier time was the wrong one, and it follows.
 */
export function steadyClock(clock: Clock, notBefore: Date | undefined): Clock {
  let latest = notBefore?.getTime() ?? 0;
  return {
    now() {
      const at = clock.now().getTime();
      if (at > latest || latest - at > heldMs) latest = at;
      return new Date(latest);
    },
  };
}
