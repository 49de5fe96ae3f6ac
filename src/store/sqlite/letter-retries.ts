import type { ConsumerStore, HandOverOutcome } from "../store.js";
import { letterReader, letterSelect, type LetterValues } from "./dead-letter-rows.js";
import type { SqliteDatabase } from "./open.js";
import { toMs } from "./registry-rows.js";

interface ReportedColumns {
  stream: string;
  consumer_group: string;
  log_position: number;
}

type RetryPart = Pick<ConsumerStore, "handOver" | "claimRetries" | "nextRetryAt" | "scheduleRetry">;

/** Letters that are retried by themselves. */
export function letterRetryKeeper(database: SqliteDatabase): RetryPart {
  const { reader, writer } = database;
  // SQLite would rather walk all open letters, since it does not know how few of them have a time.
  const waiting = "INDEXED BY dead_letters_to_retry WHERE status = 'open' AND next_retry_at IS NOT NULL";
  const due = writer
    .prepare<[number, number], LetterValues>(
      `${letterSelect()} ${waiting} AND next_retry_at <= ? ORDER BY next_retry_at LIMIT ?`,
    )
    .raw();
  const toLetter = letterReader(writer);
  const schedule = writer.prepare(`
    UPDATE dead_letters SET next_retry_at = ?, retry_count = retry_count + ? WHERE id = ? AND status = 'open'`);
  const next = reader
    .prepare<[], number>(`SELECT next_retry_at FROM dead_letters ${waiting} ORDER BY next_retry_at LIMIT 1`)
    .pluck();
  const reported = writer.prepare<[string], ReportedColumns>(`
    SELECT stream, consumer_group, log_position FROM dead_letters
    WHERE id = ? AND status = 'open' AND failure_type = 'processing' AND log_position IS NOT NULL`);
  const group = writer.prepare<[string, string], { position: number }>(
    "SELECT position FROM lease_groups WHERE stream = ? AND name = ?",
  );
  const heldFor = writer
    .prepare<[string, string, number], string>(
      "SELECT dead_letter_id FROM group_deliveries WHERE stream = ? AND group_name = ? AND position = ?",
    )
    .pluck();
  const add = writer.prepare(`
    INSERT INTO group_deliveries
      (stream, group_name, position, ordering_key, lease_id, member, delivery_count, due_at, dead_letter_id)
    VALUES (?, ?, ?, '', '', '', 0, ?, ?)`);

  function handOver(letterId: string, now: Date): HandOverOutcome {
    const letter = reported.get(letterId);
    if (letter === undefined) return "not-possible";
    const { stream, consumer_group: name, log_position: position } = letter;
    const found = group.get(stream, name);
    // What the group has not looked at yet it will be given anyway; its letter was reported by somebody else.
    if (found === undefined || found.position <= position) return "not-possible";
    const held = heldFor.get(stream, name, position);
    if (held !== undefined && held !== letterId) return "not-possible";
    if (held === undefined) add.run(stream, name, position, now.getTime(), letterId);
    schedule.run(null, 0, letterId);
    return held === undefined ? "handed-over" : "in-hand";
  }

  return {
    handOver: (letterId, now) => database.write(() => handOver(letterId, now)),
    claimRetries: (now, again, limit) =>
      database.write(() => {
        const letters = due.all(now.getTime(), limit).map(toLetter);
        for (const { id } of letters) schedule.run(again.getTime(), 0, id);
        return letters;
      }),
    nextRetryAt: () =>
      database.read(() => {
        const at = next.get();
        return at === undefined ? undefined : new Date(at);
      }),
    scheduleRetry: (letterId, nextRetryAt, retried) =>
      database.write(() => {
        schedule.run(toMs(nextRetryAt), Number(retried), letterId);
      }),
  };
}
