import type { AcceptedEvent } from "../dlq/redelivery.js";
import type { LogStore, StreamStore } from "../store/store.js";
import { entriesOf } from "./record.js";

/** Positions of a log that are looked at in one go: a few milliseconds. */
const windowPositions = 500;

/** Windows that are looked at in one stream: a type that is rarer than this has no recent events. */
const maxWindows = 100;

/** More streams than these are not looked at. */
const maxStreams = 20;

/** Bytes of a log that are read at once. */
const readBytes = 256 * 1024;

/** What looking back needs. */
export interface AcceptedEventsDeps {
  readonly log: Pick<LogStore, "head" | "read" | "firstPosition">;
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
    let { nextPosition: end } = await deps.log.head(stream);
    const first = await deps.log.firstPosition(stream);
    for (let window = 0; window < maxWindows && end > first && left > 0; window += 1) {
      const start = Math.max(first, end - windowPositions);
      const found = (await acceptedBetween(deps, { stream, subject }, start, end)).slice(-left);
      left -= found.length;
      end = start;
      yield found;
    }
  }
}

async function acceptedBetween(
  { log }: AcceptedEventsDeps,
  { stream, subject }: { readonly stream: string; readonly subject: string },
  start: number,
  end: number,
): Promise<readonly AcceptedEvent[]> {
  const found: AcceptedEvent[] = [];
  for (let position = start; position < end; ) {
    const segments = await log.read(stream, position, readBytes);
    if (segments.length === 0) break;
    for (const segment of segments) {
      for (const entry of entriesOf(segment, position)) {
        if (entry.position >= end) return found;
        position = entry.position + 1;
        if (entry.schema?.subject !== subject || entry.hasWarnings) continue;
        found.push({ stream, position: entry.position, event: entry.event });
      }
      position = Math.max(position, segment.firstPosition + segment.count);
    }
  }
  return found;
}
