import { checkAttribution } from "../core/attribution.js";
import type { Clock } from "../core/clock.js";
import { invalidArgument } from "../core/errors.js";
import { cutPage, decodePageToken, type Page, type PageRequest, pageSize } from "../core/paging.js";
import type { DeadLetterRow, DeadLetterStore, Reveal } from "../store/store.js";

const pages = { fallback: 50, maximum: 500 };

/**
 * Records that somebody is about to see the payload of a letter; it may be shown once this has resolved.
 * @throws SluiceError INVALID_ARGUMENT without a reason, and when it or the name is too long
 */
export async function recordReveal(
  deps: { deadLetters: DeadLetterStore; clock: Clock },
  { id, stream }: DeadLetterRow,
  { actor, reason }: { readonly actor: string; readonly reason: string },
): Promise<void> {
  if (reason.trim() === "") throw invalidArgument("reason", "is required: why do you reveal it?");
  checkAttribution({ actor, reason });
  await deps.deadLetters.recordReveal({ letterId: id, stream, at: deps.clock.now(), actor, reason });
}

/** Reveals of one letter, or of all for the empty id, newest first. */
export async function listReveals(
  { deadLetters }: { deadLetters: DeadLetterStore },
  id: string,
  page: PageRequest,
): Promise<Page<Reveal>> {
  const limit = pageSize(page, pages.fallback, pages.maximum);
  const before = Number(decodePageToken("reveals", page) || Number.MAX_SAFE_INTEGER);
  const rows = await deadLetters.reveals(id, before, limit + 1);
  return cutPage("reveals", rows, limit, ({ sequence }) => String(sequence));
}
