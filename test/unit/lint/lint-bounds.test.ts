import { describe, expect, it, test } from "vitest";
import { lint } from "../../../src/lint/lint.js";
import { parseLintConfig } from "../../../src/lint/lint-config.js";
import { readProtobuf } from "../../../src/lint/read-protobuf.js";
import { wordsOf } from "../../../src/lint/word-case.js";
import { lintWith } from "./lint-with.js";

const strict = parseLintConfig({
  extends: "strict",
  rules: { "lint-unbounded-string": "info", "lint-unbounded-array": "info" },
});

function lintJson(text: string): number {
  return lint("json-schema", { text, references: [] }, strict).length;
}

function many(count: number, of: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => of(at)).join(",");
}

describe("a Protobuf schema", () => {
  // The comments above were joined for each field, and read for tags again.
  it("may have thousands of fields on one line, below thousands of comments", () => {
    const comments = `${"// a comment\n".repeat(20_000)}// @tags PII\n`;
    const fields = Array.from({ length: 10_000 }, (_, at) => `string email_${at} = ${at + 1};`).join(" ");
    const text = `syntax = "proto3";\npackage a.v1;\n// M.\nmessage M {\n${comments}${fields}\n}`;
    const subject = readProtobuf(text);
    expect(subject.elements.filter(({ tags }) => tags.includes("PII"))).toHaveLength(10_000);
    expect(subject.elements.at(-1)?.documentation).toBe("a comment\n".repeat(20_000).trim());
  });

  it("may say an option of a field thousands of times", () => {
    const option = '(confluent.field_meta).tags = "PII"';
    const options = Array.from({ length: 20_000 }, () => option).join(", ");
    const { elements } = readProtobuf(`syntax = "proto3"; message M { string a = 1 [${options}]; }`);
    expect(elements.at(-1)?.tags).toHaveLength(20_000);
  });
});

test("a name of a hundred thousand capitals is taken apart at once", () => {
  expect(wordsOf("A".repeat(100_000))).toHaveLength(1);
  expect(wordsOf("orderID2HTTPServerURLs")).toEqual(["order", "id2", "http", "server", "ur", "ls"]);
});

describe("hostile schemas", () => {
  it.each([
    ["nesting", `${'{"not":'.repeat(5000)}{}${"}".repeat(5000)}`],
    ["nesting of arrays", `{"enum":${"[".repeat(5000)}${"]".repeat(5000)}}`],
    ["length", `{"title":"${"x".repeat(1_100_000)}"}`],
  ])("are refused for their %s", (_, text) => {
    expect(() => lintJson(text)).toThrow(expect.objectContaining({ reason: "LIMIT_EXCEEDED" }) as Error);
    expect(() => lint("avro", { text, references: [] }, strict)).toThrow(
      expect.objectContaining({ reason: "LIMIT_EXCEEDED" }) as Error,
    );
  });

  it("that are not JSON are refused", () => {
    expect(() => lintJson("{")).toThrow(expect.objectContaining({ reason: "INVALID_SCHEMA" }) as Error);
  });

  it.each([
    ["many properties", `{"properties":{${many(20_000, (at) => `"email_${at}":{}`)}}}`],
    [
      "many required names",
      `{"properties":{${many(5000, (at) => `"a${at}":{}`)}},"required":[${many(5000, (at) => `"b${at}"`)}]}`,
    ],
    [
      "required names in many branches",
      `{"required":[${many(3000, (at) => `"b${at}"`)}],"allOf":[${many(3000, (at) => `{"properties":{"a${at}":{}}}`)}]}`,
    ],
    [
      "branches that refer to one another",
      `{"oneOf":[${many(40, () => '{"$ref":"#/definitions/a"}')},{"type":"object","required":[${many(200, (at) => `"p${at}"`)}],"properties":{${many(200, (at) => `"p${at}":{"$ref":"#/definitions/a"}`)}}}],"definitions":{"a":{"type":"object","required":[${many(200, (at) => `"p${at}"`)}],"properties":{${many(200, (at) => `"p${at}":{"$ref":"#"}`)}}}}}`,
    ],
    ["a pattern with many groups", JSON.stringify({ pattern: "(a|b)".repeat(1500) })],
    [
      "circular references",
      '{"$ref":"#/definitions/a","definitions":{"a":{"$ref":"#/definitions/b"},"b":{"$ref":"#/definitions/a"}}}',
    ],
    [
      "__proto__ and the like as names",
      '{"properties":{"__proto__":{},"constructor":{}},"required":["toString"],"__proto__":1}',
    ],
  ])(
    "with %s are linted in bounded time",
    (_, text) => {
      expect(lintJson(text)).toBeLessThan(10_000);
    },
    5000,
  );

  it("have few findings of one rule, and are told of how many are left out", () => {
    const text = `{"properties":{${many(1000, (at) => `"p${at}":{}`)}}}`;
    const findings = lintWith("json-schema", "lint-property-type", text);
    expect(findings).toHaveLength(201);
    expect(findings.at(-1)?.message).toBe("800 more findings of this rule were left out.");
  });

  it("in Protobuf with many comments are linted in bounded time", () => {
    const text = `syntax = "proto3";\n${"// c\n".repeat(50_000)}message A {\n${many(1, () => "")}string email = 1;\n}`;
    expect(lint("protobuf", { text, references: [] }, strict).length).toBeGreaterThan(0);
  }, 5000);
});
