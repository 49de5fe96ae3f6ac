import { amount } from "./amount.js";
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
  return amount("page_size", request.pageSize, { fallback, maximum });
}

/** What tells the pages of one list from those of another. */
export type PagedList =
  | "subjects"
  | "versions"
  | "streams"
  | "dead-letters"
  | "groups"
  | "recipes"
  | "redrives"
  | "reexaminations"
  | "archive"
  | "reveals"
  | "alerts"
  | "consumer-groups";

/** Makes a page token that callers cannot mistake for anything to build themselves, and that fits no other list. */
export function encodePageToken(list: PagedList, cursor: string): string {
  return Buffer.from(`${checksum(list, cursor)}${cursor}`, "utf8").toString("base64url");
}

/** Reads a page token back; the empty token is the empty cursor. */
export function decodePageToken(list: PagedList, request: PageRequest): string {
  if (request.pageToken === "") return "";
  const cursor = Buffer.from(request.pageToken, "base64url").toString("utf8").slice(checksumLength);
  if (encodePageToken(list, cursor) !== request.pageToken) {
    throw invalidArgument("page_token", "is not a token this list gave out; start again without one");
  }
  return cursor;
}

const checksumLength = 8;

/** FNV-1a of 32 bits: it finds typing errors and mixed-up lists, and need not withstand anybody. */
function checksum(list: PagedList, cursor: string): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(`${list}\n${cursor}`, "utf8")) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(checksumLength, "0");
}

/**
 * Cuts a page from a list that was read one longer than the page. `cursorOf` names the last item shown.
 */
export function cutPage<T>(list: PagedList, read: readonly T[], size: number, cursorOf: (item: T) => string): Page<T> {
  const items = read.slice(0, size);
  const last = items.at(-1);
  const nextPageToken = read.length > size && last !== undefined ? encodePageToken(list, cursorOf(last)) : "";
  return { items, nextPageToken };
}
