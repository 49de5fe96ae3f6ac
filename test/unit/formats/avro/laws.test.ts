import { Type } from "avsc";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SluiceError } from "../../../../src/core/errors.js";
import { strictSemantics } from "../../../../src/core/finding.js";
import { maxPayloadDepth } from "../../../../src/formats/avro/check-state.js";
import { compile as compileAvro } from "../../../../src/formats/avro/compile.js";
import { avro } from "../../../../src/formats/avro/index.js";
import { parseSchema } from "../../../../src/formats/avro/parse-schema.js";
import { resolvePayload } from "../../../../src/formats/avro/resolve-payload.js";
import type { AvroType } from "../../../../src/formats/avro/schema-type.js";
import { isInhabited, measureValues } from "../../../../src/formats/avro/smallest-value.js";
import { changedSchema } from "./changed-schema.js";
import { diceOf, randomPayload } from "./random-payload.js";
import { type SchemaJson, schemaArbitrary } from "./random-schema.js";

const anySchema = schemaArbitrary({ aliases: true, namespaces: ["n", "m"] });
const plainSchema = schemaArbitrary({ aliases: false, namespaces: ["n"] });
const seed = fc.nat();
const select = { contentType: "", eventType: "", maxDepth: maxPayloadDepth, messageIndexes: new Uint8Array() };
/** A writer and a later version of it that reads; changes may leave a name undefined, and such pairs are left out. */
const versions = fc
  .tuple(anySchema, fc.nat())
  .map(([writer, start]) => [changedSchema(writer, diceOf(start)), writer] as const)
  .filter(([reader]) => isSchema(reader));
const plainVersions = fc
  .tuple(plainSchema, fc.nat())
  .map(([writer, start]) => [changedSchema(writer, diceOf(start)), writer] as const)
  .filter(([reader]) => isSchema(reader) && !JSON.stringify(reader).includes("aliases"));
const semantic = { policy: "semantic", semantics: strictSemantics } as const;

function source(schema: SchemaJson) {
  return { text: JSON.stringify(schema), references: [] };
}

function read(schema: SchemaJson) {
  const parsed = parseSchema(source(schema));
  const costs = measureValues(parsed);
  return { root: parsed.root, costs, inhabited: isInhabited(parsed.root, costs) };
}

function hasAmbiguousUnion(schema: SchemaJson): boolean {
  const text = JSON.stringify(schema);
  return /"n\./.test(text) && /"m\./.test(text);
}

