import { statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { openSqliteStore } from "../../../src/store/sqlite/index.js";
import { commitOf } from "../rows.js";

/** Process: `fill-log.js <directory> <megabytes>`. Commits that much in records of 1 MB; prints how large the log got,
 * and whether most of it was moved into the database without a further commit. */
const [directory = "", megabytes = "0"] = process.argv.slice(2);

const store = await openSqliteStore({ directory });
const bytes = new Uint8Array(1_000_000).fill(7);
let largestLog = 0;
for (let revision = 0; revision < Number(megabytes); revision += 1) {
  await store.log.commit([
    commitOf("s", { expectedRevision: revision, records: [{ pieces: [bytes], settles: undefined }] }),
  ]);
  largestLog = Math.max(largestLog, statSync(`${directory}/sluice.db-wal`).size);
}

const observer = new Database(`${directory}/sluice.db`);
const look = observer.prepare<[], { log: number; checkpointed: number }>("PRAGMA wal_checkpoint(NOOP)");
let moved = false;
for (let patience = 500; patience > 0 && !moved; patience -= 1) {
  const size = look.get();
  moved = size !== undefined && size.checkpointed > size.log / 2;
  if (!moved) await sleep(20);
}
observer.close();
const { nextPosition } = await store.log.head("s");
await store.close();
process.stdout.write(JSON.stringify({ nextPosition, largestLog, moved }));
