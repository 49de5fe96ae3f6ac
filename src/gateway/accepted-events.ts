import type { AcceptedEvent } from "../dlq/redelivery.js";
import type { StreamStore } from "../store/store.js";
import { type LookBackLog, newestEntries } from "./newest-entries.js";

/** Windows of a log that are looked at in one stream: a type that is rarer than this has no recent events. */
const maxWindows = 100;

/** More streams than these are not looked at. */
const maxStreams = 20;

/** What looking back needs. */
export interface AcceptedEventsDeps {
  readonly log: LookBackLog;
  readonly streams: Pick<StreamStore, "streamsOf">;
}

/**
 * Events of a subject that were published without warnings: of each of its streams, window after window back from the end
 * of the log, at most `limit` in all.
 */
export async function* recentlyAccepted(
  deps: AcceptedEventsDeps,
  subject: string,
  limit: number,
): AsyncGenerator<readonly AcceptedEvent[]> {
  let left = limit;
  for (const stream of await deps.streams.streamsOf(subject, maxStreams)) {
    if (left <= 0) return;
    let windows = 0;
    for await (const entries of newestEntries(deps.log, stream)) {
      const accepted = entries.filter(({ schema, hasWarnings }) => schema?.subject === subject && !hasWarnings);
      const found = accepted.map(({ position, event }) => ({ stream, position, event })).slice(-left);
      left -= found.length;
      yield found;
      windows += 1;
      if (left <= 0 || windows === maxWindows) break;
    }
  }
}
