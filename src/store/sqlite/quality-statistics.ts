import type { QualityCount, QualityStatisticsRow, StreamCommit, StreamStore } from "../store.js";
import type { SqliteDatabase } from "./open.js";
import { hourOf } from "./statistics.js";

/** Prepares the counting of what the quality rules found; runs in the transaction of the commit. */
export function qualityWriter({
  writer,
}: SqliteDatabase): (part: Pick<StreamCommit, "stream" | "at">, counts: readonly QualityCount[]) => void {
  const addToHour = writer.prepare<[string, number, string, string, string, number]>(`
    INSERT INTO quality_statistics (stream, hour, type, measure, name, events) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET events = events + excluded.events`);
  const addToTotal = writer.prepare<[string, string, string, string, number]>(`
    INSERT INTO quality_statistics_totals (stream, type, measure, name, events) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET events = events + excluded.events`);
  return ({ stream, at }, counts) => {
    for (const { type, measure, name, events } of counts) {
      addToTotal.run(stream, type, measure, name, events);
      addToHour.run(stream, hourOf(at), type, measure, name, events);
    }
  };
}

/** Prepares the reading of what the quality rules found. */
export function qualityReader(database: SqliteDatabase): StreamStore["qualityStatistics"] {
  const { reader } = database;
  const order = "ORDER BY stream, type, measure, name";
  const summed = "stream, type, measure, name, sum(events) AS events";
  const grouping = `GROUP BY stream, type, measure, name ${order}`;
  const hoursOfStream = reader.prepare<[string, number], QualityStatisticsRow>(
    `SELECT ${summed} FROM quality_statistics WHERE stream = ? AND hour >= ? ${grouping}`,
  );
  // Goes from stream to stream, since the key of the hours begins with the stream.
  const hours = reader.prepare<[number], QualityStatisticsRow>(
    `SELECT ${summed} FROM streams CROSS JOIN quality_statistics USING (stream) WHERE hour >= ? ${grouping}`,
  );
  const totalsOfStream = reader.prepare<[string], QualityStatisticsRow>(
    `SELECT stream, type, measure, name, events FROM quality_statistics_totals WHERE stream = ? ${order}`,
  );
  const totals = reader.prepare<[], QualityStatisticsRow>(
    `SELECT stream, type, measure, name, events FROM quality_statistics_totals ${order}`,
  );
  return (stream, since) =>
    database.read(() => {
      if (since === undefined) return stream === undefined ? totals.all() : totalsOfStream.all(stream);
      const hour = hourOf(since);
      return stream === undefined ? hours.all(hour) : hoursOfStream.all(stream, hour);
    });
}
