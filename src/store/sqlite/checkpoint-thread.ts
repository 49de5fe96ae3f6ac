import { fdatasyncSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";
import type { CheckpointThreadData } from "./checkpoints.js";

// Runs in a thread of its own (checkpoints.ts): each message "checkpoint" is answered once it has been tried, and "close"
// ends the thread.

if (parentPort === null) throw new Error("This file is the start of a thread.");
const port = parentPort;
const { path, file } = workerData as CheckpointThreadData;
const database = new Database(path, { fileMustExist: true });
database.pragma("synchronous = NORMAL");
const checkpoint = database.prepare("PRAGMA wal_checkpoint(PASSIVE)");

port.on("message", (message) => {
  if (message === "close") {
    database.close();
    port.close();
    return;
  }
  try {
    checkpoint.get();
    syncDatabase();
  } catch (caught) {
    // What could not be moved stays in the log, where it is safe; the next checkpoint writes and syncs all of it again.
    if (!(caught instanceof Database.SqliteError)) throw caught;
  }
  port.postMessage("done");
});

/**
 * SQLite syncs the database only with the last page of a log, which under load is the writer's to move: without this its event loop
 * would wait for all the pages that were moved here. It still syncs what there is, and is told of what failed, since the kernel tells each
 * file that is open of an error once; so nothing depends on this sync.
 */
function syncDatabase(): void {
  try {
    fdatasyncSync(file);
  } catch {
    // The writer's own sync will fail.
  }
}
