import type { DeadLetterStatus } from "../store/store.js";

/** What can happen to a dead letter. */
export type DeadLetterEvent = "redriven" | "failed-again" | "resolve" | "discard" | "restore";

/**
 * The life of a dead letter: every state answers every event; undefined means refused. `failed-again` leaves a letter
 * open and adds an attempt. A redriven letter is final: its event is in the log, and opening it again would publish it
 * twice.
 */
export const transitions: Readonly<
  Record<DeadLetterStatus, Readonly<Record<DeadLetterEvent, DeadLetterStatus | undefined>>>
> = {
  open: { redriven: "redriven", "failed-again": "open", resolve: "resolved", discard: "discarded", restore: undefined },
  redriven: {
    redriven: undefined,
    "failed-again": undefined,
    resolve: undefined,
    discard: undefined,
    restore: undefined,
  },
  resolved: {
    redriven: undefined,
    "failed-again": undefined,
    resolve: undefined,
    discard: "discarded",
    restore: "open",
  },
  discarded: {
    redriven: undefined,
    "failed-again": undefined,
    resolve: undefined,
    discard: undefined,
    restore: "open",
  },
};

/** Every state. */
export const deadLetterStatuses = Object.keys(transitions) as readonly DeadLetterStatus[];

/** The states from which an event leads somewhere else. */
export function statesBefore(event: DeadLetterEvent): readonly DeadLetterStatus[] {
  return deadLetterStatuses.filter((status) => transitions[status][event] !== undefined);
}
