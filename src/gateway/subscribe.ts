import { invalidArgument } from "../core/errors.js";
import { checkName } from "../core/subject.js";
import type { LogStore, Segment, StreamStore } from "../store/store.js";
import type { ConvertedEntry } from "./convert-entries.js";
import { eventBytes } from "./encoded-event.js";
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
  /** Major of the track that events are wanted for; undefined: as they are. */
  readonly track?: number | undefined;
  readonly maxBatchEvents: number;
  readonly heartbeatMs: number;
  readonly signal: AbortSignal;
}

/** A piece of the log. */
export interface SubscriptionBatch {
  readonly entries: readonly ConvertedEntry[];
  readonly nextPosition: number;
  readonly endPosition: number;
  /** Events before `nextPosition` that were deleted before this subscription read them; told once, without entries. */
  readonly missed: number;
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

/**
 * Bytes of the events of one batch, unless a single event is larger: gRPC clients take messages of up to 4 MiB, and a reader that
 * cannot take a message can never get past it.
 */
const maxBatchBytes = 1024 * 1024;

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
  /** Goes on from a later position, since what lies before it was deleted. */
  const skipTo = (kept: number): SubscriptionBatch => {
    const missed = Math.max(0, kept - position);
    position += missed;
    return { entries: [], nextPosition: position, endPosition: Math.max(end, position), missed };
  };
  yield skipTo(await deps.log.firstPosition(wanted.stream));
  let quietMs = 0;
  while (!wanted.signal.aborted) {
    for (const segment of await deps.log.read(wanted.stream, position, readBytes)) {
      if (segment.firstPosition > position) yield skipTo(segment.firstPosition);
      for (const batch of batchesOf(segment, position, types, wanted.maxBatchEvents)) {
        position = batch.nextPosition;
        yield { ...batch, endPosition: Math.max(end, position), missed: 0 };
      }
      quietMs = 0;
    }
    ({ nextPosition: end } = await deps.log.head(wanted.stream));
    if (position < end) {
      const kept = await deps.log.firstPosition(wanted.stream);
      if (kept > position) yield skipTo(kept);
      continue;
    }
    if (wanted.untilEnd) return;
    await deps.waitForGrowth(wanted.stream, pollMs, wanted.signal);
    quietMs += pollMs;
    if (quietMs < wanted.heartbeatMs) continue;
    quietMs = 0;
    yield { entries: [], nextPosition: position, endPosition: end, missed: 0 };
  }
}

/** The entries of a segment from a position on that have one of the types, in messages that readers can take. */
function* batchesOf(
  segment: Segment,
  from: number,
  types: ReadonlySet<string> | undefined,
  maxEvents: number,
): Generator<Pick<SubscriptionBatch, "entries" | "nextPosition">> {
  let entries: PlacedEntry[] = [];
  let bytes = 0;
  let position = from;
  let told = from;
  const batch = (): Pick<SubscriptionBatch, "entries" | "nextPosition"> => {
    const taken = entries;
    [entries, bytes, told] = [[], 0, position];
    return { entries: taken, nextPosition: position };
  };
  for (const entry of entriesOf(segment, from)) {
    if (types === undefined || types.has(entry.event.type)) {
      const size = eventBytes(entry.event);
      if (bytes > 0 && bytes + size > maxBatchBytes) yield batch();
      entries.push(entry);
      bytes += size;
    }
    position = entry.position + 1;
    if (entries.length >= maxEvents) yield batch();
  }
  if (told < position) yield batch();
}

async function startOf(deps: SubscribeDeps, wanted: Subscription): Promise<number> {
  if (typeof wanted.start === "number") return wanted.start;
  if (wanted.start === "earliest") return await deps.log.firstPosition(wanted.stream);
  if (wanted.start === undefined && wanted.group !== "") {
    const committed = await deps.streams.groupPosition(wanted.stream, checkName("group", wanted.group));
    return committed ?? (await deps.log.firstPosition(wanted.stream));
  }
  const { nextPosition } = await deps.log.head(wanted.stream);
  // The head may be ahead of the disk, and the subscriber will come back with the position it is told here: reading the
  // last record waits until it is there to stay.
  if (nextPosition > 0) await deps.log.read(wanted.stream, nextPosition - 1, 1);
  return nextPosition;
}
