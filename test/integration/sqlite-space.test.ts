import { statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../src/core/clock.js";
import { openDatabase, type SqliteDatabase } from "../../src/store/sqlite/open.js";
import { spaceReclaimer } from "../../src/store/sqlite/reclaim.js";
import { commit, noon, record } from "../support/rows.js";
import { openTestStore, temporaryDirectory } from "../support/store.js";

async function openTestDatabase(directory: string): Promise<SqliteDatabase> {
  const database = await openDatabase({ directory, clock: systemClock });
  onTestFinished(() => database.close());
  return database;
}

const pragma = ({ writer }: SqliteDatabase, name: string) => Number(writer.pragma(name, { simple: true }));

/** Writes two megabytes and deletes most of them again. */
function fillAndEmpty({ writer }: SqliteDatabase): void {
  writer.exec("CREATE TABLE filler (bytes BLOB)");
  for (let number = 0; number < 20; number += 1) writer.exec("INSERT INTO filler VALUES (zeroblob(100000))");
  writer.exec("DELETE FROM filler WHERE rowid <> 20");
}

test("a file with much free space shrinks step by step, and keeps what is in it", async () => {
  const directory = await temporaryDirectory();
  const database = await openTestDatabase(directory);
  fillAndEmpty(database);
  const before = pragma(database, "page_count");
  const reclaim = spaceReclaimer(database, { minFreePages: 50, maxFreeShare: 0.25 });
  const steps: number[] = [];
  for (let freed = await reclaim(); freed > 0; freed = await reclaim()) steps.push(freed);
  expect(steps.length).toBeGreaterThan(5);
  expect(Math.max(...steps)).toBeLessThanOrEqual(32 * 4096);
  expect(pragma(database, "page_count")).toBeLessThan(before / 2);
  expect(pragma(database, "freelist_count")).toBeGreaterThan(0);
  database.writer.pragma("wal_checkpoint(TRUNCATE)");
  expect(statSync(join(directory, "sluice.db")).size).toBe(pragma(database, "page_count") * 4096);
  expect(database.writer.pragma("integrity_check", { simple: true })).toBe("ok");
  expect(database.reader.prepare("SELECT length(bytes) FROM filler").pluck().get()).toBe(100_000);
});

test("little free space is left to new data", async () => {
  const database = await openTestDatabase(await temporaryDirectory());
  fillAndEmpty(database);
  expect(await spaceReclaimer(database)()).toBe(0);
  expect(await spaceReclaimer(database, { minFreePages: 50, maxFreeShare: 0.99 })()).toBe(0);
});

test("a database that was made without it keeps its size, and its free pages are used again", async () => {
  const directory = await temporaryDirectory();
  const old = new Database(join(directory, "sluice.db"));
  // What a version before this one left behind, before its first table.
  old.pragma("application_id = 1397511491");
  old.exec(
    "CREATE TABLE schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, breaking INTEGER NOT NULL, applied_at INTEGER NOT NULL) STRICT",
  );
  old.close();
  const database = await openTestDatabase(directory);
  expect(pragma(database, "auto_vacuum")).toBe(0);
  fillAndEmpty(database);
  const pages = pragma(database, "page_count");
  expect(await spaceReclaimer(database, { minFreePages: 50, maxFreeShare: 0.25 })()).toBe(0);
  for (let number = 0; number < 15; number += 1) database.writer.exec("INSERT INTO filler VALUES (zeroblob(100000))");
  expect(pragma(database, "page_count")).toBe(pages);
});

test("a log that is trimmed as it grows does not make the file grow", async () => {
  const directory = await temporaryDirectory();
  const store = await openTestStore({ directory });
  const large = record("x".repeat(100_000));
  const pages: number[] = [];
  const looker = new Database(join(directory, "sluice.db"), { readonly: true });
  onTestFinished(() => {
    looker.close();
  });
  for (let round = 0; round < 40; round += 1) {
    await commit(store, "s", { records: [large], at: noon });
    await store.log.trim({ stream: "s", committedBefore: undefined, maxBytes: 500_000 });
    pages.push(Number(looker.pragma("page_count", { simple: true })));
  }
  expect(pages.at(-1)).toBe(pages[10]);
});
