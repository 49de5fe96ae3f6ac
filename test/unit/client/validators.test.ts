import avro from "avsc";
import { create } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { SchemaVersionSchema } from "../../../clients/typescript/src/gen.js";
import { compileAvro } from "../../../clients/typescript/src/validation/avro-validator.js";
import { compileJsonSchema } from "../../../clients/typescript/src/validation/json-schema-validator.js";
import { CannotCompile } from "../../../clients/typescript/src/validation/payload-validator.js";
import { isTriviallySafePattern } from "../../../clients/typescript/src/validation/trivially-safe-pattern.js";
import { cpuMs } from "../../support/cpu-time.js";

interface Source {
  readonly schema: unknown;
  readonly references?: Readonly<Record<string, Source>>;
}

function withReferences({ schema, references = {} }: Source): Parameters<typeof compileAvro>[0] {
  return {
    version: create(SchemaVersionSchema, { schema: JSON.stringify(schema) }),
    references: Object.entries(references).map(([name, source]) => ({ name, schema: withReferences(source) })),
  };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const draft = (year: string): string => `https://json-schema.org/draft/${year}/schema`;

describe("JSON Schema", () => {
  test.each([
    ["draft-04", { $schema: "http://json-schema.org/draft-04/schema#", maximum: 5, exclusiveMaximum: true }, 4, 5],
    ["draft-06", { $schema: "http://json-schema.org/draft-06/schema#", const: 1 }, 1, 2],
    ["draft-07", { if: { type: "string" }, then: { minLength: 2 } }, "ab", "a"],
    ["2019-09", { $schema: draft("2019-09"), dependentRequired: { a: ["b"] } }, { a: 1, b: 1 }, { a: 1 }],
    ["2020-12", { $schema: draft("2020-12"), prefixItems: [{ type: "string" }] }, ["a"], [1]],
    ["own properties only", { type: "object", required: ["toString"] }, { toString: 1 }, {}],
    ["formats", { format: "date" }, "2024-02-29", "2023-02-29"],
    [
      "unique items",
      { uniqueItems: true },
      [{ a: 1, b: 2 }, { a: 1 }],
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
    ["a pattern that is safe", { pattern: "^[A-Z]{3}-\\d+$" }, "ABC-12", "ABC-"],
  ])("%s", (_name, schema, good, bad) => {
    const validate = compileJsonSchema(withReferences({ schema }));
    expect(validate(good)).toEqual([]);
    expect(validate(bytes(JSON.stringify(good)))).toEqual([]);
    expect(validate(bad)).not.toEqual([]);
  });

  test("names the place and the keyword, and never the value", () => {
    const schema = { properties: { "a/b": { enum: ["x"] } }, required: ["id"], additionalProperties: false };
    const violations = compileJsonSchema(withReferences({ schema }))({ "a/b": "secret-1", "secret-2": 1 });
    expect(violations.map(({ instancePath, keyword }) => `${instancePath} ${keyword}`).sort()).toEqual([
      " additionalProperties",
      " required",
      "/a~1b enum",
    ]);
    expect(JSON.stringify(violations)).not.toContain("secret");
  });

  test("bytes that are not JSON are malformed", () => {
    const validate = compileJsonSchema(withReferences({ schema: {} }));
    expect(validate(bytes("{"))).toMatchObject([{ code: "malformed-json" }]);
    expect(validate(new Uint8Array([0xff]))).toMatchObject([{ code: "malformed-utf8" }]);
  });

  test("one name for different schemas is left to the server, and for the same one is not", () => {
    const text = { schema: { type: "string" } };
    const holder = { schema: { properties: { a: { $ref: "p" } } }, references: { p: text } };
    const referring = (references: Readonly<Record<string, Source>>) =>
      withReferences({ schema: { properties: { b: { $ref: "p" }, c: { $ref: "q" } } }, references });
    for (const references of [
      { p: { schema: { type: "number" } }, q: holder },
      { p: holder, q: text },
    ]) {
      expect(() => compileJsonSchema(referring(references))).toThrow(CannotCompile);
    }
    const validate = compileJsonSchema(referring({ p: text, q: holder }));
    expect(validate({ b: "text", c: { a: "text" } })).toEqual([]);
    expect(validate({ c: { a: 1 } })).not.toEqual([]);
  });

  test("references resolve to what was registered under their names", () => {
    const schema = { $ref: "money.json" };
    const money = { schema: { properties: { amount: { $ref: "amount.json" } } }, references: {} };
    const references = { "money.json": { ...money, references: { "amount.json": { schema: { type: "integer" } } } } };
    const validate = compileJsonSchema(withReferences({ schema, references }));
    expect(validate({ amount: 1 })).toEqual([]);
    expect(validate({ amount: "1" })).toHaveLength(1);
  });

  test.each([
    ["a slow pattern", { properties: { a: { pattern: "^(a+)+$" } } }],
    ["a slow pattern of property names", { patternProperties: { "(a|a)*b": {} } }],
    ["an unknown dialect", { $schema: "https://example.com/mine" }],
    ["a reference to nothing", { $ref: "https://example.com/elsewhere" }],
    ["a decimal divisor", { multipleOf: 0.01 }],
    ["nullable, which only Ajv knows", { type: "string", nullable: true }],
    ["keywords beside $ref before 2019", { $ref: "#/definitions/a", minLength: 3, definitions: { a: {} } }],
    ["dynamic references", { $schema: draft("2020-12"), $dynamicRef: "#x" }],
  ])("%s is left to the server", (_name, schema) => {
    expect(() => compileJsonSchema(withReferences({ schema }))).toThrow(CannotCompile);
  });

  test("a hundred thousand items are found to differ in no time", () => {
    const validate = compileJsonSchema(withReferences({ schema: { uniqueItems: true } }));
    const tookMs = cpuMs(() => {
      expect(validate(Array.from({ length: 100_000 }, (_, n) => ({ n })))).toEqual([]);
    });
    expect(tookMs).toBeLessThan(2000);
  });
});

describe("Avro", () => {
  const schema = {
    type: "record",
    name: "Order",
    fields: [
      { name: "id", type: "long" },
      { name: "note", type: ["null", "string"] },
    ],
  };

  test("bytes must be the record, wholly and nothing else", () => {
    const validate = compileAvro(withReferences({ schema }));
    const encoded = avro.Type.forSchema(schema as avro.Schema).toBuffer({ id: 7, note: "hi" });
    expect(validate(encoded)).toEqual([]);
    expect(validate(encoded.subarray(0, -1))).toMatchObject([{ code: "malformed-avro" }]);
    expect(validate(Buffer.concat([encoded, Buffer.from([0])]))).toMatchObject([{ code: "malformed-avro" }]);
  });

  test("a count of items that are not there costs nothing", () => {
    const validate = compileAvro(withReferences({ schema: { type: "array", items: "int" } }));
    const claim = avro.Type.forSchema("long").toBuffer(30_000_000);
    const tookMs = cpuMs(() => {
      expect(validate(claim)).toMatchObject([{ code: "malformed-avro" }]);
    });
    expect(tookMs).toBeLessThan(200);
  });

  test("longs beyond 2^53 are valid", () => {
    const validate = compileAvro(withReferences({ schema: "long" }));
    expect(validate(Buffer.from("feffffffffffffffff01", "hex"))).toEqual([]);
    expect(validate(2n ** 62n)).toEqual([]);
    expect(validate(1.5)).toHaveLength(1);
  });

  test("values are checked place by place", () => {
    const validate = compileAvro(withReferences({ schema }));
    expect(validate({ id: 1, note: null })).toEqual([]);
    expect(validate({ id: "1", note: 2 }).map(({ instancePath }) => instancePath)).toEqual(["/id", "/note"]);
  });

  test("named types of references are known", () => {
    const money = { type: "record", name: "Money", fields: [{ name: "cents", type: "int" }] };
    const order = { type: "record", name: "Order", fields: [{ name: "total", type: "Money" }] };
    const validate = compileAvro(withReferences({ schema: order, references: { Money: { schema: money } } }));
    expect(validate({ total: { cents: 1 } })).toEqual([]);
    expect(validate({ total: { cents: "1" } })).toHaveLength(1);
  });

  test.each([
    ["an unknown type", { type: "record", name: "A", fields: [{ name: "b", type: "Nobody" }] }],
    ["an array of nothing", { type: "array", items: "null" }],
    [
      "an array of records of nothing, told twice",
      {
        type: "array",
        items: {
          type: "record",
          name: "Pair",
          fields: [
            { name: "a", type: { type: "record", name: "Nothing", fields: [] } },
            { name: "b", type: "Nothing" },
          ],
        },
      },
    ],
    ["a hidden array of nothing", { type: "map", values: ["null", { type: "array", items: "null" }] }],
  ])("%s is left to the server", (_name, source) => {
    expect(() => compileAvro(withReferences({ schema: source }))).toThrow(CannotCompile);
  });
});

describe("patterns", () => {
  test.each([
    "^[a-z]+$",
    "^\\d{4}-\\d{2}-\\d{2}$",
    "^(?:red|green|blue)$",
    "^[0-9a-f]{8}(-[0-9a-f]{4}){0}$".replace("{0}", "?"),
    "abc",
    "^a{1,64}$",
    "^\\p{Lu}\\w*$",
  ])("%s is safe", (pattern) => {
    expect(isTriviallySafePattern(pattern)).toBe(true);
  });

  test.each([
    "(a+)+$",
    "^(a|a)*$",
    "^a*a*b$",
    "[a-z]+$",
    "^a|b+c",
    "^(a)\\1+$",
    "^(?=a+)b",
    "^a{0,200}a{0,200}b",
    "^(a?b?c?d?e?f?g?h?i?){1,2}$",
    "^(",
    "a)",
  ])("%s is left to the server", (pattern) => {
    expect(isTriviallySafePattern(pattern)).toBe(false);
  });

  test("whatever is called safe runs quickly on long texts of its own letters", () => {
    const piece = fc.constantFrom(
      "a",
      "b",
      "[ab]",
      "\\w",
      "a?",
      "a*",
      "a+",
      "a{1,9}",
      "(a|b)",
      "(a|ab)?",
      "^",
      "$",
      "|",
      "(a+)+",
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), fc.boolean(), (pieces, anchored) => {
        const pattern = `${anchored ? "^" : ""}${pieces.join("")}`;
        if (!isTriviallySafePattern(pattern)) return;
        const tookMs = cpuMs(() => {
          new RegExp(pattern, "u").test(`${"a".repeat(20_000)}!`);
        });
        expect(tookMs, pattern).toBeLessThan(1000);
      }),
      { numRuns: 500 },
    );
  });
});
