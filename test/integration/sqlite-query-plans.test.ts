import type Database from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../src/core/clock.js";
import { createAlertStore } from "../../src/store/sqlite/alerts.js";
import { createArchiveStore } from "../../src/store/sqlite/archive.js";
import { createChangeStore, changeRecorder } from "../../src/store/sqlite/changes.js";
import { createConsumerStore } from "../../src/store/sqlite/consumers.js";
import { letterParker } from "../../src/store/sqlite/dead-letter-parking.js";
import { CounterChanges, counterWriter } from "../../src/store/sqlite/dead-letter-counters.js";
import { createDeadLetterStore } from "../../src/store/sqlite/dead-letters.js";
import { createLogStore } from "../../src/store/sqlite/log.js";
import { openDatabase, type SqliteDatabase } from "../../src/store/sqlite/open.js";
import { createRecipeStore } from "../../src/store/sqlite/recipes.js";
import { createRedriveStore } from "../../src/store/sqlite/redrives.js";
import { createReexaminationStore } from "../../src/store/sqlite/reexaminations.js";
import { createRegistryStore } from "../../src/store/sqlite/registry.js";
import { createSettingsStore } from "../../src/store/sqlite/settings.js";
import { createStreamStore } from "../../src/store/sqlite/streams.js";
import { createUpcasterStore } from "../../src/store/sqlite/upcasters.js";
import { createWebhookStore } from "../../src/store/sqlite/webhooks.js";
import type { DeadLetterQuery } from "../../src/store/store.js";
import { letter, letterId, noon } from "../support/rows.js";
import { temporaryDirectory } from "../support/store.js";

/** What may be walked to its end, and why it does not grow with events, letters or versions. */
const walkedTables: readonly (readonly [table: string, reason: string])[] = [
  ["streams", "a row for each stream"],
  ["stream_configs USING INDEX stream_configs_retained", "the streams that limit their log"],
  ["dead_letter_counts", "a row for each stream, status, failure type and service"],
  ["statistics_totals", "a row for each kind of event"],
  ["quality_statistics_totals", "a row for each event type and rule"],
  ["json_each", "what the caller handed in"],
  ["redrives USING INDEX redrives_running", "the running ones"],
  ["change_feed", "one row"],
  ["\\(subquery-\\d+\\)", "five hundred names, limited within"],
  ["subject_search VIRTUAL TABLE INDEX", "the subjects that hold a text, from the index of texts"],
  ["reexamined_through", "one row"],
  ["reexaminations USING INDEX reexaminations_running", "the running ones"],
  ["archive_state", "one row"],
  ["webhooks", "a row for each, and people set them"],
  ["alert_rules", "a row for each stream that has its own"],
  ["(lately|begun|known)", "who failed within a window, found by an index"],
  ["dead_letter_close_times", "a hundred rows for each stream at most"],
  ["CONSTANT ROW", "no table"],
];

