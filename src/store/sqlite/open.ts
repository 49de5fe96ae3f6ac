import { chmodSync, existsSync, fsyncSync, mkdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { SluiceError } from "../../core/errors.js";
import type { Clock } from "../../core/clock.js";
import { startCheckpoints, type Checkpoints } from "./checkpoints.js";
import { openDatabaseFile, type DatabaseFile } from "./database-file.js";
import { openDurability, syncDirectory, type Durability, type SyncFile } from "./durability.js";
import { storeClosed, storeError } from "./errors.js";
import { migrateDatabase } from "./migrate.js";
import { createTurnMemory } from "./turn-memory.js";

/** How long a connection waits for another process to let go of a lock, where nobody else has to wait with it. */
const busyTimeoutMs = 5_000;

/** The same for a commit: SQLite waits on the event loop, so it waits briefly and the commit is tried again later. */
const busyTimeoutOfCommitsMs = 20;

/** "SLUC": marks the file as ours, so that the database of another program is not taken for an empty one. */
const applicationId = 0x534c5543;

/** The two connections to one database file and the ways to use them. */
export interface SqliteDatabase {
  /** Path of the database file. */
  readonly path: string;
  readonly writer: Database.Database;
  /** Cannot write. Sees what is committed, whoever committed it. */
  readonly reader: Database.Database;
  readonly durability: Durability;

  /** Runs in one write transaction; resolves when it is durable. A throw rolls everything back. */
  write<Result>(body: () => Result): Promise<Result>;

  /** Runs a single statement of the reader. */
  read<Result>(body: () => Result): Promise<Result>;

  /** Like `read`, once in a turn of the event loop as long as nothing is written; `key` says what is read. */
  readOncePerTurn<Result>(key: string, body: () => Result): Promise<Result>;

  /**
   * Resolves when what the reader has seen so far is durable, whichever process committed it: of others nobody here knows
   * whether they have synced it yet.
   */
  settled(): Promise<void>;

  /** Runs several statements of the reader that see the same state. */
  readTogether<Result>(body: () => Result): Promise<Result>;

  close(): Promise<void>;
}

/** What opening a database takes. */
export interface OpenDatabaseOptions {
  readonly directory: string;
  readonly clock: Clock;
  /** Instead of fdatasync, for those who want to see a disk fail. */
  readonly sync?: SyncFile | undefined;
  /** Pages in the log after which they are moved into the database; `defaultCheckpointPages` by default. */
  readonly checkpointPages?: number | undefined;
  /** How long a commit is tried again while another process holds the lock; five seconds by default. */
  readonly patienceMs?: number | undefined;
  /** Told once, when a sync has failed and nothing is written any more. */
  readonly onFailure?: ((failure: SluiceError) => void) | undefined;
}

/**
 * Opens `sluice.db` in a directory, both created when missing, and brings its schema up to date. Rejects with
 * STORE_UNAVAILABLE when that is impossible.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<SqliteDatabase> {
  const directory = resolve(options.directory);
  const path = join(directory, "sluice.db");
  const opened: { close(): unknown }[] = [];
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const writer = openWriter(path);
    opened.push(writer);
    const file = openDatabaseFile(path);
    // First in the list, so that it is closed last.
    opened.unshift(file);
    refuseForeignDatabase(writer, path);
    await configureWriter(writer);
    const commits = commitsOfOthers(writer);
    const absorbed = commits.seen();
    if (absorbLog(writer, path)) commits.settle(absorbed);
    await withBusyRetries(() => {
      migrateDatabase(writer, path, options.clock.now());
    });
    const reader = new Database(path, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
    opened.push(reader);
    const durability = openDurability(`${path}-wal`, options);
    opened.push(durability);
    syncDirectory(directory, fsyncSync);
    syncDirectory(dirname(directory), fsyncSync);
    writer.pragma(`busy_timeout = ${busyTimeoutOfCommitsMs}`);
    const onSyncFailed = (cause: unknown): void => {
      durability.fail(cause);
    };
    const checkpoints = startCheckpoints(writer, file, { checkpointPages: options.checkpointPages, onSyncFailed });
    return connect({ path, writer, reader, durability }, { file, checkpoints, commits }, options.patienceMs);
  } catch (caught) {
    for (const resource of opened.reverse()) resource.close();
    throw openError(caught, path);
  }
}

function openWriter(path: string): Database.Database {
  const isNew = !existsSync(path);
  const writer = new Database(path, { timeout: busyTimeoutMs });
  // The log and the shared memory file, which come later, get the permissions SQLite finds on the database.
  if (isNew) chmodSync(path, 0o600);
  return writer;
}

function refuseForeignDatabase(writer: Database.Database, path: string): void {
  const tables = writer.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const marked = writer.pragma("application_id", { simple: true }) === applicationId;
  if (marked || tables.length === 0 || tables.some((table) => table.name === "schema_migrations")) return;
  throw new SluiceError(
    "STORE_UNAVAILABLE",
    `${path} is the database of another program; point Sluice at another directory.`,
  );
}

async function configureWriter(writer: Database.Database): Promise<void> {
  // Takes effect only before anything was written. It lets the file shrink (reclaim.ts), and deletes large rows without
  // reading them.
  writer.pragma("auto_vacuum = INCREMENTAL");
  // SQLite does not wait for others when it switches to WAL, so several first openers may get in each other's way.
  const mode = await withBusyRetries(() => writer.pragma("journal_mode = WAL", { simple: true }));
  if (mode !== "wal") {
    throw new SluiceError(
      "STORE_UNAVAILABLE",
      "The file system of the data directory does not support SQLite's write-ahead log; use a local disk.",
    );
  }
  writer.pragma("synchronous = NORMAL");
  writer.pragma("foreign_keys = ON");
  writer.pragma("trusted_schema = OFF");
  // A log that grew in a burst gives its space back at the next restart.
  writer.pragma("journal_size_limit = 67108864");
  if (writer.pragma("application_id", { simple: true }) !== applicationId) {
    await withBusyRetries(() => writer.pragma(`application_id = ${applicationId}`));
  }
}

/**
 * Moves what an earlier process left in the log into the database, so that nothing is appended to a log of which nobody
 * knows whether it ever reached the disk (invariant 5 of durability.ts). Best effort while other processes use it: then
 * the log is theirs, and alive. Answers whether nothing is left in it.
 */
function absorbLog(writer: Database.Database, path: string): boolean {
  const log = `${path}-wal`;
  if (!existsSync(log) || statSync(log).size === 0) return true;
  writer.pragma("busy_timeout = 100");
  try {
    return writer.pragma("wal_checkpoint(TRUNCATE)", { simple: true }) === 0;
  } finally {
    writer.pragma(`busy_timeout = ${busyTimeoutMs}`);
  }
}

/** Whether another process has committed since it was last made sure that all of it is durable. */
interface CommitsOfOthers {
  /** How far the others have got. */
  seen(): number | undefined;
  isSettled(seen: number | undefined): boolean;
  /** Notes that everything is durable which was committed when this was seen. */
  settle(seen: number | undefined): void;
}

function commitsOfOthers(writer: Database.Database): CommitsOfOthers {
  // Changes with the commits of others, not with those of the connection that asks (SQLite, "PRAGMA data_version").
  const version = writer.prepare<[], number>("PRAGMA data_version").pluck();
  let settledAt: number | undefined;
  return {
    seen: () => version.get(),
    isSettled: (seen) => seen === settledAt,
    settle(seen) {
      settledAt = seen;
    },
  };
}

/** Tries again while another process holds the lock, about so long; the first time at once. */
async function withBusyRetries<Result>(attempt: () => Result, patienceMs: number = busyTimeoutMs): Promise<Result> {
  let waitedMs = 0;
  for (let delayMs = 5; ; delayMs = Math.min(500, 2 * delayMs)) {
    try {
      return attempt();
    } catch (caught) {
      const isBusy = caught instanceof Database.SqliteError && caught.code.startsWith("SQLITE_BUSY");
      if (!isBusy || waitedMs >= patienceMs) throw caught;
    }
    await sleep(delayMs);
    waitedMs += delayMs;
  }
}

function openError(caught: unknown, path: string): SluiceError {
  const known = storeError(caught);
  if (known.reason === "STORE_UNAVAILABLE") {
    if (known.message.includes(path)) return known;
    return new SluiceError("STORE_UNAVAILABLE", `Cannot open ${path}: ${known.message}`, { cause: caught });
  }
  if (caught instanceof Error && "code" in caught && "syscall" in caught) {
    return new SluiceError(
      "STORE_UNAVAILABLE",
      `Cannot open ${path}: ${caught.message}. Check that the directory exists, or can be created, and is writable.`,
      { cause: caught },
    );
  }
  return known;
}

interface Beside {
  readonly file: DatabaseFile;
  readonly checkpoints: Checkpoints;
  readonly commits: CommitsOfOthers;
}

type Connections = Pick<SqliteDatabase, "path" | "writer" | "reader" | "durability">;

function connect(
  connections: Connections,
  { file, checkpoints, commits }: Beside,
  patienceMs?: number,
): SqliteDatabase {
  const { writer, reader, durability } = connections;
  const beginWrite = writer.prepare("BEGIN IMMEDIATE");
  const commitWrite = writer.prepare("COMMIT");
  const rollbackWrite = writer.prepare("ROLLBACK");
  const beginRead = reader.prepare("BEGIN");
  const endRead = reader.prepare("COMMIT");
  const memory = createTurnMemory();
  let closing: Promise<void> | undefined;

  async function closeAll(): Promise<void> {
    try {
      await durability.close();
      await checkpoints.close();
      reader.close();
      try {
        // A short log makes the next start quick. Others may be using the database; then they will do it.
        if (durability.failure === undefined) writer.pragma("wal_checkpoint(TRUNCATE)");
      } catch (caught) {
        if (!(caught instanceof Database.SqliteError)) throw caught;
      }
      writer.close();
    } finally {
      // Last: it would take away the locks of the others.
      file.close();
    }
  }

  return {
    ...connections,
    async write(body) {
      try {
        const { result, durable } = await withBusyRetries(() => {
          if (closing !== undefined) throw storeClosed();
          if (durability.failure !== undefined) throw durability.failure;
          const done = inTransaction(writer, { begin: beginWrite, commit: commitWrite, rollback: rollbackWrite }, body);
          memory.forget();
          return { result: done, durable: durability.durable() };
        }, patienceMs);
        checkpoints.committed();
        await durable;
        return result;
      } catch (caught) {
        throw storeError(caught);
      }
    },
    async read(body) {
      if (closing !== undefined) throw storeClosed();
      try {
        return body();
      } catch (caught) {
        throw storeError(caught);
      }
    },
    async readOncePerTurn(key, body) {
      if (closing !== undefined) throw storeClosed();
      try {
        return memory.get(key, body);
      } catch (caught) {
        throw storeError(caught);
      }
    },
    async settled() {
      const seen = commits.seen();
      if (commits.isSettled(seen)) await durability.settled();
      else {
        await durability.durable();
        commits.settle(seen);
      }
    },
    async readTogether(body) {
      if (closing !== undefined) throw storeClosed();
      try {
        return inTransaction(reader, { begin: beginRead, commit: endRead, rollback: endRead }, body);
      } catch (caught) {
        throw storeError(caught);
      }
    },
    async close() {
      closing ??= closeAll();
      await closing;
    },
  };
}

interface TransactionStatements {
  readonly begin: Database.Statement;
  readonly commit: Database.Statement;
  readonly rollback: Database.Statement;
}

function inTransaction<Result>(
  connection: Database.Database,
  statements: TransactionStatements,
  body: () => Result,
): Result {
  try {
    statements.begin.run();
    const result = body();
    statements.commit.run();
    return result;
  } catch (caught) {
    // Some errors, SQLITE_FULL among them, have rolled back already.
    if (connection.inTransaction) statements.rollback.run();
    throw caught;
  }
}
