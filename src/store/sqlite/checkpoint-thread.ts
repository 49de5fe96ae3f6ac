import { fdatasyncSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";
import type { CheckpointAnswer, CheckpointTarget } from "./checkpoints.js";

// Runs in a thread of its own (checkpoints.ts): each message "checkpoint" is answered once it has been tried, and "close"
// ends the thread.

if (parentPort === null) throw new Error("This file is the start of a thread.");
const port = parentPort;
const { path, descriptor } = workerData as CheckpointTarget;
const database = new Database(path, { fileMustExist: true });
database.pragma("synchronous = NORMAL");
const checkpoint = database.prepare("PRAGMA wal_checkpoint(PASSIVE)");

port.on("message", (message) => {
  if (message === "close") {
    database.close();
    port.close();
    return;
  }
  port.postMessage(move());
});

function move(): CheckpointAnswer {
  try {
    checkpoint.get();
  } catch (caught) {
    // What could not be moved stays in the log, where it is safe; the next checkpoint moves it.
    if (!(caught instanceof Database.SqliteError)) throw caught;
  }
  try {
    // SQLite syncs the database only with the last page of a log, which under load is the writer's to move: its event loop
    // would wait for all the pages that were moved here.
    fdatasyncSync(descriptor);
    return "done";
  } catch (unsynced) {
    return { unsynced };
  }
}
