import { expect, test } from "vitest";
import { avro } from "../../../../src/formats/avro/index.js";

async function changes(from: unknown, to: unknown): Promise<string[]> {
  const source = (schema: unknown) => ({ text: JSON.stringify(schema), references: [] });
  const found = await avro.diff(source(from), source(to));
  return found.map((change) => `${change.kind} ${change.path}: ${change.message}`);
}

function record(...fields: readonly object[]) {
  return { type: "record", name: "n.Order", fields };
}

test("fields that come, go and are renamed", async () => {
  const from = record({ name: "a", type: "int" }, { name: "b", type: "string" }, { name: "c", type: "int" });
  const to = record(
    { name: "a", type: "int" },
    { name: "bee", type: "string", aliases: ["b"] },
    { name: "d", type: "long", default: 1 },
  );
  expect(await changes(from, to)).toEqual([
    'changed Order.bee: The field "b" was renamed to "bee", with an alias for its old name.',
    "changed Order.bee: The aliases of Order.bee changed.",
    'added Order.d: The field "d" was added with the default 1.',
    'removed Order.c: The field "c" was removed.',
  ]);
});

test("types that are widened, changed and given another meaning", async () => {
  const from = record({ name: "a", type: "int" }, { name: "b", type: "int" }, { name: "c", type: "long" });
  const to = record(
    { name: "a", type: "long" },
    { name: "b", type: "string" },
    { name: "c", type: { type: "long", logicalType: "timestamp-millis" } },
  );
  expect(await changes(from, to)).toEqual([
    "changed Order.a: The type of Order.a was widened from int to long.",
    "changed Order.b: The type of Order.b changed from int to string.",
    "changed Order.c: The meaning of Order.c changed from a plain value to timestamp-millis.",
  ]);
});

test("defaults, documentation, sort order and other attributes", async () => {
  const from = record(
    { name: "a", type: "int", default: 1 },
    { name: "b", type: "int", doc: "x" },
    { name: "c", type: "int", pii: true },
    { name: "d", type: "int" },
  );
  const to = record(
    { name: "a", type: "int", default: 2 },
    { name: "b", type: "int", doc: "y" },
    { name: "c", type: "int" },
    { name: "d", type: "int", order: "ignore", default: 0 },
  );
  expect(await changes(from, to)).toEqual([
    'changed Order.a: The default of "a" changed.',
    "changed Order.b: The documentation of Order.b changed.",
    'changed Order.c: The attribute "pii" of Order.c changed.',
    'changed Order.d: The field "d" got a default.',
    "changed Order.d: The sort order of Order.d changed.",
  ]);
});

test("symbols, sizes and names of types, below arrays, maps and unions", async () => {
  const symbols = (...list: string[]) => ({ type: "array", items: { type: "enum", name: "n.E", symbols: list } });
  const fixed = (size: number) => ({ type: "map", values: { type: "fixed", name: "n.F", size } });
  const inner = (name: string, type: string) => ["null", { type: "record", name, fields: [{ name: "x", type }] }];
  const from = record(
    { name: "e", type: symbols("X", "Y") },
    { name: "f", type: fixed(1) },
    { name: "r", type: inner("n.Inner", "int") },
  );
  const to = record(
    { name: "e", type: symbols("X", "Z") },
    { name: "f", type: fixed(2) },
    { name: "r", type: inner("m.Inner", "long") },
  );
  expect(await changes(from, to)).toEqual([
    'added Order.e[]: The symbol "Z" was added to Order.e[].',
    'removed Order.e[]: The symbol "Y" was removed from Order.e[].',
    "changed Order.f{}: The size of Order.f{} changed from 1 to 2 bytes.",
    "changed Order.r<Inner>: The name of Order.r<Inner> changed.",
    "changed Order.r<Inner>.x: The type of Order.r<Inner>.x was widened from int to long.",
  ]);
});

test("unions that grow, shrink, begin and end", async () => {
  expect(await changes(["null", "int"], ["null", "int", "string"])).toEqual([
    "added (root): (root) may now also be string.",
  ]);
  expect(await changes(["null", "int"], ["null"])).toEqual(["removed (root): (root) may no longer be int."]);
  expect(await changes(["null", "int"], ["int", "null"])).toEqual([
    "changed (root): The branches of the union at (root) come in another order.",
  ]);
  expect(await changes("int", ["null", "int"])).toEqual([
    "changed (root): (root) became a union: it may now be union of null, int.",
  ]);
  expect(await changes(["null", "int"], "int")).toEqual([
    "changed (root): (root) is no longer a union: it is always int.",
  ]);
});

test("a branch that takes the place of two others", async () => {
  const fixed = (name: string, ...aliases: string[]) => ({ type: "fixed", name, size: 1, aliases });
  expect(await changes([fixed("n.A"), fixed("n.B")], [fixed("n.C", "A", "B")])).toEqual([
    "removed (root): (root) may no longer be fixed n.B.",
    "changed (root)<C>: The name of (root)<C> changed.",
    "changed (root)<C>: The aliases of (root)<C> changed.",
  ]);
});

test("another order of fields and symbols is told", async () => {
  const a = { name: "a", type: "int" };
  const b = { name: "b", type: "int" };
  expect(await changes(record(a, b), record(b, a))).toEqual([
    "changed Order: The fields of Order come in another order.",
  ]);
  const symbols = (...list: string[]) => ({ type: "enum", name: "E", symbols: list });
  expect(await changes(symbols("X", "Y"), symbols("Y", "X"))).toEqual([
    "changed E: The symbols of E come in another order.",
  ]);
});

test("another way to write the same is no change", async () => {
  const from = { type: "record", name: "R", namespace: "n", fields: [{ name: "a", type: "double", default: 1.0 }] };
  const to = { fields: [{ default: 1, type: { type: "double" }, name: "a" }], name: "n.R", type: "record" };
  expect(await changes(from, to)).toEqual([]);
});
