import { setImmediate as nextTurn } from "node:timers/promises";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { decodeTime } from "ulid";
import type { DeadLetterSchema, ListDeadLettersRequest } from "../../gen/proto/sluice/v1/dead_letter_pb.js";
import type { DeadLetters } from "../dlq/dead-letters.js";
import type { ShownLetter } from "../registry/redaction.js";
import type { DeadLetterRow } from "../store/store.js";
import { filterIn, shownOut } from "./letters.js";
import { timeOut } from "./times.js";

/** Letters that are made ready in one go: a millisecond or two of the event loop's time. */
const lettersAtOnce = 20;

/** What a page of letters needs. */
export interface LetterPageDeps {
  readonly deadLetters: Pick<DeadLetters, "list">;
  readonly now: () => Date;
  /** A letter as it is shown: with sensitive fields masked. */
  readonly redact: (letter: DeadLetterRow) => Promise<ShownLetter>;
}

/** How the letters of a page are made, and when nobody waits for them any more. */
export interface LetterPageOptions<Made> {
  readonly make: (letter: MessageInitShape<typeof DeadLetterSchema>) => Made;
  readonly signal: AbortSignal;
}

/** The page a request asks for, with each letter made into something, a few at a time. */
export async function letterPage<Made>(
  { deadLetters, now, redact }: LetterPageDeps,
  { filter, pageSize, pageToken }: Pick<ListDeadLettersRequest, "filter" | "pageSize" | "pageToken">,
  { make, signal }: LetterPageOptions<Made>,
): Promise<{ letters: Made[]; nextPageToken: string; searchedBackTo?: Timestamp }> {
  const query = filter === undefined ? {} : filterIn(filter, now());
  const page = await deadLetters.list(query, { pageSize, pageToken, signal });
  const letters: Made[] = [];
  for (const [index, item] of page.items.entries()) {
    if (index > 0 && index % lettersAtOnce === 0) {
      await nextTurn();
      signal.throwIfAborted();
    }
    letters.push(make(shownOut(await redact(item))));
  }
  return {
    letters,
    nextPageToken: page.nextPageToken,
    ...(page.searchedThrough !== "" && { searchedBackTo: timeOut(new Date(decodeTime(page.searchedThrough))) }),
  };
}
