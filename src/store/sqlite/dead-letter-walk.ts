import { setImmediate as nextTurn } from "node:timers/promises";
import type { Statement } from "better-sqlite3";
import type { DeadLetterQuery, DeadLetterStatus, IdPage } from "../store.js";
import { allOf, condition, conditionsOf, type Condition } from "./dead-letter-query.js";
import type { SqliteDatabase } from "./open.js";

const allStatuses: readonly DeadLetterStatus[] = ["open", "redriven", "resolved", "discarded"];

/** As literals, since an index of open letters only is not used for what may be another status. */
const inStatus: Readonly<Record<DeadLetterStatus, Condition>> = {
  open: { sql: "status = 'open'", values: [] },
  redriven: { sql: "status = 'redriven'", values: [] },
  resolved: { sql: "status = 'resolved'", values: [] },
  discarded: { sql: "status = 'discarded'", values: [] },
};

/** Letters that are looked at in one go: a millisecond or two of the event loop's time. */
const examinedAtOnce = 500;

/** The same where an index alone says that they are meant. */
const countedAtOnce = 20_000;

/** Where a walk begins, in which direction it goes, and when nobody waits for it any more. */
export type WalkFrom = Pick<IdPage, "order" | "after" | "signal">;

/** Letters to look at: what follows FROM. */
export interface Piece extends Condition {
  /** How many letters are looked at. */
  readonly size: number;
  /** The id it ends with; empty where nothing comes after it. */
  readonly last: string;
}

/** Letters with one of some states, or with one. */
interface Walk {
  readonly query: DeadLetterQuery;
  readonly statuses: readonly DeadLetterStatus[];
  readonly from: WalkFrom;
  /** Whether its pieces are bounded even where an index finds nothing but what is meant. */
  readonly bounded: boolean;
}

/**
 * Prepares cutting the letters of a query into walks, one for each status since there is an index for each of these, and
 * each walk into pieces, one after the other: what follows FROM. There may be a million letters to look at, for a text in
 * them for example, or to count: the pieces are bounded, and others get their turn in between.
 */
export function letterWalks(
  database: SqliteDatabase,
): (query: DeadLetterQuery, from: WalkFrom, bounded: boolean) => readonly AsyncGenerator<Piece>[] {
  const rangePieces = rangeCutter(database);
  return (query, from, bounded) => {
    const statuses = [...new Set(query.statuses ?? allStatuses)];
    if (query.ids !== undefined) return [idPieces({ query, statuses, from, bounded })];
    return statuses.map((status) => rangePieces({ query, statuses: [status], from, bounded }));
  };
}

function rangeCutter(database: SqliteDatabase): (walk: Walk) => AsyncGenerator<Piece> {
  const prepared = statementsByText<string>(database);
  return async function* ({ query, statuses, from, bounded }): AsyncGenerator<Piece> {
    const { index, leading, filters } = conditionsOf(query);
    const isBounded = bounded || filters.length > 0;
    const size = filters.length > 0 ? examinedAtOnce : countedAtOnce;
    const meant = [...leading, ...statuses.map((status) => inStatus[status])];
    const source = (conditions: readonly Condition[]): Condition => {
      const { sql, values } = allOf([...meant, ...conditions]);
      return { sql: `dead_letters ${index} WHERE ${sql}`, values };
    };
    const direction = from.order === "newest-first" ? "DESC" : "ASC";
    for (let after = from.after; ; ) {
      from.signal?.throwIfAborted();
      const { lower, upper } = rangeOf(query.through, { ...from, after });
      const rest = source([...lower, ...upper]);
      const stop = `SELECT id FROM ${rest.sql} ORDER BY id ${direction} LIMIT 1 OFFSET ${size}`;
      const last = isBounded ? await database.read(() => prepared(stop).get(...rest.values)) : undefined;
      if (last === undefined) {
        yield { ...source([...lower, ...upper, ...filters]), size, last: "" };
        return;
      }
      const bounds =
        direction === "DESC" ? [condition("id >= ?", last), ...upper] : [...lower, condition("id <= ?", last)];
      yield { ...source([...bounds, ...filters]), size, last };
      await nextTurn();
      after = last;
    }
  };
}

/**
 * What is left of a walk beyond a place: at most one bound at each end. Of two SQLite would stop at the first, whichever is
 * the nearer, and look at everything up to there.
 */
function rangeOf(
  through: string | undefined,
  { order, after }: WalkFrom,
): { readonly lower: readonly Condition[]; readonly upper: readonly Condition[] } {
  const end = through === undefined ? [] : [condition("id <= ?", through)];
  if (after === "") return { lower: [], upper: end };
  if (order === "oldest-first") return { lower: [condition("id > ?", after)], upper: end };
  return { lower: [], upper: through !== undefined && through < after ? end : [condition("id < ?", after)] };
}

/** Ids are looked up, so many at once, and those before a place not again for each page. */
async function* idPieces({ query, statuses, from }: Walk): AsyncGenerator<Piece> {
  const { ids = [], through, ...conditions } = query;
  const { filters } = conditionsOf({ ...conditions, ids: [] });
  const { order, after } = from;
  const isBeyond = (id: string): boolean => after === "" || (order === "newest-first" ? id < after : id > after);
  const left = [...new Set(ids)].filter((id) => isBeyond(id) && (through === undefined || id <= through)).sort();
  if (order === "newest-first") left.reverse();
  for (let first = 0; first < left.length; first += examinedAtOnce) {
    from.signal?.throwIfAborted();
    const some = left.slice(first, first + examinedAtOnce);
    const next = first + examinedAtOnce < left.length;
    const { sql, values } = allOf([
      condition("id IN (SELECT value FROM json_each(?))", JSON.stringify(some)),
      condition("+status IN (SELECT value FROM json_each(?))", JSON.stringify(statuses)),
      ...filters,
    ]);
    yield { sql: `dead_letters WHERE ${sql}`, values, size: some.length, last: next ? (some.at(-1) ?? "") : "" };
    await nextTurn();
  }
}

/** Prepares each text once. Answers are single columns. There are only as many texts as there are sets of conditions. */
export function statementsByText<Value>({ reader }: SqliteDatabase): (sql: string) => Statement<unknown[], Value> {
  const statements = new Map<string, Statement<unknown[], Value>>();
  return (sql) => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = reader.prepare<unknown[], Value>(sql).pluck();
    statements.set(sql, statement);
    return statement;
  };
}
