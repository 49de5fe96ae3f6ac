/** How much may be unacknowledged on a stream. */
export interface Window {
  /** Most events now. */
  readonly events: number;
  readonly bytes: number;
  /** Leaves only a share of the events it has, from 0 to 1, but at least one; until the next call. */
  limitTo(share: number): void;
  /**
   * Told how long a batch took from its place in line until it was durable, and how long a commit takes now: what is
   * beyond the commit under way and the next one only waits, so a window that makes events wait longer shrinks, and one
   * that is used up while they are quick grows again.
   */
  pace(tookMs: number, commitMs: number): void;
  /** What is unacknowledged now. */
  readonly inflightEvents: number;
  /** Whether the stream has ended. */
  readonly closed: boolean;
  /** Resolves when a batch fits. A batch larger than the whole window fits when nothing else is in flight. */
  reserve(events: number, bytes: number): Promise<void>;
  /** What was reserved is acknowledged. */
  release(events: number, bytes: number): void;
  /** Lets whoever waits go on, because the stream has ended. */
  close(): void;
}

/** Commits a batch may take before its window shrinks, and below which it may grow: the one under way, and its own. */
const slowCommits = 2.5;
const quickCommits = 1.8;

/** By how much at a time. */
const shrink = 0.95;
const grow = 1.05;

/** Makes a window of so many events and payload bytes. */
export function createWindow(maxEvents: number, maxBytes: number): Window {
  let events = 0;
  let bytes = 0;
  let closed = false;
  let paced = maxEvents;
  let share = 1;
  let allowed = maxEvents;
  let largest = 1;
  let wake = (): void => undefined;
  const fits = (moreEvents: number, moreBytes: number): boolean =>
    closed || events === 0 || (events + moreEvents <= allowed && bytes + moreBytes <= maxBytes);
  const allow = (): void => {
    const before = allowed;
    allowed = Math.max(1, Math.floor(Math.min(maxEvents, paced) * share));
    if (allowed > before) wake();
  };
  return {
    get events() {
      return allowed;
    },
    bytes: maxBytes,
    limitTo(left) {
      share = left;
      allow();
    },
    pace(tookMs, commitMs) {
      // With two batches in flight one is on its way while the other is committed.
      const least = Math.min(maxEvents, 2 * largest);
      if (tookMs > slowCommits * commitMs) paced = Math.max(least, paced * shrink);
      else if (tookMs < quickCommits * commitMs && events >= allowed / 2) paced = Math.min(maxEvents, paced * grow);
      allow();
    },
    get inflightEvents() {
      return events;
    },
    get closed() {
      return closed;
    },
    async reserve(moreEvents, moreBytes) {
      while (!fits(moreEvents, moreBytes)) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      largest = Math.max(largest, moreEvents);
      events += moreEvents;
      bytes += moreBytes;
    },
    release(fewerEvents, fewerBytes) {
      events -= fewerEvents;
      bytes -= fewerBytes;
      wake();
    },
    close() {
      closed = true;
      wake();
    },
  };
}
