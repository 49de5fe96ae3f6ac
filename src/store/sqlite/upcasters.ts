import type { UpcasterKey, UpcasterRow, UpcasterStore } from "../store.js";
import type { RecordChange } from "./changes.js";
import type { SqliteDatabase } from "./open.js";
import { asExpected } from "./revisions.js";

interface UpcasterColumns {
  subject: string;
  from_major: number;
  to_major: number;
  steps: string;
  examples: string;
  revision: number;
  actor: string;
  updated_at: number;
  deleted: number;
}

interface RevisionColumns {
  from_major: number;
  to_major: number;
  steps: string;
}

function toUpcaster(row: UpcasterColumns): UpcasterRow {
  const { subject, steps, revision, actor } = row;
  const tracks = { fromMajor: row.from_major, toMajor: row.to_major };
  const examples = JSON.parse(row.examples) as string[];
  return { subject, ...tracks, steps, examples, revision, actor, updatedAt: new Date(row.updated_at) };
}

/** Upcasters. */
export function createUpcasterStore(database: SqliteDatabase, recordChange: RecordChange): UpcasterStore {
  const { reader, writer } = database;
  const all = reader.prepare<[string], UpcasterColumns>(
    "SELECT * FROM upcasters WHERE subject = ? AND deleted = 0 ORDER BY from_major, to_major",
  );
  const current = writer.prepare<[string, number, number], UpcasterColumns>(
    "SELECT * FROM upcasters WHERE subject = ? AND from_major = ? AND to_major = ?",
  );
  const put = writer.prepare(`
    REPLACE INTO upcasters (subject, from_major, to_major, steps, examples, revision, actor, updated_at, deleted)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)`);
  const mark = writer.prepare<[number, string, number, number]>(`
    UPDATE upcasters SET deleted = 1, revision = revision + 1, updated_at = ?
    WHERE subject = ? AND from_major = ? AND to_major = ?`);
  // SQLite takes the columns beside a max() from the row that has it.
  const asOf = reader.prepare<[string, number], RevisionColumns>(`
    SELECT from_major, to_major, steps FROM (
      SELECT from_major, to_major, steps, max(sequence) FROM upcaster_revisions
      WHERE subject = ? AND sequence <= ? GROUP BY from_major, to_major)
    WHERE steps IS NOT NULL ORDER BY from_major, to_major`);
  const keep = writer.prepare<[string, number, number, number, string | null]>(
    "INSERT INTO upcaster_revisions (subject, from_major, to_major, sequence, steps) VALUES (?, ?, ?, ?, ?)",
  );
  const changed = ({ subject, fromMajor, toMajor }: UpcasterKey, steps: string | null, at: Date): void => {
    const sequence = recordChange({ kind: "settings-changed", subject, version: 0, schemaId: 0, changedAt: at });
    keep.run(subject, fromMajor, toMajor, sequence, steps);
  };
  return {
    list: (subject) => database.read(() => all.all(subject).map(toUpcaster)),
    listAsOf: (subject, sequence) =>
      database.read(() =>
        asOf.all(subject, sequence).map(({ from_major: fromMajor, to_major: toMajor, steps }) => ({
          ...{ subject, fromMajor, toMajor, steps },
        })),
      ),
    save: ({ subject, fromMajor, toMajor, steps, examples, actor, expectedRevision, at }) =>
      database.write(() => {
        const row = current.get(subject, fromMajor, toMajor);
        const { known, kept } = asExpected(row, expectedRevision);
        if (known === "unexpected") return { outcome: "conflict", current: kept && toUpcaster(kept) };
        const revision = (row?.revision ?? 0) + 1;
        put.run(subject, fromMajor, toMajor, steps, JSON.stringify(examples), revision, actor, at.getTime());
        changed({ subject, fromMajor, toMajor }, steps, at);
        const saved = { subject, fromMajor, toMajor, steps, examples, revision, actor, updatedAt: at };
        return { outcome: "done", row: saved };
      }),
    remove: ({ subject, fromMajor, toMajor }, expectedRevision, at) =>
      database.write(() => {
        const row = current.get(subject, fromMajor, toMajor);
        const { known, kept } = asExpected(row, expectedRevision === 0 ? (row?.revision ?? 0) : expectedRevision);
        if (known === "unexpected" || kept === undefined) {
          return { outcome: "conflict", current: kept && toUpcaster(kept) };
        }
        mark.run(at.getTime(), subject, fromMajor, toMajor);
        changed({ subject, fromMajor, toMajor }, null, at);
        return { outcome: "done", row: toUpcaster(kept) };
      }),
  };
}
