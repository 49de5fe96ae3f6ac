import { cpus } from "node:os";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.js";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/property-seed.ts"],
    // On a machine that is busy with something else all takes many times as long, and is as right: only what hangs ends here.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
    // Much of a test is waiting for disks and other processes: with one more than there are cores all are busy.
    maxWorkers: cpus().length + 1,
    // Reading the server's modules anew for each file took as long as half of the tests. No module of ours keeps state,
    // and what a test starts it ends.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
});
