/** More doublings than these reach any cap. */
const mostDoublings = 40;

/**
 * Milliseconds to wait after so many failures, counted from 1: anything up to a bound that doubles with each and is capped,
 * so that what fails together does not come back together. `random` is a number from 0 to 1.
 */
export function fullJitterMs(
  failures: number,
  { baseMs, capMs }: { baseMs: number; capMs: number },
  random: number,
): number {
  return Math.floor(random * Math.min(capMs, baseMs * 2 ** Math.min(failures - 1, mostDoublings)));
}
