import { setImmediate as nextTurn } from "node:timers/promises";
import type { Clock } from "../core/clock.js";
import { SluiceError } from "../core/errors.js";
import { createTurns } from "../core/turns.js";
import type { Candidate, ConsumerStore, DeadLetterStore, LeasedRow, LeasingGroup, LogStore } from "../store/store.js";
import { checkLease, findLeasingGroup, noGroup } from "./consumer-groups.js";
import { eventBytes } from "./encoded-event.js";
import { entryAt, isSameEvent } from "./entry-at.js";
import { orderingKeyOfEvent } from "./ordering-key.js";
import { entriesOf, type PlacedEntry } from "./record.js";

/** What a member asks for. */
export interface LeaseWish {
  readonly stream: string;
  readonly group: string;
  readonly member: string;
  readonly maxEvents: number;
  /** How long to wait when there is nothing. */
  readonly waitMs: number;
  /** Undefined: the time of the group. */
  readonly leaseMs: number | undefined;
  readonly signal: AbortSignal;
}

/** An event that was leased. */
export interface Delivery extends LeasedRow {
  readonly entry: PlacedEntry;
  readonly expiresAt: Date;
}

/** What leasing needs. */
export interface LeaseDeps {
  readonly consumers: ConsumerStore;
  readonly log: LogStore;
  readonly deadLetters: Pick<DeadLetterStore, "get">;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Resolves when a stream grows, after so many milliseconds, or when the signal aborts. */
  readonly waitForGrowth: (stream: string, ms: number, signal: AbortSignal) => Promise<void>;
}

/** Gives events to the members of consumer groups. */
export type LeaseEvents = (wish: LeaseWish) => Promise<readonly Delivery[]>;

/** Bytes of the log that are read at once, unless a commit was larger: some milliseconds of the event loop. */
const readBytes = 256 * 1024;

/**
 * Bytes of the log that are looked through for events of some types before the group moves on behind them, for good: so much is
 * lost when the caller goes, and who comes with short deadlines still gets on.
 */
const maxScanBytes = 4 * 1024 * 1024;

/** Bytes of the events of one answer, unless a single event is larger: gRPC clients take messages of up to 4 MiB. */
const maxAnswerBytes = 1024 * 1024;

/** Commits, releases and expired leases of other processes are seen after at most this long. */
const pollMs = 500;

/** So often another process may be faster before the caller is told. */
const maxConflicts = 20;

/** Members that may wait at a time; those beyond are answered at once. */
const maxWaiting = 10_000;

/** Leases in turns, one request of a group after the other, since they would only be in each other's way. */
export function createLeaseEvents(deps: LeaseDeps): LeaseEvents {
  const turns = createTurns();
  let waiting = 0;
  return async (wish) => {
    const { stream, group, waitMs, signal } = wish;
    if (wish.leaseMs !== undefined) checkLease("lease", wish.leaseMs);
    const startedAt = performance.now();
    for (;;) {
      const deliveries = await turns.take(`${stream} ${group}`, async () => await leaseOnce(deps, wish));
      const leftMs = waitMs - (performance.now() - startedAt);
      if (deliveries.length > 0 || leftMs <= 0 || signal.aborted || waiting >= maxWaiting) return deliveries;
      waiting += 1;
      try {
        await deps.waitForGrowth(stream, Math.min(leftMs, await untilDue(deps, wish)), signal);
      } finally {
        waiting -= 1;
      }
    }
  };
}

/** Milliseconds until there may be something to deliver. What waits for its key is announced when the key is free. */
async function untilDue({ consumers, clock }: LeaseDeps, { stream, group }: LeaseWish): Promise<number> {
  const due = await consumers.nextDue(stream, group);
  const ms = due === undefined ? pollMs : due.getTime() - clock.now().getTime();
  return ms <= 0 ? pollMs : Math.min(pollMs, ms);
}

async function leaseOnce(deps: LeaseDeps, wish: LeaseWish): Promise<readonly Delivery[]> {
  const { consumers, clock } = deps;
  const { stream, group, member, signal } = wish;
  const hasGone = (): boolean => signal.aborted;
  for (let conflicts = 0; conflicts < maxConflicts; ) {
    if (hasGone()) return [];
    const row = await findLeasingGroup(consumers, stream, group);
    const now = clock.now();
    const fresh = await freshOf(deps, row, wish.maxEvents);
    const due = await consumers.nextDue(stream, group);
    if (fresh.to === row.position && (due === undefined || due > now)) return [];
    // Who has gone would keep it from everybody else until the lease expires.
    if (hasGone()) return [];
    const until = new Date(now.getTime() + (wish.leaseMs ?? row.leaseMs));
    const request = { stream, group, member, leaseId: deps.newId(), now, until, limit: wish.maxEvents, fresh };
    const result = await consumers.lease(request);
    if (result.outcome === "no-group") throw noGroup(stream, group);
    if (result.outcome === "conflict") {
      conflicts += 1;
      continue;
    }
    const deliveries = await fill(deps, wish, { leased: result.deliveries, known: fresh.entries, until });
    // Only events of other types, or gone: there may be more behind them.
    if (deliveries.length === 0 && (result.deliveries.length > 0 || fresh.hasMore)) continue;
    return deliveries;
  }
  throw new SluiceError("CONFLICT", `Other processes kept leasing for group '${group}'; try again.`, {
    retryAfterMs: 100,
  });
}

