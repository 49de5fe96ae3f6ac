import { fdatasync } from "node:fs";
import { promisify } from "node:util";
import type { Store, StreamCommit, StreamCommitResult } from "../store/store.js";
import type { Metrics } from "./metrics.js";

const syncFile = promisify(fdatasync);

/** Flushes the data of an open file to the disk, and measures how long that took. */
export function measuredSync(metrics: Pick<Metrics, "synced">): (fileDescriptor: number) => Promise<void> {
  return async (fileDescriptor) => {
    const startedAt = performance.now();
    await syncFile(fileDescriptor);
    metrics.synced((performance.now() - startedAt) / 1000);
  };
}

/** The store, with its commits measured, and what they do to dead letters counted. */
export function measureCommits(
  store: Store,
  metrics: Pick<Metrics, "commitEnded" | "lettersClosed" | "qualityFound">,
): Store {
  const { log, deadLetters, consumers } = store;
  return {
    ...store,
    deadLetters: {
      ...deadLetters,
      async transition(transition) {
        const changed = await deadLetters.transition(transition);
        if (transition.to !== "open") metrics.lettersClosed(transition.to, changed);
        return changed;
      },
    },
    consumers: {
      ...consumers,
      async settle(stream, group, settlements, at) {
        const settled = await consumers.settle(stream, group, settlements, at);
        const closed = settled.filter(
          ({ outcome, deadLetterId }, index) =>
            outcome === "settled" && deadLetterId !== "" && settlements[index]?.action.kind === "ack",
        );
        metrics.lettersClosed("redriven", closed.length);
        return settled;
      },
    },
    log: {
      ...log,
      async commit(parts) {
        const startedAt = performance.now();
        let failed = true;
        try {
          const results = await log.commit(parts);
          failed = false;
          for (const [index, result] of results.entries()) {
            const part = parts[index];
            if (part !== undefined && result.outcome === "committed") recordPart(part, result, metrics);
          }
          return results;
        } finally {
          const letters = failed ? parts.reduce((sum, { parked }) => sum + parked.length, 0) : 0;
          metrics.commitEnded((performance.now() - startedAt) / 1000, letters, failed);
        }
      },
    },
  };
}

function recordPart(
  { stream, records, quality }: StreamCommit,
  { positions }: Extract<StreamCommitResult, { readonly outcome: "committed" }>,
  metrics: Pick<Metrics, "lettersClosed" | "qualityFound">,
): void {
  if (quality !== undefined) metrics.qualityFound(stream, quality);
  let redriven = 0;
  for (const [index, { settles }] of records.entries()) {
    if (settles !== undefined && positions[index] !== undefined) redriven += 1;
  }
  if (redriven > 0) metrics.lettersClosed("redriven", redriven);
}
