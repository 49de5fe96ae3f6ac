import { describe, expect, test } from "vitest";
import type { SchemaFormatName } from "../../../src/core/schema.js";
import { sensitiveFields } from "../../../src/registry/sensitive-fields.js";

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
});
