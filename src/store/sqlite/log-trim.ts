import type { LogStore } from "../store.js";
import type { SqliteDatabase } from "./open.js";

/** Most that one trim deletes, unless a single segment is larger: under a millisecond of the event loop's time. */
const stepBytes = 1024 * 1024;
const stepSegments = 64;

interface Bounds {
  first_position: number;
  next_position: number;
  log_bytes: number;
}

interface OldSegment {
  segment: number;
  first_position: number;
  record_count: number;
  committed_at: number;
  size: number;
}

/** The first position that is kept, and the deletion of what lies before it. */
export function segmentTrimmer(database: SqliteDatabase): Pick<LogStore, "firstPosition" | "trim"> {
  const { reader, writer } = database;
  const first = reader.prepare<[string], number>("SELECT first_position FROM streams WHERE stream = ?").pluck();
  const bounds = writer.prepare<[string], Bounds>(
    "SELECT first_position, next_position, log_bytes FROM streams WHERE stream = ?",
  );
  // SQLite tells the length of a blob from the head of its row, without reading it.
  const oldest = writer.prepare<[string], OldSegment>(`
    SELECT segment, first_position, record_count, committed_at, length(bytes) AS size FROM segments
    WHERE stream = ? ORDER BY first_position LIMIT ${stepSegments}`);
  const remove = writer.prepare<[number]>("DELETE FROM segments WHERE segment = ?");
  const advance = writer.prepare<[number, number, string]>(
    "UPDATE streams SET first_position = ?, log_bytes = max(0, log_bytes - ?) WHERE stream = ?",
  );

  return {
    firstPosition: (stream) => database.read(() => first.get(stream) ?? 0),
    trim: ({ stream, committedBefore, maxBytes = Number.POSITIVE_INFINITY }) =>
      database.write(() => {
        const before = committedBefore?.getTime() ?? Number.NEGATIVE_INFINITY;
        const known = bounds.get(stream);
        let position = known?.first_position ?? 0;
        let records = 0;
        let bytes = 0;
        let more = false;
        const candidates = known === undefined ? [] : oldest.all(stream);
        for (const segment of candidates) {
          const next = segment.first_position + segment.record_count;
          const isNewest = next === known?.next_position;
          const isTooMuch = (known?.log_bytes ?? 0) - bytes > maxBytes && !isNewest;
          if (segment.committed_at >= before && !isTooMuch) break;
          if (bytes > 0 && bytes + segment.size > stepBytes) {
            more = true;
            break;
          }
          remove.run(segment.segment);
          position = next;
          records += segment.record_count;
          bytes += segment.size;
          // Whether the one behind the last candidate is to go as well is found out by asking again.
          more = segment === candidates.at(-1) && candidates.length === stepSegments;
        }
        if (records > 0) advance.run(position, bytes, stream);
        return { records, bytes, firstPosition: position, more };
      }),
  };
}
