import type { DeadLetterStatus, DeadLetterStore } from "../store.js";
import { CounterChanges, counterWriter, type CountedColumns } from "./dead-letter-counters.js";
import { groupTidier } from "./dead-letter-groups.js";
import { lineageKeeper } from "./lineage.js";
import type { SqliteDatabase } from "./open.js";

interface ClosedColumns extends CountedColumns {
  id: string;
  status: DeadLetterStatus;
}

/** Letters that were closed long ago and need not be kept. Only closed letters have the time: the index is limited to them. */
const purgeable = `
  closed_at IS NOT NULL AND closed_at < :before AND status <> 'open' AND held = 0
  AND (restored_at IS NULL OR restored_at < :before)`;

/** The same, if the archive has them as they are: there is an index of those. */
const archived = `${purgeable} AND archived_revision >= revision`;

interface PurgeValues {
  before: number;
  limit: number;
}

/** Prepares the deletion of letters that were closed long ago. */
export function letterPurger(database: SqliteDatabase): Pick<DeadLetterStore, "purgeClosed" | "countPurgeable"> {
  const { writer, reader } = database;
  const finder = (condition: string) =>
    writer.prepare<[PurgeValues], ClosedColumns>(`
      SELECT id, status, stream, failure_type, source_service, fingerprint FROM dead_letters
      WHERE ${condition} ORDER BY closed_at LIMIT :limit`);
  const counter = (condition: string) =>
    reader
      .prepare<[PurgeValues], number>(`
        SELECT count(*) FROM (SELECT 1 FROM dead_letters WHERE ${condition} ORDER BY closed_at LIMIT :limit)`)
      .pluck();
  const find = { any: finder(purgeable), archived: finder(archived) };
  const count = { any: counter(purgeable), archived: counter(archived) };
  const keepLineage = lineageKeeper(database);
  const removeAttempts = writer.prepare<[string]>("DELETE FROM dead_letter_attempts WHERE id = ?");
  const removeNotes = writer.prepare<[string]>("DELETE FROM dead_letter_notes WHERE id = ?");
  const remove = writer.prepare<[string]>("DELETE FROM dead_letters WHERE id = ?");
  const addToCounters = counterWriter(database);
  const tidyGroup = groupTidier(database);

  return {
    countPurgeable: ({ closedBefore, limit, archivedOnly }) =>
      database.read(() => count[archivedOnly ? "archived" : "any"].get({ before: closedBefore.getTime(), limit }) ?? 0),
    purgeClosed: ({ closedBefore, limit, archivedOnly }) =>
      database.write(() => {
        const letters = find[archivedOnly ? "archived" : "any"].all({ before: closedBefore.getTime(), limit });
        const counters = new CounterChanges();
        for (const letter of letters) {
          keepLineage(letter.id);
          removeAttempts.run(letter.id);
          removeNotes.run(letter.id);
          remove.run(letter.id);
          counters.purge(letter, letter.status);
        }
        addToCounters(counters);
        for (const fingerprint of new Set(letters.map((letter) => letter.fingerprint))) tidyGroup(fingerprint);
        return letters.length;
      }),
  };
}
