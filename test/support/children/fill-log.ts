import { statSync } from "node:fs";
import { openSqliteStore } from "../../../src/store/sqlite/index.js";
import { commitOf } from "../rows.js";

/** Process: `fill-log.js <directory> <megabytes>`. Commits that much in records of 1 MB; prints how large the log got. */
const [directory = "", megabytes = "0"] = process.argv.slice(2);

const store = await openSqliteStore({ directory });
const bytes = new Uint8Array(1_000_000).fill(7);
let largestLog = 0;
for (let revision = 0; revision < Number(megabytes); revision += 1) {
  await store.log.commit([commitOf("s", { expectedRevision: revision, records: [{ bytes, settles: undefined }] })]);
  largestLog = Math.max(largestLog, statSync(`${directory}/sluice.db-wal`).size);
}
const { nextPosition } = await store.log.head("s");
await store.close();
process.stdout.write(JSON.stringify({ nextPosition, largestLog }));
