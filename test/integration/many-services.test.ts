import Database from "better-sqlite3";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../src/core/clock.js";
import { sqliteMigrations } from "../../gen/sql/sqlite.js";
import { countedServices, maxCountedServices } from "../../src/store/sqlite/counted-services.js";
import { CounterChanges, counterWriter } from "../../src/store/sqlite/dead-letter-counters.js";
import { migrateDatabase } from "../../src/store/sqlite/migrate.js";
import { openDatabase } from "../../src/store/sqlite/open.js";
import { letter, noon } from "../support/rows.js";
import { openTestStore, temporaryDirectory } from "../support/store.js";

const closing = { from: ["open"], to: "resolved", actor: "ada", reason: "", at: noon } as const;

test("counters of a hundred thousand sources stay a few hundred rows", async () => {
  const database = await openDatabase({ directory: await temporaryDirectory(), clock: systemClock });
  onTestFinished(() => database.close());
  const write = counterWriter(database);
  for (let first = 0; first < 100_000; first += 5000) {
    const changes = new CounterChanges();
    for (let index = first; index < first + 5000; index += 1) {
      changes.park(letter(index, { sourceService: `source-${index}` }));
    }
    await database.write(() => {
      write(changes);
    });
  }
  const rows = database.reader.prepare<[], { rows: number; letters: number }>(
    "SELECT count(*) AS rows, sum(letters) AS letters FROM dead_letter_counts",
  );
  expect(rows.get()).toEqual({ rows: maxCountedServices + 1, letters: 100_000 });
  const names = database.reader.prepare("SELECT count(*) FROM dead_letter_services").pluck();
  expect(names.get()).toBe(maxCountedServices);
});

test("letters of any source are counted, closed, filtered and deleted, whether or not it is told apart", async () => {
  const { log, deadLetters } = await openTestStore({ directory: await temporaryDirectory() });
  const numbers = Array.from({ length: 700 }, (_, index) => index + 1);
  const parked = numbers.map((number) => letter(number, { sourceService: `source-${number}` }));
  const commit = { stream: "orders", records: [], failedAgain: [], producers: [], counts: [], at: noon };
  await log.commit([{ ...commit, expectedRevision: 0, parked: parked.slice(0, 650) }]);
  await log.commit([{ ...commit, expectedRevision: 1, parked: parked.slice(650) }]);
  const open = { statuses: ["open"] } as const;
  expect(await deadLetters.count(open)).toBe(700);
  for (const number of [1, 500, 501, 700]) {
    expect(await deadLetters.count({ sourceService: `source-${number}`, ...open })).toBe(1);
  }
  expect(await deadLetters.count({ sourceService: "nobody" })).toBe(0);
  const { openByService } = await deadLetters.statistics("orders", noon);
  expect(openByService[0]).toEqual({ service: "__other__", count: 200 });
  const ids = parked.filter((_, index) => index % 2 === 0).map(({ id }) => id);
  expect(await deadLetters.transition({ ids, ...closing })).toBe(350);
  expect(await deadLetters.count(open)).toBe(350);
  expect(await deadLetters.count({ sourceService: "source-501", ...open })).toBe(0);
  const purge = { closedBefore: new Date(noon.getTime() + 1), limit: 1000, archivedOnly: false };
  expect(await deadLetters.purgeClosed(purge)).toBe(350);
  expect(await deadLetters.backlog("orders")).toMatchObject({ byStatus: { open: 350, resolved: 0 } });
});

test("counters from before are folded: the sources with the most letters keep their names", async () => {
  const directory = await temporaryDirectory();
  const path = join(directory, "sluice.db");
  const old = new Database(path);
  migrateDatabase(old, "sluice.db", noon, sqliteMigrations.slice(0, 15));
  const add = old.prepare("INSERT INTO dead_letter_counts VALUES ('s', ?, 'malformed', ?, ?)");
  for (let index = 0; index < 600; index += 1) add.run("open", `source-${index}`, index);
  add.run("resolved", "source-3", 5);
  // Named by itself as all others are.
  add.run("open", "__other__", 1000);
  old.close();
  const database = await openDatabase({ directory, clock: systemClock });
  onTestFinished(() => database.close());
  const count = database.reader
    .prepare<[string, string], number>("SELECT letters FROM dead_letter_counts WHERE status = ? AND source_service = ?")
    .pluck();
  const of = (status: string, source: string) => count.get(status, source);
  expect([of("open", "source-599"), of("open", "source-101"), of("open", "source-4")]).toEqual([599, 101, undefined]);
  // Of 600 those that had the fewest, 0 to 99 letters.
  expect([of("open", "__other__"), of("resolved", "__other__")]).toEqual([(99 * 100) / 2 + 1000, 5]);
  const told = database.reader.prepare("SELECT count(*) FROM dead_letter_services").pluck();
  expect(told.get()).toBe(maxCountedServices);
  const names = await database.write(() => ["source-599", "new"].map((name) => countedServices(database)()("s", name)));
  expect(names).toEqual(["source-599", "__other__"]);
});
