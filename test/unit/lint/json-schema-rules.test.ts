import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../src/core/text-edit.js";
import type { LintOptions } from "../../../src/lint/lint-rule.js";
import type { LintRuleId } from "../../../src/lint/rule-table.js";
import { lintWith } from "./lint-with.js";

const d2020 = "https://json-schema.org/draft/2020-12/schema";

function paths(rule: LintRuleId, schema: unknown, options?: LintOptions): readonly string[] {
  return lintWith("json-schema", rule, JSON.stringify(schema), options).map(({ readerPath }) => readerPath);
}

function object(properties: object, more: object = {}): object {
  return { type: "object", properties, ...more };
}

describe("names of properties", () => {
  it("follow the majority, and of two equally common ways the first", () => {
    expect(paths("lint-field-naming", object({ fooBar: {}, aB: {}, a_b: {} }))).toEqual(["/properties/a_b"]);
    expect(paths("lint-field-naming", object({ a_b: {}, fooBar: {} }))).toEqual(["/properties/fooBar"]);
  });

  it("say nothing when they are one word, or not made of words", () => {
    expect(paths("lint-field-naming", object({ id: {}, fooBar: {}, "@type": {}, "dc:x_y": {}, $id: {} }))).toEqual([]);
  });

  it("may be held to one way", () => {
    expect(paths("lint-field-naming", object({ fooBar: {}, a_b: {} }), { style: "snake_case" })).toEqual([
      "/properties/fooBar",
    ]);
  });

  it("are compared inside one enum for its values", () => {
    const schema = object({ a: { enum: ["NEW_ONE", "PAID_ALL", "notYet"] }, b: { enum: ["not_yet", 1, null] } });
    expect(paths("lint-enum-value-naming", schema)).toEqual(["/properties/a/enum/2"]);
  });
});

describe("descriptions", () => {
  it("of a referenced definition count for the property", () => {
    const definitions = { money: { description: "In cents." }, other: { type: "string" } };
    const schema = object(
      { a: { $ref: "#/definitions/money" }, b: { $ref: "#/definitions/other" }, c: true },
      { definitions },
    );
    expect(paths("lint-field-description", schema)).toEqual(["/properties/b"]);
    expect(paths("lint-type-description", schema)).toEqual(["/definitions/other"]);
  });

  it("of references to other schemas cannot be known", () => {
    expect(paths("lint-field-description", object({ a: { $ref: "money.json" }, b: { $ref: "#/%zz" } }))).toEqual([]);
  });
});

describe("personal data", () => {
  it.each([
    "email",
    "customerEmail",
    "e_mail",
    "phoneNumbers",
    "firstName",
    "ssn",
    "dateOfBirth",
    "ibanCode",
    "ip_address",
    "homeAddresses",
    "password",
    "gps",
  ])("%s is recognized", (name) => {
    expect(paths("lint-personal-data", object({ [name]: {} }))).toEqual([`/properties/${name}`]);
  });

  it.each(["emailTemplate", "phoneRequired", "addressType", "name", "productName", "shipping", "passes", "discount"])(
    "%s is not",
    (name) => {
      expect(paths("lint-personal-data", object({ [name]: {} }))).toEqual([]);
    },
  );

  it("is left alone when it carries a tag or is allowed", () => {
    const tagged = { a: 1, email: { "x-tags": ["PII"] }, phone: { "confluent:tags": "PII" }, iban: {} };
    expect(paths("lint-personal-data", object(tagged), { allow: ["iban"], names: ["a"] })).toEqual([]);
    expect(paths("lint-personal-data", object({ nick: {} }), { names: ["nick"] })).toEqual(["/properties/nick"]);
  });

  it("is tagged by the fix, also where the object is empty", () => {
    const text = '{\n  "type": "object",\n  "properties": {\n    "email": {}\n  }\n}';
    const [finding] = lintWith("json-schema", "lint-personal-data", text);
    const fixed: unknown = JSON.parse(applyEdits(text, finding?.fix?.edits ?? []) ?? "");
    expect(fixed).toMatchObject({ properties: { email: { "confluent:tags": ["PII"] } } });
  });
});

