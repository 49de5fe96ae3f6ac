import { describe, expect, test } from "vitest";
import { strictSemantics } from "../../../../src/core/finding.js";
import { Budget } from "../../../../src/formats/jsonschema/compare/obstacle.js";
import { rootGoal } from "../../../../src/formats/jsonschema/compare/goal.js";
import { Prover } from "../../../../src/formats/jsonschema/compare/prover.js";
import { jsonschema } from "../../../../src/formats/jsonschema/index.js";
import { loadSchema } from "../../../../src/formats/jsonschema/loaded-schema.js";
import { sourceOf } from "./support.js";

const semantics = { ...strictSemantics, declaredPropertiesOnly: true };

async function compare(reader: unknown, writer: unknown) {
  const found = await jsonschema.compare(sourceOf(reader), sourceOf(writer), { policy: "semantic", semantics });
  return [found.verdict, found.witness?.document];
}

const integer = { type: "integer" };
const meta = (properties: unknown) => ({ type: "object", properties: { meta: { type: "object", properties } } });

describe("writers send declared members only", () => {
  const base = { $ref: "#/definitions/base" };
  const definitions = { base: meta({ a: integer }) };
  const writer = { allOf: [base, meta({ b: integer })], definitions };

  test("what one of two schemas of the same member declares is declared", async () => {
    const reader = { allOf: [base, meta({ b: { type: "string" } })], definitions };
    expect(await compare(reader, writer)).toEqual(["incompatible", '{"meta":{"b":0}}']);
    expect(await compare(meta({ b: integer, a: { type: "string" } }), writer)).toEqual([
      "incompatible",
      '{"meta":{"a":0}}',
    ]);
    expect(await compare(writer, writer)).toEqual(["compatible", undefined]);
  });

  test("what none of them declares is not sent", async () => {
    expect(await compare(meta({ c: { type: "string" } }), writer)).toEqual(["compatible", undefined]);
    expect((await compare(meta({ c: { type: "string" } }), { allOf: [writer, meta({})], definitions }))[0]).toBe(
      "compatible",
    );
  });

  test("also in items, and where only one alternative declares it", async () => {
    const items = (properties: unknown) => ({ type: "array", items: { type: "object", properties } });
    const both = { anyOf: [items({ a: integer }), { minItems: 3 }], allOf: [items({ b: integer })] };
    const [verdict, witness] = await compare(items({ a: { type: "string" } }), both);
    expect(verdict).toBe("incompatible");
    expect(JSON.parse(witness ?? "[]")).toContainEqual({ a: 0 });
  });

  test("a condition asks of what kind a value is, whatever else is in it", async () => {
    const event = {
      ...meta({ v: integer, w: integer }),
      if: { ...meta({ v: { const: 1 } }), required: ["meta"] },
      then: { required: ["x"] },
      else: { maxProperties: 1 },
    };
    const declaring = { ...event, properties: { ...event.properties, x: integer } };
    expect(await compare(declaring, declaring)).toEqual(["compatible", undefined]);
    expect((await compare({ maxProperties: 1 }, declaring))[0]).toBe("incompatible");
  });
});

test("a proof by structure knows that 'unevaluatedProperties' inside an alternative looks at every member", () => {
  const refused = (writer: unknown, declaredOnly: boolean): number => {
    const [from, to] = [
      loadSchema(sourceOf(writer)),
      loadSchema(sourceOf({ properties: {}, additionalProperties: false })),
    ];
    const prover = new Prover({ formats: false, declaredOnly, defaultsFill: false }, new Budget(10_000));
    return prover.prove(rootGoal(from.program.root, to.program.root)).length;
  };
  const $schema = "https://json-schema.org/draft/2020-12/schema";
  const type = "object";
  expect(
    refused({ $schema, type, anyOf: [{ unevaluatedProperties: true }], unevaluatedProperties: false }, false),
  ).toBe(1);
  expect(refused({ $schema, type, properties: {}, unevaluatedProperties: true }, true)).toBe(1);
  expect(refused({ $schema, type, properties: {} }, true)).toBe(0);
});
