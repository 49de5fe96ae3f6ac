import type { RedriveAdvance, RedriveRow, RedriveStatus, RedriveStore } from "../store.js";
import { prefixEnd } from "./name-range.js";
import type { SqliteDatabase } from "./open.js";
import { fromMs, toMs } from "./registry-rows.js";

interface RedriveColumns {
  id: string;
  status: RedriveStatus;
  status_reason: string;
  origin: RedriveRow["origin"];
  request_id: string;
  plan_id: string;
  spec: string;
  runner: string;
  cursor: string;
  total: number;
  redriven: number;
  failed_again: number;
  skipped: number;
  handed_back: number;
  failed_in_a_row: number;
  canary_passed: number;
  actor: string;
  reason: string;
  started_at: number;
  updated_at: number;
  ended_at: number | null;
  failures: string;
}

function toRedrive(row: RedriveColumns): RedriveRow {
  return {
    id: row.id,
    status: row.status,
    statusReason: row.status_reason,
    origin: row.origin,
    requestId: row.request_id,
    planId: row.plan_id,
    spec: row.spec,
    runner: row.runner,
    cursor: row.cursor,
    total: row.total,
    redriven: row.redriven,
    failedAgain: row.failed_again,
    skipped: row.skipped,
    handedBack: row.handed_back,
    failedInARow: row.failed_in_a_row,
    canaryPassed: row.canary_passed === 1,
    actor: row.actor,
    reason: row.reason,
    startedAt: new Date(row.started_at),
    updatedAt: new Date(row.updated_at),
    endedAt: fromMs(row.ended_at),
    failures: row.failures,
  };
}

function fromRedrive(redrive: RedriveRow): RedriveColumns {
  return {
    id: redrive.id,
    status: redrive.status,
    status_reason: redrive.statusReason,
    origin: redrive.origin,
    request_id: redrive.requestId,
    plan_id: redrive.planId,
    spec: redrive.spec,
    runner: redrive.runner,
    cursor: redrive.cursor,
    total: redrive.total,
    redriven: redrive.redriven,
    failed_again: redrive.failedAgain,
    skipped: redrive.skipped,
    handed_back: redrive.handedBack,
    failed_in_a_row: redrive.failedInARow,
    canary_passed: Number(redrive.canaryPassed),
    actor: redrive.actor,
    reason: redrive.reason,
    started_at: redrive.startedAt.getTime(),
    updated_at: redrive.updatedAt.getTime(),
    ended_at: toMs(redrive.endedAt),
    failures: redrive.failures,
  };
}

const columns = [
  "id, status, status_reason, origin, request_id, plan_id, spec, runner, cursor, total, redriven, failed_again",
  "skipped, handed_back, failed_in_a_row, canary_passed, actor, reason, started_at, updated_at, ended_at, failures",
].join(", ");

/** What one commit does to the letters of redrives, by redrive. */
export class RedriveCounts {
  readonly of = new Map<string, { redriven: number; failedAgain: number; skipped: number }>();

  /** Counts a letter; those of no redrive are not counted. */
  count(redriveId: string, outcome: "redriven" | "failedAgain" | "skipped"): void {
    if (redriveId === "") return;
    const known = this.of.get(redriveId) ?? { redriven: 0, failedAgain: 0, skipped: 0 };
    known[outcome] += 1;
    this.of.set(redriveId, known);
  }
}

/** Prepares the steps of redrives. Runs in the transaction that tried their letters. */
export function redriveAdvancer({
  writer,
}: SqliteDatabase): (counts: RedriveCounts, advances: readonly RedriveAdvance[], at: Date) => void {
  const count = writer.prepare(`
    UPDATE redrives SET redriven = redriven + ?, failed_again = failed_again + ?, skipped = skipped + ?, updated_at = ?
    WHERE id = ?`);
  const advance = writer.prepare(`
    UPDATE redrives SET cursor = max(cursor, ?), skipped = skipped + ?, handed_back = handed_back + ?,
      failed_again = failed_again + ?, failed_in_a_row = ?, failures = ?, updated_at = ?
    WHERE id = ?`);
  return (counts, advances, at) => {
    for (const [id, { redriven, failedAgain, skipped }] of counts.of) {
      count.run(redriven, failedAgain, skipped, at.getTime(), id);
    }
    for (const { redriveId, cursor, skipped, handedBack, failedAgain, failedInARow, failures } of advances) {
      advance.run(cursor, skipped, handedBack, failedAgain, failedInARow, failures, at.getTime(), redriveId);
    }
  };
}