describe("objects", () => {
  it("that are parts of others need not say everything", () => {
    const part = { type: "object", properties: { a: { minimum: 1 } } };
    const schema = object(
      { x: { type: "string" } },
      {
        required: ["x"],
        additionalProperties: false,
        allOf: [part],
        if: part,
        then: part,
        oneOf: [part],
      },
    );
    for (const rule of ["lint-open-content", "lint-required-missing", "lint-property-type"] as const) {
      expect(paths(rule, schema)).toEqual([]);
    }
  });

  it("that are combined can be closed from 2019-09 on only", () => {
    const combined = object({ a: { type: "string" } }, { allOf: [{ required: ["a"] }] });
    expect(paths("lint-open-content", combined)).toEqual([]);
    expect(paths("lint-open-content", { $schema: d2020, ...combined })).toEqual([""]);
  });

  it("may be closed or opened in words", () => {
    expect(paths("lint-open-content", object({}, { additionalProperties: true }))).toEqual([]);
    expect(paths("lint-open-content", { type: "array", items: { type: "object" } })).toEqual(["/items"]);
  });
});

describe("required names", () => {
  it("may be declared anywhere around", () => {
    const schema = object(
      { a: {} },
      {
        required: ["a", "b", "c", "d"],
        allOf: [{ properties: { b: {} } }, { $ref: "#/definitions/c" }],
        anyOf: [{ required: ["a", "e"], properties: { e: {} } }, { then: { properties: { d: {} } } }],
        definitions: { c: { properties: { c: {} } } },
      },
    );
    expect(paths("lint-required-unknown", schema)).toEqual([]);
  });

  it("are not judged where somebody else declares them, or patterns do", () => {
    expect(paths("lint-required-unknown", { required: ["a"], allOf: [{ $ref: "other.json" }] })).toEqual([]);
    expect(paths("lint-required-unknown", { required: ["a"], patternProperties: { "^a": {} } })).toEqual([]);
  });

  it("that nobody declares are mistakes, with the likely name", () => {
    const schema = object({ currency: {}, amount: {} }, { required: ["curency"] });
    const [finding] = lintWith("json-schema", "lint-required-unknown", JSON.stringify(schema));
    expect(finding).toMatchObject({ readerPath: "/required/0", suggestion: "Did you mean `currency`?" });
    const circle = { allOf: [{ $ref: "#" }], required: ["x"] };
    expect(paths("lint-required-unknown", circle)).toEqual(["/required/0"]);
  });
});

describe("branches of oneOf", () => {
  const kind = (value: string): object => object({ kind: { const: value } }, { required: ["kind"] });

  it.each([
    ["different types", [{ type: "string" }, { type: "null" }]],
    ["a discriminator", [kind("a"), kind("b")]],
    ["a discriminator that one of them requires", [kind("a"), object({ kind: { const: "b" } })]],
    ["a discriminator behind references", [{ $ref: "#/definitions/a" }, { $ref: "#/definitions/b" }]],
    ["disjoint values", [{ enum: ["a"] }, { enum: ["b", "c"] }]],
    [
      "disjoint ranges",
      [
        { type: "number", maximum: 1 },
        { type: "number", minimum: 2 },
      ],
    ],
    [
      "a required property that the other refuses",
      [
        object({ a: {} }, { required: ["a"], additionalProperties: false }),
        object({ b: {} }, { required: ["b"], additionalProperties: false }),
      ],
    ],
    ["a reference to another schema", [{ $ref: "a.json" }, { type: "object" }]],
  ])("are kept apart by %s", (_, oneOf) => {
    expect(paths("lint-one-of-ambiguous", { oneOf, definitions: { a: kind("a"), b: kind("b") } })).toEqual([]);
  });

  it.each([
    ["number and integer", [{ type: "number" }, { type: "integer" }]],
    ["a property that is not required", [object({ kind: { const: "a" } }), object({ kind: { const: "b" } })]],
    [
      "different required properties of open objects",
      [object({ a: {} }, { required: ["a"] }), object({ b: {} }, { required: ["b"] })],
    ],
    ["the same reference twice", [{ $ref: "#/definitions/a" }, { $ref: "#/definitions/a" }]],
  ])("are not kept apart by %s", (_, oneOf) => {
    expect(paths("lint-one-of-ambiguous", { oneOf, definitions: { a: kind("a") } })).toEqual(["/oneOf"]);
  });
});

