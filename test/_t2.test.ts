import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { strictSemantics } from "../src/core/finding.js";
import { jsonschema } from "../src/formats/jsonschema/index.js";
import { parseJson, type JsonValue } from "../src/formats/jsonschema/model/json.js";
import { loadSchema } from "../src/formats/jsonschema/loaded-schema.js";
import { compileWithAjv } from "../src/formats/jsonschema/validation/ajv-validator.js";
import { accepts } from "../src/formats/jsonschema/validation/evaluate.js";

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
      fc.record({ enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 3, selector: (value) => JSON.stringify(value) }) }),
      fc.record(
        { type: fc.constantFrom("integer", "number"), minimum: small, maximum: small, multipleOf: fc.constantFrom(1, 2, 0.5) },
        optional,
      ),
      fc.record({ type: fc.constant("string"), minLength: small, maxLength: small, pattern: fc.constantFrom("^a", "b", "^ab?$") }, optional),
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
      fc.record({ type: fc.constant("array"), items: schema, minItems: small, maxItems: small, uniqueItems: fc.boolean(), contains: schema }, optional),
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
const relaxed = { policy: "semantic", semantics: { ...strictSemantics, declaredPropertiesOnly: true, readerAppliesDefaults: true } } as const;
const options = { formats: true };


import { Prover, rootGoal } from "../src/formats/jsonschema/compare/prover.js";
import { Budget } from "../src/formats/jsonschema/compare/obstacle.js";
test("x", () => {
  const stat: Record<string, number> = {}; let bad = 0; let worst = 0, ww = "";
  const samples = fc.sample(fc.tuple(schemas, schemas, fc.array(documents, {minLength:60,maxLength:60})), { numRuns: 6000, seed: 7 });
  const t00 = performance.now();
  for (const declaredOnly of [false, true]) for (const [reader, writer, values] of samples) {
    if (performance.now() - t00 > 200000) break;
    const proof = { formats: true, declaredOnly, defaultsFill: false };
    for (const [r, w] of [[reader, writer], [reader, { allOf: [writer, { not: { not: reader } }] }], [{not: writer}, {not: reader}]] as const) {
      const L = loadSchema(source(r)).program, R = loadSchema(source(w)).program;
      const p = new Prover(proof, new Budget(60000)); let o: any;
      const t0 = performance.now();
      try { o = p.prove(rootGoal(R.root, L.root)); } catch (e) { stat["budget"] = (stat["budget"] ?? 0) + 1; continue; }
      const ms = performance.now() - t0; if (ms > worst) { worst = ms; ww = JSON.stringify([r, w]); }
      const k = o.length === 0 ? "proved" : "obstacle"; stat[k] = (stat[k] ?? 0) + 1;
      if (o.length === 0) for (const v of values) if (accepts(R.root, v, { formats: true, declaredOnly }) && !accepts(L.root, v, { formats: true })) { bad++; if (bad < 6) console.log("UNSOUND", declaredOnly, JSON.stringify({ reader: r, writer: w, v })); break; }
    }
    if (!declaredOnly && samples.indexOf([reader, writer, values]) < 0) { }
  }
  console.log(stat, { bad, worst, ww: ww.slice(0, 600) });
  const verdicts: Record<string, number> = {}; let slow = 0, sw = "";
  for (const [reader, writer] of samples.slice(0, 1500)) { const t0 = performance.now(); const v = jsonschema.compare(source(reader), source(writer), semantic); const ms = performance.now() - t0; if (ms > slow) { slow = ms; sw = JSON.stringify([reader, writer]); } verdicts[v.verdict] = (verdicts[v.verdict] ?? 0) + 1; if (v.verdict === "undecided" && (verdicts["undecided"] ?? 0) < 12) console.log(JSON.stringify([reader, writer]).slice(0, 400), v.findings[0]?.ruleId); }
  console.log(verdicts, slow, sw.slice(0, 800));
}, 400000);