describe("payloads", () => {
  test("a payload of a schema is valid and resolves with the schema itself", () => {
    fc.assert(
      fc.property(anySchema, seed, (schema, start) => {
        const { root, costs, inhabited } = read(schema);
        fc.pre(inhabited);
        const payload = randomPayload(root, { dice: diceOf(start), costs, bigLongs: true });
        const compiled = compileAvro(source(schema));
        expect(compiled.validate(payload, select)).toBeUndefined();
        expect(() => JSON.stringify(compiled.decode(payload, select))).not.toThrow();
        if (!hasAmbiguousUnion(schema)) expect(resolvePayload(root, root, payload).kind).not.toBe("rejected");
      }),
      { numRuns: 200 },
    );
  });

  test("decoding agrees with avsc", () => {
    fc.assert(
      fc.property(plainSchema, seed, (schema, start) => {
        const { root, costs, inhabited } = read(schema);
        const oracle = avscType(schema);
        fc.pre(inhabited && oracle !== undefined);
        const payload = randomPayload(root, { dice: diceOf(start), costs, bigLongs: false });
        const ours = compileAvro(source(schema)).decode(payload, select);
        const theirs: unknown = JSON.parse(oracle.toString(oracle.fromBuffer(Buffer.from(payload))));
        expect(tidy(ours)).toEqual(tidy(theirs));
      }),
      { numRuns: 200 },
    );
  });

  test("damaged bytes are malformed, or else avsc reads them too", () => {
    fc.assert(
      fc.property(plainSchema, seed, (schema, start) => {
        const { root, costs, inhabited } = read(schema);
        const oracle = avscType(schema);
        fc.pre(inhabited && oracle !== undefined);
        const dice = diceOf(start);
        const damaged = damage(randomPayload(root, { dice, costs, bigLongs: false }), dice);
        const verdict = compileAvro(source(schema)).validate(damaged, select);
        // avsc is asked only about what passed: it would fill the memory with what a few other bytes claim.
        if (verdict === undefined) expect(avscReads(oracle, damaged)).toBe(true);
        else expect(verdict.violations).toHaveLength(1);
      }),
      { numRuns: 200 },
    );
  });

  test("random bytes never make the validator throw", () => {
    fc.assert(
      fc.property(anySchema, fc.uint8Array({ maxLength: 60 }), (schema, bytes) => {
        const verdict = compileAvro(source(schema)).validate(bytes, select);
        expect(verdict === undefined || verdict.violations.length === 1).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe("compatibility", async () => {
  test("every schema reads itself, without a warning", async () => {
    await fc.assert(
      fc.asyncProperty(anySchema, async (schema) => {
        const comparison = await avro.compare(source(schema), source(schema), semantic);
        expect(comparison.verdict).toBe("compatible");
        expect(comparison.findings.filter((finding) => finding.severity !== "info")).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test("a compatible verdict is never refuted by payloads of the writer", async () => {
    await fc.assert(
      fc.asyncProperty(versions, seed, async ([readerJson, writerJson], start) => {
        const { verdict } = await avro.compare(source(readerJson), source(writerJson), semantic);
        const writer = read(writerJson);
        fc.pre(verdict === "compatible" && writer.inhabited);
        const reader = read(readerJson);
        const dice = diceOf(start);
        for (let round = 0; round < 10; round++) {
          const payload = randomPayload(writer.root, { dice, costs: writer.costs, bigLongs: true });
          // Equal schemas are never resolved, so ambiguity between them is of no account.
          const outcome = resolvePayload(reader.root, writer.root, payload).kind;
          expect(
            outcome === "read" || (outcome === "unclear" && JSON.stringify(readerJson) === JSON.stringify(writerJson)),
          ).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("an incompatible verdict always comes with an event that the writer accepts and the reader rejects", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(versions, fc.tuple(anySchema, anySchema)), async ([readerJson, writerJson]) => {
        const comparison = await avro.compare(source(readerJson), source(writerJson), semantic);
        fc.pre(comparison.verdict === "incompatible");
        const witness = comparison.witness!;
        expect(compileAvro(source(writerJson)).validate(witness.payload, select)).toBeUndefined();
        expect(resolvePayload(read(readerJson).root, read(writerJson).root, witness.payload).kind).toBe("rejected");
        expect(comparison.findings[0]?.severity).toBe("error");
      }),
      { numRuns: 250 },
    );
  });

  test("an undecided verdict names an ambiguity", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(versions, fc.tuple(anySchema, anySchema)), async ([readerJson, writerJson]) => {
        const comparison = await avro.compare(source(readerJson), source(writerJson), semantic);
        if (comparison.verdict !== "undecided") return;
        expect(comparison.findings.some((finding) => finding.ruleId.startsWith("ambiguous-"))).toBe(true);
        expect(comparison.witness).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  test("avsc gives the same verdict where names and unions leave no choice", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(plainVersions, fc.tuple(plainSchema, plainSchema)),
        async ([readerJson, writerJson]) => {
          const reader = avscType(readerJson);
          const writer = avscType(writerJson);
          fc.pre(reader !== undefined && writer !== undefined && isFullyInhabited(writerJson));
          const { verdict } = await avro.compare(source(readerJson), source(writerJson), semantic);
          expect({ readerJson, writerJson, verdict }).toEqual({
            readerJson,
            writerJson,
            verdict: avscResolves(reader, writer) ? "compatible" : "incompatible",
          });
        },
      ),
      { numRuns: 200 },
    );
  });

  test("the same question gets the same answer", async () => {
    await fc.assert(
      fc.asyncProperty(
        anySchema,
        anySchema,
        fc.constantFrom("semantic", "strict", "lenient"),
        async (reader, writer, policy) => {
          const options = { policy, semantics: strictSemantics };
          expect(await avro.compare(source(reader), source(writer), options)).toEqual(
            await avro.compare(source(reader), source(writer), options),
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  test("strict and lenient agree", async () => {
    await fc.assert(
      fc.asyncProperty(anySchema, anySchema, async (reader, writer) => {
        const [strict, lenient] = await Promise.all(
          (["strict", "lenient"] as const).map((policy) =>
            avro.compare(source(reader), source(writer), { policy, semantics: strictSemantics }),
          ),
        );
        expect(strict).toEqual(lenient);
      }),
      { numRuns: 100 },
    );
  });
});

describe("texts", () => {
  test("canonical and normalized texts are schemas that mean the same and are their own canonical and normalized texts", () => {
    fc.assert(
      fc.property(anySchema, (schema) => {
        const compiled = compileAvro({ text: JSON.stringify(schema, null, 3), references: [] });
        expect(compiled.canonical).toBe(JSON.stringify(schema));
        const again = compileAvro({ text: compiled.normalized, references: [] });
        expect(again.normalized).toBe(compiled.normalized);
        expect(again.canonical).toBe(compiled.normalized);
      }),
      { numRuns: 200 },
    );
  });

  test("a schema does not differ from itself, and differing normal forms are told apart in words", async () => {
    await fc.assert(
      fc.asyncProperty(anySchema, anySchema, async (from, to) => {
        expect(await avro.diff(source(from), source(from))).toEqual([]);
        const same = compileAvro(source(from)).normalized === compileAvro(source(to)).normalized;
        expect((await avro.diff(source(from), source(to))).length === 0).toBe(same);
      }),
      { numRuns: 200 },
    );
  });
});

function isSchema(schema: SchemaJson): boolean {
  try {
    parseSchema(source(schema));
    return true;
  } catch (caught) {
    if (caught instanceof SluiceError && caught.reason === "INVALID_SCHEMA") return false;
    throw caught;
  }
}

function avscType(schema: SchemaJson): Type | undefined {
  try {
    return Type.forSchema(schema as never, { wrapUnions: true });
  } catch {
    // Empty unions and the like: avsc knows fewer schemas than the specification.
    return undefined;
  }
}

function avscReads(type: Type, payload: Uint8Array): boolean {
  try {
    type.fromBuffer(Buffer.from(payload));
    return true;
  } catch (caught) {
    // avsc refuses longs beyond 2^53, which are valid.
    return caught instanceof Error && caught.message.includes("precision loss");
  }
}

function avscResolves(reader: Type, writer: Type): boolean {
  try {
    reader.createResolver(writer, { ignoreNamespaces: true });
    return true;
  } catch {
    return false;
  }
}

/** Whether every part of a schema has values; avsc does not look at that. */
function isFullyInhabited(schema: SchemaJson): boolean {
  const parsed = parseSchema(source(schema));
  const costs = measureValues(parsed);
  const open: AvroType[] = [parsed.root];
  const seen = new Set<AvroType>();
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    if (seen.has(type)) continue;
    seen.add(type);
    if (!isInhabited(type, costs)) return false;
    if (type.kind === "array") open.push(type.items);
    else if (type.kind === "map") open.push(type.values);
    else if (type.kind === "union") open.push(...type.branches);
    else if (type.kind === "record") open.push(...type.fields.map((field) => field.type));
  }
  return true;
}

/** Changes, drops or adds a byte. */
function damage(payload: Uint8Array, dice: (bound: number) => number): Uint8Array {
  const bytes = [...payload];
  const at = dice(bytes.length + 1);
  const way = dice(3);
  if (way === 0) bytes.splice(at, 1);
  else if (way === 1) bytes.splice(at, 0, dice(256));
  else bytes[at] = dice(256);
  return Uint8Array.from(bytes);
}

/** Numbers that JSON writes in different ways, alike. */
function tidy(value: unknown): unknown {
  if (value === "NaN" || value === "Infinity" || value === "-Infinity") return null;
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, tidy(part)]));
  return Object.is(value, -0) ? 0 : value;
}
