import type { Clock } from "../core/clock.js";
import type { LogStore, LogTrim, LogTrimmed, StreamConfig, StreamStore } from "../store/store.js";

/** What keeping the logs short needs. */
export interface RetentionDeps {
  readonly log: LogStore;
  readonly streams: StreamStore;
  readonly clock: Clock;
  /** Told about each piece that was deleted. */
  readonly onTrimmed: (stream: string, trimmed: LogTrimmed) => void;
}

/**
 * Deletes what the streams keep no longer, a bounded piece between two yields, so that whoever runs it can let traffic
 * pass in between.
 */
export async function* enforceRetention({ log, streams, clock, onTrimmed }: RetentionDeps): AsyncGenerator<void> {
  for (const { stream } of await streams.retained()) {
    for (let more = true; more; ) {
      // Anew for each piece: a large log goes on for minutes after somebody says stop.
      const limits = trimOf(await streams.config(stream), clock.now());
      if (limits === undefined) break;
      const trimmed = await log.trim(limits);
      if (trimmed.records > 0) onTrimmed(stream, trimmed);
      yield;
      ({ more } = trimmed);
    }
  }
}

/** What of a log is to go now; undefined where all of it is kept. */
function trimOf(config: StreamConfig | undefined, now: Date): LogTrim | undefined {
  if (config === undefined) return undefined;
  const { stream, retention } = config;
  const { maxAgeMs, maxBytes } = retention;
  if (maxAgeMs === 0 && maxBytes === 0) return undefined;
  return {
    stream,
    committedBefore: maxAgeMs === 0 ? undefined : new Date(now.getTime() - maxAgeMs),
    maxBytes: maxBytes === 0 ? undefined : maxBytes,
  };
}
