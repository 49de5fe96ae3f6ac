import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { strictSemantics } from "../../../../src/core/finding.js";
import { rootGoal } from "../../../../src/formats/jsonschema/compare/goal.js";
import { Budget } from "../../../../src/formats/jsonschema/compare/obstacle.js";
import { Prover } from "../../../../src/formats/jsonschema/compare/prover.js";
import { compileJsonSchema } from "../../../../src/formats/jsonschema/compiled-schema.js";
import { jsonschema } from "../../../../src/formats/jsonschema/index.js";
import { parseJson, type JsonValue } from "../../../../src/formats/jsonschema/model/json.js";
import { loadSchema } from "../../../../src/formats/jsonschema/loaded-schema.js";
import { compileWithAjv } from "../../../../src/formats/jsonschema/validation/ajv-validator.js";
import { accepts } from "../../../../src/formats/jsonschema/validation/evaluate.js";

const name = fc.constantFrom("a", "b", "c");
const small = fc.integer({ min: 0, max: 4 });
const scalar: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer({ min: -3, max: 6 }),
  fc.constantFrom(0.5, 1.5, 2.5),
  fc.constantFrom("", "a", "ab", "abc", "b1", "x"),
);
const documents: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(name, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

const type = fc.constantFrom("null", "boolean", "integer", "number", "string", "array", "object");
const optional: { requiredKeys: [] } = { requiredKeys: [] };
type Shape = Record<string, unknown> | boolean;
const schemas = fc.letrec<{ schema: Shape }>((tie) => {
  const schema = tie("schema");
  const list = fc.array(schema, { minLength: 1, maxLength: 3 });
  return {
    schema: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      fc.record({ type }),
      fc.boolean(),
      fc.record({
        enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 3, selector: (value) => JSON.stringify(value) }),
      }),
      fc.record(
        {
          type: fc.constantFrom("integer", "number"),
          minimum: small,
          maximum: small,
          multipleOf: fc.constantFrom(1, 2, 0.5),
        },
        optional,
      ),
      fc.record(
        {
          type: fc.constant("string"),
          minLength: small,
          maxLength: small,
          pattern: fc.constantFrom("^a", "b", "^ab?$"),
        },
        optional,
      ),
      fc.record(
        {
          type: fc.constant("object"),
          properties: fc.dictionary(name, schema, { maxKeys: 3, noNullPrototype: true }),
          required: fc.uniqueArray(name, { maxLength: 2 }),
          additionalProperties: schema,
          patternProperties: fc.dictionary(fc.constantFrom("^a", "b|c"), schema, { maxKeys: 1, noNullPrototype: true }),
          dependencies: fc.dictionary(name, schema, { maxKeys: 1, noNullPrototype: true }),
          propertyNames: fc.constantFrom({ enum: ["a", "b"] }, { pattern: "a|b" }),
          maxProperties: small,
        },
        optional,
      ),
      fc.record(
        {
          type: fc.constant("array"),
          items: schema,
          minItems: small,
          maxItems: small,
          uniqueItems: fc.boolean(),
          contains: schema,
        },
        optional,
      ),
      fc.record({ items: list, additionalItems: schema }, optional),
      fc.record({ anyOf: list }),
      fc.record({ oneOf: list }),
      fc.record({ allOf: list }),
      fc.record({ not: schema }),
      fc.record({ if: schema, then: schema, else: schema }, { requiredKeys: ["if"] }),
    ),
  };
}).schema;

const source = (schema: unknown) => ({ text: JSON.stringify(schema), references: [] });
const semantic = { policy: "semantic", semantics: strictSemantics } as const;
const relaxed = {
  policy: "semantic",
  semantics: { ...strictSemantics, declaredPropertiesOnly: true, readerAppliesDefaults: true },
} as const;
const options = { formats: true };

describe("laws of comparison", () => {
  test("every schema reads itself", async () => {
    await fc.assert(
      fc.asyncProperty(schemas, async (schema) => {
        expect((await jsonschema.compare(source(schema), source(schema), semantic)).verdict).toBe("compatible");
        expect((await jsonschema.compare(source(schema), source(schema), relaxed)).verdict).toBe("compatible");
      }),
      { numRuns: 80 },
    );
  });

  test("no generated document refutes a proof, whatever the writer is assumed to send", () => {
    const pairs = fc
      .tuple(schemas, schemas, schemas)
      .chain(([reader, writer, third]) =>
        fc.constantFrom(
          [reader, writer],
          [{ not: writer }, { not: reader }],
          [{ oneOf: [reader, third] }, { oneOf: [reader, writer] }],
          [{ if: reader, then: third, else: writer }, { anyOf: [writer, third] }],
        ),
      );
    fc.assert(
      fc.property(
        pairs,
        fc.boolean(),
        fc.array(documents, { minLength: 30, maxLength: 30 }),
        ([reader, writer], declaredOnly, values) => {
          const [left, right] = [loadSchema(source(reader)).program, loadSchema(source(writer)).program];
          const prover = new Prover({ formats: true, declaredOnly, defaultsFill: false }, new Budget(60_000));
          if (prover.prove(rootGoal(right.root, left.root)).length > 0) return;
          for (const value of values) {
            if (!accepts(right.root, value, { formats: true, declaredOnly })) continue;
            expect(accepts(left.root, value, options), JSON.stringify({ reader, writer, value })).toBe(true);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  test("a schema reads itself with a constraint more, and never the other way round by mistake", async () => {
    const samples = fc.array(documents, { minLength: 20, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(schemas, schemas, samples, async (base, more, values) => {
        const narrow = { allOf: [base, more] };
        expect((await jsonschema.compare(source(base), source(narrow), semantic)).verdict).toBe("compatible");
        const back = await jsonschema.compare(source(narrow), source(base), semantic);
        if (back.verdict !== "compatible") return;
        const [all, extra] = [loadSchema(source(base)).program, loadSchema(source(more)).program];
        for (const value of values)
          if (accepts(all.root, value, options)) expect(accepts(extra.root, value, options)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test("a witness is accepted by the writer and refused by the reader, and answers repeat", async () => {
    await fc.assert(
      fc.asyncProperty(schemas, schemas, async (reader, writer) => {
        const first = await jsonschema.compare(source(reader), source(writer), semantic);
        expect(await jsonschema.compare(source(reader), source(writer), semantic)).toEqual(first);
        if (first.verdict !== "incompatible") {
          expect(first.witness).toBeUndefined();
          return;
        }
        const select = { contentType: "", eventType: "", maxDepth: 64, messageIndexes: new Uint8Array() };
        const payload = first.witness!.payload;
        expect(compileJsonSchema(source(writer)).validate(payload, select)).toBeUndefined();
        expect(compileJsonSchema(source(reader)).validate(payload, select)?.failureType).toBe("schema-violation");
      }),
      { numRuns: 80 },
    );
  });
});

describe("the two validators", () => {
  test("agree on generated schemas and documents", () => {
    fc.assert(
      fc.property(schemas, fc.array(documents, { minLength: 15, maxLength: 15 }), (schema, values) => {
        const { program } = loadSchema(source(schema));
        const ajv = compileWithAjv(program, options);
        for (const value of values) {
          const text = JSON.stringify(value);
          expect(accepts(program.root, parseJson(text), options), `${JSON.stringify(schema)} ${text}`).toBe(
            ajv?.(value),
          );
        }
      }),
      { numRuns: 200 },
    );
  });
});