describe("keywords", () => {
  it.each([
    [{ const: 1 }, "http://json-schema.org/draft-04/schema#", "/const"],
    [{ prefixItems: [{}] }, "http://json-schema.org/draft-07/schema#", "/prefixItems"],
    [{ dependentRequired: {} }, "http://json-schema.org/draft-07/schema#", "/dependentRequired"],
    [{ id: "x" }, "http://json-schema.org/draft-07/schema#", "/id"],
    [{ additionalItems: false }, d2020, "/additionalItems"],
    [{ then: {} }, d2020, "/then"],
    [{ type: "string", nullable: true }, d2020, "/nullable"],
    [{ type: ["string", "null"], minimum: 3 }, d2020, "/minimum"],
  ])("%j is ignored by %s", (schema, $schema, path) => {
    expect(paths("lint-keyword-ignored", { $schema, ...schema })).toEqual([path]);
  });

  it("that do something are not spoken about", () => {
    const schema = { $schema: d2020, type: ["integer", "null"], minimum: 1, if: {}, then: {}, examples: [{ id: "x" }] };
    expect(paths("lint-keyword-ignored", schema)).toEqual([]);
    expect(paths("lint-keyword-ignored", object({ id: { type: "string" }, nullable: { type: "boolean" } }))).toEqual(
      [],
    );
  });

  it("of old dialects are renamed by the fix where that is all", () => {
    const text = `{"$schema":"${d2020}","dependencies":{"a":["b"]}}`;
    const [finding] = lintWith("json-schema", "lint-keyword-deprecated", text);
    expect(applyEdits(text, finding?.fix?.edits ?? [])).toBe(`{"$schema":"${d2020}","dependentRequired":{"a":["b"]}}`);
    const mixed = { $schema: d2020, dependencies: { a: ["b"], c: {} }, definitions: {} };
    const found = lintWith("json-schema", "lint-keyword-deprecated", JSON.stringify(mixed));
    expect(found.map(({ readerPath, fix }) => [readerPath, fix])).toEqual([
      ["/dependencies", undefined],
      ["/definitions", undefined],
    ]);
  });

  it("beside $ref matter from 2019-09 on", () => {
    const schema = { $ref: "#/definitions/a", maxLength: 3, description: "d", "x-a": 1, definitions: { a: {} } };
    expect(paths("lint-ref-siblings", schema)).toEqual(["/maxLength"]);
    expect(paths("lint-ref-siblings", { $schema: d2020, ...schema })).toEqual([]);
  });
});

describe("words in values", () => {
  it.each(["[a-z]+", "a|^b$", "(a|b)", "\\$"])("the pattern %s is loose", (pattern) => {
    expect(paths("lint-pattern-unanchored", { pattern })).toEqual(["/pattern"]);
  });

  it.each(["^a", "a$", "^(a|b)$", "(^a|b$)", "^a$|^b$", "", "(", "(?=a)"])("the pattern %s is not", (pattern) => {
    expect(paths("lint-pattern-unanchored", { pattern })).toEqual([]);
  });

  it("names of patternProperties are patterns", () => {
    expect(paths("lint-pattern-unanchored", { patternProperties: { "x-": {}, "^y": {} } })).toEqual([
      "/patternProperties/x-",
    ]);
  });

  it("unknown formats come with the likely one, and may be allowed", () => {
    const [finding] = lintWith("json-schema", "lint-format-unknown", '{"format":"dateTime"}');
    expect(finding?.suggestion).toBe("Did you mean `date-time`?");
    expect(paths("lint-format-unknown", { format: "color" }, { allow: ["color"] })).toEqual([]);
  });

  it("equal values of an enum are found by value", () => {
    expect(paths("lint-enum-duplicate", { enum: [{ a: 1, b: 2 }, { b: 2, a: 1 }, 1, "1", [1]] })).toEqual(["/enum/1"]);
  });

  it("keys that come twice are found wherever they stand", () => {
    const found = lintWith("json-schema", "lint-key-duplicate", '{"examples":[{"a":1,\n"a":2}]}');
    expect(found).toMatchObject([{ readerPath: "/examples/0/a", readerPosition: { line: 2, column: 1 } }]);
  });
});
