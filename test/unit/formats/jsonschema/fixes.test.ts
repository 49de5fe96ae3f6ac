import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compareWithFixes } from "../../../../src/compat/check-fixes.js";
import {
  type CompatibilityPolicy,
  type SemanticOptions,
  type Side,
  strictSemantics,
} from "../../../../src/core/finding.js";
import { applyEdits } from "../../../../src/core/text-edit.js";
import { jsonschema } from "../../../../src/formats/jsonschema/index.js";
import { sourceOf } from "./support.js";

interface Case {
  readonly name: string;
  readonly reader: unknown;
  readonly writer: unknown;
  readonly policy?: CompatibilityPolicy;
  readonly semantics?: Partial<SemanticOptions>;
}

type Texts = Readonly<Record<Side, string>>;

const folder = new URL("../../../fixtures/compat/json-schema/", import.meta.url);
const compare = async (texts: Texts, { policy = "semantic", semantics }: Partial<Case>, changeable: Side) =>
  await jsonschema.compare(sourceOf(texts.reader), sourceOf(texts.writer), {
    policy,
    semantics: { ...strictSemantics, ...semantics },
    changeable,
  });

describe.each(["reader", "writer"] as const)("fixes of the %s", (side) => {
  test.each(readdirSync(folder))("of the cases in %s take their findings away", async (file) => {
    const policy = file.startsWith("confluent-") ? { policy: "strict" as const } : {};
    for (const listed of JSON.parse(readFileSync(new URL(file, folder), "utf8")) as Case[]) {
      const one = { ...listed, ...policy };
      const [reader, writer] = [one.reader, one.writer].map((schema) => JSON.stringify(schema, null, 2));
      const texts = { reader: reader!, writer: writer! };
      const { findings } = await compare(texts, one, side);
      for (const { fix, ruleId, message } of findings.filter(({ severity }) => severity === "error")) {
        if (fix === undefined) continue;
        const mended = applyEdits(texts[side], fix.edits)!;
        const after = await compare({ ...texts, [side]: mended }, one, side);
        const left = after.findings.filter(({ severity }) => severity === "error");
        expect(left, `${one.name} ${mended}`).not.toContainEqual(expect.objectContaining({ ruleId, message }));
      }
    }
  });
});

const lines = (...text: string[]) => text.join("\n");

const before = lines(
  "{",
  '  "type": "object",',
  '  "properties": {',
  '    "id": { "type": "string" },',
  '    "size": { "enum": ["s", "m", "l"] },',
  '    "total": { "type": "number" },',
  '    "note": { "type": "string", "maxLength": 200 }',
  "  },",
  '  "required": ["id"],',
  '  "additionalProperties": false',
  "}",
  "",
);
const after = lines(
  "{",
  '  "type": "object",',
  '  "properties": {',
  '    "id": { "type": "string", "minLength": 1 },',
  '    "size": { "enum": ["s", "l"] },',
  '    "total": { "type": "integer" }',
  "  },",
  '  "required": ["id", "size", "total"],',
  '  "additionalProperties": false',
  "}",
  "",
);

const mendedAfter = lines(
  "{",
  '  "type": "object",',
  '  "properties": {',
  '    "id": { "type": "string" },',
  '    "size": { "enum": ["s", "l", "m"] },',
  '    "total": { "type": "number" },',
  '    "note": { "type": "string", "maxLength": 200 }',
  "  },",
  '  "required": ["id"],',
  '  "additionalProperties": false',
  "}",
  "",
);

const mendedBefore = lines(
  "{",
  '  "type": "object",',
  '  "properties": {',
  '    "id": { "type": "string", "minLength": 1 },',
  '    "size": { "enum": ["s", "l"] },',
  '    "total": { "type": "integer" }',
  "  },",
  '  "required": ["id", "size", "total"],',
  '  "additionalProperties": false',
  "}",
  "",
);

describe("all fixes of a schema together", () => {
  test.each([
    ["reader", "semantic", mendedAfter],
    ["writer", "semantic", mendedBefore],
    ["reader", "strict", mendedAfter.replace('["s", "l", "m"]', '["s", "m", "l"]')],
    ["writer", "strict", mendedBefore],
  ] as const)("mend the %s by the %s rules and keep its layout", async (side, policy, expected) => {
    const pair = { reader: sourceOf(after), writer: sourceOf(before) };
    const options = { policy, semantics: strictSemantics, changeable: side };
    const { verdict, findings } = await compareWithFixes(jsonschema, pair, options);
    expect(verdict).toBe("incompatible");
    const edits = new Map(findings.flatMap(({ fix }) => fix?.edits ?? []).map((edit) => [JSON.stringify(edit), edit]));
    const mended = applyEdits(pair[side].text, [...edits.values()])!;
    expect(mended).toBe(expected);
  });
});

