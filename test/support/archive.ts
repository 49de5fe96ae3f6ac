import { once } from "node:events";
import { setImmediate } from "node:timers/promises";
import { type Archive, type ArchiveDeps, type ArchivePlan, createArchive } from "../../src/archive/archive.js";
import { createS3ObjectStore, type S3Location } from "../../src/archive/s3-object-store.js";
import { standsInLog } from "../../src/gateway/entry-at.js";
import type { Store } from "../../src/store/store.js";
import { noon } from "./rows.js";
import { strictS3 } from "./strict-s3.js";

/** An archive on a store, by an S3 client of its own; waits between attempts take no time. */
export function archiveOf(
  store: Store,
  location: Pick<S3Location, "endpoint"> & Partial<S3Location>,
  plan: Partial<ArchivePlan> = {},
  decode: ArchiveDeps["decode"] = async ({ event }) => ({ value: event.data.length }),
): Archive & { readonly waits: number[]; readonly failures: unknown[] } {
  const waits: number[] = [];
  const failures: unknown[] = [];
  const where: S3Location = { ...strictS3, addressing: "path", timeoutMs: 5000, ...location };
  const archive = createArchive({
    archive: store.archive,
    deadLetters: store.deadLetters,
    storage: {
      plan: {
        ...{ endpoint: where.endpoint, bucket: where.bucket, region: where.region, prefix: "" },
        ...{ statuses: ["open", "redriven", "resolved", "discarded"], intervalMs: 0, beforePurge: false },
        ...plan,
      },
      objects: createS3ObjectStore(where),
    },
    decode,
    standsInLog: async (letter) => await standsInLog(store.log, letter),
    clock: { now: () => noon },
    random: () => 0.5,
    sleep: async (ms, signal) => {
      if (ms >= patient) {
        await once(signal, "abort");
        return;
      }
      waits.push(ms);
      // What runs on and on must leave others their turn.
      await setImmediate();
    },
    onRunEnded: () => undefined,
    onRestored: () => undefined,
    onFailed: (cause) => failures.push(cause),
  });
  return { ...archive, waits, failures };
}

/** A wait for the end of a run, which is never over before it. */
export const patient = 3_600_000;
