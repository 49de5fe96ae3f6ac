import { setImmediate as nextTurn } from "node:timers/promises";
import { encodeTime } from "ulid";
import type { Clock } from "../core/clock.js";
import { walk } from "../dlq/walk.js";
import type { Store, StreamHead } from "../store/store.js";
import { DecidedLately } from "./decided-lately.js";
import { EventKey } from "./event-key.js";
import { createRecentEvents, type RecentEvents } from "./recent-events.js";
import { identitiesOf } from "./record.js";
import { parseSequenceSet, type SequenceSet } from "./sequence-set.js";

/** How far a producer has got. */
export interface ProducerState {
  readonly epoch: number;
  readonly lastSequence: number;
  /** Of the sequences decided, those that were stored nowhere and are looked at anew when resent. */
  readonly unstored: SequenceSet;
}

/** What the committer knows of a stream. Right as long as the stream's revision in the store is that of `head`. */
export interface StreamState {
  head: StreamHead;
  readonly recent: RecentEvents;
  /** For how long events are recognized in `recent`. */
  readonly windowMs: number;
  readonly producers: Map<string, ProducerState>;
  /** Since when which sequences of them were decided by this process. */
  readonly decided: DecidedLately;
  /** Dead letters parked before this time are in `recent`. */
  lettersReadUntil: Date;
}

/** What reading a stream's state needs. */
export interface StateDeps {
  readonly store: Pick<Store, "log" | "streams" | "deadLetters">;
  readonly clock: Clock;
  /** How many recent events a stream may remember now. */
  readonly capacity: () => number;
}

/** Bytes of the log that are read at once: some milliseconds of the event loop's time. */
const readBytes = 2 * 1024 * 1024;

/** Producers remembered for one stream; others are read back from the store when they send again. */
const maxProducers = 10_000;

/** Reads what is needed to recognize duplicates within the window. */
export async function loadStreamState(deps: StateDeps, stream: string, windowMs: number): Promise<StreamState> {
  const now = deps.clock.now();
  const since = new Date(now.getTime() - windowMs);
  const head = await deps.store.log.head(stream);
  const state: StreamState = {
    head: { ...head, nextPosition: 0 },
    recent: createRecentEvents(windowMs, deps.capacity),
    windowMs,
    producers: new Map(),
    decided: new DecidedLately(windowMs),
    lettersReadUntil: since,
  };
  // Where the clock was far ahead once, what was committed then is no older than what was committed since.
  const fromFuture = await deps.store.log.positionAt(stream, new Date(now.getTime() + 1));
  const fromWindow = await deps.store.log.positionAt(stream, since);
  const letters = await readLetters(deps, stream, state, now);
  // As many as there is room for beside the letters: one more would push out what was read first.
  const capacity = deps.capacity();
  const room = capacity - Math.min(letters, Math.floor(capacity / 2));
  const from = Math.max(Math.min(fromWindow, fromFuture), head.nextPosition - room);
  state.head = { nextPosition: from, revision: head.revision };
  await readLog(deps, stream, state, { head, readAt: now });
  return state;
}

/** Takes in what others committed to the stream since. */
export async function catchUp(deps: StateDeps, stream: string, state: StreamState): Promise<void> {
  // Before anything else: who commits from here on makes the next commit fail and this be done again.
  const head = await deps.store.log.head(stream);
  const readAt = deps.clock.now();
  await readLetters(deps, stream, state, readAt);
  await readLog(deps, stream, state, { head, readAt });
  state.producers.clear();
}

async function readLog(
  deps: StateDeps,
  stream: string,
  state: StreamState,
  { head, readAt }: { readonly head: StreamHead; readonly readAt: Date },
): Promise<void> {
  const key = new EventKey();
  let position = state.head.nextPosition;
  while (position < head.nextPosition) {
    const segments = await deps.store.log.read(stream, position, readBytes);
    for (const segment of segments) {
      for (const { identity, position: at } of identitiesOf(segment, position)) {
        if (key.takeOf(identity.source, identity.id)) {
          state.recent.add(key.words, at, atMost(readAt, segment.committedAt));
        }
      }
      position = segment.firstPosition + segment.count;
    }
    if (segments.length === 0) break;
    // Hundreds of thousands of events are read after a start: others get their turn in between.
    await nextTurn();
  }
  state.head = head;
}

/** Answers how many letters it took in. */
async function readLetters(deps: StateDeps, stream: string, state: StreamState, readAt: Date): Promise<number> {
  let taken = 0;
  // Clocks of processes on the same data may differ; reading a minute twice does no harm.
  const parkedAfter = new Date(Math.max(0, state.lettersReadUntil.getTime() - 60_000));
  // Ids sort by time: beginning at the first that may count spares the walk through a backlog.
  const after = encodeTime(parkedAfter.getTime());
  const key = new EventKey();
  for await (const letters of walk(deps.store.deadLetters, { stream, parkedAfter }, { after })) {
    for (const { id, event, parkedAt, consumerGroup } of letters) {
      if (consumerGroup !== "" || !key.take(event)) continue;
      // A letter that was redriven since is known by its position.
      const at = atMost(readAt, parkedAt);
      if (state.recent.find(key.words, at) !== undefined) continue;
      state.recent.add(key.words, id, at);
      taken += 1;
    }
  }
  state.lettersReadUntil = readAt;
  return taken;
}

/** A time ahead of the clock is one of a clock that was wrong: taken at its word it would push out what came since. */
function atMost(now: Date, at: Date): Date {
  return at > now ? now : at;
}

/** What is known of a producer, read from the store when it is not at hand or opened a newer epoch since. */
export async function producerState(
  deps: StateDeps,
  stream: string,
  state: StreamState,
  producer: { readonly id: string; readonly epoch: number },
): Promise<ProducerState> {
  const known = state.producers.get(producer.id);
  if (known !== undefined && known.epoch >= producer.epoch) return known;
  const row = await deps.store.streams.producer(stream, producer.id);
  const read: ProducerState = {
    epoch: row?.epoch ?? 0,
    lastSequence: row?.lastSequence ?? 0,
    unstored: parseSequenceSet(row?.unstored ?? ""),
  };
  if (state.producers.size >= maxProducers) state.producers.clear();
  state.producers.set(producer.id, read);
  return read;
}
