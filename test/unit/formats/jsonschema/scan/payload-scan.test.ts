import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadSchema } from "../../../../../src/formats/jsonschema/loaded-schema.js";
import type { JsonValue } from "../../../../../src/formats/jsonschema/model/json.js";
import { compileJsonSchema } from "../../../../../src/formats/jsonschema/compiled-schema.js";
import { PayloadScan } from "../../../../../src/formats/jsonschema/scan/payload-scan.js";
import { accepts } from "../../../../../src/formats/jsonschema/validation/evaluate.js";
import { readPayload } from "../../../../../src/formats/jsonschema/validation/payload.js";
import { plain, sourceOf } from "../support.js";

/** What the scan of a schema says of a text; undefined where it has none. */
function scanOf(schema: unknown): ((payload: string | Uint8Array, maxDepth?: number) => boolean) | undefined {
  const scan = PayloadScan.of(loadSchema(sourceOf(schema)).program);
  return scan && ((payload, maxDepth = plain.maxDepth) => scan.accepts(Buffer.from(payload), maxDepth));
}

/** What parsing and evaluating say, apart from the scan and from Ajv. */
function isValid(schema: unknown, payload: Uint8Array): boolean {
  const reading = readPayload(payload, plain);
  return "value" in reading && accepts(loadSchema(sourceOf(schema)).program.root, reading.value, { formats: true });
}

const name = fc.constantFrom("a", "b", "ä", 'q"', "a\\", "a\nb", "a\\nb", 'a":1,"b', "__proto__", "toString");
const texts = fc.constantFrom("", "a", "ab", "b1", "ö", "😀", 'q"\n', "2026-11-05", "AB-12", "\u2028");
const numbers = fc.constantFrom(0, -0, 1, 2, 3.5, 0.1, -7, 19.99, 1e21, 1e-9, 123456789012345, 1234567890123456);
const scalars: fc.Arbitrary<JsonValue> = fc.oneof(fc.constant(null), fc.boolean(), numbers, texts);
const documents: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalars,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.array(fc.tuple(name, tie("value")), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
})).value;

const limit = fc.integer({ min: 0, max: 3 });
const typeName = fc.constantFrom("null", "boolean", "integer", "number", "string", "array", "object");
type Shape = Record<string, unknown> | boolean;
const schemas = fc.letrec<{ schema: Shape }>((tie) => {
  const schema = tie("schema");
  const list = fc.array(schema, { minLength: 1, maxLength: 3 });
  const keywords = {
    type: fc.oneof(typeName, fc.uniqueArray(typeName, { minLength: 1, maxLength: 4 })),
    enum: fc.uniqueArray(scalars, { minLength: 1, maxLength: 4, selector: (value) => JSON.stringify(value) }),
    minimum: limit,
    exclusiveMaximum: fc.constantFrom(2, 19.99, 1e22),
    multipleOf: fc.constantFrom(1, 0.5, 0.01),
    minLength: limit,
    maxLength: limit,
    pattern: fc.constantFrom("^a", "b", "^ab?$", "^[A-Z]{2}-[0-9]+$", "^.*$", "^[^q]{1,2}$"),
    format: fc.constantFrom("date", "email", "int32", "nobody-knows"),
    properties: fc.array(fc.tuple(name, schema), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
    required: fc.uniqueArray(name, { maxLength: 3 }),
    additionalProperties: schema,
    minProperties: limit,
    maxProperties: limit,
    prefixItems: list,
    items: schema,
    minItems: limit,
    maxItems: limit,
    allOf: list,
    anyOf: list,
    oneOf: list,
  };
  const some = Object.entries(keywords).map(([key, value]) => fc.record({ [key]: value as fc.Arbitrary<unknown> }));
  return {
    schema: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      fc.record({ type: typeName }),
      fc.boolean(),
      fc.array(fc.oneof(...some), { maxLength: 4 }).map((parts) => Object.assign({}, ...parts) as Shape),
    ),
  };
}).schema;

