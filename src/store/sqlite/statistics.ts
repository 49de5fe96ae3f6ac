import { OutcomeCounts } from "../../core/outcome-counts.js";
import type { OutcomeCount, OutcomeName, StatisticsRow, StreamCommit, StreamStore } from "../store.js";
import type { SqliteDatabase } from "./open.js";

/** Length of the spans in which events and dead letters are counted. */
export const hourMs = 3_600_000;

/** The hour a time lies in, in hours since 1970. */
export function hourOf(time: Date): number {
  return Math.floor(time.getTime() / hourMs);
}

interface OutcomeColumns {
  stream: string;
  type: string;
  subject: string;
  version: number;
  semver: string;
  schema_id: number;
  outcome: OutcomeName;
  events: number;
  bytes: number;
  last_at: number;
}

/** Prepares the counting of what a commit did; runs in the transaction of the commit. */
export function statisticsWriter({ writer }: SqliteDatabase): (part: StreamCommit) => void {
  const addToHour = writer.prepare(`
    INSERT INTO statistics
      (stream, hour, type, subject, version, outcome, semver, schema_id, events, bytes, last_at)
    VALUES (:stream, :hour, :type, :subject, :version, :outcome, :semver, :schemaId, :events, :bytes, :at)
    ON CONFLICT DO UPDATE SET
      events = events + excluded.events, bytes = bytes + excluded.bytes, last_at = max(last_at, excluded.last_at)`);
  const addToTotal = writer.prepare(`
    INSERT INTO statistics_totals
      (stream, type, subject, version, outcome, semver, schema_id, events, bytes, last_at)
    VALUES (:stream, :type, :subject, :version, :outcome, :semver, :schemaId, :events, :bytes, :at)
    ON CONFLICT DO UPDATE SET
      events = events + excluded.events, bytes = bytes + excluded.bytes, last_at = max(last_at, excluded.last_at)`);

  return ({ stream, counts, at }) => {
    for (const { type, schema, outcome, events, bytes } of addUp(counts)) {
      const key = { stream, type, subject: schema?.subject ?? "", version: schema?.version ?? 0, outcome };
      const row = { ...key, semver: schema?.semver ?? "", schemaId: schema?.schemaId ?? 0, events, bytes };
      addToTotal.run({ ...row, at: at.getTime() });
      addToHour.run({ ...row, at: at.getTime(), hour: hourOf(at) });
    }
  };
}

/** One count for each kind of event: the batches of a commit group mostly hold the same kinds. */
function addUp(counts: readonly OutcomeCount[]): readonly OutcomeCount[] {
  const sums = new OutcomeCounts<OutcomeName>();
  for (const count of counts) sums.add(count);
  return sums.list();
}

/** Prepares the reading of statistics. */
export function statisticsReader(database: SqliteDatabase): StreamStore["statistics"] {
  const { reader } = database;
  const columns = "statistics.stream, type, subject, version, outcome, semver, schema_id, last_at";
  const summed = `${columns.replace("last_at", "max(last_at) AS last_at")}, sum(events) AS events, sum(bytes) AS bytes`;
  const grouping = "GROUP BY statistics.stream, type, subject, version, outcome";
  const hoursOfStream = reader.prepare<[string, number], OutcomeColumns>(
    `SELECT ${summed} FROM statistics WHERE stream = ? AND hour >= ? ${grouping}`,
  );
  // Goes from stream to stream, since the key of the hours begins with the stream.
  const hours = reader.prepare<[number], OutcomeColumns>(
    `SELECT ${summed} FROM streams CROSS JOIN statistics USING (stream) WHERE hour >= ? ${grouping}`,
  );
  const totalsOfStream = reader.prepare<[string], OutcomeColumns>("SELECT * FROM statistics_totals WHERE stream = ?");
  const totals = reader.prepare<[], OutcomeColumns>("SELECT * FROM statistics_totals");

  return (stream, since) =>
    database.read(() => {
      if (since === undefined) return toStatistics(stream === undefined ? totals.all() : totalsOfStream.all(stream));
      const hour = hourOf(since);
      return toStatistics(stream === undefined ? hours.all(hour) : hoursOfStream.all(stream, hour));
    });
}

type Gathered = Omit<StatisticsRow, "counts"> & {
  readonly counts: Record<OutcomeName, number>;
  readonly events: number;
};

/** Brings the outcomes of one kind of event together; largest first, then by name. */
function toStatistics(rows: readonly OutcomeColumns[]): readonly StatisticsRow[] {
  const gathered = new Map<string, Gathered>();
  for (const row of rows) {
    const key = JSON.stringify([row.stream, row.type, row.subject, row.version]);
    const known = gathered.get(key) ?? emptyStatistics(row);
    known.counts[row.outcome] += row.events;
    gathered.set(key, {
      ...known,
      events: known.events + row.events,
      bytes: known.bytes + row.bytes,
      lastAt: new Date(Math.max(known.lastAt.getTime(), row.last_at)),
    });
  }
  const sorted = [...gathered].sort(
    ([keyA, a], [keyB, b]) => b.events - a.events || (keyA < keyB ? -1 : Number(keyA > keyB)),
  );
  return sorted.map(([, { stream, type, schema, counts, bytes, lastAt }]) => ({
    stream,
    type,
    schema,
    counts,
    bytes,
    lastAt,
  }));
}

function emptyStatistics(row: OutcomeColumns): Gathered {
  const { stream, type, subject, version, semver } = row;
  return {
    stream,
    type,
    schema: version === 0 ? undefined : { subject, version, semver, schemaId: row.schema_id },
    counts: { published: 0, duplicate: 0, "dead-lettered": 0, rejected: 0, failed: 0, warned: 0 },
    bytes: 0,
    events: 0,
    lastAt: new Date(row.last_at),
  };
}

/** Prepares the forgetting of counts by hour. */
export function hourTrimmer(database: SqliteDatabase): StreamStore["trimHours"] {
  const { writer } = database;
  const key = "(stream, hour, type, subject, version, outcome)";
  const trimEvents = writer.prepare<[number, number]>(
    `DELETE FROM statistics WHERE ${key} IN (SELECT ${key.slice(1, -1)} FROM statistics WHERE hour < ? LIMIT ?)`,
  );
  const trimLetters = writer.prepare<[number, number]>(`
    DELETE FROM dead_letter_hours
    WHERE (fingerprint, hour) IN (SELECT fingerprint, hour FROM dead_letter_hours WHERE hour < ? LIMIT ?)`);
  const qualityKey = "stream, hour, type, measure, name";
  const trimQuality = writer.prepare<[number, number]>(`
    DELETE FROM quality_statistics
    WHERE (${qualityKey}) IN (SELECT ${qualityKey} FROM quality_statistics WHERE hour < ? LIMIT ?)`);
  const trims = [trimEvents, trimLetters, trimQuality];
  return (before, limit) =>
    database.write(() => trims.reduce((sum, trim) => sum + trim.run(hourOf(before), limit).changes, 0));
}
