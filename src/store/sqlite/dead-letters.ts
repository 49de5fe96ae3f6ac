import { setImmediate as nextTurn } from "node:timers/promises";
import type { Statement } from "better-sqlite3";
import type { DeadLetterPage, DeadLetterQuery, DeadLetterRow, DeadLetterStatus, DeadLetterStore } from "../store.js";
import { letterTransitioner } from "./dead-letter-changes.js";
import { letterCare } from "./dead-letter-care.js";
import { groupLister, groupStateWriter } from "./dead-letter-groups.js";
import { lineageReader } from "./lineage.js";
import { letterPurger } from "./dead-letter-purge.js";
import { allOf, conditionsOf, type Condition } from "./dead-letter-query.js";
import { letterSelect, toAttempt, toLetter, type AttemptColumns, type ReadLetterColumns } from "./dead-letter-rows.js";
import { letterStatistics } from "./dead-letter-statistics.js";
import { lineReader } from "./key-lines.js";
import type { SqliteDatabase } from "./open.js";

const allStatuses: readonly DeadLetterStatus[] = ["open", "redriven", "resolved", "discarded"];

/** Parked events. */
export function createDeadLetterStore(database: SqliteDatabase): DeadLetterStore {
  const { reader } = database;
  const find = reader.prepare<[string], ReadLetterColumns>(`${letterSelect} WHERE id = ?`);
  const attempts = reader.prepare<[string], AttemptColumns>(
    "SELECT * FROM dead_letter_attempts WHERE id = ? ORDER BY number",
  );
  // Groups, since they know without their letters; a subject has few of them.
  const streamsOf = reader
    .prepare<[string, number], string>(
      "SELECT DISTINCT stream FROM dead_letter_groups WHERE subject = ? AND open_count > 0 ORDER BY stream LIMIT ?",
    )
    .pluck();
  // `consumer_group <> ''` is what the index of reports is limited to.
  const reported = reader.prepare<[string, string, string, string], ReadLetterColumns>(`
    ${letterSelect}
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
    setGroupState: groupStateWriter(database),
    transition: letterTransitioner(database),
    ...letterStatistics(database),
    ...lineReader(database),
    lineage: lineageReader(database),
    streamsOf: (subject, limit) => database.read(() => streamsOf.all(subject, limit)),
    ...letterPurger(database),
    ...letterCare(database),
    reported: (stream, source, eventId, consumerGroup) =>
      database.read(() => {
        const row = reported.get(stream, source, eventId, consumerGroup);
        return row && toLetter(row);
      }),
  };
}

function letterLister(
  database: SqliteDatabase,
  find: (id: string) => ReadLetterColumns | undefined,
): DeadLetterStore["list"] {
  const idsWith = letterWalk(database);
  const withoutIdle = restingQuery(database);
  return async (asked, page) => {
    const query = await withoutIdle(asked);
    const statuses = new Set(query.statuses ?? allStatuses);
    const found = new Set<string>();
    for (const status of statuses) for (const id of await idsWith(query, status, page)) found.add(id);
    const ids = [...found].sort();
    if (page.order === "newest-first") ids.reverse();
    return await database.readTogether(() =>
      ids.slice(0, page.limit).flatMap((id): DeadLetterRow[] => {
        const row = find(id);
        return row === undefined ? [] : [toLetter(row)];
      }),
    );
  };
}

/** Prepares the walk to the first ids of one page that have one status: there is an index for each of these walks. */
function letterWalk(
  database: SqliteDatabase,
): (query: DeadLetterQuery, status: DeadLetterStatus, page: DeadLetterPage) => Promise<readonly string[]> {
  const prepared = statementsByText<string>(database);
  const piecesOf = letterPieces(database);
  return async (query, status, { order, after, limit }) => {
    const ids: string[] = [];
    const direction = order === "newest-first" ? "DESC" : "ASC";
    for await (const piece of piecesOf(query, status, order, after)) {
      const select = `SELECT id FROM dead_letters WHERE ${piece.sql} ORDER BY id ${direction} LIMIT ?`;
      ids.push(...(await database.read(() => prepared(select).all(...piece.values, limit - ids.length))));
      if (ids.length >= limit) break;
    }
    return ids;
  };
}

/** Letters that are looked at in one go: some milliseconds of the event loop's time. */
const examinedAtOnce = 2000;

/**
 * Prepares cutting the letters of one status into pieces, one after the other, as conditions. Where an index finds nothing
 * but what is asked for, there is one piece. Where letters have to be looked at, for a text in them for example, there may
 * be a million of them: the pieces are bounded, and others get their turn in between.
 */
function letterPieces(
  database: SqliteDatabase,
): (
  query: DeadLetterQuery,
  status: DeadLetterStatus,
  order: DeadLetterPage["order"],
  after: string,
) => AsyncGenerator<Condition> {
  const prepared = statementsByText<string>(database);
  return async function* (query, status, order, after) {
    const { leading, filters } = conditionsOf(query);
    const newestFirst = order === "newest-first";
    const [beyond, within, direction] = newestFirst ? ["id < ?", "id >= ?", "DESC"] : ["id > ?", "id <= ?", "ASC"];
    const isBounded = (filters.length > 0 || query.through !== undefined) && query.ids === undefined;
    for (let last: string | undefined = after; last !== undefined; ) {
      const start: Condition[] = last === "" ? [] : [{ sql: beyond, values: [last] }];
      const walked = [...leading, { sql: "status = ?", values: [status] }, ...start];
      const walk = allOf(walked);
      const ends = `SELECT id FROM dead_letters WHERE ${walk.sql} ORDER BY id ${direction} LIMIT 1 OFFSET ${examinedAtOnce}`;
      last = isBounded ? await database.read(() => prepared(ends).get(...walk.values)) : undefined;
      const end: Condition[] = last === undefined ? [] : [{ sql: within, values: [last] }];
      yield allOf([...walked, ...end, ...filters]);
      if (last !== undefined) await nextTurn();
    }
  };
}

/** Prepares leaving out the question for resting letters where none rests, so that it costs nothing there. */
function restingQuery(database: SqliteDatabase): (query: DeadLetterQuery) => Promise<DeadLetterQuery> {
  const anyRests = database.reader
    .prepare<[number], number>("SELECT 1 FROM dead_letters WHERE snoozed_until > ? LIMIT 1")
    .pluck();
  return async ({ snoozed, ...query }) => {
    if (snoozed === undefined) return query;
    const needed = snoozed.only || (await database.read(() => anyRests.get(snoozed.at.getTime()))) !== undefined;
    return needed ? { ...query, snoozed } : query;
  };
}

function letterCounter(database: SqliteDatabase): DeadLetterStore["count"] {
  const prepared = statementsByText<number>(database);
  const piecesOf = letterPieces(database);
  const withoutIdle = restingQuery(database);
  return async (asked) => {
    const query = await withoutIdle(asked);
    const known = countersThatKnow(query);
    if (known !== undefined) return await database.read(() => prepared(known.sql).get(...known.values) ?? 0);
    let sum = 0;
    for (const status of new Set(query.statuses ?? allStatuses)) {
      for await (const { sql, values } of piecesOf(query, status, "oldest-first", "")) {
        const select = `SELECT count(*) FROM dead_letters WHERE ${sql}`;
        sum += await database.read(() => prepared(select).get(...values) ?? 0);
      }
    }
    return sum;
  };
}

/** The sum of counters that is the answer; undefined where letters have to be counted. */
function countersThatKnow(query: DeadLetterQuery): Condition | undefined {
  const { stream, statuses, failureType, sourceService, ...others } = query;
  if (Object.keys(others).length > 0) return undefined;
  const keys: readonly (readonly [string, unknown])[] = [
    ["stream = ?", stream],
    ["failure_type = ?", failureType],
    ["source_service = ?", sourceService],
    ["status IN (SELECT value FROM json_each(?))", statuses && JSON.stringify(statuses)],
  ];
  const set = keys.flatMap(([sql, value]): Condition[] => (value === undefined ? [] : [{ sql, values: [value] }]));
  const where = allOf(set);
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
