import type { ConsumerStore, HandOverOutcome, HandOverOutlook } from "../store.js";
import { letterReader, letterSelect, type LetterValues } from "./dead-letter-rows.js";
import type { SqliteDatabase } from "./open.js";
import { toMs } from "./registry-rows.js";

interface ReportedColumns {
  stream: string;
  consumer_group: string;
  log_position: number;
}

type RetryPart = Pick<ConsumerStore, "handOver" | "handOverOutlook" | "claimRetries" | "nextRetryAt" | "scheduleRetry">;

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
  const placeToWrite = groupPlaceFinder(writer);
  const placeToRead = groupPlaceFinder(reader);
  const add = writer.prepare(`
    INSERT INTO group_deliveries
      (stream, group_name, position, ordering_key, lease_id, member, delivery_count, due_at, dead_letter_id)
    VALUES (?, ?, ?, '', '', '', 0, ?, ?)`);

  function handOver(letterId: string, now: Date): HandOverOutcome {
    const letter = reported.get(letterId);
    if (letter === undefined) return "not-possible";
    const { stream, consumer_group: name, log_position: position } = letter;
    const { outlook, held } = placeToWrite({ id: letterId, stream, consumerGroup: name, logPosition: position });
    if (outlook !== "possible") return "not-possible";
    if (held === undefined) add.run(stream, name, position, now.getTime(), letterId);
    schedule.run(null, 0, letterId);
    return held === undefined ? "handed-over" : "in-hand";
  }

  return {
    handOverOutlook: (letter) => database.readTogether(() => placeToRead(letter).outlook),
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

type ReportedLetter = Parameters<ConsumerStore["handOverOutlook"]>[0];

/** Prepares finding out how a group stands to the event of a letter, and for which letter it has it in hand. */
function groupPlaceFinder(
  connection: SqliteDatabase["reader"],
): (letter: ReportedLetter) => { readonly outlook: HandOverOutlook; readonly held?: string } {
  const group = connection
    .prepare<[string, string], number>("SELECT position FROM lease_groups WHERE stream = ? AND name = ?")
    .pluck();
  const heldFor = connection
    .prepare<[string, string, number], string>(
      "SELECT dead_letter_id FROM group_deliveries WHERE stream = ? AND group_name = ? AND position = ?",
    )
    .pluck();
  return ({ id, stream, consumerGroup, logPosition }) => {
    const reached = group.get(stream, consumerGroup);
    if (reached === undefined || logPosition === undefined) return { outlook: "no-group" };
    // What the group has not looked at yet it will be given anyway; its letter was reported by somebody else.
    if (reached <= logPosition) return { outlook: "ahead" };
    const held = heldFor.get(stream, consumerGroup, logPosition);
    if (held === undefined) return { outlook: "possible" };
    return { outlook: held === id ? "possible" : "other-letter", held };
  };
}
