import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/** Says to a server under measurement how long its syncs take at least, in milliseconds. */
export const syncVariable = "BENCH_SYNC_MS";

/** Makes every `fdatasync` of this thread that is waited for take at least so long: a slower disk than there is. */
export function slowSyncs(leastMs: number): void {
  const { fdatasync } = fs;
  const slow: typeof fs.fdatasync = Object.assign((descriptor: number, done: fs.NoParamCallback) => {
    const startedAt = performance.now();
    fdatasync(descriptor, (error) => {
      setTimeout(done, Math.max(0, leastMs - (performance.now() - startedAt)), error);
    });
  }, fdatasync);
  fs.fdatasync = slow;
  syncBuiltinESMExports();
}
