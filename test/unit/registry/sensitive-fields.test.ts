import { describe, expect, test } from "vitest";
import type { SchemaFormatName, SchemaSource } from "../../../src/core/schema.js";
import { sensitiveFields } from "../../../src/registry/sensitive-fields.js";
import { cpuMs } from "../../support/cpu-time.js";

function names(format: SchemaFormatName, text: string, references: Record<string, string> = {}): string[] {
  const named = Object.entries(references).map(([name, inner]) => ({ name, source: { text: inner, references: [] } }));
  return [...sensitiveFields(format, { text, references: named }).names].sort();
}

const json = (value: unknown): string => JSON.stringify(value);

describe("sensitive fields of", () => {
  test("JSON Schema: x-sensitive, writeOnly and the tag, through references and combinations", () => {
    const text = json({
      properties: {
        a: { "x-sensitive": true },
        b: { writeOnly: true },
        c: { anyOf: [{ type: "null" }, { $ref: "#/$defs/secret" }] },
        d: { items: { "x-tags": ["pii"] } },
        e: { $ref: "other.json" },
        f: { properties: { sensitive: {}, g: { type: "string", "confluent:tags": ["PUBLIC"] } } },
        h: { default: { writeOnly: true } },
      },
      $defs: { secret: { writeOnly: true }, loop: { $ref: "#/$defs/loop" } },
    });
    const other = json({ "x-sensitive": true, properties: { inner: { writeOnly: true } } });
    expect(names("json-schema", text, { "other.json": other })).toEqual(["a", "b", "c", "d", "e", "inner"]);
    expect(sensitiveFields("json-schema", { text: json({ writeOnly: true }), references: [] }).whole).toBe(true);
  });

  test("JSON Schema: definitions of other documents, and whatever a reference that cannot be read says", () => {
    const properties = { a: { $ref: "other.json#/$defs/pin" }, b: { $ref: "other.json#/$defs/open" } };
    const $defs = { pin: { writeOnly: true, properties: { deep: { $ref: "#/$defs/pin" } } }, open: {} };
    expect(names("json-schema", json({ properties }), { "other.json": json({ $defs }) })).toEqual(["a", "deep"]);
    const example = { "x-example": { $ref: "#/%zz" }, properties: { pin: { writeOnly: true } } };
    expect(names("json-schema", json(example))).toEqual(["pin"]);
    const escaped = { properties: { a: { $ref: "#/$defs/x%20~1y" } }, $defs: { "x /y": { writeOnly: true } } };
    expect(names("json-schema", json(escaped))).toEqual(["a"]);
  });

  test("Avro: sensitive and the tag, in nested records too", () => {
    const inner = { type: "record", name: "I", fields: [{ name: "mail", type: "string", "confluent:tags": ["PII"] }] };
    const fields = [
      { name: "id", type: "string" },
      { name: "pin", type: "string", sensitive: true },
      { name: "who", type: ["null", { type: "array", items: inner }] },
    ];
    expect(names("avro", json({ type: "record", name: "R", fields }))).toEqual(["mail", "pin"]);
  });

  test("Protobuf: debug_redact, Confluent's tags and comments, by both of their names", () => {
    const text = `syntax = "proto3";
message M {
  string open_text = 1 [deprecated = true];
  string card_number = 2 [debug_redact = true];
  string mail = 3 [(confluent.field_meta) = { tags: ["PII"] }];
  string phone = 4 [(confluent.field_meta).tags = "PII"];
  // The name.
  // @tags PII
  optional string name = 5;
}`;
    expect(names("protobuf", text)).toEqual(["cardNumber", "card_number", "mail", "name", "phone"]);
  });

  test("Protobuf: a comment counts for the first field below it, past other comments", () => {
    const text = `message M { // @tag PII and more
  string a = 1; // @tag: pii
  // @tag PUBLIC

  // Another comment.
  map<string, string>
    b = 2;
  string c = 3;
  // @tag PII
  }
  string d = 4;
}`;
    expect(names("protobuf", text)).toEqual(["a", "b"]);
  });

  test.each([
    ["tags on one line", "// @tag PII ".repeat(1_500)],
    ["tagged lines", "// @tag PII\n".repeat(10_000)],
    ["lines between tags", "// @tag PII\na\n".repeat(10_000)],
    ["comments below a tag", `// @tag PII\n${"//\n".repeat(50_000)}${"a ".repeat(50_000)}`],
  ])("Protobuf: many %s are read in no time", (_what, text) => {
    expect(cpuMs(() => names("protobuf", text))).toBeLessThan(1_000);
  });
});

