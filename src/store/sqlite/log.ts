import type { LogStore, Segment, StreamCommit, StreamCommitResult, StreamHead } from "../store.js";
import { CounterChanges, counterWriter } from "./dead-letter-counters.js";
import { letterRetrier } from "./dead-letter-changes.js";
import { letterParker } from "./dead-letter-parking.js";
import type { SqliteDatabase } from "./open.js";
import { segmentTrimmer } from "./log-trim.js";
import { qualityWriter } from "./quality-statistics.js";
import { redriveAdvancer, RedriveCounts } from "./redrives.js";
import { joinRecords } from "./segment.js";
import { statisticsWriter } from "./statistics.js";

interface StreamState {
  next_position: number;
  revision: number;
  last_committed_at: number;
}

interface SegmentColumns {
  first_position: number;
  record_count: number;
  committed_at: number;
  bytes: Buffer;
}

/** What the commit of one part does beside its records. */
interface CommitChanges {
  readonly counters: CounterChanges;
  readonly redrives: RedriveCounts;
}

const nothingCommitted: StreamState = { next_position: 0, revision: 0, last_committed_at: 0 };

/** The embedded append log. */
export function createLogStore(database: SqliteDatabase): LogStore {
  const commitPart = partCommitter(database);
  const head = database.reader.prepare<[string], StreamHead>(
    "SELECT next_position AS nextPosition, revision FROM streams WHERE stream = ?",
  );
  return {
    commit: (parts) => database.write(() => parts.map(commitPart)),
    head: (stream) => database.read(() => head.get(stream) ?? { nextPosition: 0, revision: 0 }),
    ...segmentReader(database),
    ...segmentTrimmer(database),
  };
}

/** Prepares the commit of one stream's part. Refusals come before the first write, so they leave nothing to undo. */
function partCommitter(database: SqliteDatabase): (part: StreamCommit) => StreamCommitResult {
  const { writer } = database;
  const park = letterParker(database);
  const { settle, failAgain } = letterRetrier(database);
  const addToCounters = counterWriter(database);
  const count = statisticsWriter(database);
  const countQuality = qualityWriter(database);
  const advanceRedrives = redriveAdvancer(database);
  const find = writer.prepare<[string], StreamState>(
    "SELECT next_position, revision, last_committed_at FROM streams WHERE stream = ?",
  );
  const epochOf = writer
    .prepare<[string, string], number>("SELECT epoch FROM producers WHERE stream = ? AND producer_id = ?")
    .pluck();
  const insertSegment = writer.prepare(
    "INSERT INTO segments (stream, first_position, record_count, committed_at, bytes) VALUES (?, ?, ?, ?, ?)",
  );
  const advance = writer.prepare(`
    INSERT INTO streams (stream, next_position, revision, last_committed_at, log_bytes) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (stream) DO UPDATE SET next_position = excluded.next_position, revision = excluded.revision,
      last_committed_at = excluded.last_committed_at, log_bytes = log_bytes + excluded.log_bytes`);
  const putProducer = writer.prepare(`
    REPLACE INTO producers (stream, producer_id, epoch, last_sequence, unstored) VALUES (?, ?, ?, ?, ?)`);

  function fencedBy(part: StreamCommit): StreamCommitResult | undefined {
    for (const { producerId, epoch } of part.producers) {
      const current = epochOf.get(part.stream, producerId);
      if (current !== undefined && current > epoch) return { outcome: "fenced", producerId, epoch: current };
    }
    return undefined;
  }

  /** Gives a position to each record that may be appended. */
  function place(part: StreamCommit, firstPosition: number, changes: CommitChanges): (number | undefined)[] {
    let position = firstPosition;
    return part.records.map(({ settles, count = 1 }) => {
      const first = position;
      if (settles !== undefined) {
        const settled = settle(settles, position, changes.counters);
        changes.redrives.count(settles.attempt.redriveId, settled ? "redriven" : "skipped");
        if (!settled) return undefined;
      }
      position += count;
      return first;
    });
  }

  function recordFailures({ failedAgain }: StreamCommit, { counters, redrives }: CommitChanges): void {
    for (const failure of failedAgain) {
      const failed = failAgain(failure, counters);
      redrives.count(failure.attempt.redriveId, failed ? "failedAgain" : "skipped");
    }
  }

  return (part) => {
    const state = find.get(part.stream) ?? nothingCommitted;
    if (state.revision !== part.expectedRevision) return { outcome: "conflict" };
    const fenced = fencedBy(part);
    if (fenced !== undefined) return fenced;

    const changes: CommitChanges = { counters: new CounterChanges(), redrives: new RedriveCounts() };
    const { counters } = changes;
    const positions = place(part, state.next_position, changes);
    const placed = part.records.filter((_record, index) => positions[index] !== undefined);
    const events = placed.reduce((sum, { count: positionsTaken = 1 }) => sum + positionsTaken, 0);
    const head = { nextPosition: state.next_position + events, revision: state.revision + 1 };
    const committedAt = Math.max(part.at.getTime(), state.last_committed_at);
    const bytes = placed.length === 0 ? undefined : joinRecords(placed);
    advance.run(part.stream, head.nextPosition, head.revision, committedAt, bytes?.length ?? 0);
    if (bytes !== undefined) {
      insertSegment.run(part.stream, state.next_position, events, committedAt, bytes);
    }
    park(part.parked, counters);
    recordFailures(part, changes);
    addToCounters(counters);
    advanceRedrives(changes.redrives, part.advances ?? [], part.at);
    for (const { producerId, epoch, lastSequence, unstored } of part.producers) {
      putProducer.run(part.stream, producerId, epoch, lastSequence, unstored);
    }
    count({ ...part, counts: [...part.counts, ...placed.flatMap(({ counts = [] }) => counts)] });
    if (part.quality !== undefined) countQuality(part, part.quality);
    for (const { quality } of placed) if (quality !== undefined) countQuality(part, quality);
    return { outcome: "committed", head, positions };
  };
}

