import { redrivenSince } from "./lineage.js";
import type { ArchiveOutcome, ArchiveStore, DeadLetterStatus, WholeLetter } from "../store.js";
import { CounterChanges, counterWriter } from "./dead-letter-counters.js";
import { attemptWriter } from "./dead-letter-attempts.js";
import { letterInserter } from "./dead-letter-parking.js";
import { letterReader, letterSelect, type LetterValues } from "./dead-letter-rows.js";
import { noteWriter } from "./dead-letter-care.js";
import { lineKeeper } from "./key-lines.js";
import type { SqliteDatabase } from "./open.js";
import { fromMs, toMs } from "./registry-rows.js";

interface StateColumns {
  archived_total: number;
  started_at: number | null;
  ended_at: number | null;
  outcome: ArchiveOutcome | "";
  archived: number;
  bytes: number;
  error: string;
}

/** What the archive has of the dead letters. */
export function createArchiveStore(database: SqliteDatabase): ArchiveStore {
  const { reader, writer } = database;
  const pending = reader
    .prepare<[DeadLetterStatus, string, number], LetterValues>(
      `${letterSelect("archived_revision")} WHERE status = ? AND archived_revision < revision AND id > ? ORDER BY id LIMIT ?`,
    )
    .raw();
  const toLetter = letterReader(reader);
  const count = reader
    .prepare<[DeadLetterStatus, number], number>(`
      SELECT count(*) FROM (SELECT 1 FROM dead_letters WHERE status = ? AND archived_revision < revision LIMIT ?)`)
    .pluck();
  const mark = writer.prepare<[number, number, number, string]>(`
    UPDATE dead_letters SET archived_revision = CASE WHEN archived_revision IN (?, ?) THEN ? ELSE 0 END WHERE id = ?`);
  const addToTotal = writer.prepare<[number]>("UPDATE archive_state SET archived_total = archived_total + ?");
  const state = reader.prepare<[], StateColumns>("SELECT * FROM archive_state");
  const record = writer.prepare(`
    UPDATE archive_state SET started_at = ?, ended_at = ?, outcome = ?, archived = ?, bytes = ?, error = ?`);
  const putBack = letterRestorer(database);

  return {
    pending: (status, after, limit) =>
      database.readTogether(() =>
        pending
          .all(status, after, limit)
          .map((values) => ({ letter: toLetter(values), archivedRevision: Number(values.at(-1)) })),
      ),
    countPending: (statuses, most) =>
      database.readTogether(() => statuses.reduce((sum, status) => sum + (count.get(status, most) ?? 0), 0)),
    mark: (marks) =>
      database.write(() => {
        for (const { id, revision, before } of marks) mark.run(before, revision, revision, id);
        addToTotal.run(marks.length);
      }),
    restore: (letter, at, dryRun) => database.write(() => putBack(letter, at, dryRun)),
    state: () =>
      database.read(() => {
        const row = state.get();
        const startedAt = fromMs(row?.started_at ?? null);
        const endedAt = fromMs(row?.ended_at ?? null);
        const archivedTotal = row?.archived_total ?? 0;
        if (row === undefined || row.outcome === "" || startedAt === undefined || endedAt === undefined) {
          return { lastRun: undefined, archivedTotal };
        }
        const { outcome, archived, bytes, error } = row;
        return { lastRun: { startedAt, endedAt, outcome, archived, bytes, error }, archivedTotal };
      }),
    recordRun: ({ startedAt, endedAt, outcome, archived, bytes, error }) =>
      database.write(() => void record.run(startedAt.getTime(), endedAt.getTime(), outcome, archived, bytes, error)),
  };
}

/** Prepares putting back a letter that is not there any more. */
function letterRestorer(database: SqliteDatabase): (whole: WholeLetter, at: Date, dryRun: boolean) => boolean {
  const { writer } = database;
  const exists = writer.prepare<[string], number>("SELECT 1 FROM dead_letters WHERE id = ?").pluck();
  const addStream = writer.prepare<[string]>("INSERT INTO streams (stream) VALUES (?) ON CONFLICT DO NOTHING");
  const insert = letterInserter(database);
  const insertAttempt = attemptWriter(database);
  const insertNote = noteWriter(database);
  const addCare = writer.prepare(`
    UPDATE dead_letters SET archived_revision = ?, restored_at = ?, assignee = ?, snoozed_until = ?, held = ?
    WHERE id = ?`);
  const addToCounters = counterWriter(database);
  const lines = lineKeeper(database);
  const asItBecame = redrivenSince(database);
  return (archived, at, dryRun) => {
    if (exists.get(archived.letter.id) !== undefined) return false;
    if (dryRun) return true;
    const { letter, attempts, notes } = asItBecame(archived);
    addStream.run(letter.stream);
    insert(letter, null);
    const { assignee, snoozedUntil, held } = letter.care;
    addCare.run(archived.letter.revision, at.getTime(), assignee || null, toMs(snoozedUntil), Number(held), letter.id);
    for (const attempt of attempts) insertAttempt(letter.id, attempt);
    for (const note of notes) insertNote(letter.id, note);
    const counters = new CounterChanges();
    counters.restore(letter);
    addToCounters(counters);
    if (letter.status === "open" && letter.orderingKey !== "") lines.join(letter);
    return true;
  };
}
