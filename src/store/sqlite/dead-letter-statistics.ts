import { setImmediate as nextTurn } from "node:timers/promises";
import type { FailureType } from "../../core/violation.js";
import type { DeadLetterBacklog, DeadLetterStatistics, DeadLetterStatus, DeadLetterStore } from "../store.js";
import type { SqliteDatabase } from "./open.js";
import { fromMs } from "./registry-rows.js";
import { type CloseTimeCount, closeTimeQuantile } from "./close-times.js";
import { minuteMs } from "./dead-letter-counters.js";
import { hourMs } from "./statistics.js";

interface CountColumns {
  stream: string;
  status: DeadLetterStatus;
  failure_type: FailureType;
  source_service: string;
  letters: number;
}

interface OpenGroup {
  readonly fingerprint: string;
  readonly title: string;
  readonly count: number;
}

/** Minutes that the rate is taken over. */
const rateMinutes = 5;

/** The most services, streams and groups that are told apart. */
const maxRanks = 20;

/** Prepares backlog, rates and ages, of one stream or of all. */
export function letterStatistics(database: SqliteDatabase): Pick<DeadLetterStore, "backlog" | "statistics"> {
  const ofAll = statisticsOfAll(database);
  const ofStream = statisticsOfStream(database);
  const held = markCounter(database, "dead_letters INDEXED BY dead_letters_held WHERE held = 1", "status, id");
  const snoozed = markCounter(
    database,
    "dead_letters INDEXED BY dead_letters_snoozed WHERE snoozed_until IS NOT NULL",
    "snoozed_until, id",
  );
  const backlogOf = (facts: Facts): DeadLetterBacklog => ({
    byStatus: {
      open: 0,
      redriven: 0,
      resolved: 0,
      discarded: 0,
      ...sumBy(facts.counts(), (count) => count.status),
    },
    oldestOpenAt: fromMs(facts.oldestOpen()),
    blockedKeys: facts.blockedKeys(),
  });
  const statistics: DeadLetterStore["statistics"] = async (stream, now) => {
    const marked = { held: await held(["", ""]), snoozed: await snoozed([now.getTime(), afterAllIds]) };
    return await database.readTogether(() => {
      const facts = stream === undefined ? ofAll : ofStream(stream);
      const counts = facts.counts();
      const open = counts.filter(({ status }) => status === "open");
      const [retries, retriesSucceeded] = facts.retries();
      const closeTimes = facts.closeTimes();
      const minute = Math.floor(now.getTime() / minuteMs);
      return {
        ...backlogOf(facts),
        parkedLastHour: parkedSince(facts, now.getTime() - hourMs, now.getTime()),
        parkedLastDay: parkedSince(facts, now.getTime() - 24 * hourMs, now.getTime()),
        openByFailureType: rank(open, (count) => count.failure_type).map(([failureType, count]) => ({
          failureType,
          count,
        })),
        openByService: rank(open, (count) => count.source_service)
          .slice(0, maxRanks)
          .map(([service, count]) => ({ service, count })),
        openByStream: rank(open, (count) => count.stream)
          .slice(0, maxRanks)
          .map(([name, count]) => ({ stream: name, count })),
        retries,
        retriesSucceeded,
        ...marked,
        parkedPerMinute: facts.parkedInMinutes(minute - rateMinutes + 1, Number.MAX_SAFE_INTEGER) / rateMinutes,
        openByGroup: facts.groups(),
        closeTimeP50Ms: closeTimeQuantile(closeTimes, 0.5),
        closeTimeP90Ms: closeTimeQuantile(closeTimes, 0.9),
      } satisfies DeadLetterStatistics;
    });
  };
  return { statistics, backlog: (stream) => database.readTogether(() => backlogOf(ofStream(stream))) };
}

/** Above every ULID. */
const afterAllIds = "~";

/** Letters of an index that are counted in one go: a millisecond of the event loop's time. */
const countedAtOnce = 20_000;

/** Prepares counting what people marked beyond a place in an index, in pieces, since that may be a whole backlog. */
function markCounter(
  database: SqliteDatabase,
  source: string,
  keys: string,
): (after: readonly [unknown, string]) => Promise<number> {
  const beyond = `FROM ${source} AND (${keys}) > (?, ?)`;
  const place = database.reader
    .prepare<unknown[], [unknown, string]>(
      `SELECT ${keys} ${beyond} ORDER BY ${keys} LIMIT 1 OFFSET ${countedAtOnce - 1}`,
    )
    .raw();
  const rest = database.reader.prepare<unknown[], number>(`SELECT count(*) ${beyond}`).pluck();
  return async (after) => {
    let from = after;
    for (let counted = 0; ; counted += countedAtOnce) {
      const next = await database.read(() => place.get(...from));
      if (next === undefined) return counted + (await database.read(() => rest.get(...from) ?? 0));
      from = next;
      await nextTurn();
    }
  };
}

/** Letters parked after a time and up to another: whole minutes are counted already, and only what is left over is counted. */
function parkedSince(facts: Facts, after: number, until: number): number {
  const first = Math.floor(after / minuteMs) + 1;
  const last = Math.floor(until / minuteMs);
  if (first >= last) return facts.parkedBetween(after, until);
  const before = facts.parkedBetween(after, first * minuteMs - 1);
  return before + facts.parkedInMinutes(first, last) + facts.parkedBetween(last * minuteMs - 1, until);
}

