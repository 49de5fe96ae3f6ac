import type { RedriveRow, RedriveStatus, RedriveStore } from "../store.js";
import type { SqliteDatabase } from "./open.js";
import { fromMs, toMs } from "./registry-rows.js";

interface RedriveColumns {
  id: string;
  status: RedriveStatus;
  total: number;
  redriven: number;
  failed_again: number;
  skipped: number;
  actor: string;
  reason: string;
  started_at: number;
  ended_at: number | null;
  failures: string;
}

function toRedrive(row: RedriveColumns): RedriveRow {
  return {
    id: row.id,
    status: row.status,
    total: row.total,
    redriven: row.redriven,
    failedAgain: row.failed_again,
    skipped: row.skipped,
    actor: row.actor,
    reason: row.reason,
    startedAt: new Date(row.started_at),
    endedAt: fromMs(row.ended_at),
    failures: row.failures,
  };
}

/** Redrives. */
export function createRedriveStore(database: SqliteDatabase): RedriveStore {
  const find = database.reader.prepare<[string], RedriveColumns>("SELECT * FROM redrives WHERE id = ?");
  const put = database.writer.prepare(`
    REPLACE INTO redrives
      (id, status, total, redriven, failed_again, skipped, actor, reason, started_at, ended_at, failures)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const interrupt = database.writer.prepare<[number]>(
    "UPDATE redrives SET status = 'interrupted', ended_at = ? WHERE status = 'running'",
  );
  return {
    get: (id) =>
      database.read(() => {
        const row = find.get(id);
        return row && toRedrive(row);
      }),
    put: (redrive) =>
      database.write(() => {
        const { id, status, total, redriven, failedAgain, skipped, actor, reason, startedAt, endedAt } = redrive;
        const progress = [total, redriven, failedAgain, skipped];
        put.run(id, status, ...progress, actor, reason, startedAt.getTime(), toMs(endedAt), redrive.failures);
      }),
    interruptRunning: (at) => database.write(() => interrupt.run(at.getTime()).changes),
  };
}
