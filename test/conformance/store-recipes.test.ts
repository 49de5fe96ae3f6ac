import { describe, expect, test } from "vitest";
import type { RecipeChange, UpcasterChange } from "../../src/store/store.js";
import { afterNoon, noon } from "../support/rows.js";
import { stores } from "../support/store.js";

const recipe = (name: string, overrides: Partial<RecipeChange> = {}): RecipeChange => ({
  name,
  description: "",
  steps: "[]",
  actor: "ada",
  expectedRevision: 0,
  at: noon,
  ...overrides,
});

const upcaster = (overrides: Partial<UpcasterChange> = {}): UpcasterChange => ({
  subject: "orders",
  fromMajor: 1,
  toMajor: 2,
  steps: '[{"kind":"drop","path":"/a"}]',
  examples: ["{}"],
  actor: "ada",
  expectedRevision: 0,
  at: noon,
  ...overrides,
});

for (const store of stores) {
  describe(`recipes in ${store.name}`, () => {
    test("are saved as of a revision, and keep the time of their first", async () => {
      const { recipes } = await store.open();
      const first = await recipes.save(recipe("a"));
      expect(first).toMatchObject({ outcome: "done", row: { revision: 1, createdAt: noon, updatedAt: noon } });
      const change = recipe("a", { expectedRevision: 1, steps: '["b"]', at: afterNoon(5) });
      expect(await recipes.save(change)).toMatchObject({ outcome: "done", row: { revision: 2, createdAt: noon } });
      expect(await recipes.get("a")).toMatchObject({ steps: '["b"]', revision: 2, updatedAt: afterNoon(5) });
      for (const expectedRevision of [0, 1, 3]) {
        const stale = await recipes.save(recipe("a", { expectedRevision }));
        expect(stale).toMatchObject({ outcome: "conflict", current: { revision: 2 } });
      }
      expect(await recipes.save(recipe("b", { expectedRevision: 1 }))).toEqual({
        outcome: "conflict",
        current: undefined,
      });
    });

    test("are listed by name", async () => {
      const { recipes } = await store.open();
      for (const name of ["b", "a", "B", "c"]) await recipes.save(recipe(name));
      const names = async (after: string, limit: number) => (await recipes.list(after, limit)).map((row) => row.name);
      expect(await names("", 10)).toEqual(["B", "a", "b", "c"]);
      expect(await names("a", 1)).toEqual(["b"]);
    });

    test("are deleted, and a new one of the name goes on with the revision", async () => {
      const { recipes } = await store.open();
      await recipes.save(recipe("a"));
      expect(await recipes.remove("a", 2, noon)).toMatchObject({ outcome: "conflict", current: { revision: 1 } });
      expect(await recipes.remove("a", 1, noon)).toMatchObject({ outcome: "done", row: { name: "a", revision: 1 } });
      expect([await recipes.get("a"), await recipes.list("", 10)]).toEqual([undefined, []]);
      expect(await recipes.remove("a", 0, noon)).toEqual({ outcome: "conflict", current: undefined });
      expect(await recipes.save(recipe("a", { expectedRevision: 1 }))).toMatchObject({ outcome: "conflict" });
      expect(await recipes.save(recipe("a"))).toMatchObject({ outcome: "done", row: { revision: 3 } });
      expect(await recipes.remove("a", 0, noon)).toMatchObject({ outcome: "done" });
    });
  });

  describe(`upcasters in ${store.name}`, () => {
    test("are kept by subject and tracks, and told in the change feed", async () => {
      const { upcasters, changes } = await store.open();
      const before = await changes.lastSequence();
      expect(await upcasters.save(upcaster())).toMatchObject({ outcome: "done", row: { revision: 1 } });
      await upcasters.save(upcaster({ fromMajor: 2, toMajor: 1 }));
      await upcasters.save(upcaster({ subject: "others" }));
      const rows = await upcasters.list("orders");
      expect(rows.map(({ fromMajor, toMajor }) => [fromMajor, toMajor])).toEqual([
        [1, 2],
        [2, 1],
      ]);
      const { subject, fromMajor, toMajor, steps, examples, actor, at } = upcaster();
      const kept = { subject, fromMajor, toMajor, steps, examples, actor };
      expect(rows[0]).toEqual({ ...kept, revision: 1, updatedAt: at });
      const feed = await changes.changesAfter(before, 10);
      expect(feed.map(({ kind, subject }) => [kind, subject])).toEqual([
        ["settings-changed", "orders"],
        ["settings-changed", "orders"],
        ["settings-changed", "others"],
      ]);
    });

    test("are changed and deleted as of a revision; what conflicts is not told", async () => {
      const { upcasters, changes } = await store.open();
      await upcasters.save(upcaster());
      const before = await changes.lastSequence();
      expect(await upcasters.save(upcaster())).toMatchObject({ outcome: "conflict", current: { revision: 1 } });
      expect(await upcasters.remove(upcaster(), 7, noon)).toMatchObject({ outcome: "conflict" });
      expect(await changes.lastSequence()).toBe(before);
      expect(await upcasters.save(upcaster({ expectedRevision: 1 }))).toMatchObject({ row: { revision: 2 } });
      expect(await upcasters.remove(upcaster(), 2, noon)).toMatchObject({ outcome: "done" });
      expect(await upcasters.list("orders")).toEqual([]);
      expect(await upcasters.remove(upcaster(), 0, noon)).toEqual({ outcome: "conflict", current: undefined });
      expect(await upcasters.save(upcaster())).toMatchObject({ row: { revision: 4 } });
    });

    test("are known as they were after any change of the registry, also those deleted since", async () => {
      const { upcasters, changes } = await store.open();
      const before = await changes.lastSequence();
      const sequences: number[] = [];
      const noting = async (change: Promise<unknown>): Promise<void> => {
        await change;
        sequences.push((await changes.changesAfter(before, 10)).at(-1)?.sequence ?? 0);
      };
      await noting(upcasters.save(upcaster({ steps: "[1]" })));
      await noting(upcasters.save(upcaster({ fromMajor: 2, toMajor: 3, steps: "[2]" })));
      await noting(upcasters.save(upcaster({ expectedRevision: 1, steps: "[3]" })));
      await noting(upcasters.save(upcaster({ subject: "others", steps: "[4]" })));
      await noting(upcasters.remove(upcaster(), 2, noon));
      await noting(upcasters.save(upcaster({ steps: "[5]" })));
      const asOf = async (sequence: number) =>
        (await upcasters.listAsOf("orders", sequence)).map(({ fromMajor, steps }) => `v${fromMajor} ${steps}`);
      expect(await Promise.all([before, ...sequences].map(asOf))).toEqual([
        [],
        ["v1 [1]"],
        ["v1 [1]", "v2 [2]"],
        ["v1 [3]", "v2 [2]"],
        ["v1 [3]", "v2 [2]"],
        ["v2 [2]"],
        ["v1 [5]", "v2 [2]"],
      ]);
    });
  });
}
