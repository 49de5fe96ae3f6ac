import type { LogStore } from "../store/store.js";
import { entriesOf, type PlacedEntry } from "./record.js";

/** Positions of a log that are looked at in one go: a few milliseconds. */
const windowPositions = 500;

/** Bytes of a log that are read at once. */
const readBytes = 256 * 1024;

/** What looking back in a log takes. */
export type LookBackLog = Pick<LogStore, "head" | "read" | "firstPosition">;

/** The events of a log, window after window back from its end; within a window the oldest first. */
export async function* newestEntries(log: LookBackLog, stream: string): AsyncGenerator<readonly PlacedEntry[]> {
  let { nextPosition: end } = await log.head(stream);
  const first = await log.firstPosition(stream);
  while (end > first) {
    const start = Math.max(first, end - windowPositions);
    yield await entriesBetween(log, stream, start, end);
    end = start;
  }
}

async function entriesBetween(
  log: LookBackLog,
  stream: string,
  start: number,
  end: number,
): Promise<readonly PlacedEntry[]> {
  const found: PlacedEntry[] = [];
  for (let position = start; position < end; ) {
    const segments = await log.read(stream, position, readBytes);
    if (segments.length === 0) break;
    for (const segment of segments) {
      for (const entry of entriesOf(segment, position)) {
        if (entry.position >= end) return found;
        found.push(entry);
      }
      position = Math.max(position, segment.firstPosition + segment.count);
    }
  }
  return found;
}
