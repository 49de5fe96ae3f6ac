import { isDeepStrictEqual } from "node:util";
import type { ProducerProgress, StreamConfig, StreamRow, StreamStore } from "../store.js";
import { prefixEnd } from "./name-range.js";
import type { SqliteDatabase } from "./open.js";
import { qualityReader } from "./quality-statistics.js";
import { hourTrimmer, statisticsReader } from "./statistics.js";
import { createQualityReader, type ReadQuality } from "./stored-quality.js";

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
  quality: string | null;
  retention_max_age_ms: number;
  retention_max_bytes: number;
  breaker_enabled: number;
  breaker_ratio: number;
  breaker_window_ms: number;
  breaker_min_events: number;
  breaker_cool_down_ms: number;
  ordering: StreamConfig["ordering"];
  wake_redrives: number;
  wake_canary: number;
  wake_max_failed_ratio: number;
  wake_max_per_second: number;
}

interface PrefixParameters {
  prefix: string;
  prefixEnd: string | Buffer;
  after: string;
  limit: number;
}

interface ListedColumns {
  stream: string;
  next_position: number;
  first_position: number;
  log_bytes: number;
  last_committed_at: number;
  open: number;
}

function toConfig(row: ConfigColumns, readQuality: ReadQuality): StreamConfig {
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
    ...(row.quality !== null && { quality: readQuality(row.stream, row.quality) }),
    retention: { maxAgeMs: row.retention_max_age_ms, maxBytes: row.retention_max_bytes },
    floodBreaker: {
      enabled: row.breaker_enabled === 1,
      ratio: row.breaker_ratio,
      windowMs: row.breaker_window_ms,
      minEvents: row.breaker_min_events,
      coolDownMs: row.breaker_cool_down_ms,
    },
    ordering: row.ordering,
    wake: {
      redrives: row.wake_redrives === 1,
      canary: row.wake_canary,
      maxFailedRatio: row.wake_max_failed_ratio,
      maxPerSecond: row.wake_max_per_second,
    },
  };
}

/** Configurations, producers, consumer groups, statistics. */
export function createStreamStore(database: SqliteDatabase): StreamStore {
  const { reader } = database;
  const find = reader.prepare<[string], ConfigColumns>("SELECT * FROM stream_configs WHERE stream = ?");
  const readQuality = createQualityReader();
  const findConfig = (stream: string): StreamConfig | undefined => {
    const row = find.get(stream);
    return row && toConfig(row, readQuality);
  };
  const retained = reader.prepare<[], ConfigColumns>(`
    SELECT * FROM stream_configs WHERE retention_max_age_ms > 0 OR retention_max_bytes > 0 ORDER BY stream`);
  const revision = reader.prepare<[], number>("SELECT revision FROM config_revision WHERE only_row = 1").pluck();
  const ofSubject = reader
    .prepare<[string, number], string>("SELECT DISTINCT stream FROM statistics_totals WHERE subject = ? LIMIT ?")
    .pluck();
  return {
    config: (stream) => database.readOncePerTurn(`config ${stream}`, () => findConfig(stream)),
    setConfig: configWriter(database, findConfig),
    configRevision: () => database.read(() => revision.get() ?? 0),
    streamsOf: (subject, limit) => database.read(() => ofSubject.all(subject, limit)),
    retained: () => database.read(() => retained.all().map((row) => toConfig(row, readQuality))),
    streams: streamLister(database, findConfig),
    ...producerStore(database),
    ...groupStore(database),
    statistics: statisticsReader(database),
    qualityStatistics: qualityReader(database),
    trimHours: hourTrimmer(database),
  };
}

function configWriter(
  database: SqliteDatabase,
  findConfig: (stream: string) => StreamConfig | undefined,
): StreamStore["setConfig"] {
  const { writer } = database;
  const addStream = writer.prepare<[string]>("INSERT INTO streams (stream) VALUES (?) ON CONFLICT DO NOTHING");
  const put = writer.prepare(`
    REPLACE INTO stream_configs
      (stream, mode, subject_name_strategy, invalid_action, framing,
       max_event_bytes, max_batch_events, max_depth, max_extensions, dedupe_window_ms, quality,
       retention_max_age_ms, retention_max_bytes,
       breaker_enabled, breaker_ratio, breaker_window_ms, breaker_min_events, breaker_cool_down_ms, ordering,
       wake_redrives, wake_canary, wake_max_failed_ratio, wake_max_per_second)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  return (config, expected) =>
    database.write(() => {
      // By the reader, which sees all that is committed, while nobody else can commit.
      if (!isDeepStrictEqual(findConfig(config.stream), expected)) return false;
      const { retention, floodBreaker, wake } = config;
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
        config.quality === undefined ? null : JSON.stringify(config.quality),
        retention.maxAgeMs,
        retention.maxBytes,
        Number(floodBreaker.enabled),
        floodBreaker.ratio,
        floodBreaker.windowMs,
        floodBreaker.minEvents,
        floodBreaker.coolDownMs,
        config.ordering,
        Number(wake.redrives),
        wake.canary,
        wake.maxFailedRatio,
        wake.maxPerSecond,
      );
      return true;
    });
}

function streamLister(
  database: SqliteDatabase,
  findConfig: (stream: string) => StreamConfig | undefined,
): StreamStore["streams"] {
  // A stream that only ever rejected events has a row, but nothing to show.
  const list = database.reader.prepare<PrefixParameters, ListedColumns>(`
    SELECT stream, next_position, first_position, log_bytes, last_committed_at, (
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
        return {
          stream: row.stream,
          config: findConfig(row.stream),
          nextPosition: row.next_position,
          firstPosition: row.first_position,
          logBytes: row.log_bytes,
          openDeadLetters: row.open,
          lastCommittedAt: row.last_committed_at === 0 ? undefined : new Date(row.last_committed_at),
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
