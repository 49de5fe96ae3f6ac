import type { LogStore, LogTrim } from "../store.js";
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
    trim: (trim) =>
      database.write(() => {
        const known = bounds.get(trim.stream);
        if (known === undefined) return { records: 0, bytes: 0, firstPosition: 0, more: false };
        const { old, more } = chooseOld(trim, known, oldest.all(trim.stream));
        for (const { segment } of old) remove.run(segment);
        const last = old.at(-1);
        if (last === undefined) return { records: 0, bytes: 0, firstPosition: known.first_position, more };
        const position = last.first_position + last.record_count;
        const bytes = old.reduce((sum, { size }) => sum + size, 0);
        advance.run(position, bytes, trim.stream);
        const records = old.reduce((sum, { record_count: count }) => sum + count, 0);
        return { records, bytes, firstPosition: position, more };
      }),
  };
}

/** The segments of one step, and whether more than these is to go. */
function chooseOld(
  { committedBefore, maxBytes }: LogTrim,
  { log_bytes: logBytes, next_position: nextPosition }: Bounds,
  candidates: readonly OldSegment[],
): { readonly old: readonly OldSegment[]; readonly more: boolean } {
  const before = committedBefore?.getTime() ?? Number.NEGATIVE_INFINITY;
  const old: OldSegment[] = [];
  let bytes = 0;
  for (const segment of candidates) {
    const isNewest = segment.first_position + segment.record_count === nextPosition;
    const isTooMuch = logBytes - bytes > (maxBytes ?? Number.POSITIVE_INFINITY) && !isNewest;
    if (segment.committed_at >= before && !isTooMuch) return { old, more: false };
    if (bytes > 0 && bytes + segment.size > stepBytes) return { old, more: true };
    old.push(segment);
    bytes += segment.size;
  }
  // Whether what lies behind the last candidate is to go as well is found out by asking again.
  return { old, more: candidates.length === stepSegments };
}
