import type { EventRecord } from "../core/event.js";
import type { DeadLetterRow, LogStore } from "../store/store.js";
import { entriesOf, type PlacedEntry } from "./record.js";

/** The event at a position of the log; undefined where there is none yet, or none any more. */
export async function entryAt(
  log: Pick<LogStore, "read">,
  stream: string,
  position: number,
): Promise<PlacedEntry | undefined> {
  const [segment] = await log.read(stream, position, 1);
  if (segment === undefined) return undefined;
  const [entry] = entriesOf(segment, position);
  return entry?.position === position ? entry : undefined;
}

/** Whether two events are the same one, by source and id (CloudEvents 1.0, section 3.1.1). */
export function isSameEvent(
  { source, id }: Pick<EventRecord, "source" | "id">,
  other: Pick<EventRecord, "source" | "id">,
): boolean {
  return source === other.source && id === other.id;
}

/** Whether the log has the event of a letter where the letter says: the letter may have been made on another log. */
export async function standsInLog(
  log: Pick<LogStore, "read">,
  { stream, event, logPosition }: Pick<DeadLetterRow, "stream" | "event" | "logPosition">,
): Promise<boolean> {
  const entry = logPosition === undefined ? undefined : await entryAt(log, stream, logPosition);
  return entry !== undefined && isSameEvent(entry.event, event);
}