/** What the database knows, of one stream or of all. */
interface Facts {
  counts(): readonly CountColumns[];
  /** When the open letter with the lowest id was parked: ids sort by the time of parking. */
  oldestOpen(): number | null;
  /** After a time and up to another. */
  parkedBetween(after: number, until: number): number;
  retries(): readonly [retries: number, succeeded: number];
  closeTimes(): readonly CloseTimeCount[];
  /** From a minute on, up to but without another. */
  parkedInMinutes(minute: number, end: number): number;
  groups(): readonly OpenGroup[];
  blockedKeys(): number;
}

function statisticsOfAll({ reader }: SqliteDatabase): Facts {
  const counts = reader.prepare<[], CountColumns>("SELECT * FROM dead_letter_counts");
  const oldestOpen = reader
    .prepare<[], number>("SELECT parked_at FROM dead_letters WHERE status = 'open' ORDER BY id LIMIT 1")
    .pluck();
  // Goes from stream to stream, since the index of times begins with the stream.
  const parked = reader
    .prepare<[number, number], number>(`
      SELECT count(*) FROM streams CROSS JOIN dead_letters USING (stream) WHERE parked_at > ? AND parked_at <= ?`)
    .pluck();
  const retries = reader
    .prepare<[], [number | null, number | null]>("SELECT sum(retries), sum(retries_succeeded) FROM streams")
    .raw();
  const blockedKeys = reader.prepare<[], number>("SELECT sum(blocked_keys) FROM streams").pluck();
  const closeTimes = reader.prepare<[], CloseTimeCount>(
    "SELECT bucket, sum(letters) AS letters FROM dead_letter_close_times GROUP BY bucket",
  );
  const minutes = reader
    .prepare<[number, number], number | null>(
      "SELECT sum(parked) FROM dead_letter_minutes WHERE minute >= ? AND minute < ?",
    )
    .pluck();
  const groups = reader.prepare<[number], OpenGroup>(`
    SELECT fingerprint, title, open_count AS count FROM dead_letter_groups WHERE open_count > 0
    ORDER BY open_count DESC, fingerprint LIMIT ?`);
  return {
    counts: () => counts.all(),
    oldestOpen: () => oldestOpen.get() ?? null,
    parkedBetween: (after, until) => parked.get(after, until) ?? 0,
    retries: () => toRetries(retries.get()),
    closeTimes: () => closeTimes.all(),
    parkedInMinutes: (minute, end) => minutes.get(minute, end) ?? 0,
    groups: () => groups.all(maxRanks),
    blockedKeys: () => blockedKeys.get() ?? 0,
  };
}

function statisticsOfStream({ reader }: SqliteDatabase): (stream: string) => Facts {
  const counts = reader.prepare<[string], CountColumns>("SELECT * FROM dead_letter_counts WHERE stream = ?");
  const oldestOpen = reader
    .prepare<[string], number>(
      "SELECT parked_at FROM dead_letters WHERE stream = ? AND status = 'open' ORDER BY id LIMIT 1",
    )
    .pluck();
  const parked = reader
    .prepare<[string, number, number], number>(
      "SELECT count(*) FROM dead_letters WHERE stream = ? AND parked_at > ? AND parked_at <= ?",
    )
    .pluck();
  const retries = reader
    .prepare<[string], [number | null, number | null]>(
      "SELECT retries, retries_succeeded FROM streams WHERE stream = ?",
    )
    .raw();
  const blockedKeys = reader.prepare<[string], number>("SELECT blocked_keys FROM streams WHERE stream = ?").pluck();
  const closeTimes = reader.prepare<[string], CloseTimeCount>(
    "SELECT bucket, letters FROM dead_letter_close_times WHERE stream = ?",
  );
  const minutes = reader
    .prepare<[string, number, number], number | null>(
      "SELECT sum(parked) FROM dead_letter_minutes WHERE stream = ? AND minute >= ? AND minute < ?",
    )
    .pluck();
  const groups = reader.prepare<[string, number], OpenGroup>(`
    SELECT fingerprint, title, open_count AS count FROM dead_letter_groups WHERE stream = ? AND open_count > 0
    ORDER BY open_count DESC, fingerprint LIMIT ?`);
  return (stream) => ({
    counts: () => counts.all(stream),
    oldestOpen: () => oldestOpen.get(stream) ?? null,
    parkedBetween: (after, until) => parked.get(stream, after, until) ?? 0,
    retries: () => toRetries(retries.get(stream)),
    closeTimes: () => closeTimes.all(stream),
    parkedInMinutes: (minute, end) => minutes.get(stream, minute, end) ?? 0,
    groups: () => groups.all(stream, maxRanks),
    blockedKeys: () => blockedKeys.get(stream) ?? 0,
  });
}

function toRetries(row: readonly [number | null, number | null] | undefined): readonly [number, number] {
  return [row?.[0] ?? 0, row?.[1] ?? 0];
}

function sumBy<Key extends string>(
  counts: readonly CountColumns[],
  keyOf: (count: CountColumns) => Key,
): Partial<Record<Key, number>> {
  const sums: Partial<Record<Key, number>> = {};
  for (const count of counts) sums[keyOf(count)] = (sums[keyOf(count)] ?? 0) + count.letters;
  return sums;
}

/** Sums by key, largest first, then by name; without those that are zero. */
function rank<Key extends string>(
  counts: readonly CountColumns[],
  keyOf: (count: CountColumns) => Key,
): readonly (readonly [Key, number])[] {
  const sums = new Map<Key, number>();
  for (const count of counts) sums.set(keyOf(count), (sums.get(keyOf(count)) ?? 0) + count.letters);
  return [...sums].filter(([, sum]) => sum > 0).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
