import type { RedriveStatus } from "../store/store.js";

/** What can happen to a redrive: the first three by hand, the others as it goes on. */
export type RedriveEvent = "pause" | "resume" | "cancel" | "hold" | "finish" | "abort";

const ended = {
  pause: undefined,
  resume: undefined,
  cancel: undefined,
  hold: undefined,
  finish: undefined,
  abort: undefined,
} as const;

/** The life of a redrive: every state answers every event; undefined means refused. */
export const redriveTransitions: Readonly<
  Record<RedriveStatus, Readonly<Record<RedriveEvent, RedriveStatus | undefined>>>
> = {
  running: {
    pause: "paused",
    resume: undefined,
    cancel: "cancelled",
    hold: "canary-hold",
    finish: "done",
    abort: "aborted",
  },
  paused: { ...ended, resume: "running", cancel: "cancelled" },
  "canary-hold": { ...ended, resume: "running", cancel: "cancelled" },
  done: ended,
  cancelled: ended,
  aborted: ended,
  interrupted: ended,
};

/** Every state. */
const redriveStates = Object.keys(redriveTransitions) as readonly RedriveStatus[];

/** The states from which an event leads somewhere else. */
export function redriveStatesBefore(event: RedriveEvent): readonly RedriveStatus[] {
  return redriveStates.filter((status) => redriveTransitions[status][event] !== undefined);
}

/** Whether nothing more happens to a redrive. */
export function hasEnded(status: RedriveStatus): boolean {
  return Object.values(redriveTransitions[status]).every((to) => to === undefined);
}
