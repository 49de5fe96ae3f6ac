import type { DeadLetterQuery } from "../store.js";
import { foldCase } from "./registry-rows.js";

/** A condition in SQL and the values of its placeholders. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Columns that an index leads with, most selective first: (column, status, id). */
const leadingColumns = [
  ["orderingKey", "ordering_key"],
  ["fingerprint", "fingerprint"],
  ["assignee", "assignee"],
  ["schemaIdTried", "tried_schema_id"],
  ["subject", "subject"],
  ["type", "event_type"],
  ["stream", "stream"],
] as const satisfies readonly (readonly [keyof DeadLetterQuery, string])[];

/** Ids of the letters that rest at a time; reads nothing but an index that only they are in. */
const resting = "SELECT id FROM dead_letters WHERE snoozed_until > ?";

/** The conditions of a query, without its statuses. */
export interface LetterConditions {
  /** What an index leads with; nothing when the query names no such column. */
  readonly leading: readonly Condition[];
  /** What each letter the index finds has to be looked at for. */
  readonly filters: readonly Condition[];
}

/**
 * Takes a query apart. The first of the leading columns that is set may choose the index; the unary plus keeps every other
 * condition from doing so, since an index in another order than that of the ids would have to be read and sorted to the
 * end for each page.
 */
export function conditionsOf(query: DeadLetterQuery): LetterConditions {
  const leading: Condition[] = [];
  const filters: Condition[] = [];
  if (query.ids !== undefined) {
    leading.push({ sql: "id IN (SELECT value FROM json_each(?))", values: [JSON.stringify(query.ids)] });
  }
  for (const [property, column] of leadingColumns) {
    const value = query[property];
    if (value === undefined) continue;
    if (leading.length === 0) leading.push({ sql: `${column} = ?`, values: [value] });
    else filters.push({ sql: `+${column} = ?`, values: [value] });
  }
  if (query.through !== undefined) leading.push({ sql: "id <= ?", values: [query.through] });
  const others: readonly (readonly [string, unknown])[] = [
    ["+failure_type = ?", query.failureType],
    ["+source_service = ?", query.sourceService],
    ["+parked_at >= ?", query.parkedAfter?.getTime()],
    ["+parked_at < ?", query.parkedBefore?.getTime()],
    ["+held = ?", query.held === undefined ? undefined : Number(query.held)],
    [`+id ${query.snoozed?.only === true ? "IN" : "NOT IN"} (${resting})`, query.snoozed?.at.getTime()],
    ["instr(search_text_folded, ?) > 0", query.text === undefined ? undefined : foldCase(query.text)],
  ];
  for (const [sql, value] of others) if (value !== undefined) filters.push({ sql, values: [value] });
  return { leading, filters };
}

/** The conditions in one, for a WHERE. */
export function allOf(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return { sql: "true", values: [] };
  return {
    sql: conditions.map(({ sql }) => sql).join(" AND "),
    values: conditions.flatMap(({ values }) => values),
  };
}
