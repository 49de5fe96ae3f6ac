import { execFile } from "node:child_process";
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import Database from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../src/core/clock.js";
import { defaultCheckpointPages, startCheckpoints } from "../../src/store/sqlite/checkpoints.js";
import { createLogStore } from "../../src/store/sqlite/log.js";
import { openDatabase, type OpenDatabaseOptions, type SqliteDatabase } from "../../src/store/sqlite/open.js";
import { compileForNode } from "../support/compiled.js";
import { commit, commitOf, insert, letter, newVersion, noon, park, record } from "../support/rows.js";
import { openTestStore, temporaryDirectory } from "../support/store.js";
import { readTrace, traceCommand, whyNoTrace } from "../support/system-calls.js";

async function openTestDatabase(options: Partial<OpenDatabaseOptions> = {}): Promise<SqliteDatabase> {
  const database = await openDatabase({ directory: await temporaryDirectory(), clock: systemClock, ...options });
  onTestFinished(() => database.close());
  return database;
}

describe("opening a store on SQLite", () => {
  test("the connections are durable, checked and patient", async () => {
    const { writer, reader } = await openTestDatabase();
    const settings = (connection: Database.Database) =>
      ["journal_mode", "synchronous", "foreign_keys", "busy_timeout", "wal_autocheckpoint"].map((name) =>
        connection.pragma(name, { simple: true }),
      );
    // synchronous 1 is NORMAL: durability.ts syncs the log. Checkpoints are made by checkpoints.ts. A commit that finds
    // the database locked waits between its attempts, not within one.
    expect(settings(writer)).toEqual(["wal", 1, 1, 20, 0]);
    expect(reader.pragma("busy_timeout", { simple: true })).toBe(5_000);
    expect(() => reader.exec("DELETE FROM streams")).toThrow("readonly");
  });

  test("directory and files are created for the current user alone", async () => {
    const directory = join(await temporaryDirectory(), "a", "b");
    const store = await openTestStore({ directory });
    await store.check();
    const modes = [directory, ...["", "-wal", "-shm"].map((suffix) => join(directory, `sluice.db${suffix}`))];
    expect(modes.map((path) => (statSync(path).mode & 0o777).toString(8))).toEqual(["700", "600", "600", "600"]);
    expect(store.location).toBe(join(directory, "sluice.db"));
  });

  test("what was written is there after closing and opening, and closing twice is fine", async () => {
    const directory = await temporaryDirectory();
    const first = await openTestStore({ directory });
    await insert(first.registry, newVersion("s"));
    await commit(first, "s", { records: [record("a")] });
    await Promise.all([first.close(), first.close()]);
    await first.close();
    expect(existsSync(join(directory, "sluice.db-wal"))).toBe(false);
    const second = await openTestStore({ directory });
    expect(await second.registry.versions("s")).toHaveLength(1);
    expect(await second.log.head("s")).toEqual({ nextPosition: 1, revision: 1 });
  });

  test("a closed store refuses to read and to write", async () => {
    const store = await openTestStore({ directory: await temporaryDirectory() });
    await store.close();
    for (const verb of [store.check(), store.changes.lastSequence(), store.deadLetters.list({}, newestPage)]) {
      await expect(verb).rejects.toMatchObject({ reason: "STORE_UNAVAILABLE", message: "The store is closed." });
    }
  });

  test("closing waits for what is under way", async () => {
    const directory = await temporaryDirectory();
    const store = await openTestStore({ directory });
    const writing = store.log.commit([commitOf("s", { records: [record("a")] })]);
    await store.close();
    await expect(writing).resolves.toMatchObject([{ outcome: "committed" }]);
  });

  test("two stores on one file see each other's changes at once", async () => {
    const directory = await temporaryDirectory();
    const [mine, theirs] = [await openTestStore({ directory }), await openTestStore({ directory })];
    await insert(mine.registry, newVersion("s"));
    expect(await theirs.changes.lastSequence()).toBe(await mine.changes.lastSequence());
    expect(await theirs.registry.versions("s")).toHaveLength(1);
    await commit(theirs, "s", { records: [record("a")] });
    expect(await mine.log.commit([commitOf("s")])).toEqual([{ outcome: "conflict" }]);
  });

  test.each([
    [
      "no database",
      "SQLite database",
      (path: string) => {
        writeFileSync(path, "not a database, but long enough to be one".repeat(99));
      },
    ],
    [
      "the database of another program",
      "another program",
      (path: string) => {
        new Database(path).exec("CREATE TABLE t (a)").close();
      },
    ],
    [
      "a directory",
      "sluice.db",
      (path: string) => {
        mkdirSync(path);
      },
    ],
  ])("%s is refused", async (_what, message, create) => {
    const directory = await temporaryDirectory();
    create(join(directory, "sluice.db"));
    await expect(openTestStore({ directory })).rejects.toMatchObject({
      reason: "STORE_UNAVAILABLE",
      message: expect.stringContaining(message) as string,
    });
  });

  test("a directory that cannot be created is refused, and named", async () => {
    const file = join(await temporaryDirectory(), "file");
    writeFileSync(file, "");
    await expect(openTestStore({ directory: join(file, "data") })).rejects.toMatchObject({
      reason: "STORE_UNAVAILABLE",
      message: expect.stringMatching(/^Cannot open .*file\/data\/sluice\.db: .*writable/) as string,
    });
  });
});

