import type { DeadLetterQuery } from "../store.js";
import { foldCase } from "./registry-rows.js";

/** A condition in SQL and the values of its placeholders. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Columns that an index leads with, most selective first: (column, status, id). */
const leadingColumns = [
  ["fingerprint", "fingerprint"],
  ["schemaIdTried", "tried_schema_id"],
  ["subject", "subject"],
  ["stream", "stream"],
] as const satisfies readonly (readonly [keyof DeadLetterQuery, string])[];

/**
 * The conditions of a query, without its statuses. The first of the leading columns that is set may choose the index; the
 * unary plus keeps every other condition from doing so, since an index in another order than that of the ids would have
 * to be read and sorted to the end for each page.
 */
export function conditionsOf(query: DeadLetterQuery): readonly Condition[] {
  const conditions: Condition[] = [];
  let prefix = "";
  if (query.ids !== undefined) {
    conditions.push({ sql: "id IN (SELECT value FROM json_each(?))", values: [JSON.stringify(query.ids)] });
    prefix = "+";
  }
  for (const [property, column] of leadingColumns) {
    const value = query[property];
    if (value === undefined) continue;
    conditions.push({ sql: `${prefix}${column} = ?`, values: [value] });
    prefix = "+";
  }
  const filters: readonly (readonly [string, unknown])[] = [
    ["+event_type = ?", query.type],
    ["+failure_type = ?", query.failureType],
    ["+source_service = ?", query.sourceService],
    ["+parked_at >= ?", query.parkedAfter?.getTime()],
    ["+parked_at < ?", query.parkedBefore?.getTime()],
    ["instr(search_text_folded, ?) > 0", query.text === undefined ? undefined : foldCase(query.text)],
  ];
  for (const [sql, value] of filters) if (value !== undefined) conditions.push({ sql, values: [value] });
  return conditions;
}

/** The conditions in one, for a WHERE. */
export function allOf(conditions: readonly Condition[]): Condition {
  if (conditions.length === 0) return { sql: "true", values: [] };
  return {
    sql: conditions.map(({ sql }) => sql).join(" AND "),
    values: conditions.flatMap(({ values }) => values),
  };
}
