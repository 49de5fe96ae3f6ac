import { describe, expect, test } from "vitest";
import { maxViolations } from "../../../../src/core/violation.js";
import { compileJsonSchema } from "../../../../src/formats/jsonschema/compiled-schema.js";
import { jsonschema } from "../../../../src/formats/jsonschema/index.js";
import { check, plain, sourceOf } from "./support.js";
import { cpuMs } from "../../../support/cpu-time.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const $schema = "https://json-schema.org/draft/2020-12/schema";
const first = (schema: unknown, value: unknown) => check(schema, value)?.violations[0];

describe("payloads that cannot be read", () => {
  const any = compileJsonSchema(sourceOf(true));

  test.each([
    ["", "malformed-json"],
    ['{"a":1,}', "malformed-json"],
    ['{"secret":"hunter2" "b":1}', "malformed-json"],
    ["[".repeat(10_000), "depth-exceeded"],
    [`${"[".repeat(10_000)}${"]".repeat(10_000)}`, "depth-exceeded"],
    [`${'{"a":'.repeat(100)}1${"}".repeat(100)}`, "depth-exceeded"],
  ])("payload number %# is malformed", (text, code) => {
    const verdict = any.validate(bytes(text), plain);
    expect(verdict?.failureType).toBe("malformed");
    expect(verdict?.violations[0]?.code).toBe(code);
    expect(JSON.stringify(verdict)).not.toContain("hunter2");
  });

  test("the place of the fault is told in the hint, and equal faults have equal messages", () => {
    const fault = (text: string) => any.validate(bytes(text), plain)?.violations[0];
    expect(fault('{"a":1,\n "b" 2}')).toMatchObject({
      message: "is not JSON: a colon is expected",
      hint: "See line 2, column 6 (offset 13).",
    });
    expect(fault('{"longer" 2}')?.message).toBe(fault('{"a":1,\n "b" 2}')?.message);
    expect(fault('{"a":"b')?.message).toBe("is not JSON: a string is not closed");
  });

  test("bytes that are not UTF-8 are malformed", () => {
    expect(any.validate(new Uint8Array([0x22, 0xff, 0x22]), plain)?.violations[0]?.code).toBe("malformed-utf8");
  });

  test.each([
    [{ additionalProperties: { type: "integer" } }, { a: "x" }, "/a", [0]],
    [{ patternProperties: { "^x": { type: "integer" } } }, { x1: "x" }, "/x1", [0]],
    [{ unevaluatedProperties: { type: "integer" } }, { a: "x" }, "/a", [0]],
    [
      { properties: { prices: { additionalProperties: { properties: { net: { type: "number" } } } } } },
      { prices: { EUR: { net: "x" } } },
      "/prices/EUR/net",
      [1],
    ],
    [{ properties: { x1: {} }, patternProperties: { "^x": { type: "integer" } } }, { x1: "x" }, "/x1", undefined],
    [{ items: { properties: { a: { type: "integer" } } } }, [{ a: "x" }], "/0/a", undefined],
  ])("of %j, names that the schema does not declare are keys of a map", (schema, value, instancePath, mapKeys) => {
    const violation = first({ $schema, ...schema }, value);
    expect(violation?.instancePath).toBe(instancePath);
    expect(violation?.mapKeys).toEqual(mapKeys);
  });

  test.each([
    [{ additionalProperties: false }, "additionalProperties"],
    [{ unevaluatedProperties: false }, "unevaluatedProperties"],
    [{ propertyNames: { maxLength: 3 } }, "propertyNames"],
  ])("of %j, names that the payload chooses are shortened", (schema, keyword) => {
    const violation = first({ $schema, ...schema }, { [`${"a".repeat(199)}😀${"b".repeat(100_000)}`]: 1 });
    expect(violation?.keyword).toBe(keyword);
    expect(violation?.message).toContain(`'${"a".repeat(199)}…'`);
    expect(violation?.message.length).toBeLessThan(300);
  });

  test("places shorten keys of maps, keep declared names, and end after some kB", () => {
    const name = "d".repeat(1_000);
    const recursive = { $schema, type: "object", additionalProperties: { $ref: "#" } };
    const declared = { $schema, properties: { [name]: { additionalProperties: { type: "null" } } } };
    const found = first(declared, { [name]: { ["k/".repeat(500)]: 1 } });
    expect(found?.instancePath).toBe(`/${name}/${"k~1".repeat(100)}…`);
    expect(found?.mapKeys).toEqual([1]);
    let deep: unknown = 1;
    for (let level = 0; level < 40; level++) deep = { [`${level}-${"k".repeat(150)}`]: deep };
    const deepest = first(recursive, deep);
    expect(deepest?.instancePath.length).toBeLessThan(4_010);
    expect(deepest?.instancePath.endsWith("/…")).toBe(true);
    expect(deepest?.mapKeys?.length).toBe((deepest?.instancePath.split("/").length ?? 0) - 2);
  });

  test("what is missing is told by name", () => {
    expect(first({ required: ["id"] }, {})?.missing).toBe("id");
    expect(first({ $schema, dependentRequired: { a: ["b"] } }, { a: 1 })?.missing).toBe("b");
    expect(first({ additionalProperties: false }, { a: 1 })?.missing).toBeUndefined();
  });

  test("brackets inside strings are no nesting", () => {
    expect(any.validate(bytes(JSON.stringify("[".repeat(1_000))), plain)).toBeUndefined();
    expect(any.validate(bytes(`${"[".repeat(64)}${"]".repeat(64)}`), plain)).toBeUndefined();
  });

  test.each([
    "",
    "application/json",
    "application/json; charset=utf-8",
    "text/json",
    "application/cloudevents+json",
    "application/vnd.acme.v1+JSON",
  ])("%s is JSON", (contentType) => {
    expect(any.validate(bytes("1"), { ...plain, contentType })).toBeUndefined();
  });

  test.each(["application/avro", "text/plain", "json", "application/jsonx"])("%s is not JSON", (contentType) => {
    const violation = any.validate(bytes("1"), { ...plain, contentType })?.violations[0];
    expect(violation?.code).toBe("content-type");
    expect(violation?.hint).toContain("application/json");
  });
});

