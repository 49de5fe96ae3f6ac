import { type HealthSource } from "../rpc/health.js";

/** Where the process stands between its start and its end. It only ever moves forward; `failed` takes a new start. */
export type ReadinessState = "starting" | "ready" | "failed" | "stopping";

/** Whether the process takes work, and why not. What health checks and `/readyz` answer from. */
export interface Readiness extends HealthSource {
  readonly state: ReadinessState;
  /** Why it is not ready, in words for people; empty while it is ready. */
  readonly reason: string;
  /** Says what the start is waiting for now, for example `migrating the store`. Nothing once started. */
  waitingFor(what: string): void;
  /** The store is open and everything answers. Nothing once it is stopping. */
  markReady(): void;
  /** It can take no work until it is started again. */
  markFailed(reason: string): void;
  /** No new work from now on. */
  markStopping(): void;
}

/** Makes the readiness of one process; it begins as `starting`. */
export function createReadiness(): Readiness {
  let state: ReadinessState = "starting";
  let reason = "Sluice is starting.";
  const listeners = new Set<() => void>();

  function move(to: ReadinessState, because: string): void {
    state = to;
    reason = because;
    for (const listener of [...listeners]) listener();
  }

  return {
    get state() {
      return state;
    },
    get reason() {
      return reason;
    },
    get serving() {
      return state === "ready";
    },
    get ended() {
      return state === "stopping";
    },
    onChange(listener) {
      // A wrapper of its own for each call, so that the same function can listen twice and leave once.
      const entry = () => {
        listener();
      };
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
    waitingFor(what) {
      if (state === "starting") reason = `Sluice is starting: ${what}.`;
    },
    markReady() {
      if (state === "starting") move("ready", "");
    },
    markFailed(because) {
      if (state !== "stopping") move("failed", because);
    },
    markStopping() {
      if (state !== "stopping") move("stopping", "Sluice is stopping.");
    },
  };
}