describe("a store on SQLite in trouble", () => {
  test("a full disk is unavailable for now, and leaves nothing half-applied", async () => {
    const database = await openTestDatabase();
    const log = createLogStore(database);
    const pages = Number(database.writer.pragma("page_count", { simple: true }));
    database.writer.pragma(`max_page_count = ${pages + 4}`);
    const small = commitOf("small", { records: [record("a")] });
    const large = commitOf("large", { records: [{ pieces: [new Uint8Array(100_000)], settles: undefined }] });
    await expect(log.commit([small, large])).rejects.toMatchObject({
      reason: "STORE_UNAVAILABLE",
      message: expect.stringContaining("disk that holds the database is full") as string,
      retryAfterMs: 5_000,
    });
    expect(await log.head("small")).toEqual({ nextPosition: 0, revision: 0 });
    database.writer.pragma(`max_page_count = ${pages + 100}`);
    expect(await log.commit([small, large])).toMatchObject([{ outcome: "committed" }, { outcome: "committed" }]);
  });

  test("a database that another process keeps locked is unavailable for now, and the event loop goes on", async () => {
    const database = await openTestDatabase({ patienceMs: 300 });
    const log = createLogStore(database);
    const other = new Database(database.path);
    onTestFinished(() => {
      other.close();
    });
    other.exec("BEGIN IMMEDIATE");
    let turns = 0;
    const turning = setInterval(() => (turns += 1), 1);
    await expect(log.commit([commitOf("s")])).rejects.toMatchObject({ reason: "STORE_UNAVAILABLE", retryAfterMs: 250 });
    clearInterval(turning);
    expect(turns).toBeGreaterThan(20);
    expect(await log.head("s")).toEqual({ nextPosition: 0, revision: 0 });
    other.exec("ROLLBACK");
    expect(await log.commit([commitOf("s")])).toMatchObject([{ outcome: "committed" }]);
  });

  test("a commit waits for a lock that another process holds for a while, and others go before or after it", async () => {
    const database = await openTestDatabase();
    const log = createLogStore(database);
    const other = new Database(database.path);
    onTestFinished(() => {
      other.close();
    });
    other.exec("BEGIN IMMEDIATE");
    const commits = ["a", "b", "c"].map((stream) => log.commit([commitOf(stream)]));
    await new Promise((resolve) => setTimeout(resolve, 100));
    other.exec("ROLLBACK");
    for (const results of await Promise.all(commits)) expect(results).toMatchObject([{ outcome: "committed" }]);
  });
});

