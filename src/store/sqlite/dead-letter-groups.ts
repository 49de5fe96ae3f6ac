import type { FailureType } from "../../core/violation.js";
import type { DeadLetterGroupRow, DeadLetterStore } from "../store.js";
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

/** Prepares the listing of groups. */
export function groupLister(database: SqliteDatabase): DeadLetterStore["groups"] {
  const { reader } = database;
  const order = "open_count >= ? ORDER BY open_count DESC, fingerprint LIMIT ? OFFSET ?";
  const all = reader.prepare<[number, number, number], GroupColumns>(`SELECT * FROM dead_letter_groups WHERE ${order}`);
  const ofStream = reader.prepare<[string, number, number, number], GroupColumns>(
    `SELECT * FROM dead_letter_groups WHERE stream = ? AND ${order}`,
  );
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

  return ({ stream, includeClosed, offset, limit, now }) =>
    database.readTogether(() => {
      const fewest = includeClosed ? 0 : 1;
      const rows = stream === undefined ? all.all(fewest, limit, offset) : ofStream.all(stream, fewest, limit, offset);
      return rows.map((row) => toGroup(row, trendOf(row.fingerprint, now)));
    });
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
