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
  /** What was reserved is acknowledged. */
  release(events: number, bytes: number): void;
  /** Lets whoever waits go on, because the stream has ended. */
  close(): void;
}

/** Makes a window of so many events and payload bytes. */
export function createWindow(maxEvents: number, maxBytes: number): Window {
  let events = 0;
  let bytes = 0;
  let closed = false;
  let allowed = maxEvents;
  let wake = (): void => undefined;
  const fits = (moreEvents: number, moreBytes: number): boolean =>
    closed || events === 0 || (events + moreEvents <= allowed && bytes + moreBytes <= maxBytes);
  return {
    get events() {
      return allowed;
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
