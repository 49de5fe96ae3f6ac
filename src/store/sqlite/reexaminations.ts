import type { ReexaminationRow, ReexaminationStore } from "../store.js";
import type { SqliteDatabase } from "./open.js";
import { fromMs, toMs } from "./registry-rows.js";

interface ReexaminationColumns {
  sequence: number;
  subject: string;
  version: number;
  status: ReexaminationRow["status"];
  at: number;
  ended_at: number | null;
  impact: string;
  redrive_ids: string;
}

function toRow(row: ReexaminationColumns): ReexaminationRow {
  return {
    sequence: row.sequence,
    subject: row.subject,
    version: row.version,
    status: row.status,
    at: new Date(row.at),
    endedAt: fromMs(row.ended_at),
    impact: row.impact,
    redriveIds: JSON.parse(row.redrive_ids) as string[],
  };
}

/** What was examined because of changes of the registry. */
export function createReexaminationStore(database: SqliteDatabase): ReexaminationStore {
  const { reader, writer } = database;
  const through = reader.prepare<[], number>("SELECT sequence FROM reexamined_through WHERE only_row = 1").pluck();
  const setThrough = writer.prepare<[number]>("UPDATE reexamined_through SET sequence = max(sequence, ?)");
  const values =
    "(sequence, subject, version, status, at, ended_at, impact, redrive_ids) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  const insert = writer.prepare(`INSERT INTO reexaminations ${values} ON CONFLICT DO NOTHING`);
  const replace = writer.prepare(`REPLACE INTO reexaminations ${values}`);
  const any = reader.prepare<[number, number], ReexaminationColumns>(
    "SELECT * FROM reexaminations WHERE sequence < ? ORDER BY sequence DESC LIMIT ?",
  );
  const ofSubject = reader.prepare<[string, number, number], ReexaminationColumns>(
    "SELECT * FROM reexaminations WHERE subject = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?",
  );
  const running = reader.prepare<[], ReexaminationColumns>(
    "SELECT * FROM reexaminations WHERE status = 'running' ORDER BY sequence",
  );
  const valuesOf = ({ sequence, subject, version, status, at, endedAt, impact, redriveIds }: ReexaminationRow) => [
    sequence,
    subject,
    version,
    status,
    at.getTime(),
    toMs(endedAt),
    impact,
    JSON.stringify(redriveIds),
  ];
  return {
    through: () => database.read(() => through.get() ?? 0),
    begin: (sequence, rows) =>
      database.write(() => {
        for (const row of rows) insert.run(...valuesOf(row));
        setThrough.run(sequence);
      }),
    put: (row) =>
      database.write(() => {
        replace.run(...valuesOf(row));
      }),
    list: ({ subject, before, limit }) =>
      database.read(() => {
        const end = before === 0 ? Number.MAX_SAFE_INTEGER : before;
        const rows = subject === undefined ? any.all(end, limit) : ofSubject.all(subject, end, limit);
        return rows.map(toRow);
      }),
    running: () => database.read(() => running.all().map(toRow)),
  };
}