/** Events a group has not looked at yet. */
interface Fresh {
  readonly from: number;
  readonly to: number;
  readonly candidates: readonly Candidate[];
  readonly missed: number;
  readonly entries: ReadonlyMap<number, PlacedEntry>;
  readonly hasMore: boolean;
}

async function freshOf(deps: LeaseDeps, row: LeasingGroup, limit: number): Promise<Fresh> {
  const types = row.types.length === 0 ? undefined : new Set(row.types);
  // What has to wait for its key is looked at, too, so that it does not keep other keys waiting.
  const most = row.order === "none" ? Math.min(row.room, limit) : row.room;
  const keyOf = ({ event }: PlacedEntry): string => (row.order === "none" ? "" : orderingKeyOfEvent(event));
  const isWanted = ({ event }: PlacedEntry): boolean => types === undefined || types.has(event.type);
  const entries = new Map<number, PlacedEntry>();
  const candidates: Candidate[] = [];
  let position = row.position;
  let missed = 0;
  let bytes = 0;
  let scanned = 0;
  const found = (hasMore: boolean): Fresh => {
    return { from: row.position, to: position, candidates, missed, entries, hasMore };
  };
  const { nextPosition: end } = await deps.log.head(row.stream);
  while (position < end && scanned < maxScanBytes && candidates.length < most) {
    const segments = await deps.log.read(row.stream, position, readBytes);
    if (segments.length === 0) {
      missed += end - position;
      position = end;
    }
    for (const segment of segments) {
      scanned += segment.bytes.length;
      missed += Math.max(0, segment.firstPosition - position);
      position = Math.max(position, segment.firstPosition);
      for (const entry of entriesOf(segment, position)) {
        if (isWanted(entry)) {
          const size = eventBytes(entry.event);
          if (candidates.length >= most || (bytes > 0 && bytes + size > maxAnswerBytes)) return found(true);
          bytes += size;
          candidates.push({ position: entry.position, key: keyOf(entry) });
          entries.set(entry.position, entry);
        }
        position = entry.position + 1;
      }
    }
    // Megabytes are read for a group whose types are rare: others get their turn in between.
    await nextTurn();
  }
  return found(position < end && most > 0);
}

/** What was leased, and what of it is at hand. */
interface Leased {
  readonly leased: readonly LeasedRow[];
  readonly known: ReadonlyMap<number, PlacedEntry>;
  readonly until: Date;
}

/** Reads the events of what was leased. What is gone is settled as missed, and what the answer cannot hold goes back. */
async function fill(deps: LeaseDeps, wish: LeaseWish, { leased, known, until }: Leased): Promise<readonly Delivery[]> {
  const { stream, group } = wish;
  const now = deps.clock.now();
  const deliveries: Delivery[] = [];
  const back: Parameters<ConsumerStore["settle"]>[2][number][] = [];
  let bytes = 0;
  for (const row of [...leased].sort((a, b) => a.position - b.position)) {
    const isFull = bytes >= maxAnswerBytes;
    const entry = isFull ? undefined : (known.get(row.position) ?? (await entryOf(deps, stream, row)));
    const size = entry === undefined ? 0 : eventBytes(entry.event);
    if (isFull || (bytes > 0 && bytes + size > maxAnswerBytes)) {
      back.push({ ...row, action: { kind: "release", dueAt: now, undelivered: true } });
      continue;
    }
    if (entry === undefined) back.push({ ...row, action: { kind: "missed" } });
    else deliveries.push({ ...row, entry, expiresAt: until });
    bytes += size;
  }
  if (back.length > 0) await deps.consumers.settle(stream, group, back, now);
  return deliveries;
}

/**
 * The event of the log; of a dead letter that is delivered again the one the letter holds, where retention has deleted it or
 * the log has another there, as it may for a letter that came from another server.
 */
async function entryOf(
  { log, deadLetters }: LeaseDeps,
  stream: string,
  { position, deadLetterId }: LeasedRow,
): Promise<PlacedEntry | undefined> {
  const entry = await entryAt(log, stream, position);
  if (deadLetterId === "") return entry;
  const letter = await deadLetters.get(deadLetterId);
  if (letter === undefined || (entry !== undefined && isSameEvent(entry.event, letter.event))) return entry;
  const { event, schema, firstAttemptAt: publishedAt } = letter;
  // Its place among those of the group stays, by which it is settled: what stands there was settled before.
  return { event, schema, hasWarnings: false, redrivenFrom: "", position, publishedAt };
}
