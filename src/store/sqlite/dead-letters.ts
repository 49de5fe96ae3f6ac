import { setImmediate as nextTurn } from "node:timers/promises";
import type { DeadLetterQuery, DeadLetterRow, DeadLetterStore, GroupState, IdPage } from "../store.js";
import { otherServices } from "./counted-services.js";
import { letterTransitioner } from "./dead-letter-changes.js";
import { letterCare } from "./dead-letter-care.js";
import { groupLister, groupStateWriter } from "./dead-letter-groups.js";
import { lineageReader } from "./lineage.js";
import { letterPurger } from "./dead-letter-purge.js";
import { allOf, condition, type Condition } from "./dead-letter-query.js";
import { attemptsReader } from "./dead-letter-attempts.js";
import { letterReader, letterSelect, type LetterValues } from "./dead-letter-rows.js";
import { letterStatistics } from "./dead-letter-statistics.js";
import { letterWalks, type Piece, statementsByText } from "./dead-letter-walk.js";
import { lineReader } from "./key-lines.js";
import type { SqliteDatabase } from "./open.js";

/** Parked events. */
export function createDeadLetterStore(database: SqliteDatabase): DeadLetterStore {
  const { reader } = database;
  const findIds = idFinder(database);
  const toLetter = letterReader(reader);
  const findValues = reader.prepare<[string], LetterValues>(`${letterSelect()} WHERE id = ?`).raw();
  const find = (id: string): DeadLetterRow | undefined => {
    const values = findValues.get(id);
    return values && toLetter(values);
  };
  const groupStates = reader.prepare<[number], { state: GroupState; groups: number }>(`
    SELECT state, count(*) AS groups FROM (
      SELECT state FROM dead_letter_groups WHERE open_count > 0 ORDER BY open_count DESC, fingerprint LIMIT ?)
    GROUP BY state ORDER BY state`);
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
    ids: async (query, page) => (await findIds(query, page, Number.POSITIVE_INFINITY)).ids,
    ...letterLister(database, findIds, find),
    count: letterCounter(database),
    groups: groupLister(database),
    countGroups: (limit) => database.read(() => groupStates.all(limit)),
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

/** Letters that are read in one go: two or three milliseconds of the event loop's time. */
const readAtOnce = 50;

/** Finds ids, and how far it looked: about `examine` letters at most. */
type FindIds = (
  query: DeadLetterQuery,
  page: IdPage,
  examine: number,
) => Promise<{ readonly ids: readonly string[]; readonly searchedThrough: string }>;

function idFinder(database: SqliteDatabase): FindIds {
  const prepared = statementsByText<string>(database);
  const walks = letterWalks(database);
  const withoutIdle = restingQuery(database);

  async function firstIds(
    pieces: AsyncIterable<Piece>,
    { order, limit }: IdPage,
    examine: number,
  ): ReturnType<FindIds> {
    const ids: string[] = [];
    const direction = order === "newest-first" ? "DESC" : "ASC";
    let left = examine;
    for await (const { sql, values, size, last } of pieces) {
      const select = `SELECT id FROM ${sql} ORDER BY id ${direction} LIMIT ?`;
      ids.push(...(await database.read(() => prepared(select).all(...values, limit - ids.length))));
      if (ids.length >= limit) break;
      left -= size;
      if (left <= 0) return { ids, searchedThrough: last };
    }
    return { ids, searchedThrough: "" };
  }

  return async (asked, page, examine) => {
    const query = await withoutIdle(asked);
    const found = new Set<string>();
    const parts = walks(query, page, false);
    const isNewestFirst = page.order === "newest-first";
    // Where one walk stopped, nothing is known beyond of letters of its status, whatever the others found there.
    let through = "";
    for (const pieces of parts) {
      const { ids, searchedThrough } = await firstIds(pieces, page, examine / parts.length);
      for (const id of ids) found.add(id);
      const isNearer = through === "" || (isNewestFirst ? searchedThrough > through : searchedThrough < through);
      if (searchedThrough !== "" && isNearer) through = searchedThrough;
    }
    const ids = [...found].filter((id) => through === "" || (isNewestFirst ? id >= through : id <= through)).sort();
    if (isNewestFirst) ids.reverse();
    return { ids: ids.slice(0, page.limit), searchedThrough: through };
  };
}

function letterLister(
  database: SqliteDatabase,
  findIds: FindIds,
  find: (id: string) => DeadLetterRow | undefined,
): Pick<DeadLetterStore, "list" | "search"> {
  /** Those that are still there, and the last id that was looked at. */
  const lettersOf = async (ids: readonly string[], maxBytes = Number.POSITIVE_INFINITY) => {
    const letters: DeadLetterRow[] = [];
    let last = "";
    let bytes = 0;
    const isFull = (): boolean => bytes > maxBytes && letters.length > 1;
    for (let first = 0; first < ids.length && !isFull(); first += readAtOnce) {
      if (first > 0) await nextTurn();
      await database.readTogether(() => {
        for (const id of ids.slice(first, first + readAtOnce)) {
          last = id;
          const letter = find(id);
          if (letter === undefined) continue;
          letters.push(letter);
          bytes += letter.event.data.length + (letter.editedData?.length ?? 0);
          if (isFull()) return;
        }
      });
    }
    return { letters, last };
  };
  return {
    async list(query, page) {
      const { ids } = await findIds(query, page, Number.POSITIVE_INFINITY);
      return (await lettersOf(ids, page.maxBytes)).letters;
    },
    async search(query, page) {
      const { ids, searchedThrough } = await findIds(query, page, page.examine);
      const { letters, last } = await lettersOf(ids, page.maxBytes);
      const isFull = ids.length >= page.limit || last !== (ids.at(-1) ?? "");
      return { letters, searchedThrough: isFull ? last : searchedThrough, isFull };
    },
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
  const prepared = statementsByText<number | null>(database);
  const walks = letterWalks(database);
  const withoutIdle = restingQuery(database);
  return async (asked, signal) => {
    const query = await withoutIdle(asked);
    const known = countersThatKnow(query);
    const counted = known && (await database.read(() => prepared(known.sql).get(...known.values) ?? null));
    if (typeof counted === "number") return counted;
    let sum = 0;
    for (const pieces of walks(query, { order: "oldest-first", after: "", ...(signal && { signal }) }, true)) {
      for await (const { sql, values } of pieces) {
        sum += await database.read(() => prepared(`SELECT count(*) FROM ${sql}`).get(...values) ?? 0);
      }
    }
    return sum;
  };
}

/** The sum of counters that is the answer; undefined, or null as a sum, where letters have to be counted. */
function countersThatKnow(query: DeadLetterQuery): Condition | undefined {
  const { stream, statuses, failureType, sourceService, ...others } = query;
  const isOpen = statuses?.length === 1 && statuses[0] === "open";
  if (isOpen && Object.keys(query).length === 2 && query.fingerprint !== undefined) {
    return condition("SELECT total(open_count) FROM dead_letter_groups WHERE fingerprint = ?", query.fingerprint);
  }
  if (Object.keys(others).length > 0) return undefined;
  const keys: readonly (readonly [string, unknown])[] = [
    ["stream = ?", stream],
    ["failure_type = ?", failureType],
    ["source_service = ?", sourceService],
    ["status IN (SELECT value FROM json_each(?))", statuses && JSON.stringify(statuses)],
  ];
  const set = keys.flatMap(([sql, value]): Condition[] => (value === undefined ? [] : [{ sql, values: [value] }]));
  const { sql, values } = allOf(set);
  const counts = "FROM dead_letter_counts WHERE";
  if (sourceService === undefined) return { sql: `SELECT total(letters) ${counts} ${sql}`, values };
  // Its letters may be among those of all others, in a stream that has very many sources and does not tell it apart.
  const mixed = allOf([
    ...(stream === undefined ? [] : [condition("stream = ?", stream)]),
    condition("source_service = ?", otherServices),
    condition(
      `NOT EXISTS (SELECT 1 FROM dead_letter_services AS told
        WHERE told.stream = dead_letter_counts.stream AND told.source_service = ?)`,
      sourceService,
    ),
  ]);
  const answer = `SELECT iif(EXISTS (SELECT 1 ${counts} ${mixed.sql}), NULL, total(letters)) ${counts} ${sql}`;
  return { sql: answer, values: [...mixed.values, ...values] };
}
