import type { Clock } from "../core/clock.js";
import type { AlertStore } from "../store/store.js";
import { type CommittedEvents, createFailingParties } from "./failing-parties.js";
import { longestPartyWindowMs } from "./rules.js";

/** What one process sees and alerts are judged by: kept in memory between two looks, then in the store with what others saw. */
export interface Signals {
  committed(events: CommittedEvents): void;
  reported(stream: string, consumerGroup: string): void;
  breakerMoved(stream: string, isOpen: boolean, refused: number): void;
  /** Says in the store what was seen since the last time. */
  flush(): Promise<void>;
  /** The same for the last time: this process has no breakers any more. */
  close(): Promise<void>;
}

/** What seeing needs. */
export interface SignalDeps {
  readonly alerts: AlertStore;
  readonly clock: Clock;
  /** Tells this process from others that use the store. */
  readonly process: string;
}

/** Sees nothing yet. */
export function createSignals({ alerts, clock, process }: SignalDeps): Signals {
  const parties = createFailingParties(alerts);
  const breakers = new Map<string, number>();
  /** Whether the store has breakers of this process. */
  let hasSaid = false;

  async function flush(): Promise<void> {
    const now = clock.now();
    if (breakers.size > 0 || hasSaid) {
      await alerts.noteBreakers(
        process,
        [...breakers].map(([stream, refused]) => ({ stream, refused })),
        now,
      );
      hasSaid = breakers.size > 0;
    }
    await parties.flush(new Date(now.getTime() - longestPartyWindowMs(await alerts.rules())));
  }

  return {
    committed(events) {
      parties.note(events, clock.now());
    },
    reported(stream, consumerGroup) {
      parties.reported(stream, consumerGroup, clock.now());
    },
    breakerMoved(stream, isOpen, refused) {
      if (isOpen) breakers.set(stream, refused);
      else breakers.delete(stream);
    },
    flush,
    async close() {
      breakers.clear();
      await flush();
    },
  };
}
