import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../src/core/text-edit.js";
import type { LintRuleId } from "../../../src/lint/rule-table.js";
import { lintWith } from "./lint-with.js";

function avroPaths(rule: LintRuleId, schema: unknown): readonly string[] {
  return lintWith("avro", rule, JSON.stringify(schema)).map(({ readerPath }) => readerPath);
}

function protoPaths(
  rule: LintRuleId,
  body: string,
  head = 'syntax = "proto3";\npackage shop.v1;\n',
): readonly string[] {
  return lintWith("protobuf", rule, head + body).map(({ readerPath }) => readerPath);
}

describe("Avro", () => {
  const nested = {
    type: "record",
    name: "shop.Order",
    doc: "An order.",
    fields: [
      { name: "id", type: "string", doc: "Our number." },
      { name: "lines", type: { type: "array", items: { type: "record", name: "order_line", fields: [] } } },
      { name: "state", type: ["null", { type: "enum", name: "State", namespace: "Shop.X", symbols: ["NEW", "paid"] }] },
      { name: "at", type: { type: "long", logicalType: "timestamp-milis" } },
    ],
  };

  it("is walked through unions, arrays and maps", () => {
    expect(avroPaths("lint-type-naming", nested)).toEqual(["/fields/1/type/items"]);
    expect(avroPaths("lint-enum-value-naming", nested)).toEqual(["/fields/2/type/1/symbols/1"]);
    expect(avroPaths("lint-type-description", nested)).toEqual(["/fields/1/type/items", "/fields/2/type/1"]);
    expect(avroPaths("lint-field-description", nested)).toEqual(["/fields/1", "/fields/2", "/fields/3"]);
    expect(avroPaths("lint-schema-description", nested)).toEqual([]);
    expect(avroPaths("lint-format-unknown", nested)).toEqual(["/fields/3/type/logicalType"]);
  });

  it("has its namespace from the name, the namespace or what encloses it", () => {
    expect(avroPaths("lint-namespace-missing", nested)).toEqual([]);
    expect(avroPaths("lint-namespace-missing", { type: "fixed", name: "A", size: 1 })).toEqual([""]);
    expect(avroPaths("lint-namespace-missing", "string")).toEqual([]);
    expect(avroPaths("lint-namespace-naming", nested)).toEqual(["/fields/2/type/1/namespace"]);
    expect(avroPaths("lint-namespace-naming", { type: "fixed", name: "Shop.A", size: 1 })).toEqual(["/name"]);
  });

  it("gets defaults from fixes where one is evident", () => {
    const text = '{"type":"enum","name":"S","symbols":["PAID","STATE_UNKNOWN"]}';
    const [finding] = lintWith("avro", "lint-enum-default", text);
    expect(JSON.parse(applyEdits(text, finding?.fix?.edits ?? []) ?? "")).toMatchObject({ default: "STATE_UNKNOWN" });
    expect(lintWith("avro", "lint-enum-default", text.replace("STATE_UNKNOWN", "NEW"))[0]?.fix).toBeUndefined();
    const last = { type: "record", name: "A", fields: [{ name: "a", type: ["string", "null"] }] };
    expect(lintWith("avro", "lint-optional-default", JSON.stringify(last))[0]?.fix).toBeUndefined();
  });

  it("carries tags under confluent:tags", () => {
    const fields = [
      { name: "email", type: "string", "confluent:tags": ["PII"] },
      { name: "phone", type: "string" },
    ];
    expect(avroPaths("lint-personal-data", { type: "record", name: "A", fields })).toEqual(["/fields/1"]);
  });
});