describe("alternatives that look alike and are not", () => {
  const schema = (type: string) => ({
    oneOf: [{ $ref: "#/definitions/a" }, { $ref: "#/definitions/b" }],
    definitions: {
      a: { type: "object", properties: { k: { const: "a" }, u: { $ref: "#/definitions/u" } }, required: ["k", "u"] },
      b: { type: "object", properties: { k: { const: "b" } }, required: ["k"] },
      u: { type },
    },
  });
  const [reader, writer] = [schema("integer"), schema("string")];
  const ask = async (policy: CompatibilityPolicy) =>
    await jsonschema.compare(sourceOf(reader), sourceOf(writer), { policy, semantics: strictSemantics });

  test("are not listed a second time", async () => {
    const { findings } = await ask("semantic");
    for (const { fix } of findings) {
      if (fix === undefined) continue;
      const mended = JSON.parse(applyEdits(JSON.stringify(reader), fix.edits)!) as typeof reader;
      expect(mended.oneOf).toEqual(reader.oneOf);
    }
  });

  test("are told with what makes them differ by Confluent's rules, and mended there", async () => {
    const { findings } = await ask("strict");
    const told = findings.map(({ ruleId, severity, readerPath }) => [ruleId, severity, readerPath]);
    expect(told.slice(0, 2)).toEqual([
      ["confluent-combined-type-subschemas-changed", "error", "/oneOf"],
      ["confluent-type-changed", "warning", "/definitions/u/type"],
    ]);
    const mended = applyEdits(JSON.stringify(reader), findings[0]!.fix!.edits);
    expect(JSON.parse(mended!)).toEqual({
      ...reader,
      definitions: { ...reader.definitions, u: { type: ["string", "integer"] } },
    });
  });
});

describe("places of findings", () => {
  const address = sourceOf(lines("{", '  "type": "object",', '  "properties": { "city": { "maxLength": 9 } }', "}"));
  const text = lines("{", '  "properties": {', '    "home": { "$ref": "address.json" }', "  }", "}");
  const referring = { text, references: [{ name: "address.json", source: address }] };
  const longer = {
    ...referring,
    references: [{ name: "address.json", source: sourceOf(address.text.replace("9", "10")) }],
  };

  test("lead into the text of a reference, which is not edited", async () => {
    for (const policy of ["semantic", "strict"] as const) {
      const found = await jsonschema.compare(referring, longer, { policy, semantics: strictSemantics });
      const finding = found.findings.find(({ severity }) => severity === "error");
      expect(finding).toMatchObject({
        readerPath: "address.json#/properties/city/maxLength",
        writerPath: "address.json#/properties/city/maxLength",
        readerPosition: { document: "address.json", line: 3, column: 29 },
        writerPosition: { document: "address.json", line: 3, column: 29 },
      });
      expect(finding).not.toHaveProperty("fix");
    }
  });

  test("are told of changes too", async () => {
    const wider = await jsonschema.compare(sourceOf('{\n  "maxLength": 2\n}'), sourceOf('{"maxLength":1}'), {
      policy: "semantic",
      semantics: strictSemantics,
    });
    expect(wider.findings[0]).toMatchObject({
      ruleId: "max-length-loosened",
      readerPosition: { document: "", line: 1, column: 1 },
      writerPosition: { document: "", line: 1, column: 1 },
    });
  });

  test("copies that would lead elsewhere are not offered", async () => {
    const definitions = (type: string) => ({ definitions: { x: { type } } });
    const closed = { type: "object", additionalProperties: false };
    const writer = { ...closed, properties: { a: { $ref: "#/definitions/x" } }, ...definitions("string") };
    for (const [other, copied] of [
      ["string", { $ref: "#/definitions/x" }],
      ["integer", {}],
    ] as const) {
      const reader = { ...closed, properties: {}, ...definitions(other) };
      const { findings } = await jsonschema.compare(sourceOf(reader), sourceOf(writer), {
        policy: "semantic",
        semantics: strictSemantics,
      });
      const mended = JSON.parse(applyEdits(JSON.stringify(reader), findings[0]!.fix!.edits)!) as typeof writer;
      expect(mended.properties).toEqual({ a: copied });
    }
  });
});
