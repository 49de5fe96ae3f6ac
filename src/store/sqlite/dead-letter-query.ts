import type { DeadLetterQuery } from "../store.js";
import { holdsText } from "./dead-letter-rows.js";
import { foldCase } from "./registry-rows.js";

/** A condition in SQL and the values of its placeholders. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Columns that an index leads with, most selective first: (column, status, id). The one of schemas has open letters only. */
const leadingColumns = [
  ["orderingKey", "ordering_key"],
  ["fingerprint", "fingerprint"],
  ["assignee", "assignee"],
  ["schemaIdTried", "tried_schema_id"],
  ["subject", "subject"],
  ["type", "event_type"],
  ["stream", "stream"],
] as const satisfies readonly (readonly [keyof DeadLetterQuery, string])[];

/** That a letter rests at a time; reads nothing but an index that only those are in that ever were to. */
const rests = `EXISTS (
  SELECT 1 FROM dead_letters AS resting INDEXED BY dead_letters_resting
  WHERE resting.status = dead_letters.status AND resting.id = dead_letters.id
    AND snoozed_until IS NOT NULL AND snoozed_until > ?)`;

/** The conditions of a query, without its statuses. */
export interface LetterConditions {
  /** The index that has to be used, as SQL; empty where SQLite finds the best one itself. */
  readonly index: string;
  /** What an index leads with; nothing when the query names no such column. */
  readonly leading: readonly Condition[];
  /** What each letter the index finds has to be looked at for. */
  readonly filters: readonly Condition[];
}

/**
 * Takes a query apart, but for its ids and how far it goes. The first of the leading columns that is set may choose the
 * index, unless a mark does; the unary plus keeps every other condition from doing so, since an index in another order than
 * that of the ids would have to be read and sorted to the end for each page.
 */
export function conditionsOf(query: DeadLetterQuery): LetterConditions {
  const { index, leading } = markOf(query);
  const filters: Condition[] = [];
  const columns = leadingColumns.filter(([property]) => query[property] !== undefined);
  const onlyOpen = query.statuses?.every((status) => status === "open") === true;
  const leads =
    leading.length > 0 || query.ids !== undefined
      ? undefined
      : columns.find(([property]) => property !== "schemaIdTried" || onlyOpen);
  for (const column of columns) {
    const [property, name] = column;
    if (column === leads) leading.push(condition(`${name} = ?`, query[property]));
    else filters.push(condition(`+${name} = ?`, query[property]));
  }
  return { index, leading, filters: [...filters, ...unindexed(query)] };
}

/** What is found by what people marked it with, which is rarely much. */
function markOf({ ids, snoozed, held }: DeadLetterQuery): { readonly index: string; readonly leading: Condition[] } {
  if (ids !== undefined) return { index: "", leading: [] };
  if (snoozed?.only === true) {
    return { index: "INDEXED BY dead_letters_resting", leading: [{ sql: "snoozed_until IS NOT NULL", values: [] }] };
  }
  return { index: "", leading: held === true ? [{ sql: "held = 1", values: [] }] : [] };
}

function unindexed(query: DeadLetterQuery): readonly Condition[] {
  const conditions: readonly (readonly [string, unknown])[] = [
    ["+failure_type = ?", query.failureType],
    ["+source_service = ?", query.sourceService],
    ["+parked_at >= ?", query.parkedAfter?.getTime()],
    ["+parked_at < ?", query.parkedBefore?.getTime()],
    ["+held = ?", query.held === undefined ? undefined : Number(query.held)],
    [query.snoozed?.only === true ? "+snoozed_until > ?" : `NOT ${rests}`, query.snoozed?.at.getTime()],
  ];
  const set = conditions.flatMap(([sql, value]) => (value === undefined ? [] : [condition(sql, value)]));
  if (query.text === undefined) return set;
  const text = foldCase(query.text);
  return [...set, { sql: holdsText, values: [text, text] }];
}

/** A condition with one placeholder. */
export function condition(sql: string, value: unknown): Condition {
  return { sql, values: [value] };
}

/** The conditions in one, for a WHERE. */
export function allOf(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return { sql: "true", values: [] };
  return {
    sql: conditions.map(({ sql }) => sql).join(" AND "),
    values: conditions.flatMap(({ values }) => values),
  };
}
