import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromJson, type JsonValue, toBinary } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { loadSchema } from "../../../../../src/formats/protobuf/load-schema.js";
import { protobuf } from "../../../../../src/formats/protobuf/index.js";

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

const imports = ["any", "duration", "field_mask", "timestamp", "wrappers"]
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

test("the schema in the documentation is one, and its rules hold", async () => {
  const [, text = ""] = /```protobuf\n([\s\S]*?)```/.exec(readFileSync("docs/quality.md", "utf8")) ?? [];
  const source = { text, references: [] };
  const compiled = await protobuf.compile(source);
  const message = loadSchema(source).registry.getMessage("shop.Order")!;
  const payload = toBinary(message, fromJson(message, { id: "x", tags: ["a", ""], paid: true }));
  const keywords = compiled.validate(payload, select)?.violations.map(({ keyword }) => keyword);
  expect(keywords).toEqual(["string.uuid", "string.min_len", "paid"]);
});
