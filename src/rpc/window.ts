/** How much may be unacknowledged on a stream. */
export interface Window {
  /** Most events now. */
  readonly events: number;
  readonly bytes: number;
  /** Leaves only a share of the events it was made for, from 0 to 1, but at least one; until the next call. */
  limitTo(share: number): void;
  /** What is unacknowledged now. */
  readonly inflightEvents: number;
  /** Whether the stream has ended. */
  readonly closed: boolean;
  /** Resolves when a batch fits. A batch larger than the whole window fits when nothing else is in flight. */
  reserve(events: number, bytes: number): Promise<void>;
  /**
   * What was reserved is durable. `tookMs` says how long that took from its place in line, `commitMs` how long a commit
   * takes as of late: what is beyond the commit under way and the next one only waits, so fewer events are let in while
   * they wait longer than that, and more again while they are quick and all of them are used.
   */
  decided(events: number, tookMs: number, commitMs: number): void;
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

/** Fewer are never let wait, nor fewer than two batches, of which one is on its way while the other is committed. */
const leastPaced = 256;

/** Makes a window of so many events and payload bytes. */
export function createWindow(maxEvents: number, maxBytes: number): Window {
  let events = 0;
  let bytes = 0;
  let undecided = 0;
  let closed = false;
  let paced = maxEvents;
  let allowed = maxEvents;
  let largest = 1;
  let wake = (): void => undefined;
  const fits = (moreEvents: number, moreBytes: number): boolean => {
    if (closed || events === 0) return true;
    const isPaced = undecided === 0 || undecided + moreEvents <= paced;
    return isPaced && events + moreEvents <= allowed && bytes + moreBytes <= maxBytes;
  };
  return {
    get events() {
      return Math.min(allowed, Math.floor(paced));
    },
    bytes: maxBytes,
    limitTo(share) {
      const before = allowed;
      allowed = Math.max(1, Math.floor(maxEvents * share));
      if (allowed > before) wake();
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
      undecided += moreEvents;
    },
    decided(fewerEvents, tookMs, commitMs) {
      const isUsedUp = undecided >= paced / 2;
      undecided -= fewerEvents;
      if (tookMs > slowCommits * commitMs) {
        paced = Math.max(Math.min(maxEvents, Math.max(leastPaced, 2 * largest)), paced * shrink);
      } else if (tookMs < quickCommits * commitMs && isUsedUp) paced = Math.min(maxEvents, paced * grow);
      wake();
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