describe("violations", () => {
  test.each([
    [{ required: ["id"] }, {}, "required", "", "is missing the required property 'id'"],
    [{ properties: { a: { type: "string" } } }, { a: 1 }, "type", "/a", "must be a string, not a number"],
    [
      { properties: { a: { type: ["string", "null"] } } },
      { a: 1 },
      "type",
      "/a",
      "must be null or a string, not a number",
    ],
    [{ maxLength: 10 }, "x".repeat(11), "maxLength", "", "is longer than 10 characters"],
    [{ minLength: 1 }, "", "minLength", "", "is shorter than 1 character"],
    [{ enum: ["a"] }, "b", "enum", "", "is not one of the allowed values"],
    [{ minimum: 5 }, 4, "minimum", "", "is less than 5"],
    [{ minItems: 1 }, [], "minItems", "", "has fewer than 1 item"],
    [{ uniqueItems: true }, [1, 2, 1], "uniqueItems", "", "has equal items at the positions 0 and 2, counted from 0"],
    [{ format: "email" }, "x", "format", "", "is not a valid email"],
    [{ not: {} }, 1, "not", "", "fits what the schema excludes with 'not'"],
    [
      { dependencies: { a: ["b"] } },
      { a: 1 },
      "dependencies",
      "",
      "is missing the property 'b', which is required because 'a' is there",
    ],
    [{ items: [{ type: "string" }] }, [1], "type", "/0", "must be a string, not a number"],
    [{ properties: { "a/b~c": false } }, { "a/b~c": 1 }, "false", "/a~1b~0c", "is not allowed here"],
  ])("%j says what is wrong with %j", (schema, value, ...expected) => {
    const [code, instancePath, message] = expected;
    expect(first(schema, value)).toMatchObject({ code, instancePath, message, severity: "error" });
    expect(first(schema, value)?.hint).not.toBe("");
  });

  test("allowed values are listed, eight at most", () => {
    expect(first({ enum: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }, 0)?.hint).toBe(
      "Allowed are: 1, 2, 3, 4, 5, 6, 7, 8 and 2 more.",
    );
  });

  test("an unknown property names its nearest neighbour", () => {
    const schema = { properties: { user_id: {}, name: {} }, additionalProperties: false };
    expect(first(schema, { userId: 1 })?.hint).toBe("Did you mean 'user_id'?");
    expect(first(schema, { colour: 1 })?.hint).not.toContain("Did you mean");
  });

  test("values of the payload never appear", () => {
    const schema = {
      properties: {
        a: { type: "integer", enum: [1] },
        b: { pattern: "^x$", maxLength: 3, format: "email", const: "y" },
        c: { items: { minimum: 5 } },
      },
    };
    const verdict = check(schema, { a: "SECRET1", b: "SECRET2", c: [-98765] });
    expect(verdict?.violations.length).toBeGreaterThan(2);
    expect(JSON.stringify(verdict)).not.toMatch(/SECRET|98765/);
  });

  test("there are at most so many", () => {
    expect(
      check(
        { items: { type: "string" } },
        Array.from({ length: 1_000 }, () => 1),
      )?.violations,
    ).toHaveLength(maxViolations);
  });

  test("the alternative that was meant comes first", () => {
    const branch = (kind: string, rest: object) => ({
      type: "object",
      properties: { kind: { const: kind }, ...rest },
      required: ["kind", ...Object.keys(rest)],
    });
    const schema = {
      oneOf: [branch("card", { number: { type: "string" } }), branch("cash", { amount: { type: "number" } })],
    };
    expect(first(schema, { kind: "cash", amount: "x" })).toMatchObject({
      code: "type",
      instancePath: "/amount",
      schemaPath: "/oneOf/1/properties/amount/type",
    });
    expect(first(schema, { kind: "wire" })).toMatchObject({ code: "oneOf", schemaPath: "/oneOf" });
    expect(first(schema, { kind: "wire" })?.hint).toContain('"card", "cash"');
  });

  test("alternatives inside an alternative are told apart like the others", () => {
    const branch = (kind: string, name: string, type: string) => ({
      type: "object",
      properties: { kind: { const: kind }, [name]: { type } },
      required: ["kind", name],
    });
    const pair = (kind: string) => ({ oneOf: [branch(kind, "user", "string"), branch(kind, "team", "number")] });
    const schema = { oneOf: [branch("opened", "by", "string"), pair("asked"), { anyOf: [pair("closed")] }] };
    expect(first(schema, { kind: "opened", by: 1 })).toMatchObject({ code: "type", instancePath: "/by" });
    expect(first(schema, { kind: "asked", team: "x" })).toMatchObject({
      code: "type",
      instancePath: "/team",
      schemaPath: "/oneOf/1/oneOf/1/properties/team/type",
    });
    expect(first(schema, { kind: "closed", user: 1 })).toMatchObject({ instancePath: "/user" });
    expect(first(schema, { kind: "gone", by: "x" })).toMatchObject({
      code: "oneOf",
      hint: `'/kind' decides which alternative is meant; it must be one of: "opened", "asked", "closed".`,
    });
  });

  test("the leading violation does not depend on the order of members", () => {
    const schema = { required: ["x"], properties: { a: { type: "string" }, b: { type: "string" } } };
    expect(first(schema, { a: 1, b: 1 })).toEqual(first(schema, { b: 1, a: 1 }));
  });

  test("a number beyond all numbers is none", () => {
    expect(check({ type: "number" }, "raw:1e999")?.violations[0]?.code).toBe("type");
  });

  test("many equal-looking items are compared in linear time", () => {
    const value = Array.from({ length: 20_000 }, (_, at) => ({ id: at }));
    const tookMs = cpuMs(() => {
      expect(check({ uniqueItems: true }, value)).toBeUndefined();
    });
    expect(tookMs).toBeLessThan(1_000);
  });
});

