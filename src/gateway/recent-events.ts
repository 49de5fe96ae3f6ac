import type { EventRecord } from "../core/event.js";

/** Where the first copy of an event went: its position in the log, or the id of its dead letter. */
export type Place = number | string;

/** Remembers where recent events went, so that a second copy is recognized. */
export interface RecentEvents {
  find(key: string): Place | undefined;
  add(key: string, place: Place, at: Date): void;
}

/** Most events remembered for one stream; about 100 bytes each. */
const capacity = 500_000;

/**
 * What makes two events the same (CloudEvents 1.0, "source + id"). Undefined where the event has not both, since then
 * nothing says that two of them are one. Neither may hold a line break, so the two parts cannot run into each other.
 */
export function eventKey(event: EventRecord): string | undefined {
  return event.id === "" || event.source === "" ? undefined : `${event.source}\n${event.id}`;
}

/**
 * Two generations of a window each: what was added within the last window is found, what is older than two is gone, and
 * nothing is ever sorted or expired one by one. A stream busier than the capacity shortens the window.
 */
export function createRecentEvents(windowMs: number): RecentEvents {
  let current = new Map<string, Place>();
  let previous = new Map<string, Place>();
  let startedAt = 0;
  return {
    find: (key) => current.get(key) ?? previous.get(key),
    add(key, place, at) {
      const now = at.getTime();
      if (now - startedAt >= windowMs || current.size >= capacity / 2) {
        previous = current;
        current = new Map();
        startedAt = now;
      }
      current.set(key, place);
    },
  };
}

/** So many of the last events are read back when a stream is used first after a start. */
export const recentEventsCapacity = capacity;
