import type { AlertStore, DeadLetterRow, OutcomeCount, Party, PartyCount, PartyKind } from "../store/store.js";

/** What was committed to one stream, as far as it tells who fails. */
export interface CommittedEvents {
  readonly stream: string;
  readonly counts: readonly Pick<OutcomeCount, "type" | "outcome" | "events">[];
  readonly parked: readonly Pick<DeadLetterRow, "consumerGroup">[];
}

/** What this process sees of event types and consumer groups that fail, until it is handed to the store. */
export interface FailingParties {
  /** Costs a look-up in a map while nothing of the stream has failed. */
  note(committed: CommittedEvents, at: Date): void;
  /** A consumer group reported a failure that went past the committer. */
  reported(stream: string, consumerGroup: string, at: Date): void;
  /**
   * Hands over what was noted, and learns of whom something failed since a time, here or in another process: only what gets
   * through of them is counted from then on. What cannot be handed over is kept for the next time.
   */
  flush(watchedSince: Date): Promise<void>;
}

const minuteMs = 60_000;

/** Parties that are watched at a time; more of them are not. */
const maxParties = 2000;

interface Count {
  readonly at: Date;
  failed: number;
  firstFailedAt: Date | undefined;
  passedBefore: number;
  passedSince: number;
}

/** Counts of one party that are not handed over, by minute. */
type Minutes = Count[];
type ByName = Map<string, Minutes>;
type ByStream = Map<string, ByName>;

/** Watches nobody until something fails. */
export function createFailingParties(alerts: Pick<AlertStore, "noteParties" | "watchedParties">): FailingParties {
  let watched: Record<PartyKind, ByStream> = { type: new Map(), consumer: new Map() };
  let parties = 0;

  function watch({ stream, kind, name }: Party): Minutes | undefined {
    const ofKind = watched[kind];
    const known = ofKind.get(stream)?.get(name);
    if (known !== undefined || parties >= maxParties) return known;
    parties += 1;
    const minutes: Minutes = [];
    const ofStream = ofKind.get(stream) ?? new Map<string, Minutes>();
    ofKind.set(stream, ofStream.set(name, minutes));
    return minutes;
  }

  function failed(party: Party, events: number, at: Date): void {
    const minutes = watch(party);
    if (minutes === undefined) return;
    const count = currentOf(minutes, at);
    count.failed += events;
    count.firstFailedAt ??= at;
  }

  function passed(minutes: Minutes, events: number, at: Date): void {
    const count = currentOf(minutes, at);
    count[count.failed > 0 ? "passedSince" : "passedBefore"] += events;
  }

  /** Everything that is not handed over yet; nothing of it is left here. */
  function take(): readonly PartyCount[] {
    const counts: PartyCount[] = [];
    for (const kind of ["type", "consumer"] as const) {
      for (const [stream, ofStream] of watched[kind]) {
        for (const [name, minutes] of ofStream)
          for (const count of minutes.splice(0)) counts.push({ stream, kind, name, ...count });
      }
    }
    return counts;
  }

  function putBack(counts: readonly PartyCount[]): void {
    for (const { stream, kind, name, ...count } of counts) watch({ stream, kind, name })?.unshift(count);
  }

  return {
    note({ stream, counts, parked }, at) {
      const ofStream = watched.type.get(stream);
      for (const { type, outcome, events } of counts) {
        if (outcome === "dead-lettered" || outcome === "rejected")
          failed({ stream, kind: "type", name: type }, events, at);
        if (outcome !== "published") continue;
        const minutes = ofStream?.get(type);
        if (minutes !== undefined) passed(minutes, events, at);
      }
      for (const { consumerGroup } of parked) {
        if (consumerGroup !== "") failed({ stream, kind: "consumer", name: consumerGroup }, 1, at);
      }
    },
    reported(stream, consumerGroup, at) {
      if (consumerGroup !== "") failed({ stream, kind: "consumer", name: consumerGroup }, 1, at);
    },
    async flush(watchedSince) {
      const counts = take();
      let unlocated: readonly PartyCount[] = [];
      try {
        if (counts.length > 0) unlocated = await alerts.noteParties(counts);
      } catch (caught) {
        putBack(counts);
        throw caught;
      }
      const known = await alerts.watchedParties(watchedSince, maxParties);
      // What failed meanwhile is not in the store yet.
      const meanwhile = take();
      watched = { type: new Map(), consumer: new Map() };
      parties = 0;
      for (const party of known) watch(party);
      // Of whom nothing failed of late, nothing is counted any more.
      const isWatched = ({ stream, kind, name }: Party): boolean => watched[kind].get(stream)?.has(name) ?? false;
      putBack(meanwhile.filter((count) => count.failed > 0 || isWatched(count)));
      // Noted again with nothing new, until the group says how far it is.
      const nothing = { failed: 0, firstFailedAt: undefined, passedBefore: 0, passedSince: 0 };
      putBack(unlocated.filter(isWatched).map((count) => ({ ...count, ...nothing })));
    },
  };
}

/** The count of the minute a time lies in. */
function currentOf(minutes: Minutes, at: Date): Count {
  const last = minutes.at(-1);
  if (last !== undefined && Math.floor(last.at.getTime() / minuteMs) === Math.floor(at.getTime() / minuteMs))
    return last;
  const count = { at, failed: 0, firstFailedAt: undefined, passedBefore: 0, passedSince: 0 };
  minutes.push(count);
  return count;
}