describe("what generated code would get wrong", () => {
  test.each([
    [{ required: [""] }, "{}"],
    [{ required: ["", "a"] }, '{"a":1}'],
    [{ $schema, dependentRequired: { a: [""] } }, '{"a":1}'],
    [{ dependencies: { a: ["", "a"] } }, '{"a":1}'],
    [{ dependencies: { a: ["toString"] } }, '{"a":1}'],
    [{ items: { contains: { type: "string" } } }, '[["a"],[]]'],
    [{ $schema, prefixItems: [{ type: "null" }], contains: { type: "string" } }, "[]"],
    [{ maximum: 100 }, "1e400"],
    [{ exclusiveMaximum: 100 }, "1e400"],
    [{ minimum: -100 }, "-1e400"],
    [{ items: { multipleOf: 3 } }, "[1e400]"],
    [{ properties: { a: { format: "int32" } } }, '{"a":-1e400}'],
    [{ const: { a: 1 } }, '{"a":1,"toString":2}'],
    [{ enum: [{ a: 1 }, { b: 1 }] }, '{"valueOf":"a"}'],
    [{ enum: [1, [{}]] }, '[{"toString":null}]'],
  ])("%j refuses %s", (schema, text) => {
    expect(check(schema, `raw:${text}`)?.failureType).toBe("schema-violation");
    // Where the bytes alone tell nothing.
    expect(check({ allOf: [schema], not: { const: "never" } }, `raw:${text}`)?.failureType).toBe("schema-violation");
  });

  test.each([
    [{ required: [""] }, '{"":1}'],
    [{ $schema, dependentRequired: { a: [""] } }, '{"a":1,"":null}'],
    [{ minimum: 100 }, "1e400"],
    [{ maximum: 100 }, '"1e400"'],
    [{ const: { constructor: { a: 1 }, toString: 1 } }, '{"toString":1.0,"constructor":{"a":1}}'],
    [{ enum: [{ valueOf: [1] }] }, '{"valueOf":[1]}'],
    [{ const: { a: 1 }, enum: [{ a: 1 }], allOf: [true] }, '{"a":1}'],
    [{ $schema, items: { contains: { type: "string" }, minContains: 0 } }, '[["a"],[]]'],
  ])("%j accepts %s", (schema, text) => {
    expect(check(schema, `raw:${text}`)).toBeUndefined();
    expect(check({ allOf: [schema], not: { const: "never" } }, `raw:${text}`)).toBeUndefined();
  });
});

