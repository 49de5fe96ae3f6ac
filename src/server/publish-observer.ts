import { ConnectError } from "@connectrpc/connect";
import { type ErrorReason, SluiceError } from "../core/errors.js";
import type { PublishObserver } from "../rpc/publish-stream.js";
import type { ServerEvents } from "./events.js";
import type { Metrics } from "./metrics.js";

/** Counts publish streams, refuses those beyond the limit, and reports how they end. */
export function createPublishObserver(deps: {
  readonly events: ServerEvents;
  readonly metrics: Metrics;
  readonly maxStreams: number;
}): PublishObserver {
  const { events, metrics, maxStreams } = deps;
  const openedAt = new Map<string, number>();
  return {
    opened(stream, sessionId) {
      if (openedAt.size >= maxStreams) {
        throw new SluiceError(
          "LIMIT_EXCEEDED",
          `The server already has ${maxStreams} publish streams; try another time.`,
          {
            metadata: { limit: String(maxStreams) },
            retryAfterMs: 1000,
          },
        );
      }
      openedAt.set(sessionId, performance.now());
      events.streamOpened({ kind: "publish", stream, sessionId });
    },
    closed(stream, sessionId, count, failure) {
      const durationMs = performance.now() - (openedAt.get(sessionId) ?? performance.now());
      openedAt.delete(sessionId);
      events.streamClosed({
        kind: "publish",
        stream,
        sessionId,
        durationMs,
        events: count,
        failure: reasonOf(failure),
      });
    },
    received(count, bytes, waitedMs) {
      metrics.inflightChanged(count, bytes);
      metrics.windowWaited(waitedMs / 1000);
    },
    acked(batchMs, count, bytes) {
      metrics.acknowledged(batchMs / 1000);
      metrics.inflightChanged(-count, -bytes);
    },
    dropped(count, bytes) {
      metrics.inflightChanged(-count, -bytes);
    },
  };
}

function reasonOf(failure: unknown): ErrorReason | "cancelled" | undefined {
  if (failure === undefined) return undefined;
  return failure instanceof ConnectError ? "cancelled" : SluiceError.from(failure).reason;
}
