import type { DeadLetterQuery, DeadLetterRow, DeadLetterStore, IdPage } from "../store.js";
import { letterTransitioner } from "./dead-letter-changes.js";
import { letterCare } from "./dead-letter-care.js";
import { groupLister, groupStateWriter } from "./dead-letter-groups.js";
import { lineageReader } from "./lineage.js";
import { letterPurger } from "./dead-letter-purge.js";
import { allOf, condition, type Condition } from "./dead-letter-query.js";
import { attemptsReader } from "./dead-letter-attempts.js";
import { letterReader, letterSelect, type LetterValues } from "./dead-letter-rows.js";
import { letterStatistics } from "./dead-letter-statistics.js";
import { letterWalks, statementsByText } from "./dead-letter-walk.js";
import { lineReader } from "./key-lines.js";
import type { SqliteDatabase } from "./open.js";

/** Parked events. */
export function createDeadLetterStore(database: SqliteDatabase): DeadLetterStore {
  const { reader } = database;
  const ids = idFinder(database);
  const toLetter = letterReader(reader);
  const findValues = reader.prepare<[string], LetterValues>(`${letterSelect()} WHERE id = ?`).raw();
  const find = (id: string): DeadLetterRow | undefined => {
    const values = findValues.get(id);
    return values && toLetter(values);
  };
  // Groups, since they know without their letters; a subject has few of them.
  const streamsOf = reader
    .prepare<[string, number], string>(
      "SELECT DISTINCT stream FROM dead_letter_groups WHERE subject = ? AND open_count > 0 ORDER BY stream LIMIT ?",
    )
    .pluck();
  // `consumer_group <> ''` is what the index of reports is limited to.
  const reported = reader
    .prepare<[string, string, string, string], LetterValues>(`
      ${letterSelect()}
      WHERE stream = ? AND event_source = ? AND event_id = ? AND consumer_group = ? AND consumer_group <> ''
      ORDER BY id DESC LIMIT 1`)
    .raw();

  return {
    get: (id) => database.readTogether(() => find(id)),
    attempts: attemptsReader(database, find),
    ids,
    list: letterLister(database, ids, find),
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
      database.readTogether(() => {
        const values = reported.get(stream, source, eventId, consumerGroup);
        return values && toLetter(values);
      }),
  };
}

type FindIds = DeadLetterStore["ids"];

function idFinder(database: SqliteDatabase): FindIds {
  const prepared = statementsByText<string>(database);
  const walks = letterWalks(database);
  const withoutIdle = restingQuery(database);

  async function firstIds(pieces: AsyncIterable<Condition>, { order, limit }: IdPage): Promise<readonly string[]> {
    const ids: string[] = [];
    const direction = order === "newest-first" ? "DESC" : "ASC";
    for await (const { sql, values } of pieces) {
      const select = `SELECT id FROM ${sql} ORDER BY id ${direction} LIMIT ?`;
      ids.push(...(await database.read(() => prepared(select).all(...values, limit - ids.length))));
      if (ids.length >= limit) break;
    }
    return ids;
  }

  return async (asked, page) => {
    const query = await withoutIdle(asked);
    const found = new Set<string>();
    for (const pieces of walks(query, page, false)) for (const id of await firstIds(pieces, page)) found.add(id);
    const ids = [...found].sort();
    if (page.order === "newest-first") ids.reverse();
    return ids.slice(0, page.limit);
  };
}

function letterLister(
  database: SqliteDatabase,
  ids: FindIds,
  find: (id: string) => DeadLetterRow | undefined,
): DeadLetterStore["list"] {
  return async (query, { maxBytes = Number.POSITIVE_INFINITY, ...page }) => {
    const found = await ids(query, page);
    return await database.readTogether(() => {
      const letters: DeadLetterRow[] = [];
      let bytes = 0;
      for (const id of found) {
        const letter = find(id);
        if (letter === undefined) continue;
        letters.push(letter);
        bytes += letter.event.data.length + (letter.editedData?.length ?? 0);
        if (bytes > maxBytes && letters.length > 1) break;
      }
      return letters;
    });
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
  const walks = letterWalks(database);
  const withoutIdle = restingQuery(database);
  return async (asked) => {
    const query = await withoutIdle(asked);
    const known = countersThatKnow(query);
    if (known !== undefined) return await database.read(() => prepared(known.sql).get(...known.values) ?? 0);
    let sum = 0;
    for (const pieces of walks(query, { order: "oldest-first", after: "" }, true)) {
      for await (const { sql, values } of pieces) {
        sum += await database.read(() => prepared(`SELECT count(*) FROM ${sql}`).get(...values) ?? 0);
      }
    }
    return sum;
  };
}

/** The sum of counters that is the answer; undefined where letters have to be counted. */
function countersThatKnow(query: DeadLetterQuery): Condition | undefined {
  const { stream, statuses, failureType, sourceService, ...others } = query;
  const isOpen = statuses?.length === 1 && statuses[0] === "open";
  if (isOpen && Object.keys(query).length === 2 && query.fingerprint !== undefined) {
    return condition("SELECT open_count FROM dead_letter_groups WHERE fingerprint = ?", query.fingerprint);
  }
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
