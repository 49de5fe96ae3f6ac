import { expect, test } from "vitest";
import { createCompiledSchemas } from "../../../src/registry/compiled-schemas.js";
import type { RegistryStore } from "../../../src/store/store.js";
import { letters, toyFormat } from "../compat/toy-format.js";

/** A cache of contents that weigh as much as their ids, and which of them were compiled. */
function cacheOf(capacity: number) {
  const compiled: number[] = [];
  const content = async (schemaId: number) =>
    await Promise.resolve({
      schemaId,
      fingerprint: "",
      guid: "",
      format: "json-schema" as const,
      text: "a",
      references: [],
      searchText: "",
    });
  const format = {
    ...toyFormat,
    compile: async ({ text }: { text: string }) => {
      compiled.push(Number(text));
      return { ...(await toyFormat.compile(letters("a"))), footprint: Number(text) };
    },
  };
  const deps = {
    registry: { content } as unknown as RegistryStore,
    sources: {
      ofContent: async ({ schemaId }: { schemaId: number }) =>
        await Promise.resolve({ text: String(schemaId), references: [] }),
      resolve: async () => await Promise.reject(new Error("nothing is resolved here")),
    },
    formats: { byName: () => format, choose: () => format },
  };
  return { cache: createCompiledSchemas(deps, capacity), compiled };
}

test("what was used last is kept, by how much room it takes", async () => {
  const { cache, compiled } = cacheOf(10);
  for (const schemaId of [4, 5, 4, 5]) await cache.get(schemaId);
  expect(compiled).toEqual([4, 5]);
  await cache.get(4);
  await cache.get(6);
  expect(compiled).toEqual([4, 5, 6]);
  await cache.get(4);
  await cache.get(5);
  expect(compiled).toEqual([4, 5, 6, 5]);
});

test("what takes more room than there is is compiled once for those who ask together", async () => {
  const { cache, compiled } = cacheOf(10);
  await Promise.all([cache.get(20), cache.get(20), cache.get(3)]);
  expect(compiled).toEqual([20, 3]);
  await cache.get(20);
  await cache.get(3);
  expect(compiled.filter((id) => id === 20).length).toBeLessThanOrEqual(2);
});
