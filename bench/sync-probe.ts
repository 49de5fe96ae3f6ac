import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { median } from "./quantile.js";

/** Appended before each sync; what a small group of events comes to in the log. */
const pageBytes = 4096;

const syncs = 20;

/** Median time of an append and its fdatasync in a directory, in milliseconds: the least that durable takes there, now. */
export async function measureSync(directory: string): Promise<number> {
  const path = join(directory, "sync-probe");
  const file = await open(path, "w");
  try {
    const page = Buffer.alloc(pageBytes, 1);
    const times: number[] = [];
    for (let sync = 0; sync < syncs; sync += 1) {
      const startedAt = performance.now();
      await file.write(page);
      await file.datasync();
      times.push(performance.now() - startedAt);
    }
    return median(times);
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}
