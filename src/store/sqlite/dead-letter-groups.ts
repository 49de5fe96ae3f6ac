import type { FailureType } from "../../core/violation.js";
import type { DeadLetterGroupRow, DeadLetterStatus, DeadLetterStore } from "../store.js";
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
}

const trendHours = 24;

/** A place in the order of groups. */
type Place = NonNullable<Parameters<DeadLetterStore["groups"]>[0]["after"]>;

/** Prepares the listing of groups. */
export function groupLister(database: SqliteDatabase): DeadLetterStore["groups"] {
  const { reader } = database;
  const all = groupWalk(database, "");
  const ofStream = groupWalk(database, "stream = ? AND");
  const hours = reader.prepare<[string, number, number], { hour: number; parked: number }>(
    "SELECT hour, parked FROM dead_letter_hours WHERE fingerprint = ? AND hour BETWEEN ? AND ?",
  );

  function trendOf(fingerprint: string, now: Date): readonly number[] {
    const lastHour = hourOf(now);
    const firstHour = lastHour - trendHours + 1;
    const trend = Array<number>(trendHours).fill(0);
    for (const { hour, parked } of hours.all(fingerprint, firstHour, lastHour)) trend[hour - firstHour] = parked;
    return trend;
  }

  return ({ stream, includeClosed, after, limit, now }) =>
    database.readTogether(() => {
      const fewest = includeClosed ? 0 : 1;
      const rows = stream === undefined ? all([], fewest, after, limit) : ofStream([stream], fewest, after, limit);
      return rows.map((row) => toGroup(row, trendOf(row.fingerprint, now)));
    });
}

type GroupWalk = (
  leading: readonly string[],
  fewest: number,
  after: Place | undefined,
  limit: number,
) => readonly GroupColumns[];

/**
 * Walks groups from a place on, whatever page it is: first those with as many open letters as the place, of which there
 * may be very many, then those with fewer. In one statement SQLite would walk past all of the former again.
 */
function groupWalk({ reader }: SqliteDatabase, leading: "" | "stream = ? AND"): GroupWalk {
  const select = `SELECT * FROM dead_letter_groups WHERE ${leading}`;
  const upTo = reader.prepare<unknown[], GroupColumns>(
    `${select} open_count >= ? AND open_count <= ? ORDER BY open_count DESC, fingerprint LIMIT ?`,
  );
  const equal = reader.prepare<unknown[], GroupColumns>(
    `${select} open_count = ? AND fingerprint > ? ORDER BY fingerprint LIMIT ?`,
  );
  return (values, fewest, after, limit) => {
    if (after === undefined) return upTo.all(...values, fewest, Number.MAX_SAFE_INTEGER, limit);
    const ties = after.openCount < fewest ? [] : equal.all(...values, after.openCount, after.fingerprint, limit);
    if (ties.length === limit) return ties;
    return [...ties, ...upTo.all(...values, fewest, after.openCount - 1, limit - ties.length)];
  };
}

function toGroup(row: GroupColumns, trend: readonly number[]): DeadLetterGroupRow {
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
  const statuses: readonly DeadLetterStatus[] = ["open", "redriven", "resolved", "discarded"];

  return (fingerprint) => {
    if (sampleIsGone.get(fingerprint) === undefined) return;
    const left = statuses.flatMap((status) => newest.get(fingerprint, status) ?? []).sort();
    const sample = left.at(-1);
    if (sample !== undefined) setSample.run(sample, fingerprint);
    else {
      removeGroup.run(fingerprint);
      removeHours.run(fingerprint);
    }
  };
}