describe("checkpoints", () => {
  test.each([
    ["moves the log while nobody commits", 44],
    ["keeps the log short under load", 120],
  ])("a thread %s, and nothing is lost", async (_what, megabytes) => {
    const compiled = await compileForNode(["src/core", "src/store", "gen/sql", "test/support"]);
    onTestFinished(() => compiled.remove());
    const directory = await temporaryDirectory();
    const child = compiled.path("test/support/children/fill-log.ts");
    const { stdout } = await promisify(execFile)(process.execPath, [child, directory, String(megabytes)]);
    const filled = JSON.parse(stdout) as { nextPosition: number; largestLog: number; moved: boolean };
    expect(filled).toMatchObject({ nextPosition: megabytes, ...(megabytes === 44 && { moved: true }) });
    expect(filled.largestLog).toBeLessThan(3 * defaultCheckpointPages * 4_096);
    const database = new Database(join(directory, "sluice.db"), { readonly: true });
    onTestFinished(() => {
      database.close();
    });
    expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
    const stored = database.prepare("SELECT sum(length(bytes)) FROM segments").pluck().get();
    expect(stored).toBe(megabytes * 1_000_004);
  });

  const whyNot = whyNoTrace();

  test.skipIf(whyNot !== undefined)(`what a thread moves it syncs itself${whyNot ? `: ${whyNot}` : ""}`, async () => {
    const compiled = await compileForNode(["src/core", "src/store", "gen/sql", "test/support"]);
    onTestFinished(() => compiled.remove());
    const directory = await temporaryDirectory();
    const output = join(directory, "trace");
    const child = compiled.path("test/support/children/fill-log.ts");
    const [strace = "", ...options] = traceCommand(output, ["openat", "fdatasync"]);
    await promisify(execFile)(strace, [...options, process.execPath, child, directory, "44"]);
    const calls = readTrace(await readFile(output, "utf8"));
    const openedBy = new Map<number, number>();
    const borrowed = calls.filter(({ name, thread, descriptor, file, result }) => {
      if (name === "openat") openedBy.set(result, thread);
      // SQLite in the thread syncs what it opened there, and only when it moved the log to its end.
      const lender = descriptor === undefined ? undefined : openedBy.get(descriptor);
      return name === "fdatasync" && file.endsWith("/sluice.db") && lender !== undefined && lender !== thread;
    });
    expect(borrowed.length).toBeGreaterThan(0);
  });

  test("a sync that fails in the thread is told", async () => {
    const { writer, path } = await openTestDatabase();
    const thread =
      'import { parentPort as port } from "node:worker_threads";' +
      'port.on("message", (m) => m === "close" ? port.close() : port.postMessage({ unsynced: new Error("EIO") }));';
    const failed = await new Promise((resolve) => {
      const start = new URL(`data:text/javascript,${encodeURIComponent(thread)}`);
      const options = { start, checkpointPages: 10, onSyncFailed: resolve };
      const checkpoints = startCheckpoints(writer, { path, descriptor: 0 }, options);
      onTestFinished(() => checkpoints.close());
      writer.exec("CREATE TABLE filler (bytes BLOB); INSERT INTO filler VALUES (zeroblob(400000))");
      checkpoints.committed();
    });
    expect(failed).toMatchObject({ message: "EIO" });
  });

  test("after a sync that failed elsewhere nothing is written any more", async () => {
    const database = await openTestDatabase();
    database.durability.fail(new Error("EIO"));
    await expect(createLogStore(database).commit([commitOf("s")])).rejects.toMatchObject({
      reason: "STORE_UNAVAILABLE",
    });
  });

  test("without the thread, commits make the checkpoints", async () => {
    const { writer, path } = await openTestDatabase();
    const checkpoints = startCheckpoints(
      writer,
      { path, descriptor: 0 },
      {
        start: new URL("file:///nowhere/checkpoint-thread.js"),
      },
    );
    onTestFinished(() => checkpoints.close());
    writer.exec("CREATE TABLE filler (bytes BLOB)");
    const insertFiller = writer.prepare("INSERT INTO filler VALUES (zeroblob(4000000))");
    for (let megabytes = 0; megabytes <= 44; megabytes += 4) insertFiller.run();
    expect(writer.pragma("wal_autocheckpoint", { simple: true })).toBe(0);
    checkpoints.committed();
    await expect.poll(() => writer.pragma("wal_autocheckpoint", { simple: true })).toBe(defaultCheckpointPages);
  });
});

const newestPage = { order: "newest-first", after: "", limit: 10 } as const;

describe("counters", () => {
  test("agree with the letters after whatever happened to them", async () => {
    const directory = await temporaryDirectory();
    const store = await openTestStore({ directory });
    const numbers = Array.from({ length: 40 }, (_, index) => index);
    await park(
      store,
      numbers.map((number) => letter(number, { fingerprint: `f${number % 3}`, sourceService: `s${number % 2}` })),
    );
    const change = { actor: "olga", reason: "", at: noon };
    for (const [from, to] of [
      ["open", "resolved"],
      ["resolved", "open"],
      ["open", "discarded"],
      ["discarded", "open"],
      ["open", "discarded"],
    ] as const) {
      const ids = numbers.filter((number) => (number * to.length) % 7 < 3).map((number) => letter(number).id);
      await store.deadLetters.transition({ ids, from: [from], to, ...change });
    }
    await store.close();
    const database = new Database(join(directory, "sluice.db"), { readonly: true });
    onTestFinished(() => {
      database.close();
    });
    const counted = database.prepare(`
      SELECT stream, status, failure_type, source_service, count(*) AS letters FROM dead_letters
      GROUP BY stream, status, failure_type, source_service`);
    expect(database.prepare("SELECT * FROM dead_letter_counts WHERE letters > 0").all()).toEqual(counted.all());
    const open = database.prepare(`
      SELECT fingerprint, sum(status = 'open') AS open_count, count(*) AS total_count FROM dead_letters
      GROUP BY fingerprint ORDER BY fingerprint`);
    expect(
      database
        .prepare("SELECT fingerprint, open_count, total_count FROM dead_letter_groups ORDER BY fingerprint")
        .all(),
    ).toEqual(open.all());
  });
});
