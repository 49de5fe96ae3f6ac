import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createRegistry, fromJson, type JsonValue, toBinary } from "@bufbuild/protobuf";
import {
  field as fieldOption,
  message as messageOption,
  oneof as oneofOption,
} from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import type { NamedSource } from "../../../../../src/core/schema.js";
import { describe, expect, test } from "vitest";
import { printProto } from "../../../../../src/formats/protobuf/print-proto.js";
import { validateFile } from "../../../../../src/formats/protobuf/well-known.js";
import { loadSchema } from "../../../../../src/formats/protobuf/load-schema.js";
import { protobuf } from "../../../../../src/formats/protobuf/index.js";
import { knowsRules } from "../../../../../src/formats/protobuf/protovalidate/stated-rules.js";
import { serializedDescriptor } from "../../../../support/serialized-descriptor.js";

interface RuleCase {
  readonly name: string;
  readonly fields: string;
  readonly event: JsonValue;
  readonly unmet: readonly (readonly [string, string])[];
  readonly mapKeys?: readonly number[];
  readonly says?: string;
}

const { cases } = JSON.parse(readFileSync(join(import.meta.dirname, "rules.json"), "utf8")) as { cases: RuleCase[] };
const select = { contentType: "", eventType: "M", maxDepth: 64, messageIndexes: new Uint8Array() };

const imports = ["any", "duration", "field_mask", "struct", "timestamp", "wrappers"]
  .map((name) => `import "google/protobuf/${name}.proto";`)
  .join("\n");

function schemaOf(fields: string) {
  const text = `syntax = "proto3";\npackage shop;\nimport "buf/validate/validate.proto";\n${imports}\nmessage M {\n${fields}\n}`;
  return { text, references: [] };
}

function encode(fields: string, event: JsonValue): Uint8Array {
  const { registry } = loadSchema(schemaOf(fields));
  const message = registry.getMessage("shop.M")!;
  return toBinary(message, fromJson(message, event, { registry }));
}

describe("the rules of a schema", () => {
  test.each(cases)("$name", async ({ fields, event, unmet, mapKeys, says }) => {
    const compiled = await protobuf.compile(schemaOf(fields));
    const verdict = compiled.validate(encode(fields, event), select);
    const violations = verdict?.violations ?? [];
    expect(violations.map(({ instancePath, keyword }) => [instancePath, keyword])).toEqual(unmet);
    if (unmet.length > 0) expect(verdict?.failureType).toBe("schema-violation");
    for (const violation of violations) {
      expect(violation.mapKeys).toEqual(mapKeys);
      expect(violation.schemaPath).toMatch(/^shop\.M(\.\w+)*$/);
      expect(violation.severity).toBe("error");
      expect(violation.message).toMatch(/\.$/);
      if (says !== undefined) expect(violation.message).toContain(says);
    }
  });
});

test("long expressions without a name are told apart", async () => {
  const terms = Array.from({ length: 20 }, (_, n) => `this == ${n + 10}`).join(" || ");
  const rules = [5, 6].map((last) => `(buf.validate.field).cel_expression = "${terms} || this == ${last}"`);
  const fields = `int32 n = 1 [${rules.join(", ")}];`;
  const compiled = await protobuf.compile(schemaOf(fields));
  const keywords = compiled.validate(encode(fields, { n: 1 }), select)?.violations.map(({ keyword }) => keyword) ?? [];
  expect(new Set(keywords).size).toBe(2);
  for (const keyword of keywords) expect(keyword.length).toBeLessThanOrEqual(100);
});

test("rules that a file of one's own declares under that name hold too, and options that only have its number are none", async () => {
  const own = {
    name: "buf/validate/validate.proto",
    source: { text: printProto(validateFile, loadSchema(schemaOf(""))), references: [] },
  };
  const { text } = schemaOf("string s = 1 [(buf.validate.field).string.min_len = 3];");
  const compiled = await protobuf.compile({ text, references: [own] });
  expect(compiled.referenceNames).toEqual([own.name]);
  const payload = Uint8Array.of(0x0a, 1, 97);
  expect(compiled.validate(payload, select)?.violations).toMatchObject([{ keyword: "string.min_len" }]);
  const descriptor = Buffer.from(serializedDescriptor({ text, references: [own] })).toString("base64");
  const again = await protobuf.compile({ text: descriptor, references: [] });
  expect(again.validate(payload, select)?.violations).toMatchObject([{ keyword: "string.min_len" }]);
  const other = `syntax = "proto2"; import "google/protobuf/descriptor.proto";
    extend google.protobuf.FieldOptions { optional string mine = 1159; } message M { optional string s = 1 [(mine) = "x"]; }`;
  expect((await protobuf.compile({ text: other, references: [] })).validate(payload, select)).toBeUndefined();
});