describe("work that a payload may ask for", () => {
  const nested = (depth: number, innermost: unknown, wrap: (inner: unknown) => unknown): unknown => {
    let value = innermost;
    for (let level = 0; level < depth; level++) value = wrap(value);
    return value;
  };

  const operation = (op: string) => ({
    type: "object",
    properties: { left: { $ref: "#/definitions/term" }, op: { const: op } },
    required: ["left", "op"],
  });
  const terms = {
    $ref: "#/definitions/term",
    definitions: { term: { oneOf: [operation("+"), operation("-"), { type: "number" }] } },
  };

  // Judging each alternative anew would take 2^60 steps.
  test("alternatives that look into the same member judge it once", () => {
    const minus = (left: unknown) => ({ left, op: "-" });
    expect(check(terms, nested(60, 1, minus))).toBeUndefined();
    expect(check(terms, nested(60, "x", minus))?.violations.at(-1)?.message).toContain("fits none of the 3");
    expect(check(terms, nested(3, "x", minus))?.violations.at(-1)?.message).toContain("fits none of the 3");
  });

  test("also where no schema leads back to itself, in items, and beside what was looked at", () => {
    const list = (inner: string) => ({ type: "array", items: { $ref: `#/$defs/${inner}` } });
    const $defs = Object.fromEntries(
      Array.from({ length: 60 }, (_, at) => [
        `d${at}`,
        { anyOf: [list(`d${at + 1}`), { ...list(`d${at + 1}`), maxItems: 9 }] },
      ]),
    );
    const schema = {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      properties: { a: { $ref: "#/$defs/d0" } },
      unevaluatedProperties: false,
      $defs: { ...$defs, d60: { type: "integer" } },
    };
    expect(check(schema, { a: nested(60, 1, (inner) => [inner]) })).toBeUndefined();
    expect(check(schema, { a: nested(60, "x", (inner) => [inner]) })?.failureType).toBe("schema-violation");
  });

  test("chains of references on every level end in a verdict", () => {
    const links = Array.from({ length: 300 }, (_, at) => [`d${at}`, { $ref: `#/definitions/d${at + 1}` }] as const);
    const end = {
      type: ["object", "string"],
      properties: { x: { $ref: "#/definitions/d0" } },
      not: { required: ["q"] },
    };
    const schema = { allOf: [{ $ref: "#/definitions/d0" }], definitions: { ...Object.fromEntries(links), d300: end } };
    const deep = nested(60, 1, (x: unknown) => ({ x }));
    expect(check(schema, deep)?.failureType).toBe("schema-violation");
  });

  // Comparing each with each would take 10^9 comparisons, more than once.
  test("long lists of values are looked up", () => {
    const values = Array.from({ length: 20_000 }, (_, at) => `value ${at}`);
    const items = Array.from({ length: 50_000 }, () => values.at(-1));
    expect(check({ items: { enum: values } }, items)).toBeUndefined();
    expect(check({ items: { enum: values }, contains: {} }, items)).toBeUndefined();
    expect(check({ items: { enum: values } }, [...items, "value"])?.violations[0]?.keyword).toBe("enum");
  });

  test("values in long lists are equal as JSON Schema says", () => {
    const more = Array.from({ length: 20 }, (_, at) => at + 10);
    const listed = [...more, 0, "1", null, "[2]", [2], { a: 1, b: [0] }, true, "\ud800", [null]];
    for (const schema of [{ enum: listed }, { enum: listed, not: { const: "never" } }, { enum: listed.slice(12) }]) {
      for (const text of ["-0", '"1"', "null", '"[2]"', "[2.0]", '{"b":[-0],"a":1}', "true", '"\\ud800"', "[null]"]) {
        expect(check(schema, `raw:${text}`), text).toBeUndefined();
      }
      for (const text of ["1", '"0"', '"null"', '"[null]"', "[]", '{"a":1}', "false", '"\ufffd"', "[1e400]"]) {
        expect(check(schema, `raw:${text}`)?.violations[0]?.keyword, text).toBe("enum");
      }
    }
  });
});

test("a payload is decoded to its value", () => {
  const compiled = compileJsonSchema(sourceOf({ type: "object" }));
  expect(compiled.decode(bytes('{"a":[1,null]}'), plain)).toEqual({ a: [1, null] });
  expect(compiled.framingLength(bytes("{}"))).toBe(0);
});

test.each([
  ['{"$schema":"https://json-schema.org/draft/2020-12/schema"}', true],
  ['{"type":"object","properties":{}}', true],
  ['{"type":"object","required":["n"]}', true],
  ['{"type":"integer","minimum":1}', true],
  ['{"type":"string"}', false],
  ['{"type":"record","name":"a","fields":[]}', false],
  ['syntax = "proto3";', false],
  ["{", false],
  ['"string"', false],
])("%s is recognized: %s", (text, expected) => {
  expect(jsonschema.recognizes(text)).toBe(expected);
});
