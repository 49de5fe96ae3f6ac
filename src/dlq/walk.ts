import type { DeadLetterQuery, DeadLetterRow, DeadLetterStore, IdPage } from "../store/store.js";

/** The first slice of a walk, before it is known how large the letters are. */
const firstSlice = 20;

/** Most letters of one slice: a millisecond of reading. */
const maxSlice = 50;

/** Payload bytes a slice should hold, so that a backlog of any size fits the memory. */
export const sliceBytes = 8 * 1024 * 1024;

/** Where a walk begins and ends. */
export interface WalkBounds {
  /** Only ids beyond this one; empty for all. */
  readonly after?: string;
  /** At most so many letters. */
  readonly limit?: number;
  /** Whoever asked has gone once it aborts: the walk ends with its reason. */
  readonly signal?: AbortSignal;
}

/** Walks the dead letters of a query, oldest first. */
export async function* walk(
  store: Pick<DeadLetterStore, "search">,
  query: DeadLetterQuery,
  { after = "", limit = Number.POSITIVE_INFINITY, signal }: WalkBounds = {},
): AsyncGenerator<readonly DeadLetterRow[]> {
  let last = after;
  let left = limit;
  let slice = firstSlice;
  while (left > 0) {
    signal?.throwIfAborted();
    const bounds = {
      after: last,
      limit: Math.min(slice, left),
      maxBytes: sliceBytes,
      examine: Number.POSITIVE_INFINITY,
    };
    const page = { order: "oldest-first", ...bounds, ...(signal && { signal }) } as const;
    const { letters, searchedThrough } = await store.search(query, page);
    if (letters.length > 0) {
      yield letters;
      left -= letters.length;
      slice = fittingSlice(letters, maxSlice);
    }
    if (searchedThrough === "") return;
    last = searchedThrough;
  }
}

/** Ids of one slice: what is changed by hand changes so many in one transaction, of some milliseconds. */
const idSlice = 100;

/** Walks the ids of the dead letters of a query. */
export async function* walkIds(
  store: Pick<DeadLetterStore, "ids">,
  query: DeadLetterQuery,
  { order = "oldest-first", signal }: Partial<Pick<IdPage, "order" | "signal">> = {},
): AsyncGenerator<readonly string[]> {
  for (let after = ""; ; ) {
    signal?.throwIfAborted();
    const ids = await store.ids(query, { order, after, limit: idSlice, ...(signal && { signal }) });
    const last = ids.at(-1);
    if (last === undefined) return;
    yield ids;
    if (ids.length < idSlice) return;
    after = last;
  }
}

/** How many letters of the size of these a slice may hold, at least one and at most so many. */
export function fittingSlice(rows: readonly DeadLetterRow[], most: number): number {
  const fitting = Math.floor((sliceBytes * rows.length) / Math.max(1, payloadBytes(rows)));
  return Math.max(1, Math.min(most, fitting));
}

function payloadBytes(rows: readonly DeadLetterRow[]): number {
  return rows.reduce((sum, { event, editedData }) => sum + event.data.length + (editedData?.length ?? 0), 0);
}
