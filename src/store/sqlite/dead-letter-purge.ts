import { groupBy } from "../../core/group-by.js";
import type { DeadLetterStatus, DeadLetterStore } from "../store.js";
import { causeKeeper } from "./dead-letter-causes.js";
import { CounterChanges, counterWriter, type CountedColumns } from "./dead-letter-counters.js";
import { groupTidier } from "./dead-letter-groups.js";
import { lineageKeeper } from "./lineage.js";
import type { SqliteDatabase } from "./open.js";

interface ClosedColumns extends CountedColumns {
  id: string;
  status: DeadLetterStatus;
  cause: string | null;
}

/** When a letter was closed, or came back from the archive after that. There are indexes of it, for those that are not held. */
const closedOrBackAt = "max(closed_at, coalesce(restored_at, closed_at))";

/** Letters that were closed long ago and need not be kept. */
const purgeable = `closed_at IS NOT NULL AND held = 0 AND ${closedOrBackAt} < :before AND status <> 'open'`;

/** What follows FROM, of all of them and of those that the archive has as they are. */
const sources = {
  any: `dead_letters INDEXED BY dead_letters_purgeable WHERE ${purgeable}`,
  archived: `dead_letters INDEXED BY dead_letters_purgeable_archived WHERE ${purgeable} AND archived_revision >= revision`,
};

interface PurgeValues {
  before: number;
  limit: number;
}

/** Prepares the deletion of letters that were closed long ago. */
export function letterPurger(database: SqliteDatabase): Pick<DeadLetterStore, "purgeClosed" | "countPurgeable"> {
  const { writer, reader } = database;
  const finder = (source: string) =>
    writer.prepare<[PurgeValues], ClosedColumns>(`
      SELECT id, status, stream, failure_type, source_service, fingerprint, cause FROM ${source}
      ORDER BY ${closedOrBackAt} LIMIT :limit`);
  const counter = (source: string) =>
    reader
      .prepare<[PurgeValues], number>(`
        SELECT count(*) FROM (SELECT 1 FROM ${source} ORDER BY ${closedOrBackAt} LIMIT :limit)`)
      .pluck();
  const find = { any: finder(sources.any), archived: finder(sources.archived) };
  const count = { any: counter(sources.any), archived: counter(sources.archived) };
  const keepLineage = lineageKeeper(database);
  const removeAttempts = writer.prepare<[string]>("DELETE FROM dead_letter_attempts WHERE id = ?");
  const removeNotes = writer.prepare<[string]>("DELETE FROM dead_letter_notes WHERE id = ?");
  const remove = writer.prepare<[string]>("DELETE FROM dead_letters WHERE id = ?");
  const causes = causeKeeper(database);
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
        for (const [cause, named] of groupBy(letters, (letter) => letter.cause)) {
          if (cause !== null) causes.release(cause, named.length);
        }
        addToCounters(counters);
        for (const fingerprint of new Set(letters.map((letter) => letter.fingerprint))) tidyGroup(fingerprint);
        return letters.length;
      }),
  };
}
