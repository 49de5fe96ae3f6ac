import { expect, test } from "vitest";
import { strictSemantics } from "../../../../src/core/finding.js";
import { avro } from "../../../../src/formats/avro/index.js";

const options = { policy: "semantic", semantics: strictSemantics } as const;

function order(lines: string, pay: string) {
  const text = `{
  "type": "record",
  "name": "shop.Order",
  "fields": [
    { "name": "lines", "type": { "type": "array", "items": {
      "type": "record", "name": "Line",
      "fields": [
        { "name": "price", "type": "${lines}" }
      ]
    } } },
    { "name": "gift", "type": ["null", "Line"] },
    { "name": "pay", "type": ${pay} }
  ]
}`;
  return { text, references: [] };
}

test("paths lead to the definition, however many names led there, and positions to the line", async () => {
  const { findings } = await avro.compare(order("string", '"int"'), order("double", '"int"'), options);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({
    ruleId: "type-mismatch",
    message: expect.stringContaining("shop.Order.lines[].price") as string,
    readerPath: "/fields/0/type/items/fields/0/type",
    readerPosition: { document: "", line: 8, column: 28 },
    writerPath: "/fields/0/type/items/fields/0/type",
    writerPosition: { document: "", line: 8, column: 28 },
  });
});

test("a use of a name is where it is used", async () => {
  const { findings } = await avro.compare(order("int", '"int"'), order("int", '"Line"'), options);
  expect(findings[0]).toMatchObject({
    readerPath: "/fields/2/type",
    readerPosition: { line: 12, column: 22 },
    writerPath: "/fields/2/type",
    writerPosition: { line: 12, column: 22 },
  });
});

test("branches of unions have their index, the field that is missing its place in the reader", async () => {
  const { findings } = await avro.compare(order("int", '["null"]'), order("int", '["null", "long"]'), options);
  expect(findings[0]).toMatchObject({
    readerPath: "/fields/2/type",
    writerPath: "/fields/2/type/1",
    writerPosition: { line: 12, column: 39 },
  });
  const small = { text: '{ "type": "record", "name": "shop.Order", "fields": [] }', references: [] };
  const missing = await avro.compare(order("int", '"int"'), small, options);
  expect(missing.findings[0]).toMatchObject({
    readerPath: "/fields/0",
    readerPosition: { line: 5, column: 5 },
    writerPath: "/fields",
    writerPosition: { line: 1, column: 43 },
  });
});

test("what a reference defines is placed in the text of the reference", async () => {
  const withCountry = (symbols: string) => ({
    text: '{"type": "record", "name": "hr.Person", "fields": [{"name": "from", "type": "geo.Country"}]}',
    references: [
      {
        name: "geo.Country",
        source: { text: `{\n  "type": "enum", "name": "geo.Country",\n  "symbols": [${symbols}]\n}`, references: [] },
      },
    ],
  });
  const { findings } = await avro.compare(withCountry('"DE"'), withCountry('"DE", "FR"'), options);
  expect(findings[0]).toMatchObject({
    ruleId: "missing-enum-symbols",
    readerPath: "/symbols",
    readerPosition: { document: "geo.Country", line: 3, column: 3 },
    writerPosition: { document: "geo.Country", line: 3, column: 3 },
  });
  expect(findings[0]?.fix).toBeUndefined();
});
