import { invalidArgument } from "../core/errors.js";
import { checkName } from "../core/subject.js";
import type { LogStore, StreamStore } from "../store/store.js";
import { entriesOf, type PlacedEntry } from "./record.js";

/** Where a subscription begins; undefined: where its group is, or at the end. */
export type SubscriptionStart = number | "earliest" | "latest" | undefined;

/** What a subscriber wants. */
export interface Subscription {
  readonly stream: string;
  readonly start: SubscriptionStart;
  /** Empty for all. */
  readonly types: readonly string[];
  /** Empty for none. */
  readonly group: string;
  readonly untilEnd: boolean;
  readonly maxBatchEvents: number;
  readonly heartbeatMs: number;
  readonly signal: AbortSignal;
}

/** A piece of the log. */
export interface SubscriptionBatch {
  readonly entries: readonly PlacedEntry[];
  readonly nextPosition: number;
  readonly endPosition: number;
}

/** What subscribing needs. */
export interface SubscribeDeps {
  readonly log: LogStore;
  readonly streams: StreamStore;
  /** Resolves when a stream grows, after so many milliseconds, or when the signal aborts. */
  readonly waitForGrowth: (stream: string, ms: number, signal: AbortSignal) => Promise<void>;
}

/** Bytes of the log that are read at once for one subscriber. */
const readBytes = 1024 * 1024;

/** Commits of other processes are seen after at most this long. */
const pollMs = 500;

/** Yields the events of a stream in order; pauses where the reader does, so that a slow one costs nothing. */
export async function* subscribe(deps: SubscribeDeps, wanted: Subscription): AsyncGenerator<SubscriptionBatch> {
  checkName("stream", wanted.stream);
  const types = wanted.types.length === 0 ? undefined : new Set(wanted.types);
  let position = await startOf(deps, wanted);
  let { nextPosition: end } = await deps.log.head(wanted.stream);
  // Waiting there would look like a quiet stream; such a position comes from other data, a backup for example.
  if (position > end) throw invalidArgument("position", `is ${position}; the stream ends at ${end}`);
  yield { entries: [], nextPosition: position, endPosition: end };
  let quietMs = 0;
  while (!wanted.signal.aborted) {
    for (const segment of await deps.log.read(wanted.stream, position, readBytes)) {
      let entries: PlacedEntry[] = [];
      for (const entry of entriesOf(segment, position)) {
        position = entry.position + 1;
        if (types === undefined || types.has(entry.event.type)) entries.push(entry);
        if (entries.length < wanted.maxBatchEvents) continue;
        yield { entries, nextPosition: position, endPosition: Math.max(end, position) };
        entries = [];
      }
      quietMs = 0;
      yield { entries, nextPosition: position, endPosition: Math.max(end, position) };
    }
    ({ nextPosition: end } = await deps.log.head(wanted.stream));
    if (position < end) continue;
    if (wanted.untilEnd) return;
    await deps.waitForGrowth(wanted.stream, pollMs, wanted.signal);
    quietMs += pollMs;
    if (quietMs < wanted.heartbeatMs) continue;
    quietMs = 0;
    yield { entries: [], nextPosition: position, endPosition: end };
  }
}

async function startOf(deps: SubscribeDeps, wanted: Subscription): Promise<number> {
  if (typeof wanted.start === "number") return wanted.start;
  if (wanted.start === "earliest") return 0;
  if (wanted.start === undefined && wanted.group !== "") {
    const committed = await deps.streams.groupPosition(wanted.stream, checkName("group", wanted.group));
    return committed ?? 0;
  }
  return (await deps.log.head(wanted.stream)).nextPosition;
}
