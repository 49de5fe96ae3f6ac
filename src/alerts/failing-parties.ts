import type { DeadLetterRow, OutcomeCount } from "../store/store.js";

/** What was committed to one stream, as far as it tells who fails. */
export interface CommittedEvents {
  readonly stream: string;
  readonly counts: readonly Pick<OutcomeCount, "type" | "outcome" | "events">[];
  readonly parked: readonly Pick<DeadLetterRow, "consumerGroup">[];
}

/** Somebody of whom events failed. */
export interface FailingParty {
  readonly stream: string;
  /** The event type, or the consumer group. */
  readonly name: string;
  /** When the first failure within the window was. */
  readonly since: number;
  readonly failed: number;
  /** Of a type: events that got through since then. Of a consumer group: unknown here. */
  readonly passed: number;
}

/** Event types and consumer groups of which something failed lately. In memory: it begins anew with the process. */
export interface FailingParties {
  /** Costs a look-up in a map while nothing of the stream has failed. */
  note(committed: CommittedEvents, at: Date): void;
  types(stream: string, since: Date): readonly FailingParty[];
  consumers(stream: string, since: Date): readonly FailingParty[];
  /** Forgets everybody of whom nothing failed since a time. */
  forget(before: Date): void;
}

const minuteMs = 60_000;

/** Parties that are watched at a time; more of them are not. */
const maxParties = 2000;

interface Minute {
  readonly at: number;
  failed: number;
  passed: number;
}

type ByName = Map<string, Minute[]>;

/** Watches nobody until something fails. */
export function createFailingParties(): FailingParties {
  const types = new Map<string, ByName>();
  const consumers = new Map<string, ByName>();
  let parties = 0;

  /** The current minute of a party; undefined when it is not watched and nothing failed, or too many are. */
  function minuteOf(all: Map<string, ByName>, [stream, name]: readonly [string, string], failed: boolean, at: number) {
    let ofStream = all.get(stream);
    let minutes = ofStream?.get(name);
    if (minutes === undefined) {
      if (!failed || parties >= maxParties) return undefined;
      parties += 1;
      minutes = [];
      if (ofStream === undefined) all.set(stream, (ofStream = new Map<string, Minute[]>()));
      ofStream.set(name, minutes);
    }
    const last = minutes.at(-1);
    if (last !== undefined && at - last.at < minuteMs) return last;
    const minute = { at, failed: 0, passed: 0 };
    minutes.push(minute);
    return minute;
  }

  function list(all: Map<string, ByName>, stream: string, since: number): readonly FailingParty[] {
    return [...(all.get(stream) ?? [])].flatMap(([name, minutes]) => {
      const begin = minutes.findIndex(({ at, failed }) => at >= since && failed > 0);
      const telling = begin === -1 ? [] : minutes.slice(begin);
      const [first] = telling;
      if (first === undefined) return [];
      const sum = (of: "failed" | "passed"): number => telling.reduce((total, minute) => total + minute[of], 0);
      return [{ stream, name, since: first.at, failed: sum("failed"), passed: sum("passed") }];
    });
  }

  return {
    note({ stream, counts, parked }, time) {
      const at = time.getTime();
      const isWatched = types.has(stream);
      for (const { type, outcome, events } of counts) {
        const failed = outcome === "dead-lettered" || outcome === "rejected";
        if (!failed && (!isWatched || outcome !== "published")) continue;
        const minute = minuteOf(types, [stream, type], failed, at);
        if (minute !== undefined) minute[failed ? "failed" : "passed"] += events;
      }
      for (const { consumerGroup } of parked) {
        if (consumerGroup === "") continue;
        const minute = minuteOf(consumers, [stream, consumerGroup], true, at);
        if (minute !== undefined) minute.failed += 1;
      }
    },
    types: (stream, since) => list(types, stream, since.getTime()),
    consumers: (stream, since) => list(consumers, stream, since.getTime()),
    forget(before) {
      for (const all of [types, consumers]) {
        for (const [stream, ofStream] of all) {
          for (const [name, minutes] of ofStream) {
            while ((minutes[0]?.at ?? Infinity) < before.getTime()) minutes.shift();
            if (minutes.some(({ failed }) => failed > 0)) continue;
            ofStream.delete(name);
            parties -= 1;
          }
          if (ofStream.size === 0) all.delete(stream);
        }
      }
    },
  };
}