describe("a tag in a comment of Protobuf", () => {
  const field = "  string pin = 1;\n  string other = 2;\n";
  test.each([
    `// @tag PII\n${field}`,
    `/// The pin. @Tags: internal, pii.\n${field}`,
    `// @tag PII\n// More.\n  // And more.\n\n${field}`,
    `/** @tags PII */\n${field}`,
    `/*\n * @tags PII\n * More; of it = 5.\n */\n${field}`,
    `/* @tags PII\n   More.\n */${field}`,
    "// @tag PII\r\noptional\r\n  string\r\n  pin\r\n  =\r\n  1;\r\n",
    "// @tag PII\nmap<string, string> pin = 1;",
  ])("is of the first field below it: %j", (text) => {
    expect(names("protobuf", text)).toEqual(["pin"]);
  });

  test.each(["string pin = 1; // @tag PII", "  string pin = 1 [deprecated = true]; /* @tags PII */"])(
    "is of the field it stands behind: %j",
    (text) => {
      expect(names("protobuf", `message M {\n${text}\n}`)).toEqual(["pin"]);
    },
  );

  test.each([
    `// @tag PII\nmessage M {\n${field}}`,
    `// @tag PII\noption java_package = "a";\n${field}`,
    "// @tag PII\n}\nstring pin = 1;",
    "// @tag PIIS\nstring pin = 1;",
    "// @tagged PII\nstring pin = 1;",
    "// PII @tag\nstring pin = 1;",
  ])("is of none where something else comes first: %j", (text) => {
    expect(names("protobuf", text)).toEqual([]);
  });
});

describe("reading is done once", () => {
  /** Thirty levels, each of which refers to the one below by two names: a thousand million ways to the lowest. */
  function levels(lowest: string, above: string): SchemaSource {
    let source: SchemaSource = { text: lowest, references: [] };
    for (let level = 0; level < 30; level += 1) {
      source = { text: above, references: ["x", "y"].map((name) => ({ name, source })) };
    }
    return source;
  }
  const found = (format: SchemaFormatName, source: SchemaSource) => [...sensitiveFields(format, source).names].sort();

  test("of each document, however many ways lead to it", () => {
    const properties = Object.fromEntries(
      Array.from({ length: 10 }, (_, index) => [`p${index}`, { $ref: index % 2 === 0 ? "x" : "y" }]),
    );
    const inner = json({ properties: { pin: { writeOnly: true } } });
    expect(found("json-schema", levels(inner, json({ properties })))).toEqual(["pin"]);
    expect(found("json-schema", levels(json({ writeOnly: true }), json({ properties })))).toEqual(
      Object.keys(properties),
    );
    const record = (...fields: object[]) => json({ type: "record", name: "R", fields });
    const pin = record({ name: "pin", type: "string", sensitive: true });
    expect(found("avro", levels(pin, record({ name: "x", type: "X" })))).toEqual(["pin"]);
    const message = "message M { string pin = 1 [debug_redact = true]; }";
    expect(found("protobuf", levels(message, "message N { M x = 1; }"))).toEqual(["pin"]);
  });

  test("of each line of Protobuf, whatever it repeats", () => {
    const long = (text: string) => text.repeat(1_000_000 / text.length);
    for (const text of [long("// @tag PII PII PII\n"), `// ${long("@tag ")}`, long("x @tag PII\n")]) {
      expect(names("protobuf", `${text}\n}`)).toEqual([]);
      expect(names("protobuf", `${text}\n// @tag PII\nstring pin = 1;`)).toEqual(["pin"]);
    }
    const name = `a${long("_")}`;
    expect(names("protobuf", `string ${name} = 1 [debug_redact = true];`)).toEqual([name]);
  });

  test("of each place in a document, however many properties refer to it", () => {
    const many = (count: number, schema: object) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, schema]));
    const $defs = { large: { properties: many(20_000, { type: "string" }), allOf: [{ $ref: "#/$defs/tagged" }] } };
    const schema = { properties: many(20_000, { $ref: "#/$defs/large" }), $defs };
    const tagged = { ...schema, $defs: { ...$defs, tagged: { "x-tags": ["PII"] } } };
    expect(found("json-schema", { text: json(tagged), references: [] })).toHaveLength(20_000);
    const circle = { ...schema, $defs: { ...$defs, tagged: { items: { $ref: "#/$defs/large" } } } };
    expect(found("json-schema", { text: json(circle), references: [] })).toEqual([]);
  });
});