test("rules of imports hold, however files import each other and whatever their types are called", async () => {
  const file = (name: string, text: string, references: readonly NamedSource[] = []) => ({
    name,
    source: { text: `syntax = "proto3"; import "buf/validate/validate.proto"; ${text}`, references },
  });
  const min = "[(buf.validate.field).string.min_len = 1]";
  const a = file(
    "a.proto",
    `package a; enum E { ZERO = 0; } message A { string s = 1 ${min}; E e = 2 [(buf.validate.field).enum.defined_only = true]; message NamedEntry { string s = 1 ${min}; } }`,
  );
  const b = file("b.proto", 'package b; import "a.proto"; message B { a.A a = 1; }', [a]);
  const { source } = file(
    "",
    `import "a.proto"; import "b.proto";
    message M { b.B b = 1; a.A a = 2; map<string, a.A> named = 3; a.A.NamedEntry entry = 4; a.E e = 5 [(buf.validate.field).enum = { not_in: 5 }]; }`,
    [a, b],
  );
  const compiled = await protobuf.compile(source);
  const { registry } = loadSchema(source);
  const message = registry.getMessage("M")!;
  const event = { b: { a: { s: "" } }, a: { s: "" }, named: { x: { s: "" } }, entry: {}, e: 5 };
  const violations = compiled.validate(toBinary(message, fromJson(message, event)), select)?.violations ?? [];
  expect(violations.map(({ instancePath }) => instancePath)).toEqual([
    "/e",
    "/b/a/s",
    "/a/s",
    "/named/x/s",
    "/entry/s",
  ]);
});

test("predefined rules hold, also lists of values and those of imports", async () => {
  const declared = {
    name: "rules.proto",
    source: {
      text: `syntax = "proto2"; package rules; import "buf/validate/validate.proto"; extend buf.validate.Int32Rules {
        repeated int32 any_of = 1200 [(buf.validate.predefined).cel = { id: "any_of", expression: "this in rule" }];
        Range range = 1201 [(buf.validate.predefined).cel = { id: "range", expression: "this >= rule.from && this <= rule.to" }]; }
        message Range { optional int32 from = 1; optional int32 to = 2; }`.replace(
        "Range range",
        "optional Range range",
      ),
      references: [],
    },
  };
  const text = `syntax = "proto2"; import "buf/validate/validate.proto"; import "rules.proto";
    message M { optional int32 n = 1 [(buf.validate.field).int32 = { [rules.any_of]: [1, 2, 3], [rules.range]: { from: 2, to: 3 } }]; }`;
  const compiled = await protobuf.compile({ text, references: [declared] });
  expect(compiled.validate(Uint8Array.of(8, 2), select)).toBeUndefined();
  const unmet = (n: number) => compiled.validate(Uint8Array.of(8, n), select)?.violations.map(({ keyword }) => keyword);
  expect([1, 3, 4].map(unmet)).toEqual([["range"], undefined, ["any_of", "range"]]);
});

test("the schema in the documentation is one, and its rules hold", async () => {
  const [, text = ""] = /```protobuf\n([\s\S]*?)```/.exec(readFileSync("docs/quality.md", "utf8")) ?? [];
  const source = { text, references: [] };
  const compiled = await protobuf.compile(source);
  const message = loadSchema(source).registry.getMessage("shop.Order")!;
  const payload = toBinary(message, fromJson(message, { id: "x", tags: ["a", ""], paid: true }));
  const keywords = compiled.validate(payload, select)?.violations.map(({ keyword }) => keyword);
  expect(keywords).toEqual(["string.uuid", "string.min_len", "paid"]);
});

test("rules are recognized by the number that the library gives its options of fields, messages and oneofs", () => {
  expect(knowsRules(createRegistry(fieldOption))).toBe(true);
  expect([messageOption.number, oneofOption.number]).toEqual([fieldOption.number, fieldOption.number]);
});