describe("Protobuf", () => {
  it("names are held to its style guide", () => {
    const body = "message Order { string orderId = 1; oneof PayBy { string card = 2; } map<string, int64> byId = 3; }";
    expect(protoPaths("lint-field-naming", body)).toEqual([
      "shop.v1.Order.orderId",
      "shop.v1.Order.PayBy",
      "shop.v1.Order.byId",
    ]);
    const types =
      "message order { enum state { A = 0; } message Line {} }\nservice S { rpc get (order) returns (order); }";
    expect(protoPaths("lint-type-naming", types)).toEqual(["shop.v1.order", "shop.v1.order.state", "shop.v1.S.get"]);
  });

  it("enum values begin with their enum, and 0 means nothing", () => {
    const body = "enum PayState { PAY_STATE_NONE = 0; PAY_STATE_OK = 1; FAILED = 2; }";
    expect(protoPaths("lint-enum-value-prefix", body)).toEqual(["shop.v1.PayState.FAILED"]);
    expect(protoPaths("lint-enum-zero-value", body)).toEqual(["shop.v1.PayState.PAY_STATE_NONE"]);
  });

  it("comments above and behind are documentation, those further away are not", () => {
    const body = [
      "// Apart.",
      "",
      "message A {",
      "  // One",
      "  // two.",
      "  string above = 1;",
      "  string behind = 2; // Here.",
      "  /* Block. */",
      "  string block = 3;",
      '  string bare = 4 [json_name = "// no comment"];',
      "  string after = 5;",
      "}",
      "/** Yes. */ message B {}",
    ].join("\n");
    expect(protoPaths("lint-field-description", body)).toEqual(["shop.v1.A.bare", "shop.v1.A.after"]);
    expect(protoPaths("lint-schema-description", body)).toEqual(["shop.v1.A", "shop.v1.B"]);
  });

  it("carries tags in options and comments", () => {
    const option = 'import "confluent/meta.proto";\n';
    const body = `${option}message A {
      string email = 1 [(confluent.field_meta).tags = "PII"];
      string phone = 2 [(.confluent.field_meta) = { tags: ["PII", "x"] }];
      // Where we call.
      // @tags PII
      string mobile_number = 3;
      string iban = 4; // @tag(PII)
      string ssn = 5 [(confluent.field_meta).doc = "PII"];
    }`;
    expect(protoPaths("lint-personal-data", body)).toEqual(["shop.v1.A.ssn"]);
  });

  it("is tagged by a comment in the layout of the line", () => {
    const text = 'syntax = "proto3";\r\nmessage A {\r\n\tstring email = 1;\r\n}\r\n';
    const [finding] = lintWith("protobuf", "lint-personal-data", text);
    const fixed = applyEdits(text, finding?.fix?.edits ?? []) ?? "";
    expect(fixed).toContain("\r\n\t// @tags PII\r\n\tstring email = 1;\r\n");
    expect(lintWith("protobuf", "lint-personal-data", fixed)).toEqual([]);
    // A tag alone says nothing about the field.
    expect(lintWith("protobuf", "lint-field-description", fixed)).toHaveLength(1);
  });

  it("without syntax or package says so, in a text", () => {
    expect(protoPaths("lint-dialect-missing", "message A {}", "// syntax\n")).toEqual([""]);
    expect(protoPaths("lint-dialect-missing", "message A {}", 'edition = "2023";\n')).toEqual([]);
    expect(protoPaths("lint-namespace-missing", "message A {}", 'syntax = "proto3";')).toEqual([""]);
    expect(protoPaths("lint-namespace-naming", "message A {}", 'syntax = "proto3";\npackage shop.V1;\n')).toEqual([
      "shop.V1",
    ]);
  });

  it("as a descriptor is held against names, and not against comments it cannot have", () => {
    // A FileDescriptorProto with the message `order`.
    const descriptor = Buffer.from([0x0a, 0x01, 0x61, 0x22, 0x07, 0x0a, 0x05, ...Buffer.from("order")]).toString(
      "base64",
    );
    expect(lintWith("protobuf", "lint-type-naming", descriptor)).toMatchObject([{ readerPath: "order" }]);
    expect(lintWith("protobuf", "lint-type-naming", descriptor)[0]).not.toHaveProperty("readerPosition");
    expect(lintWith("protobuf", "lint-schema-description", descriptor)).toEqual([]);
    expect(lintWith("protobuf", "lint-dialect-missing", descriptor)).toEqual([]);
  });
});