/** Redrives. */
export function createRedriveStore(database: SqliteDatabase): RedriveStore {
  const { reader, writer } = database;
  const find = reader.prepare<[string], RedriveColumns>("SELECT * FROM redrives WHERE id = ?");
  const current = writer.prepare<[string], RedriveColumns>("SELECT * FROM redrives WHERE id = ?");
  const insert = writer.prepare(`INSERT INTO redrives (${columns}) VALUES (${columns.replace(/\w+/g, ":$&")})`);
  const move = writer.prepare(`
    UPDATE redrives SET status = ?, status_reason = ?, runner = coalesce(?, runner),
      canary_passed = max(canary_passed, ?), updated_at = ?, ended_at = ?
    WHERE id = ?`);
  const takeOver = writer.prepare<[string], RedriveColumns>(
    "UPDATE redrives SET runner = ? WHERE status = 'running' RETURNING *",
  );
  const key = reader.prepare<[], Uint8Array>("SELECT key FROM redrive_plan_key WHERE only_row = 1").pluck();
  // The condition on '' is what the index is limited to.
  const startedBy = reader
    .prepare<[string, string | Buffer], string>(`
      SELECT id FROM redrives WHERE request_id >= ? AND request_id < ? AND request_id <> '' ORDER BY request_id`)
    .pluck();
  const advance = redriveAdvancer(database);
  const findSame = sameFinder(database.reader);
  const findSameToWrite = sameFinder(database.writer);
  return {
    get: (id) =>
      database.read(() => {
        const row = find.get(id);
        return row && toRedrive(row);
      }),
    list: redriveLister(database),
    startedBy: (prefix) => database.read(() => startedBy.all(prefix, prefixEnd(prefix))),
    find: (by) => database.readTogether(() => findSame(by)),
    create: (redrive) =>
      database.write(() => {
        const same = findSameToWrite(redrive);
        if (same !== undefined) return { redrive: same, created: false };
        insert.run(fromRedrive(redrive));
        return { redrive, created: true };
      }),
    transition: ({ id, from, to, statusReason, runner, canaryPassed = false, at, ended }) =>
      database.write(() => {
        const row = current.get(id);
        if (row === undefined || !from.includes(row.status)) return undefined;
        move.run(to, statusReason, runner ?? null, Number(canaryPassed), at.getTime(), ended ? at.getTime() : null, id);
        const moved = current.get(id);
        return moved && toRedrive(moved);
      }),
    advance: (step, at) =>
      database.write(() => {
        advance(new RedriveCounts(), [step], at);
      }),
    takeOver: (runner) => database.write(() => takeOver.all(runner).map(toRedrive)),
    planKey: () =>
      database.read(() => {
        const bytes = key.get();
        if (bytes === undefined) throw new Error("The key of the plans is gone.");
        return bytes;
      }),
  };
}

type Connection = SqliteDatabase["reader"];

/** Prepares finding the redrive of a request or a plan. */
function sameFinder(
  connection: Connection,
): (by: { readonly requestId: string; readonly planId: string }) => RedriveRow | undefined {
  // The conditions on '' are what the indexes are limited to.
  const byRequest = connection.prepare<[string], RedriveColumns>(
    "SELECT * FROM redrives WHERE request_id = ? AND request_id <> ''",
  );
  const byPlan = connection.prepare<[string], RedriveColumns>(
    "SELECT * FROM redrives WHERE plan_id = ? AND plan_id <> ''",
  );
  return ({ requestId, planId }) => {
    const row = byRequest.get(requestId) ?? byPlan.get(planId);
    return row && toRedrive(row);
  };
}

function redriveLister({ reader, ...database }: SqliteDatabase): RedriveStore["list"] {
  const any = reader.prepare<[string, number], RedriveColumns>(
    "SELECT * FROM redrives WHERE id < ? ORDER BY id DESC LIMIT ?",
  );
  const withStatus = reader.prepare<[string, string, number], RedriveColumns>(
    "SELECT * FROM redrives WHERE status = ? AND id < ? ORDER BY id DESC LIMIT ?",
  );
  return ({ statuses, before, limit }) =>
    database.readTogether(() => {
      // Above every ULID.
      const end = before === "" ? "~" : before;
      const rows =
        statuses === undefined
          ? any.all(end, limit)
          : [...new Set(statuses)].flatMap((status) => withStatus.all(status, end, limit));
      return rows
        .map(toRedrive)
        .sort((a, b) => (a.id < b.id ? 1 : -1))
        .slice(0, limit);
    });
}
