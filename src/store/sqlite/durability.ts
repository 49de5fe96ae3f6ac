import { close, closeSync, fdatasync, fstatSync, openSync, statSync } from "node:fs";
import { promisify } from "node:util";
import { SluiceError } from "../../core/errors.js";

/** Makes what was committed survive a loss of power, without ever waiting for the disk on the event loop. */
export interface Durability {
  /**
   * Resolves when everything that was committed before the call is on the disk. Commits and calls this in one go: calls
   * share a sync only if it starts after all of them. Rejects with STORE_UNAVAILABLE when a sync failed, then and ever
   * after.
   */
  durable(): Promise<void>;

  /** Resolves when nothing committed is waiting for the disk; at once when nothing is. Starts no sync of its own. */
  settled(): Promise<void>;

  /** Set once a sync has failed; nothing may be written any more. */
  readonly failure: SluiceError | undefined;

  /** Says that a sync of the database failed elsewhere, which is as final (5. below). */
  fail(cause: unknown): void;

  /** Waits for syncs under way and lets go of the file. */
  close(): Promise<void>;
}

/** What differs from plain durability. */
export interface DurabilityOptions {
  /** Instead of fdatasync. */
  readonly sync?: SyncFile | undefined;
  /** Told once, when a sync has failed. */
  readonly onFailure?: ((failure: SluiceError) => void) | undefined;
}

/** Flushes the data of an open file to the disk. */
export type SyncFile = (fileDescriptor: number) => Promise<void>;

const syncFile: SyncFile = promisify(fdatasync);
const closeFile = promisify(close);

/**
 * Opens the write-ahead log beside SQLite. The connection runs with synchronous=NORMAL, where a commit appends to the log
 * and does not sync it; the sync happens here, in libuv's thread pool. Why an acknowledged commit cannot be lost:
 *
 * 1. A commit has written its frames with write(2) when it returns. An fdatasync of the same file that starts later
 *    covers them, through whichever descriptor, and covers the length of the file too. Hence a caller never joins a sync
 *    that is already running: that one may have passed its pages by. It joins the next.
 * 2. A checkpoint, by whichever process, syncs the log before it copies pages, and syncs the database before the log may
 *    be written from its start again (NORMAL does both). So a commit whose frames are overwritten before our sync starts
 *    is in the database file, on the disk. The first frame of a restarted log is written after its header was synced, so
 *    recovery can never take old frames for new ones.
 * 3. The log is restarted and truncated in place. SQLite removes it only when the last connection closes, and ours is
 *    open. So the file behind our descriptor is the file SQLite writes to and the file recovery will read. Should somebody
 *    remove or replace it nevertheless, SQLite would go on writing to a file nobody will find: opening the new one would
 *    only hide that, so a changed inode is a failure like any other.
 * 4. The directory entries of database and log are made durable by whoever opens them (open.ts), before the first commit.
 * 5. When a sync fails, the kernel may have dropped the pages and marked them clean: a second fdatasync would succeed and
 *    say nothing. So the first failure is final. Nothing is acknowledged and nothing written until the store is opened
 *    again, which checkpoints into the database file with a sync of its own before anything is appended.
 */
export function openDurability(logPath: string, options: DurabilityOptions = {}): Durability {
  const { sync = syncFile, onFailure } = options;
  const fileDescriptor = openSync(logPath, "r+");
  const inode = fstatSync(fileDescriptor).ino;
  let failure: SluiceError | undefined;
  let closed = false;
  // Settles like the latest sync that started.
  let running: Promise<void> = Promise.resolve();
  // The sync that starts once `running` has ended; those who commit until then join it.
  let next: Promise<void> | undefined;

  function start(): Promise<void> {
    next = undefined;
    running = syncOnce();
    return running;
  }

  async function syncOnce(): Promise<void> {
    if (failure !== undefined) throw failure;
    try {
      await sync(fileDescriptor);
      // On the loop, since the name is in the kernel's cache and asking another thread takes ten times as long.
      if (statSync(logPath).ino !== inode) throw new Error("the write-ahead log was replaced by another file");
    } catch (cause) {
      throw fail(cause);
    }
  }

  function fail(cause: unknown): SluiceError {
    if (failure !== undefined) return failure;
    failure = new SluiceError(
      "STORE_UNAVAILABLE",
      "What was written may not be on the disk: syncing it failed. Nothing more is written until Sluice is started again.",
      { cause },
    );
    onFailure?.(failure);
    return failure;
  }

  return {
    async durable() {
      if (failure !== undefined) throw failure;
      next ??= running.then(start, start);
      await next;
    },
    async settled() {
      await (next ?? running);
    },
    get failure() {
      return failure;
    },
    fail,
    async close() {
      if (closed) return;
      closed = true;
      try {
        await (next ?? running);
      } catch {
        // Those who waited for it were told.
      }
      await closeFile(fileDescriptor);
    },
  };
}

/** Makes the entries of a directory durable. Where directories cannot be opened, as on Windows, there is nothing to do. */
export function syncDirectory(directory: string, syncNow: (fileDescriptor: number) => void): void {
  let fileDescriptor: number;
  try {
    fileDescriptor = openSync(directory, "r");
  } catch (caught) {
    if (caught instanceof Error && "code" in caught && (caught.code === "EISDIR" || caught.code === "EPERM")) return;
    throw caught;
  }
  try {
    syncNow(fileDescriptor);
  } finally {
    closeSync(fileDescriptor);
  }
}
