import { cutPage, decodePageToken, type Page, type PageRequest, pageSize } from "../core/paging.js";
import type { DeadLetterQuery, DeadLetterRow, DeadLetterStore } from "../store/store.js";
import { endsEarly } from "./walk.js";

const pages = { fallback: 50, maximum: 500 };

/** Weight of one page: however wide its characters are, it stays below the 4 MiB that gRPC clients take. */
const maxPageWeight = 1024 * 1024;

/** Payload bytes that are read for one page, shown or not. */
const maxReadBytes = 16 * 1024 * 1024;

/** Payloads up to this size ride along in lists. */
export const listedPayloadBytes = 4096;

/** Letters of a query, newest first. A page may be short; its token says that there is more. */
export async function listLetters(
  deadLetters: Pick<DeadLetterStore, "list">,
  query: DeadLetterQuery,
  page: PageRequest,
): Promise<Page<DeadLetterRow>> {
  const limit = pageSize(page, pages.fallback, pages.maximum);
  const after = decodePageToken("dead-letters", page);
  const wanted = { order: "newest-first", after, limit: limit + 1, maxBytes: maxReadBytes } as const;
  const rows = await deadLetters.list(query, wanted);
  // The last one says that there are more, be it beyond the page or beyond the bytes.
  const most = endsEarly(rows, wanted) ? rows.length - 1 : limit;
  return cutPage("dead-letters", rows, Math.min(most, fitting(rows)), (row) => row.id);
}

/** How many letters fit a page, at least one. */
function fitting(rows: readonly DeadLetterRow[]): number {
  let size = 0;
  const beyond = rows.findIndex((row) => {
    size += weightOf(row) + Math.min(row.event.data.length, listedPayloadBytes);
    return size > maxPageWeight;
  });
  return beyond === -1 ? rows.length : Math.max(1, beyond);
}

/** About how much room a letter takes in a page, without its payload. */
function weightOf({ violations, errorMessage, errorDetail, event }: DeadLetterRow): number {
  const attributes = JSON.stringify(event.extensions).length + event.id.length + event.source.length;
  return violations.reduce(
    (sum, { message, hint, instancePath, schemaPath }) =>
      sum + 100 + message.length + hint.length + instancePath.length + schemaPath.length,
    500 + attributes + errorMessage.length + errorDetail.length,
  );
}
