import { once } from "node:events";
import { Worker } from "node:worker_threads";
import Database from "better-sqlite3";
import type { DatabaseFile } from "./database-file.js";

/**
 * Pages in the write-ahead log after which they are moved into the database: 40 MB. More makes events no cheaper and
 * recovery after a crash slower.
 */
export const defaultCheckpointPages = 10_000;

/** The part of them that is left for the event loop to move: 400 kB, a millisecond or two. */
const finishingShare = 1 / 100;

/** Keeps the write-ahead log short. */
export interface Checkpoints {
  /** To be called after each commit; costs microseconds. */
  committed(): void;
  close(): Promise<void>;
}

/** The file that is written to, as the thread is told when it starts. */
export type CheckpointTarget = Pick<DatabaseFile, "path" | "descriptor">;

/** How a try ended: `unsynced` when what was moved may never reach the disk, with the error. */
export type CheckpointAnswer = "done" | { readonly unsynced: unknown };

/** What differs from the usual. */
export interface CheckpointOptions {
  /** `defaultCheckpointPages` by default. */
  readonly checkpointPages?: number | undefined;
  /** The file of the thread. */
  readonly start?: URL;
  /** Told when a sync of the database has failed. */
  readonly onSyncFailed?: (cause: unknown) => void;
}

interface LogSize {
  /** Pages in the log, and how many of them have been moved. */
  readonly log: number;
  readonly checkpointed: number;
}

/**
 * Moves the log into the database in a thread of its own, since a checkpoint syncs two files and writes tens of
 * megabytes: within a commit it held up the event loop for 50 to 70 ms on a fast disk. The thread never blocks writers,
 * but under steady load it never catches up with them either, and only a log that was moved to its end starts over. So
 * once it has moved the bulk, the writer moves the small rest.
 *
 * Where the thread cannot run, commits move the log, as SQLite does by itself.
 */
export function startCheckpoints(
  writer: Database.Database,
  { path, descriptor }: CheckpointTarget,
  options: CheckpointOptions = {},
): Checkpoints {
  const { start = new URL("./checkpoint-thread.js", import.meta.url) } = options;
  const checkpointPages = options.checkpointPages ?? defaultCheckpointPages;
  const finishingPages = checkpointPages * finishingShare;
  // Looks, and moves nothing.
  const look = writer.prepare<[], LogSize>("PRAGMA wal_checkpoint(NOOP)");
  const sizeOfLog = (): LogSize | undefined => unlessItFails(() => look.get());
  const finish = writer.prepare("PRAGMA wal_checkpoint(PASSIVE)");
  writer.pragma("wal_autocheckpoint = 0");
  let thread: Worker | undefined;
  let state: "idle" | "moving" | "without-thread" | "closed" = "idle";
  // How far the log had been moved when the thread was last asked.
  let movedBefore = 0;
  // So many pages waiting are worth a move. More, while a reader of another process holds the log back.
  let patience = checkpointPages;

  function move(size: LogSize): void {
    state = "moving";
    movedBefore = size.checkpointed;
    thread ??= startThread();
    thread.postMessage("checkpoint");
  }

  function startThread(): Worker {
    const started = new Worker(start, { workerData: { path, descriptor } satisfies CheckpointTarget });
    started.unref();
    started.on("message", moved);
    started.on("error", doWithout);
    return started;
  }

  function moved(answer: CheckpointAnswer): void {
    if (answer !== "done") options.onSyncFailed?.(answer.unsynced);
    if (state !== "moving") return;
    state = "idle";
    const size = sizeOfLog();
    if (size === undefined) return;
    const rest = size.log - size.checkpointed;
    const stuck = rest > 0 && size.checkpointed === movedBefore;
    patience = stuck ? rest + checkpointPages : checkpointPages;
    if (stuck || rest === 0 || size.log < checkpointPages) return;
    // Writers that outrun the thread would make the log grow for ever.
    const outrun = size.log > 2 * checkpointPages;
    if (rest <= finishingPages || outrun) unlessItFails(() => finish.get());
    else move(size);
  }

  function doWithout(): void {
    thread = undefined;
    if (state === "closed") return;
    state = "without-thread";
    writer.pragma(`wal_autocheckpoint = ${checkpointPages}`);
  }

  return {
    committed() {
      if (state !== "idle") return;
      const size = sizeOfLog();
      if (size !== undefined && size.log - size.checkpointed > patience) move(size);
    },
    async close() {
      state = "closed";
      if (thread === undefined) return;
      // A thread that fails just now has ended as well.
      const ended = once(thread, "exit").catch(() => undefined);
      thread.ref();
      thread.postMessage("close");
      await ended;
    },
  };
}

/** What could not be moved stays in the log, where it is safe; whoever commits hears of a broken disk there. */
function unlessItFails<Result>(attempt: () => Result): Result | undefined {
  try {
    return attempt();
  } catch (caught) {
    if (caught instanceof Database.SqliteError) return undefined;
    throw caught;
  }
}
