import type { ProducerProgress, StreamConfig, StreamRow, StreamStore } from "../store.js";
import { prefixEnd } from "./name-range.js";
import type { SqliteDatabase } from "./open.js";
import { statisticsReader } from "./statistics.js";

/** A row of `stream_configs`. */
interface ConfigColumns {
  stream: string;
  mode: StreamConfig["mode"];
  subject_name_strategy: StreamConfig["subjectNameStrategy"];
  invalid_action: StreamConfig["invalidAction"];
  framing: StreamConfig["framing"];
  max_event_bytes: number;
  max_batch_events: number;
  max_depth: number;
  max_extensions: number;
  dedupe_window_ms: number;
}

interface PrefixParameters {
  prefix: string;
  prefixEnd: string | Buffer;
  after: string;
  limit: number;
}

function toConfig(row: ConfigColumns): StreamConfig {
  return {
    stream: row.stream,
    mode: row.mode,
    subjectNameStrategy: row.subject_name_strategy,
    invalidAction: row.invalid_action,
    framing: row.framing,
    maxEventBytes: row.max_event_bytes,
    maxBatchEvents: row.max_batch_events,
    maxDepth: row.max_depth,
    maxExtensions: row.max_extensions,
    dedupeWindowMs: row.dedupe_window_ms,
  };
}

/** Configurations, producers, consumer groups, statistics. */
export function createStreamStore(database: SqliteDatabase): StreamStore {
  const { reader } = database;
  const find = reader.prepare<[string], ConfigColumns>("SELECT * FROM stream_configs WHERE stream = ?");
  return {
    config: (stream) =>
      database.readOncePerTurn(`config ${stream}`, () => {
        const row = find.get(stream);
        return row && toConfig(row);
      }),
    setConfig: configWriter(database),
    streams: streamLister(database, find.get.bind(find)),
    ...producerStore(database),
    ...groupStore(database),
    statistics: statisticsReader(database),
  };
}

function configWriter(database: SqliteDatabase): StreamStore["setConfig"] {
  const { writer } = database;
  const addStream = writer.prepare<[string]>("INSERT INTO streams (stream) VALUES (?) ON CONFLICT DO NOTHING");
  const put = writer.prepare(`
    REPLACE INTO stream_configs
      (stream, mode, subject_name_strategy, invalid_action, framing,
       max_event_bytes, max_batch_events, max_depth, max_extensions, dedupe_window_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  return (config) =>
    database.write(() => {
      addStream.run(config.stream);
      put.run(
        config.stream,
        config.mode,
        config.subjectNameStrategy,
        config.invalidAction,
        config.framing,
        config.maxEventBytes,
        config.maxBatchEvents,
        config.maxDepth,
        config.maxExtensions,
        config.dedupeWindowMs,
      );
    });
}

function streamLister(
  database: SqliteDatabase,
  findConfig: (stream: string) => ConfigColumns | undefined,
): StreamStore["streams"] {
  // A stream that only ever rejected events has a row, but nothing to show.
  const list = database.reader.prepare<PrefixParameters, { stream: string; next_position: number; open: number }>(`
    SELECT stream, next_position, (
      SELECT coalesce(sum(letters), 0) FROM dead_letter_counts AS counts
      WHERE counts.stream = streams.stream AND status = 'open') AS open
    FROM streams
    WHERE stream >= max(:prefix, :after) AND +stream > :after AND stream < :prefixEnd
      AND (next_position > 0
        OR EXISTS (SELECT 1 FROM stream_configs AS configs WHERE configs.stream = streams.stream)
        OR EXISTS (SELECT 1 FROM dead_letter_counts AS counts WHERE counts.stream = streams.stream))
    ORDER BY stream LIMIT :limit`);
  return (prefix, after, limit) =>
    database.readTogether(() =>
      list.all({ prefix, prefixEnd: prefixEnd(prefix), after, limit }).map((row): StreamRow => {
        const config = findConfig(row.stream);
        return {
          stream: row.stream,
          config: config && toConfig(config),
          nextPosition: row.next_position,
          openDeadLetters: row.open,
        };
      }),
    );
}

/** The columns of `producers` under the names of the port. */
const producerColumns = "producer_id AS producerId, epoch, last_sequence AS lastSequence, unstored";

function producerStore(database: SqliteDatabase): Pick<StreamStore, "lastCommitAt" | "producer" | "openProducer"> {
  const selectOne = `SELECT ${producerColumns} FROM producers WHERE stream = ? AND producer_id = ?`;
  const find = database.reader.prepare<[string, string], ProducerProgress>(selectOne);
  const last = database.reader.prepare<[], number | null>("SELECT max(last_committed_at) FROM streams").pluck();
  const current = database.writer.prepare<[string, string], ProducerProgress>(selectOne);
  const raise = database.writer.prepare<[string, string, number]>(`
    INSERT INTO producers (stream, producer_id, epoch, last_sequence, unstored) VALUES (?, ?, ?, 0, '[]')
    ON CONFLICT (stream, producer_id) DO UPDATE
      SET epoch = excluded.epoch, last_sequence = 0, unstored = '[]'
      WHERE excluded.epoch > producers.epoch`);
  return {
    lastCommitAt: () =>
      database.read(() => {
        const at = last.get() ?? undefined;
        return at === undefined ? undefined : new Date(at);
      }),
    producer: (stream, producerId) => database.read(() => find.get(stream, producerId)),
    openProducer: (stream, producerId, epoch) =>
      database.write(() => {
        raise.run(stream, producerId, epoch);
        const progress = current.get(stream, producerId);
        if (progress === undefined) throw new Error("A producer that was just written is not there.");
        return progress;
      }),
  };
}

function groupStore(database: SqliteDatabase): Pick<StreamStore, "groupPosition" | "setGroupPosition"> {
  const find = database.reader
    .prepare<[string, string], number>("SELECT position FROM consumer_groups WHERE stream = ? AND name = ?")
    .pluck();
  const put = database.writer.prepare<[string, string, number]>(`
    INSERT INTO consumer_groups (stream, name, position) VALUES (?, ?, ?)
    ON CONFLICT (stream, name) DO UPDATE SET position = excluded.position`);
  return {
    groupPosition: (stream, group) => database.read(() => find.get(stream, group)),
    setGroupPosition: (stream, group, position) =>
      database.write(() => {
        put.run(stream, group, position);
      }),
  };
}
