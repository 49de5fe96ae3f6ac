import { fdatasync } from "node:fs";
import { promisify } from "node:util";
import type { Store } from "../store/store.js";
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

/** The store, with its commits measured. */
export function measureCommits(store: Store, metrics: Pick<Metrics, "commitEnded">): Store {
  const { log } = store;
  return {
    ...store,
    log: {
      ...log,
      async commit(parts) {
        const startedAt = performance.now();
        let failed = true;
        try {
          const results = await log.commit(parts);
          failed = false;
          return results;
        } finally {
          const letters = failed ? parts.reduce((sum, { parked }) => sum + parked.length, 0) : 0;
          metrics.commitEnded((performance.now() - startedAt) / 1000, letters, failed);
        }
      },
    },
  };
}