function segmentReader(database: SqliteDatabase): Pick<LogStore, "read" | "positionAt"> {
  const { reader } = database;
  // From the segment that holds the position; when that is gone, from the first one after it.
  const from = reader.prepare<[string, string, number], SegmentColumns>(`
    SELECT first_position, record_count, committed_at, bytes FROM segments
    WHERE stream = ? AND first_position >= coalesce(
      (SELECT max(first_position) FROM segments WHERE stream = ? AND first_position <= ?), 0)
    ORDER BY first_position`);
  const firstSince = reader
    .prepare<[string, number], number>(`
      SELECT first_position FROM segments WHERE stream = ? AND committed_at >= ?
      ORDER BY committed_at, first_position LIMIT 1`)
    .pluck();
  const nextPosition = reader.prepare<[string], number>("SELECT next_position FROM streams WHERE stream = ?").pluck();

  function segmentsFrom(stream: string, position: number, maxBytes: number): readonly Segment[] {
    const segments: Segment[] = [];
    let bytes = 0;
    for (const row of from.iterate(stream, stream, position)) {
      if (row.first_position + row.record_count <= position) continue;
      bytes += row.bytes.length;
      if (segments.length > 0 && bytes > maxBytes) break;
      segments.push(toSegment(row));
    }
    return segments;
  }

  return {
    async read(stream, position, maxBytes) {
      const segments = await database.read(() => segmentsFrom(stream, position, maxBytes));
      // A reader must not act on records that a loss of power could still take back.
      if (segments.length > 0) await database.settled();
      return segments;
    },
    positionAt: (stream, time) =>
      database.readTogether(() => firstSince.get(stream, time.getTime()) ?? nextPosition.get(stream) ?? 0),
  };
}

function toSegment(row: SegmentColumns): Segment {
  return {
    firstPosition: row.first_position,
    count: row.record_count,
    committedAt: new Date(row.committed_at),
    bytes: row.bytes,
  };
}