/** Spells a value in one of the many ways there are: with spaces, escapes, members that come twice, and numbers with exponents. */
function spell(value: JsonValue, choose: () => number): string {
  const space = (): string => [" ", "\n\t", "", "", "", "", "", ""][choose() % 8] ?? "";
  const string = (text: string): string => {
    const how = choose() % 12;
    // As it is, which is not always JSON, or the JSON of another text.
    if (how === 0) return `"${text}"`;
    return how < 3 ? escaped(text) : JSON.stringify(text);
  };
  const inner = (one: JsonValue): string => `${space()}${spell(one, choose)}${space()}`;
  if (typeof value === "string") return string(value);
  if (typeof value === "number") return choose() % 8 === 0 ? "1e999" : JSON.stringify(value);
  if (Array.isArray(value)) return `[${space()}${value.map((one: JsonValue) => inner(one)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).flatMap(([key, one]) => {
    const spelled = (): string => `${space()}${string(key)}${space()}:${inner(one)}`;
    return choose() % 10 === 0 ? [`${string(key)}:1`, spelled()] : [spelled()];
  });
  return `{${members.join(",")}${members.length === 0 ? space() : ""}}`;
}

function escaped(text: string): string {
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, "0"));
  return `"${units.map((unit) => `\\u${unit}`).join("")}"`;
}

const choices = fc.infiniteStream(fc.nat({ max: 1000 }));

function chooser(stream: Stream): () => number {
  return () => (stream.next().value as number | undefined) ?? 0;
}
type Stream = Iterator<number>;

describe("what a scan says", () => {
  test("is never yes of a payload spelled as usual where evaluating says no", () => {
    let accepted = 0;
    fc.assert(
      fc.property(schemas, fc.array(documents, { minLength: 1, maxLength: 8 }), (schema, values) => {
        const scan = scanOf(schema);
        if (scan === undefined) return;
        for (const value of values) {
          const text = JSON.stringify(value);
          const payload = Buffer.from(text);
          if (scan(payload)) {
            accepted += 1;
            expect(isValid(schema, payload), `${JSON.stringify(schema)} ${text}`).toBe(true);
          }
        }
      }),
      { numRuns: 1500 },
    );
    expect(accepted).toBeGreaterThan(300);
  });

  test("is never yes where parsing and evaluating say no, however a payload is spelled or broken", () => {
    let accepted = 0;
    fc.assert(
      fc.property(schemas, fc.array(documents, { minLength: 1, maxLength: 4 }), choices, (schema, values, stream) => {
        const scan = scanOf(schema);
        if (scan === undefined) return;
        const choose = chooser(stream);
        for (const value of values) {
          const payload = Buffer.from(spell(value, choose));
          for (const one of [payload, broken(payload, choose)]) {
            if (!scan(one)) continue;
            accepted += 1;
            expect(isValid(schema, one), `${JSON.stringify(schema)} ${one.toString("latin1")}`).toBe(true);
          }
        }
      }),
      { numRuns: 1500 },
    );
    expect(accepted).toBeGreaterThan(300);
  });

  test("of what a schema with nothing beyond a scan allows is yes", () => {
    const schema = {
      type: "object",
      required: ["id", "at", "lines"],
      properties: {
        id: { type: "string", format: "uuid" },
        at: { type: "string", format: "date-time" },
        lines: { type: "array", minItems: 1, items: { $ref: "#/$defs/line" } },
        by: { oneOf: [{ $ref: "#/$defs/person" }, { $ref: "#/$defs/robot" }, { type: "null" }] },
        note: { type: ["string", "null"], maxLength: 3 },
      },
      additionalProperties: false,
      $defs: {
        line: {
          type: "object",
          required: ["sku"],
          properties: { sku: { pattern: "^[A-Z]{3}-[0-9]{4}$" }, price: { type: "number" } },
        },
        person: {
          type: "object",
          required: ["kind"],
          properties: { kind: { const: "person" }, age: { type: "integer" } },
        },
        robot: {
          type: "object",
          required: ["kind"],
          properties: { kind: { const: "robot" }, parts: { $ref: "#/$defs/tree" } },
        },
        tree: { type: "array", items: { $ref: "#/$defs/tree" } },
      },
    };
    const event = {
      id: "5d6c1f0e-7a4b-4c2d-9e11-1f2e3d4c5b6a",
      at: "2026-11-05T09:12:07.250Z",
      lines: [{ sku: "ABC-1234", price: 4.5, colour: { any: ["thing", null, -1e3] } }],
    };
    const scan = scanOf(schema);
    const says = (more: object): boolean | undefined => scan?.(JSON.stringify({ ...event, ...more }));
    expect(says({})).toBe(true);
    expect(says({ by: { kind: "robot", parts: [[], [[]]] }, note: "äöü" })).toBe(true);
    expect(says({ note: null, at: "2026-01-31T23:59:60+01:00" })).toBe(false);
    expect(says({ note: null, at: "2026-01-31T23:59:59+01:00" })).toBe(true);
    expect(says({ by: { kind: "person", age: 1.5 } })).toBe(false);
    expect(says({ by: { kind: "ghost" } })).toBe(false);
    expect(says({ note: "äöüß" })).toBe(false);
    expect(says({ more: 1 })).toBe(false);
  });

  test("is no where a payload nests too deep, and yes right before that", () => {
    const scan = scanOf({});
    expect(scan?.("[[[]]]", 3)).toBe(true);
    expect(scan?.("[[[]]]", 2)).toBe(false);
    expect(scan?.('{"a":[{}],"b":[{}]}', 3)).toBe(true);
    expect(scan?.("[".repeat(100_000), 64)).toBe(false);
    const choices = scanOf({ items: { anyOf: [{ properties: { a: { items: { type: "string" } } } }, {}] } });
    expect(choices?.(`[${Array.from({ length: 9 }, () => '{"a":[1]}').join(",")}]`, 3)).toBe(true);
  });

  test("is no where alternatives within alternatives would be looked at without end", () => {
    const scan = scanOf({
      $ref: "#/$defs/deep",
      $defs: { deep: { anyOf: [{ items: { $ref: "#/$defs/deep" } }, { items: { $ref: "#/$defs/deep" } }] } },
    });
    expect(scan?.("[[[1]]]")).toBe(true);
    expect(scan?.("[".repeat(60) + "]".repeat(60))).toBe(false);
  });

  test.each([
    [{ properties: { 'a"b': {} } }, '{"a"b":1}'],
    [{ properties: { "a\\": {} }, additionalProperties: false }, '{"a\\":"x"}'],
    [{ properties: { "a\nb": {} } }, '{"a\nb":1}'],
    [{ required: ["a\\nb"] }, '{"a\\nb":1}'],
    [{ properties: { 'a":1,"b': { type: "string" }, a: { type: "string" } } }, '{"a":1,"b":"x"}'],
  ])("is no where a name of %j would be read out of bytes that say something else", (schema, payload) => {
    expect(isValid(schema, Buffer.from(payload))).toBe(false);
    expect(scanOf(schema)?.(payload) ?? false).toBe(false);
  });

  test("does not depend on how often long texts are looked at", () => {
    const values = Array.from({ length: 200 }, (_, index) => ({ const: `v${index}` }));
    const scan = scanOf({ properties: { note: { anyOf: values } } });
    expect(scan?.('{"note":"v199"}')).toBe(true);
    expect(scan?.(JSON.stringify({ note: "x".repeat(100_000) }))).toBe(false);
  });

  test("is no of bytes that are not UTF-8, wherever they are", () => {
    const scan = scanOf({ properties: { a: { minLength: 1 } } });
    expect(scan?.(Buffer.from([0x22, 0xc3, 0xa4, 0x22]))).toBe(true);
    expect(scan?.(Buffer.from([0x22, 0xc3, 0x22]))).toBe(false);
    expect(scan?.(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))).toBe(false);
  });

  test("sees every required member of an object, also of more than a word has bits, and none twice", () => {
    const required = Array.from({ length: 70 }, (_, index) => `m${index}`);
    const scan = scanOf({ required, items: { required: ["a"] } });
    const members = required.map((one) => `"${one}":{"a":[]}`);
    expect(scan?.(`{${members.join(",")}}`)).toBe(true);
    expect(scan?.(`{${members.slice(1).join(",")}}`)).toBe(false);
    expect(scan?.(`{${[...members.slice(1), members[1]].join(",")}}`)).toBe(false);
    expect(scan?.(`[{"a":1},{"a":2}]`)).toBe(true);
    expect(scan?.(`[{"a":1},{"b":2}]`)).toBe(false);
  });
});

/** Payloads with a byte changed, taken out or put in. */
function broken(payload: Uint8Array, choose: () => number): Buffer {
  const bytes = [...payload];
  const put = Buffer.from('{}[]",:\\u0e-.19\u0000ä t').at(choose() % 22) ?? 0;
  bytes.splice(choose() % (bytes.length + 1), choose() % 2, ...(choose() % 2 === 0 ? [put] : []));
  return Buffer.from(bytes);
}

test("a payload is valid though the scan passes it by, and a scan that keeps doing so is given up without a difference", () => {
  const compiled = compileJsonSchema(sourceOf({ properties: { a: { uniqueItems: true } } }));
  for (let index = 0; index < 200; index++) {
    expect(compiled.validate(Buffer.from(`{"a":[1,${index + 2}]}`), plain)).toBeUndefined();
    expect(compiled.validate(Buffer.from('{"a":[1,1]}'), plain)?.failureType).toBe("schema-violation");
  }
});

test("a schema or a payload that is too deep for a scan is judged without", () => {
  const definitions = Object.fromEntries(
    Array.from({ length: 2_000 }, (_, index) => [
      `d${index}`,
      { properties: { a: { $ref: `#/$defs/d${index + 1}` } } },
    ]),
  );
  const schema = { $ref: "#/$defs/d0", $defs: { ...definitions, d2000: {} } };
  const compiled = compileJsonSchema(sourceOf(schema));
  for (let turn = 0; turn < 2; turn++) expect(compiled.validate(Buffer.from('{"a":{"a":1}}'), plain)).toBeUndefined();

  const nested = (inner: object): object => ({ allOf: [inner] });
  const deep = { $ref: "#/$defs/t", $defs: { t: nested(nested(nested(nested({ items: { $ref: "#/$defs/t" } })))) } };
  const payload = Buffer.from(`${"[".repeat(1000)}${"]".repeat(1000)}${" ".repeat(900_000)}`);
  expect(compileJsonSchema(sourceOf(deep)).validate(payload, { ...plain, maxDepth: 1000 })).toBeUndefined();
});
