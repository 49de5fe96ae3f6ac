import { expect, test } from "vitest";
import { strictSemantics } from "../../../../src/core/finding.js";
import { avro } from "../../../../src/formats/avro/index.js";

const times = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_unused, index) => make(index));
const record = (name: string, ...fields: readonly object[]) => ({ type: "record", name, fields });

/** Records each of which may hold every one before it, under aliases that make all of them candidates for each other. */
function mesh(namespace: string, count: number, aliases: readonly string[]) {
  return [
    "null",
    ...times(count, (index) => ({
      type: "record",
      name: `${namespace}.R${index}`,
      aliases: aliases.slice(index),
      fields: [{ name: "u", type: ["null", ...times(index, (before) => `${namespace}.R${before}`)] }],
    })),
  ];
}

/** Each record has two of the one before: as many values as there are grains on a chessboard. */
function doubling(count: number, leaf: readonly object[], last: string) {
  const steps = times(count, (index) =>
    record(`R${index}`, ...(index === 0 ? leaf : ["a", "b"].map((name) => ({ name, type: `R${index - 1}` })))),
  );
  return record(
    "X",
    { name: "defined", type: ["null", ...steps] },
    { name: "all", type: `R${count - 1}` },
    { name: "end", type: last },
  );
}

async function ask(reader: unknown, writer: unknown, policy: "semantic" | "strict" = "semantic") {
  const source = (schema: unknown) => ({ text: JSON.stringify(schema), references: [] });
  return await avro.compare(source(reader), source(writer), { policy, semantics: strictSemantics });
}

test.each(["semantic", "strict"] as const)("entangled unions end, %s", async (policy) => {
  const names = times(150, (index) => `m.R${index}`);
  const { verdict, findings } = await ask(mesh("n", 150, names), mesh("m", 150, []), policy);
  expect(verdict).toBe("undecided");
  expect(JSON.stringify(findings).length).toBeLessThan(2_000_000);
});

test("what was given up is told with its place", async () => {
  const nested = (inner: string) =>
    times(300, (index) =>
      record(`R${index}`, {
        name: "a",
        type: times(80, () => 0).reduce<unknown>((type) => ({ type: "array", items: type }), inner),
      }),
    );
  const { verdict, findings } = await ask(nested("int"), nested("string"), "strict");
  expect(verdict).toBe("undecided");
  expect(findings[0]).toMatchObject({ ruleId: "comparison-budget-exceeded", severity: "warning" });
  expect(findings[0]?.message).toContain("were given up at The value.a[]");
  expect(findings[0]?.readerPosition).toBeDefined();
});

test("large unions are decided", async () => {
  const union = (namespace: string, size: number) =>
    times(2000, (index) => ({ type: "fixed", name: `${namespace}.F${index}`, size }));
  expect((await ask(union("n", 1), union("m", 1))).verdict).toBe("compatible");
  expect((await ask(union("n", 1), union("m", 2))).verdict).toBe("incompatible");
  expect((await ask(union("n", 1), union("m", 2), "strict")).verdict).toBe("incompatible");
});

test("records with thousands of faults are decided, and the answer stays readable", async () => {
  const wide = (name: string, type: string) =>
    record("R", ...times(5000, (index) => ({ name: `${name}_${index}`, type })));
  for (const [reader, writer] of [
    [wide("a", "int"), wide("b", "int")],
    [wide("a", "int"), wide("a", "string")],
  ]) {
    const comparison = await ask(reader, writer);
    expect(comparison.verdict).toBe("incompatible");
    expect(comparison.witness).toBeDefined();
    expect(JSON.stringify(comparison).length).toBeLessThan(2_000_000);
  }
  const symbols = (letter: string) => ({
    type: "enum",
    name: "E",
    symbols: times(30_000, (index) => `${letter}${index}`),
  });
  const enums = await ask(symbols("A"), symbols("B"));
  expect(enums.verdict).toBe("incompatible");
  expect(JSON.stringify(enums).length).toBeLessThan(10_000);
});

test("a writer none of whose events could be built leaves the question open", async () => {
  for (const leaf of [[], [{ name: "x", type: "int" }]]) {
    const { verdict, findings } = await ask(doubling(60, leaf, "int"), doubling(60, leaf, "string"));
    expect(verdict).toBe("undecided");
    expect(findings[0]).toMatchObject({ ruleId: "comparison-budget-exceeded", readerPath: "/fields/2/type" });
    expect(findings.every(({ severity }) => severity !== "error")).toBe(true);
  }
});

test("a fault hundreds of levels deep is shown by an event", async () => {
  const chain = (type: string) =>
    record(
      "X",
      {
        name: "defined",
        type: [
          "null",
          ...times(800, (index) =>
            record(`R${index}`, index === 0 ? { name: "x", type } : { name: "n", type: `R${index - 1}` }),
          ),
        ],
      },
      { name: "chain", type: ["null", "R799"] },
    );
  const { verdict, witness } = await ask(chain("int"), chain("string"));
  expect(verdict).toBe("incompatible");
  expect(witness?.payload.length).toBeLessThan(10);
});
