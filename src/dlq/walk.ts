import type { DeadLetterQuery, DeadLetterRow, DeadLetterStore } from "../store/store.js";

/** Dead letters are read in slices of this size, so that a backlog of any size fits the memory. */
const sliceSize = 200;

/** Walks the dead letters of a query, oldest first, so that a redrive keeps their order. */
export async function* walk(
  store: DeadLetterStore,
  query: DeadLetterQuery,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly DeadLetterRow[]> {
  let after = "";
  let left = limit;
  while (left > 0) {
    const wanted = Math.min(sliceSize, left);
    const rows = await store.list(query, { order: "oldest-first", after, limit: wanted });
    const last = rows.at(-1);
    if (last !== undefined) yield rows;
    if (last === undefined || rows.length < wanted) return;
    after = last.id;
    left -= rows.length;
  }
}
