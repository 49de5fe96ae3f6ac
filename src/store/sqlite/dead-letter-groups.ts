import type { FailureType } from "../../core/violation.js";
import type { DeadLetterGroupRow, DeadLetterStatus, DeadLetterStore, GroupState } from "../store.js";
import { fromMs } from "./registry-rows.js";
import type { SqliteDatabase } from "./open.js";
import { hourOf } from "./statistics.js";

interface GroupColumns {
  fingerprint: string;
  stream: string;
  type: string;
  subject: string;
  failure_type: FailureType;
  failure_code: string;
  title: string;
  open_count: number;
  total_count: number;
  first_seen_at: number;
  last_seen_at: number;
  sample_id: string;
  state: GroupState;
  state_at: number | null;
  state_by: string;
  state_reason: string;
  ignore_until: number;
}

const trendHours = 24;

/** A place in the order of groups. */
type Place = NonNullable<Parameters<DeadLetterStore["groups"]>[0]["after"]>;

/** Services and producers of a group that are told; a hundred are kept at most. */
const maxNames = 20;

/** Prepares the listing of groups. */
export function groupLister(database: SqliteDatabase): DeadLetterStore["groups"] {
  const all = groupWalk(database, "");
  const ofStream = groupWalk(database, "stream = ? AND");
  const complete = groupCompleter(database);
  return ({ stream, includeClosed, state, after, limit, now }) =>
    database.readTogether(() => {
      const fewest = includeClosed ? 0 : 1;
      const wanted = { fewest, state: state ?? null, after, limit };
      const rows = stream === undefined ? all([], wanted) : ofStream([stream], wanted);
      return complete(rows, now);
    });
}

/** Prepares what people say about groups. */
export function groupStateWriter(database: SqliteDatabase): DeadLetterStore["setGroupState"] {
  const set = database.writer.prepare(`
    UPDATE dead_letter_groups SET state = :state, state_at = :at, state_by = :actor, state_reason = :reason,
      ignore_until = CASE WHEN :state = 'ignored' THEN total_count + :ignoreFor ELSE 0 END
    WHERE fingerprint = :fingerprint`);
  const find = database.reader.prepare<[string], GroupColumns>(
    "SELECT * FROM dead_letter_groups WHERE fingerprint = ?",
  );
  const complete = groupCompleter(database);
  return async (change) => {
    await database.write(() => set.run({ ...change, at: change.at.getTime() }));
    return await database.readTogether(() => {
      const [group] = complete(find.all(change.fingerprint), change.at);
      return group;
    });
  };
}

/** Adds what is kept elsewhere about groups. */
function groupCompleter({
  reader,
}: SqliteDatabase): (rows: readonly GroupColumns[], now: Date) => readonly DeadLetterGroupRow[] {
  const hours = reader.prepare<[string, number, number], { hour: number; parked: number }>(
    "SELECT hour, parked FROM dead_letter_hours WHERE fingerprint = ? AND hour BETWEEN ? AND ?",
  );
  const services = reader.prepare<[string], { service: string; count: number }>(`
    SELECT service, letters AS count FROM dead_letter_group_services WHERE fingerprint = ?
    ORDER BY letters DESC, service`);
  const producers = reader.prepare<[string], { producer: string; count: number }>(`
    SELECT producer, letters AS count FROM dead_letter_group_producers WHERE fingerprint = ?
    ORDER BY letters DESC, producer`);
  const openInStream = reader
    .prepare<[string], number>(
      "SELECT coalesce(sum(letters), 0) FROM dead_letter_counts WHERE stream = ? AND status = 'open'",
    )
    .pluck();

  function trendOf(fingerprint: string, now: Date): readonly number[] {
    const lastHour = hourOf(now);
    const firstHour = lastHour - trendHours + 1;
    const trend = Array<number>(trendHours).fill(0);
    for (const { hour, parked } of hours.all(fingerprint, firstHour, lastHour)) trend[hour - firstHour] = parked;
    return trend;
  }

  return (rows, now) => {
    // Once for each stream, not for each group: a stream has as many counters as services.
    const open = new Map([...new Set(rows.map(({ stream }) => stream))].map((name) => [name, openInStream.get(name)]));
    return rows.map((row) => ({
      ...toGroup(row, trendOf(row.fingerprint, now)),
      openInStream: open.get(row.stream) ?? 0,
      services: services.all(row.fingerprint).slice(0, maxNames),
      producers: producers.all(row.fingerprint).slice(0, maxNames),
    }));
  };
}

