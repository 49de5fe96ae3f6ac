import type { DeadLetterStatus, DeadLetterStore } from "../store.js";
import { CounterChanges, counterWriter, type CountedColumns } from "./dead-letter-counters.js";
import { groupTidier } from "./dead-letter-groups.js";
import { lineageKeeper } from "./lineage.js";
import type { SqliteDatabase } from "./open.js";

interface ClosedColumns extends CountedColumns {
  id: string;
  status: DeadLetterStatus;
}

/** Prepares the deletion of letters that were closed long ago. */
export function letterPurger(database: SqliteDatabase): DeadLetterStore["purgeClosed"] {
  const { writer } = database;
  // Only closed letters have the time: the index is limited to them.
  const find = writer.prepare<[number, number], ClosedColumns>(`
    SELECT id, status, stream, failure_type, source_service, fingerprint FROM dead_letters
    WHERE closed_at IS NOT NULL AND closed_at < ? AND status <> 'open' ORDER BY closed_at LIMIT ?`);
  const keepLineage = lineageKeeper(database);
  const removeAttempts = writer.prepare<[string]>("DELETE FROM dead_letter_attempts WHERE id = ?");
  const remove = writer.prepare<[string]>("DELETE FROM dead_letters WHERE id = ?");
  const addToCounters = counterWriter(database);
  const tidyGroup = groupTidier(database);

  return (closedBefore, limit) =>
    database.write(() => {
      const letters = find.all(closedBefore.getTime(), limit);
      const counters = new CounterChanges();
      for (const letter of letters) {
        keepLineage(letter.id);
        removeAttempts.run(letter.id);
        remove.run(letter.id);
        counters.purge(letter, letter.status);
      }
      addToCounters(counters);
      for (const fingerprint of new Set(letters.map((letter) => letter.fingerprint))) tidyGroup(fingerprint);
      return letters.length;
    });
}
