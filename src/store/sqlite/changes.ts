import type { ChangeStore, RegistryChangeRow } from "../store.js";
import type { SqliteDatabase } from "./open.js";
import { toChange, type ChangeColumns } from "./registry-rows.js";

/** Writes one entry of the change feed; runs in the transaction of the verb that made the change. */
export type RecordChange = (change: Omit<RegistryChangeRow, "sequence">) => void;

/** Prepares the writing of changes. */
export function changeRecorder({ writer }: SqliteDatabase): RecordChange {
  const insert = writer.prepare(
    "INSERT INTO changes (kind, subject, version, schema_id, changed_at) VALUES (?, ?, ?, ?, ?)",
  );
  return ({ kind, subject, version, schemaId, changedAt }) => {
    insert.run(kind, subject, version, schemaId, changedAt.getTime());
  };
}

/** The change feed. */
export function createChangeStore(database: SqliteDatabase): ChangeStore {
  const last = database.reader.prepare<[], number | null>("SELECT max(sequence) FROM changes").pluck();
  const after = database.reader.prepare<[number, number], ChangeColumns>(
    "SELECT * FROM changes WHERE sequence > ? ORDER BY sequence LIMIT ?",
  );
  return {
    lastSequence: () => database.readOncePerTurn("changes", () => last.get() ?? 0),
    async changesAfter(sequence, limit) {
      const changes = await database.read(() => after.all(sequence, limit).map(toChange));
      // A watcher comes back with the sequence it has seen; one that a loss of power took back would be given out anew.
      await database.durability.settled();
      return changes;
    },
  };
}
