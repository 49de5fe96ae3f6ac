import { weightOfViolations } from "../core/violation.js";
import { decodePageToken, encodePageToken, type Page, type PageRequest, pageSize } from "../core/paging.js";
import type { DeadLetterQuery, DeadLetterRow, DeadLetterStore } from "../store/store.js";

const pages = { fallback: 50, maximum: 500 };

/** Weight of one page: however wide its characters are, it stays below the 4 MiB that gRPC clients take. */
const maxPageWeight = 1024 * 1024;

/** Payload bytes that are read for one page, shown or not. */
const maxReadBytes = 16 * 1024 * 1024;

/** Payloads up to this size ride along in lists. */
export const listedPayloadBytes = 4096;

/** Letters that are looked at for one page, by a text in them for example: a tenth of a second of a server at rest. */
export const searchedLetters = 50_000;

/** A page of letters. */
export interface LetterPage extends Page<DeadLetterRow> {
  /** Where the search for more stopped before the page was full, the id of the last letter it looked at; else empty. */
  readonly searchedThrough: string;
}

/**
 * Letters of a query, newest first. A page may be short, or empty; its token says that there is more. Ends with the reason of
 * the signal once that aborts.
 */
export async function listLetters(
  deadLetters: Pick<DeadLetterStore, "search">,
  query: DeadLetterQuery,
  page: PageRequest & { readonly signal?: AbortSignal },
): Promise<LetterPage> {
  const limit = pageSize(page, pages.fallback, pages.maximum);
  const after = decodePageToken("dead-letters", page);
  const bounds = { limit: limit + 1, maxBytes: maxReadBytes, examine: searchedLetters };
  const { signal } = page;
  const wanted = { order: "newest-first", after, ...bounds, ...(signal && { signal }) } as const;
  const { letters, searchedThrough, isFull } = await deadLetters.search(query, wanted);
  const items = letters.slice(0, Math.min(limit, fitting(letters)));
  const isCut = items.length < letters.length;
  const last = isCut ? (items.at(-1)?.id ?? "") : searchedThrough;
  const nextPageToken = last === "" ? "" : encodePageToken("dead-letters", last);
  return { items, nextPageToken, searchedThrough: isCut || isFull ? "" : searchedThrough };
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
  return 500 + attributes + errorMessage.length + errorDetail.length + weightOfViolations(violations);
}