describe("query plans", () => {
  test("no statement walks a table that grows, or sorts more than it answers", async () => {
    const database = await openQuietDatabase();
    const statements = await statementsInUse(database);
    expect(statements.size).toBeGreaterThan(200);
    const plans = [...statements].flatMap((sql) => planOf(database.writer, sql).map((step) => `${step} <- ${sql}`));
    const isSmall = (step: string) => walkedTables.some(([table]) => new RegExp(`^SCAN ${table}( |$)`).test(step));
    expect(plans.filter((step) => step.startsWith("SCAN ") && !isSmall(step))).toEqual([]);
    // Without a limit, what is sorted is what is answered.
    const sortsForPage = (step: string) =>
      step.includes("TEMP B-TREE FOR ORDER BY") && step.includes("LIMIT") && !step.includes("MATCH");
    expect(plans.filter(sortsForPage)).toEqual([]);
    // All open letters are as bad as all letters, unless they are read in their order up to a limit.
    const walksAllOfAStatus = (step: string) =>
      /INDEX dead_letters_by_status \(status=\?\) /.test(step) && !/ORDER BY (letters\.)?id\b.*LIMIT/s.test(step);
    expect(plans.filter(walksAllOfAStatus)).toEqual([]);
  });

  // Of two bounds at one end SQLite stops at the first, and looks at everything up to there for each piece of a walk.
  test("no piece of a walk has two bounds at one end", async () => {
    const database = await openQuietDatabase();
    const statements = new Set<string>();
    const deadLetters = createDeadLetterStore({ ...database, reader: recording(database.reader, statements) });
    const park = letterParker(database);
    await database.write(() => {
      const counters = new CounterChanges();
      park(
        Array.from({ length: 1100 }, (_, number) => letter(number)),
        counters,
      );
    });
    const query = { stream: "orders", through: letterId(1050), statuses: ["open"] } as const;
    const filtered = { ...query, sourceService: "nobody" };
    expect(await deadLetters.count(query)).toBe(1051);
    expect(await deadLetters.count(filtered)).toBe(0);
    for (const order of ["oldest-first", "newest-first"] as const) {
      for (const after of ["", letterId(10), letterId(1070)])
        await deadLetters.list(filtered, { order, after, limit: 5 });
    }
    const most = (pattern: RegExp) => Math.max(...[...statements].map((sql) => sql.match(pattern)?.length ?? 0));
    expect([most(/\bid <=? \?/g), most(/\bid >=? \?/g)]).toEqual([1, 1]);
  });

  test("letters of a source are counted by counters, whatever other sources and streams there are", async () => {
    const database = await openQuietDatabase();
    const park = letterParker(database);
    const addToCounters = counterWriter(database);
    await database.write(() => {
      const counters = new CounterChanges();
      const many = Array.from({ length: 600 }, (_, index) => letter(index, { sourceService: `source-${index}` }));
      park([...many, letter(600, { stream: "calm", sourceService: "shop" })], counters);
      addToCounters(counters);
    });
    const statements = new Set<string>();
    const deadLetters = createDeadLetterStore({ ...database, reader: recording(database.reader, statements) });
    const prepared = statements.size;
    const open = { statuses: ["open"] } as const;
    expect(await deadLetters.count({ ...open, stream: "calm", sourceService: "shop" })).toBe(1);
    expect(await deadLetters.count({ ...open, stream: "orders", sourceService: "source-0" })).toBe(1);
    const counting = [...statements].slice(prepared);
    expect(counting).toHaveLength(1);
    const steps = counting
      .flatMap((sql) => planOf(database.reader, sql))
      .filter((step) => /^(SCAN|SEARCH) (?!json_each)/.test(step));
    expect(steps).toHaveLength(3);
    expect(steps.filter((step) => !/^SEARCH \w+ USING PRIMARY KEY \(stream=\?/.test(step))).toEqual([]);
    // Of all streams, one does not tell this source apart.
    expect(await deadLetters.count({ ...open, sourceService: "source-599" })).toBe(1);
    expect(statements.size).toBeGreaterThan(prepared + 2);
  });
});

async function openQuietDatabase(): Promise<SqliteDatabase> {
  const database = await openDatabase({ directory: await temporaryDirectory(), clock: systemClock });
  onTestFinished(() => database.close());
  return database;
}

/** A connection that notes what it prepares. */
function recording(connection: Database.Database, statements: Set<string>): Database.Database {
  return new Proxy(connection, {
    get(target, property) {
      if (property !== "prepare") return Reflect.get(target, property) as unknown;
      return (sql: string) => {
        statements.add(sql);
        return target.prepare(sql);
      };
    },
  });
}

/** Everything the stores prepare, also what they prepare when a query first asks for it. */
async function statementsInUse(database: SqliteDatabase): Promise<ReadonlySet<string>> {
  const statements = new Set<string>();
  const recorded = {
    ...database,
    writer: recording(database.writer, statements),
    reader: recording(database.reader, statements),
  };
  const recordChange = changeRecorder(recorded);
  createRegistryStore(recorded, recordChange);
  createSettingsStore(recorded, recordChange);
  createChangeStore(recorded);
  createStreamStore(recorded);
  createLogStore(recorded);
  createRedriveStore(recorded);
  createReexaminationStore(recorded);
  createArchiveStore(recorded);
  createAlertStore(recorded);
  createWebhookStore(recorded);
  createConsumerStore(recorded);
  createRecipeStore(recorded);
  createUpcasterStore(recorded, recordChange);
  const deadLetters = createDeadLetterStore(recorded);
  const one = { stream: "s", fingerprint: "f", subject: "s", schemaIdTried: 1, orderingKey: "k", ids: ["x"] };
  const unindexed = { type: "t", failureType: "malformed", sourceService: "s", parkedAfter: noon, text: "x" } as const;
  const filters: readonly DeadLetterQuery[] = [
    {},
    ...Object.entries(one).map(([name, value]) => ({ [name]: value })),
    { ...one, ids: [] },
    unindexed,
    { held: true, stream: "s" },
    { snoozed: { at: noon, only: true } },
    { snoozed: { at: noon, only: false }, stream: "s", text: "x" },
    { stream: "s", type: "t", failureType: "malformed", sourceService: "s", parkedAfter: noon, text: "x" },
  ];
  // There is an index of schemas for open letters only, and only those are asked for by it.
  const ofAnyStatus = filters.filter(({ schemaIdTried }) => schemaIdTried === undefined);
  for (const query of [...ofAnyStatus, ...filters.map((filter) => ({ ...filter, statuses: ["open"] as const }))]) {
    await deadLetters.count(query);
    for (const order of ["newest-first", "oldest-first"] as const) {
      for (const after of ["", "x"]) await deadLetters.list(query, { order, after, limit: 1 });
    }
  }
  return statements;
}

function planOf(connection: Database.Database, sql: string): readonly string[] {
  const names = [...sql.matchAll(/:([a-zA-Z_]+)/g)].map(([, name]) => [name ?? "", 1] as const);
  const values = [...sql.matchAll(/\?/g)].map(() => 1);
  const explained = connection.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
  const steps = names.length > 0 ? explained.all(Object.fromEntries(names)) : explained.all(...values);
  return steps.map(({ detail }) => detail);
}
