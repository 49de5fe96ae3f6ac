import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { compileForNode } from "../support/compiled.js";
import type { Inserted } from "../support/children/insert-versions.js";
import { openTestStore, temporaryDirectory } from "../support/store.js";

const writersPerProcess = 25;

test("two processes with 25 writers each never give out a version or a content id twice", async () => {
  const compiled = await compileForNode(["src/core", "src/store", "gen/sql", "test/support"]);
  onTestFinished(() => compiled.remove());
  const directory = await temporaryDirectory();
  const child = compiled.path("test/support/children/insert-versions.ts");
  const runs = ["one", "two"].map(async (name) => {
    const { stdout } = await promisify(execFile)(process.execPath, [child, directory, name, String(writersPerProcess)]);
    return JSON.parse(stdout) as Inserted[];
  });
  const inserted = (await Promise.all(runs)).flat();

  const store = await openTestStore({ directory });
  const contested = inserted.filter(({ subject }) => subject === "contested");
  const numbers = contested.map(({ version }) => version).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 4 * writersPerProcess }, (_, index) => index + 1));
  const stored = await store.registry.versions("contested");
  expect(new Map(stored.map((row) => [row.version, row.schemaId]))).toEqual(
    new Map(contested.map((row) => [row.version, row.schemaId])),
  );

  const ids = new Map<string, Set<number>>();
  for (const { text, schemaId } of inserted) ids.set(text, (ids.get(text) ?? new Set()).add(schemaId));
  expect(ids.size).toBe(5 * writersPerProcess);
  expect([...ids.values()].every((idsOfText) => idsOfText.size === 1)).toBe(true);
  const distinct = [...ids.values()].flatMap((idsOfText) => [...idsOfText]).sort((a, b) => a - b);
  expect(distinct).toEqual(Array.from({ length: 5 * writersPerProcess }, (_, index) => index + 1));
  expect(await store.changes.changesAfter(0, 1_000)).toHaveLength(inserted.length);
});
