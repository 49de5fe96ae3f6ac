import type { EventKeyWords } from "./event-key.js";
import { type Place, PlaceTable } from "./place-table.js";

/** Remembers where recent events went, so that a second copy is recognized. */
export interface RecentEvents {
  /** Where an event went that was added within the window before `at`. */
  find(key: EventKeyWords, at: Date): Place | undefined;
  /** As of which time everything that was added is found at `at`, in milliseconds; later where there was no room for more. */
  completeSince(at: Date): number;
  /** Times should not fall; an event that is added late is remembered for too long rather than too short. */
  add(key: EventKeyWords, place: Place, at: Date): void;
}

/** Most events remembered for one stream; 50 to 100 bytes each. */
export const maxRecentEvents = 500_000;

/**
 * Two generations of a window each: what was added within the last window is found, what is older than three is not, and
 * nothing is ever sorted or expired one by one. A window of 0 remembers nothing. A stream busier than the capacity, which
 * may change at any time, shortens the window.
 */
export function createRecentEvents(windowMs: number, capacity: () => number = () => maxRecentEvents): RecentEvents {
  let current = new PlaceTable();
  let previous = new PlaceTable();
  let startedAt = Number.NEGATIVE_INFINITY;
  let latest = Number.NEGATIVE_INFINITY;
  /** What was added until then may be forgotten. */
  let forgottenUntil = Number.NEGATIVE_INFINITY;
  return {
    completeSince(at) {
      const now = at.getTime();
      const age = now - startedAt;
      if (windowMs === 0 || age >= 2 * windowMs) return Number.POSITIVE_INFINITY;
      const lost = age < windowMs || previous.size === 0 ? forgottenUntil : startedAt;
      return Math.max(now - windowMs, lost + 1);
    },
    find(key, at) {
      const age = at.getTime() - startedAt;
      if (windowMs === 0 || age >= 2 * windowMs) return undefined;
      return current.find(key) ?? (age < windowMs ? previous.find(key) : undefined);
    },
    add(key, place, at) {
      if (windowMs === 0) return;
      // A generation that began at an earlier time than it holds would be forgotten before its time.
      latest = Math.max(latest, at.getTime());
      const now = latest;
      const age = now - startedAt;
      if (age >= windowMs || current.size >= capacity() / 2) {
        const keepsCurrent = age < 2 * windowMs;
        if (!keepsCurrent) forgottenUntil = startedAt === Number.NEGATIVE_INFINITY ? startedAt : now;
        else if (previous.size > 0) forgottenUntil = startedAt;
        previous = keepsCurrent ? current : new PlaceTable();
        current = new PlaceTable();
        startedAt = now;
      }
      current.set(key, place);
    },
  };
}
