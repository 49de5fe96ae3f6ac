/** Where the time comes from. Injected, so that tests can set it. */
export interface Clock {
  now(): Date;
}

/** The clock of the machine. */
export const systemClock: Clock = { now: () => new Date() };

/** As long as events can be recognized as duplicates. */
const heldMs = 24 * 60 * 60 * 1000;

/** While the clock below is behind, so much slower goes this one. */
const slowness = 2;

/**
 * A clock that does not go back, not behind `notBefore` either, which the data was written at: what is stored after a clock
 * was set back would otherwise look older than the window within which it is recognized. Until the one below has caught up it
 * goes at half the speed, by `monotonicMs`: leases, retries and snoozes end late rather than not at all. Where it would be
 * ahead for more than a day, the earlier time was the wrong one, and it follows.
 */
export function steadyClock(
  clock: Clock,
  notBefore: Date | undefined,
  monotonicMs: () => number = () => performance.now(),
): Clock {
  let latest = notBefore?.getTime() ?? 0;
  let readAt = monotonicMs();
  return {
    now() {
      const at = clock.now().getTime();
      const passed = monotonicMs() - readAt;
      readAt += passed;
      if (at > latest || latest - at > heldMs) latest = at;
      else if (at < latest) latest += passed / slowness;
      return new Date(Math.floor(latest));
    },
  };
}
