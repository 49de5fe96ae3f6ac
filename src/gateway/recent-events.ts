import type { EventRecord } from "../core/event.js";

/** Where the first copy of an event went: its position in the log, or the id of its dead letter. */
export type Place = number | string;

/** Remembers where recent events went, so that a second copy is recognized. */
export interface RecentEvents {
  /** Where an event went that was added within the window before `at`. */
  find(key: string, at: Date): Place | undefined;
  /** Times should not fall; an event that is added late is remembered for too long rather than too short. */
  add(key: string, place: Place, at: Date): void;
}

/** Most events remembered for one stream; about 100 bytes each. */
export const maxRecentEvents = 500_000;

/**
 * What makes two events the same (CloudEvents 1.0, "source + id"). Undefined where the event has not both, since then
 * nothing says that two of them are one. The length keeps the two parts apart, whatever characters they hold.
 */
export function eventKey(event: EventRecord): string | undefined {
  const { source, id } = event;
  return id === "" || source === "" ? undefined : `${source.length}:${source}${id}`;
}

/**
 * Two generations of a window each: what was added within the last window is found, what is older than three is not, and
 * nothing is ever sorted or expired one by one. A window of 0 remembers nothing. A stream busier than the capacity, which
 * may change at any time, shortens the window.
 */
export function createRecentEvents(windowMs: number, capacity: () => number = () => maxRecentEvents): RecentEvents {
  let current = new Map<string, Place>();
  let previous = new Map<string, Place>();
  let startedAt = Number.NEGATIVE_INFINITY;
  return {
    find(key, at) {
      const age = at.getTime() - startedAt;
      if (windowMs === 0 || age >= 2 * windowMs) return undefined;
      return current.get(key) ?? (age < windowMs ? previous.get(key) : undefined);
    },
    add(key, place, at) {
      if (windowMs === 0) return;
      const now = at.getTime();
      const age = now - startedAt;
      if (age >= windowMs || current.size >= capacity() / 2) {
        previous = age < 2 * windowMs ? current : new Map<string, Place>();
        current = new Map();
        startedAt = now;
      }
      current.set(key, place);
    },
  };
}
