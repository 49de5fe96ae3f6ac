import type { Clock } from "../core/clock.js";
import type { LogStore, LogTrimmed, StreamStore } from "../store/store.js";

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
  for (const { stream, retention } of await streams.retained()) {
    const { maxAgeMs, maxBytes } = retention;
    const committedBefore = maxAgeMs === 0 ? undefined : new Date(clock.now().getTime() - maxAgeMs);
    const limits = { stream, committedBefore, maxBytes: maxBytes === 0 ? undefined : maxBytes };
    for (let more = true; more; ) {
      const trimmed = await log.trim(limits);
      if (trimmed.records > 0) onTrimmed(stream, trimmed);
      yield;
      ({ more } = trimmed);
    }
  }
}
