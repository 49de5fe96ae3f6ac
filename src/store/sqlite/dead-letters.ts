import type { Statement } from "better-sqlite3";
import type { DeadLetterPage, DeadLetterQuery, DeadLetterRow, DeadLetterStatus, DeadLetterStore } from "../store.js";
import { letterTransitioner } from "./dead-letter-changes.js";
import { groupLister } from "./dead-letter-groups.js";
import { letterPurger } from "./dead-letter-purge.js";
import { allOf, conditionsOf, type Condition } from "./dead-letter-query.js";
import { toAttempt, toLetter, type AttemptColumns, type LetterColumns } from "./dead-letter-rows.js";
import { letterStatistics } from "./dead-letter-statistics.js";
import type { SqliteDatabase } from "./open.js";

const allStatuses: readonly DeadLetterStatus[] = ["open", "redriven", "resolved", "discarded"];

/** Parked events. */
export function createDeadLetterStore(database: SqliteDatabase): DeadLetterStore {
  const { reader } = database;
  const find = reader.prepare<[string], LetterColumns>("SELECT * FROM dead_letters WHERE id = ?");
  const attempts = reader.prepare<[string], AttemptColumns>(
    "SELECT * FROM dead_letter_attempts WHERE id = ? ORDER BY number",
  );
  // `consumer_group <> ''` is what the index of reports is limited to.
  const reported = reader.prepare<[string, string, string, string], LetterColumns>(`
    SELECT * FROM dead_letters
    WHERE stream = ? AND event_source = ? AND event_id = ? AND consumer_group = ? AND consumer_group <> ''
    ORDER BY id DESC LIMIT 1`);

  return {
    get: (id) =>
      database.read(() => {
        const row = find.get(id);
        return row && toLetter(row);
      }),
    attempts: (id) => database.read(() => attempts.all(id).map(toAttempt)),
    list: letterLister(database, find.get.bind(find)),
    count: letterCounter(database),
    groups: groupLister(database),
    transition: letterTransitioner(database),
    statistics: letterStatistics(database),
    purgeClosed: letterPurger(database),
    reported: (stream, source, eventId, consumerGroup) =>
      database.read(() => {
        const row = reported.get(stream, source, eventId, consumerGroup);
        return row && toLetter(row);
      }),
  };
}

function letterLister(
  database: SqliteDatabase,
  find: (id: string) => LetterColumns | undefined,
): DeadLetterStore["list"] {
  const prepared = statementsByText<string>(database);

  /** The first ids of one page that have one status: there is an index for each of these walks. */
  function idsWith(status: DeadLetterStatus, conditions: readonly Condition[], page: DeadLetterPage): string[] {
    const newestFirst = page.order === "newest-first";
    const beyond: Condition[] =
      page.after === "" ? [] : [{ sql: newestFirst ? "id < ?" : "id > ?", values: [page.after] }];
    const where = allOf([...conditions, { sql: "status = ?", values: [status] }, ...beyond]);
    const statement = prepared(
      `SELECT id FROM dead_letters WHERE ${where.sql} ORDER BY id ${newestFirst ? "DESC" : "ASC"} LIMIT ?`,
    );
    return statement.all(...where.values, page.limit);
  }

  return (query, page) =>
    database.readTogether(() => {
      const conditions = conditionsOf(query);
      const statuses = new Set(query.statuses ?? allStatuses);
      const ids = [...statuses].flatMap((status) => idsWith(status, conditions, page)).sort();
      if (page.order === "newest-first") ids.reverse();
      return ids.slice(0, page.limit).flatMap((id): DeadLetterRow[] => {
        const row = find(id);
        return row === undefined ? [] : [toLetter(row)];
      });
    });
}

function letterCounter(database: SqliteDatabase): DeadLetterStore["count"] {
  const prepared = statementsByText<number>(database);
  return (query) =>
    database.read(() => {
      const { sql, values } = countingStatement(query);
      return prepared(sql).get(...values) ?? 0;
    });
}

/** Reads the counters where they know the answer, and counts otherwise. */
function countingStatement(query: DeadLetterQuery): Condition {
  const { stream, statuses, failureType, sourceService, ...others } = query;
  const beyondCounters = Object.keys(others).length > 0;
  const status: Condition[] = statuses
    ? [{ sql: "status IN (SELECT value FROM json_each(?))", values: [JSON.stringify(statuses)] }]
    : [];
  if (beyondCounters) {
    const where = allOf([...conditionsOf(query), ...status]);
    return { sql: `SELECT count(*) FROM dead_letters WHERE ${where.sql}`, values: where.values };
  }
  const keys: readonly (readonly [string, unknown])[] = [
    ["stream = ?", stream],
    ["failure_type = ?", failureType],
    ["source_service = ?", sourceService],
  ];
  const set = keys.flatMap(([sql, value]): Condition[] => (value === undefined ? [] : [{ sql, values: [value] }]));
  const where = allOf([...set, ...status]);
  return { sql: `SELECT sum(letters) FROM dead_letter_counts WHERE ${where.sql}`, values: where.values };
}

/** Prepares each text once. Answers are single columns. There are only as many texts as there are sets of conditions. */
function statementsByText<Value>({ reader }: SqliteDatabase): (sql: string) => Statement<unknown[], Value> {
  const statements = new Map<string, Statement<unknown[], Value>>();
  return (sql) => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = reader.prepare<unknown[], Value>(sql).pluck();
    statements.set(sql, statement);
    return statement;
  };
}
