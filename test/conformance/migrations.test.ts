import { execFile } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import Database from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import { sqliteMigrations } from "../../gen/sql/sqlite.js";
import { migrateDatabase } from "../../src/store/sqlite/migrate.js";
import type { Migration } from "../../src/store/migrate.js";
import { compileForNode } from "../support/compiled.js";
import { noon } from "../support/rows.js";
import { openTestStore, temporaryDirectory } from "../support/store.js";

const next = sqliteMigrations.length + 1;

function memoryDatabase(): Database.Database {
  const database = new Database(":memory:");
  onTestFinished(() => {
    database.close();
  });
  return database;
}

function migrate(database: Database.Database, migrations?: readonly Migration[]): void {
  migrateDatabase(database, "sluice.db", noon, migrations);
}

function applied(database: Database.Database): unknown[] {
  return database.prepare("SELECT number, name, breaking, applied_at FROM schema_migrations ORDER BY number").all();
}

function schemaOf(database: Database.Database): string {
  const statements = database
    .prepare<[], string>(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name",
    )
    .pluck()
    .all();
  return `${statements.join(";\n\n")};\n`;
}

describe("migrations of the sqlite store", () => {
  test("the schema is the committed snapshot", async () => {
    const database = memoryDatabase();
    migrate(database);
    await expect(schemaOf(database)).toMatchFileSnapshot("../fixtures/schema.sqlite.sql");
  });

  test("the embedded steps are those in the folder", async () => {
    const check = promisify(execFile)(process.execPath, ["scripts/embed-sql.mjs", "--check"]);
    await expect(check).resolves.toBeDefined();
    const files = await readdir("src/store/sqlite/migrations");
    expect(sqliteMigrations.map(({ number, name }) => `${String(number).padStart(6, "0")}_${name}.sql`)).toEqual(files);
  });

  test("migrating again changes nothing", () => {
    const database = memoryDatabase();
    migrate(database);
    const before = [schemaOf(database), applied(database)];
    migrate(database);
    expect([schemaOf(database), applied(database)]).toEqual(before);
    expect(applied(database)[0]).toEqual({ number: 1, name: "init", breaking: 0, applied_at: noon.getTime() });
  });

  test("a step that another process has taken meanwhile is left to it", async () => {
    const path = join(await temporaryDirectory(), "sluice.db");
    const [slow, quick] = [new Database(path), new Database(path)];
    onTestFinished(() => {
      slow.close();
      quick.close();
    });
    // By the time the slow one claims the first step, the quick one has made them all.
    const overtaken = new Proxy(slow, {
      get(target, property) {
        if (property !== "prepare") return Reflect.get(target, property) as unknown;
        return (sql: string) => {
          if (sql.startsWith("INSERT INTO schema_migrations")) migrate(quick);
          return target.prepare(sql);
        };
      },
    });
    migrate(overtaken);
    expect(applied(slow)).toHaveLength(sqliteMigrations.length);
  });

  test("a step that fails leaves nothing of itself, and runs when it is repaired", () => {
    const database = memoryDatabase();
    const step = { number: next, name: "more", breaking: false };
    const broken = { ...step, sql: "CREATE TABLE more (a INTEGER); CREATE TABLE subjects (a INTEGER);" };
    expect(() => {
      migrate(database, [...sqliteMigrations, broken]);
    }).toThrow("subjects");
    expect(applied(database)).toHaveLength(sqliteMigrations.length);
    migrate(database, [...sqliteMigrations, { ...step, sql: "CREATE TABLE more (a INTEGER);" }]);
    expect(applied(database)).toHaveLength(next);
  });

  test("a newer schema is fine unless a step of it is breaking", async () => {
    const directory = await temporaryDirectory();
    await (await openTestStore({ directory })).close();
    const database = new Database(join(directory, "sluice.db"));
    onTestFinished(() => {
      database.close();
    });
    const newer = (number: number, breaking: boolean): Migration => ({ number, name: "newer", breaking, sql: "" });
    migrate(database, [...sqliteMigrations, newer(next, false)]);
    await (await openTestStore({ directory })).check();
    migrate(database, [...sqliteMigrations, newer(next, false), newer(next + 1, true)]);
    await expect(openTestStore({ directory })).rejects.toMatchObject({
      reason: "STORE_UNAVAILABLE",
      message: expect.stringMatching(new RegExp(`newer Sluice: schema step ${next + 1} \\(newer\\)`)) as string,
    });
  });

  test("a schema of another line is refused", () => {
    const database = memoryDatabase();
    migrate(database);
    database.prepare("UPDATE schema_migrations SET name = 'begin' WHERE number = 1").run();
    expect(() => {
      migrate(database);
    }).toThrow('has schema step 1 as "begin" where this Sluice has "init"');
  });

  test("twenty openers of one new directory all succeed", async () => {
    const compiled = await compileForNode(["src/core", "src/store", "gen/sql", "test/support/children"]);
    onTestFinished(() => compiled.remove());
    const directory = join(await temporaryDirectory(), "new");
    const gate = new SharedArrayBuffer(4);
    const start = compiled.path("test/support/children/open-store.ts");
    const threads = Array.from({ length: 20 }, () => new Worker(start, { workerData: { directory, gate } }));
    await Promise.all(threads.map((thread) => once(thread, "message")));
    const outcomes = Promise.all(threads.map((thread) => once(thread, "message")));
    Atomics.store(new Int32Array(gate), 0, 1);
    Atomics.notify(new Int32Array(gate), 0);
    expect((await outcomes).flat()).toEqual(Array<string>(20).fill("done"));

    const database = new Database(join(directory, "sluice.db"), { readonly: true });
    onTestFinished(() => {
      database.close();
    });
    expect(applied(database)).toHaveLength(sqliteMigrations.length);
  });
});
