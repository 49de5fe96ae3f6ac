import type { DeadLetterPage, DeadLetterQuery, DeadLetterRow, DeadLetterStore } from "../store/store.js";

/** The first slice of a walk, before it is known how large the letters are. */
const firstSlice = 20;

/** Most letters of one slice: a millisecond of reading. */
const maxSlice = 50;

/** Payload bytes a slice should hold, so that a backlog of any size fits the memory. */
const sliceBytes = 8 * 1024 * 1024;

/** Where a walk begins and ends. */
export interface WalkBounds {
  /** Only ids beyond this one; empty for all. */
  readonly after?: string;
  /** At most so many letters. */
  readonly limit?: number;
  /** Oldest first by default, so that a redrive keeps their order. */
  readonly order?: DeadLetterPage["order"];
}

/** Walks the dead letters of a query. */
export async function* walk(
  store: Pick<DeadLetterStore, "list">,
  query: DeadLetterQuery,
  { after = "", limit = Number.POSITIVE_INFINITY, order = "oldest-first" }: WalkBounds = {},
): AsyncGenerator<readonly DeadLetterRow[]> {
  let last = after;
  let left = limit;
  let slice = firstSlice;
  while (left > 0) {
    const wanted = Math.min(slice, left);
    const rows = await store.list(query, { order, after: last, limit: wanted });
    const lastRow = rows.at(-1);
    if (lastRow === undefined) return;
    yield rows;
    if (rows.length < wanted) return;
    last = lastRow.id;
    left -= rows.length;
    slice = fittingSlice(rows, maxSlice);
  }
}

/** How many letters of the size of these a slice may hold, at least one and at most so many. */
export function fittingSlice(rows: readonly DeadLetterRow[], most: number): number {
  const bytes = rows.reduce((sum, { event, editedData }) => sum + event.data.length + (editedData?.length ?? 0), 0);
  const fitting = Math.floor((sliceBytes * rows.length) / Math.max(1, bytes));
  return Math.max(1, Math.min(most, fitting));
}
