import { invalidArgument } from "./errors.js";

/** A page of a list: what it holds and the token of the next one, empty on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextPageToken: string;
}

/** How a caller wants its pages. */
export interface PageRequest {
  /** 0 leaves it to the server. */
  readonly pageSize: number;
  /** Empty for the first page. */
  readonly pageToken: string;
}

/** The page size to use: the default for 0, refused above the maximum. */
export function pageSize(request: PageRequest, fallback: number, maximum: number): number {
  if (request.pageSize > maximum) {
    throw invalidArgument("page_size", `is ${request.pageSize}; at most ${maximum} are allowed`);
  }
  return request.pageSize === 0 ? fallback : request.pageSize;
}

/** Makes a page token that callers cannot mistake for anything to build themselves. */
export function encodePageToken(cursor: string): string {
  return Buffer.from(cursor, "utf8").toString("base64url");
}

/** Reads a page token back; the empty token is the empty cursor. */
export function decodePageToken(request: PageRequest): string {
  const cursor = Buffer.from(request.pageToken, "base64url").toString("utf8");
  if (encodePageToken(cursor) !== request.pageToken) {
    throw invalidArgument("page_token", "is not a token this server gave out; start again without one");
  }
  return cursor;
}

/**
 * Cuts a page from a list that was read one longer than the page. `cursorOf` names the last item shown.
 */
export function cutPage<T>(read: readonly T[], size: number, cursorOf: (item: T) => string): Page<T> {
  const items = read.slice(0, size);
  const last = items.at(-1);
  return { items, nextPageToken: read.length > size && last !== undefined ? encodePageToken(cursorOf(last)) : "" };
}
