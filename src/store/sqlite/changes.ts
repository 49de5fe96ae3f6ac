import type { ChangeStore, RegistryChangeRow } from "../store.js";
import type { SqliteDatabase } from "./open.js";
import { toChange, type ChangeColumns } from "./registry-rows.js";

/** Writes one entry of the change feed; runs in the transaction of the verb that made the change. Answers its sequence. */
export type RecordChange = (change: Omit<RegistryChangeRow, "sequence">) => number;

/** Prepares the writing of changes. */
export function changeRecorder({ writer }: SqliteDatabase): RecordChange {
  const insert = writer.prepare(
    "INSERT INTO changes (kind, subject, version, schema_id, changed_at) VALUES (?, ?, ?, ?, ?)",
  );
  return ({ kind, subject, version, schemaId, changedAt }) =>
    Number(insert.run(kind, subject, version, schemaId, changedAt.getTime()).lastInsertRowid);
}

/** The change feed. */
export function createChangeStore(database: SqliteDatabase): ChangeStore {
  const last = database.reader.prepare<[], number | null>("SELECT max(sequence) FROM changes").pluck();
  const after = database.reader.prepare<[number, number], ChangeColumns>(
    "SELECT * FROM changes WHERE sequence > ? ORDER BY sequence LIMIT ?",
  );
  const trimmedThrough = database.reader.prepare<[], number>("SELECT trimmed_through FROM change_feed").pluck();
  return {
    lastSequence: () => database.readOncePerTurn("changes", () => last.get() ?? 0),
    async changesAfter(sequence, limit) {
      const changes = await database.read(() => after.all(sequence, limit).map(toChange));
      // A watcher comes back with the sequence it has seen; one that a loss of power took back would be given out anew.
      await database.settled();
      return changes;
    },
    trimmedThrough: () => database.read(() => trimmedThrough.get() ?? 0),
    trim: changeTrimmer(database),
  };
}

function changeTrimmer(database: SqliteDatabase): ChangeStore["trim"] {
  const { writer } = database;
  // The last one stays: caches know by its sequence that nothing has changed.
  const oldest = writer.prepare<[number], { sequence: number; changed_at: number }>(`
    SELECT sequence, changed_at FROM changes
    WHERE sequence < (SELECT max(sequence) FROM changes) ORDER BY sequence LIMIT ?`);
  const remove = writer.prepare<[number]>("DELETE FROM changes WHERE sequence <= ?");
  const note = writer.prepare<[number]>("UPDATE change_feed SET trimmed_through = ?");
  return (before, limit) =>
    database.write(() => {
      const candidates = oldest.all(limit);
      const kept = candidates.findIndex(({ changed_at: changedAt }) => changedAt >= before.getTime());
      const last = kept === -1 ? candidates.at(-1) : candidates[kept - 1];
      if (last === undefined) return 0;
      note.run(last.sequence);
      return remove.run(last.sequence).changes;
    });
}
