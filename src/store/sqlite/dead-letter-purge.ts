import type { DeadLetterStatus, DeadLetterStore } from "../store.js";
import { CounterChanges, counterWriter, type CountedColumns } from "./dead-letter-counters.js";
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

/** Gives a group whose sample is gone the newest letter that is left, and deletes a group without letters. */
function groupTidier({ writer }: SqliteDatabase): (fingerprint: string) => void {
  const sampleIsGone = writer
    .prepare<[string], number>(`
      SELECT 1 FROM dead_letter_groups AS groups
      WHERE fingerprint = ? AND NOT EXISTS (SELECT 1 FROM dead_letters WHERE dead_letters.id = groups.sample_id)`)
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