interface Wanted {
  readonly fewest: number;
  readonly state: GroupState | null;
  readonly after: Place | undefined;
  readonly limit: number;
}

type GroupWalk = (leading: readonly string[], wanted: Wanted) => readonly GroupColumns[];

/**
 * Walks groups from a place on, whatever page it is: first those with as many open letters as the place, of which there
 * may be very many, then those with fewer. In one statement SQLite would walk past all of the former again.
 */
function groupWalk({ reader }: SqliteDatabase, leading: "" | "stream = ? AND"): GroupWalk {
  const select = `SELECT * FROM dead_letter_groups WHERE ${leading}`;
  const inState = "(? IS NULL OR state = ?)";
  const upTo = reader.prepare<unknown[], GroupColumns>(
    `${select} open_count >= ? AND open_count <= ? AND ${inState} ORDER BY open_count DESC, fingerprint LIMIT ?`,
  );
  const equal = reader.prepare<unknown[], GroupColumns>(
    `${select} open_count = ? AND fingerprint > ? AND ${inState} ORDER BY fingerprint LIMIT ?`,
  );
  return (values, { fewest, state, after, limit }) => {
    if (after === undefined) return upTo.all(...values, fewest, Number.MAX_SAFE_INTEGER, state, state, limit);
    const { openCount, fingerprint } = after;
    const ties = openCount < fewest ? [] : equal.all(...values, openCount, fingerprint, state, state, limit);
    if (ties.length === limit) return ties;
    return [...ties, ...upTo.all(...values, fewest, openCount - 1, state, state, limit - ties.length)];
  };
}

function toGroup(
  row: GroupColumns,
  trend: readonly number[],
): Omit<DeadLetterGroupRow, "openInStream" | "services" | "producers"> {
  return {
    fingerprint: row.fingerprint,
    stream: row.stream,
    type: row.type,
    subject: row.subject,
    failureType: row.failure_type,
    failureCode: row.failure_code,
    title: row.title,
    openCount: row.open_count,
    totalCount: row.total_count,
    firstSeenAt: new Date(row.first_seen_at),
    lastSeenAt: new Date(row.last_seen_at),
    sampleId: row.sample_id,
    trend,
    state: row.state,
    stateAt: fromMs(row.state_at),
    stateBy: row.state_by,
    stateReason: row.state_reason,
    ignoreUntil: row.ignore_until,
  };
}

/** Gives a group whose sample is gone the newest letter that is left, and deletes a group without letters. */
export function groupTidier({ writer }: SqliteDatabase): (fingerprint: string) => void {
  const sampleIsGone = writer
    .prepare<[string], number>(`
      SELECT 1 FROM dead_letter_groups AS groups
      WHERE fingerprint = ? AND NOT EXISTS (
        SELECT 1 FROM dead_letters AS letters
        WHERE letters.id = groups.sample_id AND letters.fingerprint = groups.fingerprint)`)
    .pluck();
  // One walk for each status, since the index has the status before the id.
  const newest = writer
    .prepare<[string, string], string>(
      "SELECT id FROM dead_letters WHERE fingerprint = ? AND status = ? ORDER BY id DESC LIMIT 1",
    )
    .pluck();
  const setSample = writer.prepare<[string, string]>(
    "UPDATE dead_letter_groups SET sample_id = ? WHERE fingerprint = ?",
  );
  const removeGroup = writer.prepare<[string]>("DELETE FROM dead_letter_groups WHERE fingerprint = ?");
  const removeHours = writer.prepare<[string]>("DELETE FROM dead_letter_hours WHERE fingerprint = ?");
  const removeServices = writer.prepare<[string]>("DELETE FROM dead_letter_group_services WHERE fingerprint = ?");
  const removeProducers = writer.prepare<[string]>("DELETE FROM dead_letter_group_producers WHERE fingerprint = ?");
  const statuses: readonly DeadLetterStatus[] = ["open", "redriven", "resolved", "discarded"];

  return (fingerprint) => {
    if (sampleIsGone.get(fingerprint) === undefined) return;
    const left = statuses.flatMap((status) => newest.get(fingerprint, status) ?? []).sort();
    const sample = left.at(-1);
    if (sample !== undefined) setSample.run(sample, fingerprint);
    else {
      removeGroup.run(fingerprint);
      removeHours.run(fingerprint);
      removeServices.run(fingerprint);
      removeProducers.run(fingerprint);
    }
  };
}
