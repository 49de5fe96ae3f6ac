import type { FailureType } from "../../core/violation.js";
import type { AlertStore, GroupState, LetterActivity } from "../store.js";
import { minuteMs } from "./dead-letter-counters.js";
import type { SqliteDatabase } from "./open.js";
import { fromMs } from "./registry-rows.js";

interface RecentGroupColumns {
  fingerprint: string;
  stream: string;
  type: string;
  failure_type: FailureType;
  failure_code: string;
  title: string;
  open_count: number;
  first_seen_at: number;
  last_seen_at: number;
  state: GroupState;
  state_at: number | null;
}

type Signals = Pick<AlertStore, "activeStreams" | "activity" | "wasQuiet" | "recentGroups" | "oldestOpen">;

function minuteOf(time: Date): number {
  return Math.floor(time.getTime() / minuteMs);
}

/** What alerts are judged by: counters by minute and groups, never the letters one by one. */
export function alertSignals({ reader, ...database }: SqliteDatabase): Signals {
  const active = reader
    .prepare<[number], string>(`
      SELECT stream FROM streams WHERE EXISTS (
        SELECT 1 FROM dead_letter_minutes AS minutes WHERE minutes.stream = streams.stream AND minute >= ?)
      ORDER BY stream`)
    .pluck();
  const activity = reader.prepare<[string, number], LetterActivity>(`
    SELECT coalesce(sum(parked), 0) AS parked, coalesce(sum(closed), 0) AS closed,
      coalesce(sum(retried), 0) AS retried, coalesce(sum(retried_in_vain), 0) AS retriedInVain
    FROM dead_letter_minutes WHERE stream = ? AND minute >= ?`);
  const parkedBetween = reader
    .prepare<[string, number, number], number>(`
      SELECT 1 FROM dead_letter_minutes WHERE stream = ? AND minute >= ? AND minute < ? AND parked > 0 LIMIT 1`)
    .pluck();
  const recent = reader.prepare<[number, number], RecentGroupColumns>(
    "SELECT * FROM dead_letter_groups WHERE last_seen_at >= ? ORDER BY last_seen_at DESC LIMIT ?",
  );
  const oldest = reader.prepare<[string, number], { stream: string; parked_at: number | null }>(`
    SELECT stream, (SELECT parked_at FROM dead_letters AS letters
      WHERE letters.stream = streams.stream AND status = 'open' ORDER BY id LIMIT 1) AS parked_at
    FROM streams WHERE stream > ? ORDER BY stream LIMIT ?`);
  return {
    activeStreams: (since) => database.read(() => active.all(minuteOf(since))),
    activity: (stream, since) =>
      database.read(
        () => activity.get(stream, minuteOf(since)) ?? { parked: 0, closed: 0, retried: 0, retriedInVain: 0 },
      ),
    wasQuiet: (stream, from, until) =>
      database.read(() => parkedBetween.get(stream, minuteOf(from), minuteOf(until)) === undefined),
    recentGroups: (since, limit) =>
      database.read(() =>
        recent.all(since.getTime(), limit).map((row) => ({
          fingerprint: row.fingerprint,
          stream: row.stream,
          type: row.type,
          failureType: row.failure_type,
          failureCode: row.failure_code,
          title: row.title,
          openCount: row.open_count,
          firstSeenAt: new Date(row.first_seen_at),
          lastSeenAt: new Date(row.last_seen_at),
          state: row.state,
          stateAt: fromMs(row.state_at),
        })),
      ),
    oldestOpen: (after, limit) =>
      database.read(() =>
        oldest.all(after, limit).map(({ stream, parked_at: at }) => ({ stream, parkedAt: fromMs(at) })),
      ),
  };
}
