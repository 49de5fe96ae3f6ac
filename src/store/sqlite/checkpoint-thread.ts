import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";

// Runs in a thread of its own (checkpoints.ts): each message "checkpoint" is answered once it has been tried, and "close"
// ends the thread. The data is the path of the database.

if (parentPort === null || typeof workerData !== "string") throw new Error("This file is the start of a thread.");
const port = parentPort;
const database = new Database(workerData, { fileMustExist: true });
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
  } catch (caught) {
    // What could not be moved stays in the log, where it is safe; the next checkpoint writes and syncs all of it again.
    if (!(caught instanceof Database.SqliteError)) throw caught;
  }
  port.postMessage("done");
});
