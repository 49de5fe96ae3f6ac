import type { Clock } from "../core/clock.js";
import { invalidArgument } from "../core/errors.js";
import { cutPage, decodePageToken, type Page, type PageRequest, pageSize } from "../core/paging.js";
import type { DeadLetterGroupRow, DeadLetterStore, GroupQuery, GroupState } from "../store/store.js";

/** Which groups are wanted. */
export interface WantedGroups {
  /** Empty for all. */
  readonly stream: string;
  readonly includeClosed: boolean;
  readonly state: GroupState | undefined;
}

const pages = { fallback: 50, maximum: 500 };

/** Groups, those with the most open letters first. */
export async function listGroups(
  { deadLetters, clock }: { readonly deadLetters: Pick<DeadLetterStore, "groups">; readonly clock: Clock },
  { stream, includeClosed, state }: WantedGroups,
  page: PageRequest,
): Promise<Page<DeadLetterGroupRow>> {
  const limit = pageSize(page, pages.fallback, pages.maximum);
  const after = groupPlace(decodePageToken("groups", page));
  const wanted = { stream: stream === "" ? undefined : stream, includeClosed, state, after, limit: limit + 1 };
  const rows = await deadLetters.groups({ ...wanted, now: clock.now() });
  return cutPage("groups", rows, limit, ({ openCount, fingerprint }) => `${openCount} ${fingerprint}`);
}

/** The group a page token names, by its place in the list. */
function groupPlace(cursor: string): GroupQuery["after"] {
  if (cursor === "") return undefined;
  const parts = /^(\d+) (.*)$/s.exec(cursor);
  if (parts === null) throw invalidArgument("page_token", "is from an earlier version; start again without one");
  return { openCount: Number(parts[1]), fingerprint: parts[2] ?? "" };
}
