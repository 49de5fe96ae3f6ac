import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Type } from "avsc";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maxPayloadDepth } from "../../../../src/formats/avro/check-state.js";
import { compile as compileAvro } from "../../../../src/formats/avro/compile.js";
import { parseSchema } from "../../../../src/formats/avro/parse-schema.js";
import { isInhabited, measureValues } from "../../../../src/formats/avro/smallest-value.js";
import type { CompiledSchema } from "../../../../src/formats/format.js";
import { diceOf, randomPayload } from "./random-payload.js";
import { type SchemaJson, schemaArbitrary } from "./random-schema.js";

interface EncodeCase {
  readonly name: string;
  readonly schema: unknown;
  /** What is encoded. */
  readonly text: string;
  /** What comes of it. */
  readonly hex?: string;
  /** What the bytes are shown as, where that is not the text. */
  readonly editable?: string;
  /** Code and path of the failure. */
  readonly refused?: readonly [string, string];
}

const cases = JSON.parse(readFileSync(join(import.meta.dirname, "encodings.json"), "utf8")) as readonly EncodeCase[];
const select = { contentType: "", eventType: "", maxDepth: maxPayloadDepth, messageIndexes: new Uint8Array() };
const anySchema = schemaArbitrary({ aliases: true, namespaces: ["n", "m"] });
const plainSchema = schemaArbitrary({ aliases: false, namespaces: ["n"] });

function compile(schema: unknown): CompiledSchema {
  return compileAvro({ text: JSON.stringify(schema), references: [] });
}

function editable(compiled: CompiledSchema, payload: Uint8Array): string {
  const shown = compiled.editable(payload, select);
  if (shown.kind === "unreadable") throw new Error(shown.reason);
  return shown.text;
}

function encoded(compiled: CompiledSchema, text: string): Uint8Array {
  const encoding = compiled.encode(text, select);
  if (encoding.kind === "refused") throw new Error(JSON.stringify(encoding.failure));
  return encoding.payload;
}

/** A payload of a schema; undefined where it has none. */
function payloadOf(schema: SchemaJson, seed: number, bigLongs = true): Uint8Array | undefined {
  const parsed = parseSchema({ text: JSON.stringify(schema), references: [] });
  const costs = measureValues(parsed);
  return isInhabited(parsed.root, costs)
    ? randomPayload(parsed.root, { dice: diceOf(seed), costs, bigLongs })
    : undefined;
}

describe("laws", () => {
  test("what is shown for editing encodes to a valid payload of the same value", () => {
    fc.assert(
      fc.property(anySchema, fc.nat(), (schema, seed) => {
        const payload = payloadOf(schema, seed);
        fc.pre(payload !== undefined);
        const compiled = compile(schema);
        const text = editable(compiled, payload);
        const again = encoded(compiled, text);
        expect(compiled.validate(again, select)).toBeUndefined();
        expect(compiled.decode(again, select)).toEqual(compiled.decode(payload, select));
        expect(JSON.parse(editable(compiled, again))).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  test("what is shown to people encodes to the same value", () => {
    fc.assert(
      fc.property(anySchema, fc.nat(), (schema, seed) => {
        const payload = payloadOf(schema, seed);
        fc.pre(payload !== undefined);
        const compiled = compile(schema);
        const shown = compiled.decode(payload, select);
        const again = encoded(compiled, JSON.stringify(shown));
        expect(JSON.stringify(compiled.decode(again, select))).toBe(JSON.stringify(shown));
      }),
      { numRuns: 300 },
    );
  });

  test("avsc reads what is encoded as what it reads of the original", () => {
    fc.assert(
      fc.property(plainSchema, fc.nat(), (schema, seed) => {
        const payload = payloadOf(schema, seed, false);
        const oracle = avscType(schema);
        fc.pre(payload !== undefined && oracle !== undefined);
        const compiled = compile(schema);
        const ours = encoded(compiled, editable(compiled, payload));
        expect(JSON.stringify(oracle.fromBuffer(Buffer.from(ours)))).toBe(
          JSON.stringify(oracle.fromBuffer(Buffer.from(payload))),
        );
      }),
      { numRuns: 300 },
    );
  });

  test("no text makes it throw, and what it encodes can be read", () => {
    const text = fc.oneof(
      fc.json({ maxDepth: 4 }),
      fc.string(),
      fc.constantFrom('{"a":1e400}', '{"a":"\\ud800"}', "-0", "1e2147483648", '{"__proto__":1}', "[null,null]"),
    );
    fc.assert(
      fc.property(anySchema, text, (schema, given) => {
        const compiled = compile(schema);
        const encoding = compiled.encode(given, select);
        if (encoding.kind === "encoded") expect(compiled.validate(encoding.payload, select)).toBeUndefined();
        else expect(encoding.failure.message).not.toBe("");
      }),
      { numRuns: 500 },
    );
  });
});

describe("texts", () => {
  test.each(cases.map((one) => [one.name, one] as const))("%s", (_name, { schema, text, hex, refused, ...one }) => {
    const compiled = compile(schema);
    const encoding = compiled.encode(text, select);
    if (encoding.kind === "refused") {
      expect([encoding.failure.code, encoding.failure.path]).toEqual(refused);
      return;
    }
    expect(Buffer.from(encoding.payload).toString("hex")).toBe(hex);
    expect(compiled.validate(encoding.payload, select)).toBeUndefined();
    expect(editable(compiled, encoding.payload)).toBe(one.editable ?? text);
  });

  test("a list as deep as a text may be is written", () => {
    const list = { type: "record", name: "L", fields: [{ name: "next", type: ["null", "L"] }] };
    const text = `${'{"next":'.repeat(999)}null${"}".repeat(999)}`;
    const compiled = compile(list);
    expect(editable(compiled, encoded(compiled, text))).toBe(text);
    const deeper = compiled.encode(`{"next":{"next":${text}}}`, select);
    expect(deeper).toMatchObject({ kind: "refused", failure: { code: "too-deep" } });
  });

  test("unions within unions end", () => {
    const node = {
      type: "record",
      name: "N",
      fields: [
        {
          name: "next",
          type: ["null", "N", { type: "record", name: "O", fields: [{ name: "next", type: ["null", "N", "O"] }] }],
        },
      ],
    };
    const text = `${'{"next":'.repeat(60)}1${"}".repeat(60)}`;
    expect(compile(node).encode(text, select)).toMatchObject({ kind: "refused", failure: { code: "union" } });
  });

  test("a decimal that has too many digits is shown as the number it is", () => {
    const compiled = compile({ type: "bytes", logicalType: "decimal", precision: 3, scale: 1 });
    const payload = Uint8Array.of(4, 0x30, 0x39);
    expect(compiled.validate(payload, select)?.failureType).toBe("schema-violation");
    expect(editable(compiled, payload)).toBe("1234.5");
    expect(compiled.encode("1234.5", select)).toMatchObject({ kind: "refused", failure: { code: "range", path: "" } });
  });

  test("a decimal of more digits behind the point than can be written is shown as its bytes", () => {
    const compiled = compile({ type: "bytes", logicalType: "decimal", precision: 900_000_000, scale: 900_000_000 });
    const payload = Uint8Array.of(2, 1);
    expect(editable(compiled, payload)).toBe('"\\u0001"');
    expect(compiled.encode(editable(compiled, payload), select)).toEqual({
      kind: "encoded",
      payload: Buffer.from(payload),
    });
  });

  test("a payload of few bytes does not become a text without end", () => {
    const symbol = "S".repeat(100_000);
    const compiled = compile({ type: "array", items: { type: "enum", name: "E", symbols: [symbol] } });
    // 8000 items, each of one byte.
    const payload = Buffer.concat([Uint8Array.of(0x80, 0x7d), Buffer.alloc(8001)]);
    expect(compiled.validate(payload, select)).toBeUndefined();
    const reason = "would be a text of more than 64000000 characters";
    expect(compiled.editable(payload, select)).toEqual({ kind: "unreadable", reason });
  });

  test("a short text does not become a value without end by defaults", () => {
    const field = { name: "f", type: "string", default: "x".repeat(500_000) };
    const compiled = compile({ type: "array", items: { type: "record", name: "R", fields: [field] } });
    const text = `[${Array.from({ length: 20_000 }, () => "{}").join(",")}]`;
    expect(compiled.encode(text, select)).toMatchObject({ kind: "refused", failure: { code: "too-large" } });
  });

  test("looking through large unions is limited", () => {
    const branches = Array.from({ length: 1000 }, (_, at) => ({ type: "record", name: `R${at}`, fields: [] }));
    const compiled = compile({ type: "array", items: ["null", "int", ...branches] });
    const few = `[${Array.from({ length: 1000 }, () => "1").join(",")}]`;
    expect(compiled.encode(few, select).kind).toBe("encoded");
    const many = `[${Array.from({ length: 100_000 }, () => "1").join(",")}]`;
    expect(compiled.encode(many, select)).toMatchObject({ kind: "refused", failure: { code: "too-large" } });
  });

  test("bytes of another schema have nothing to edit", () => {
    expect(compile("int").editable(Buffer.from("{}"), select)).toMatchObject({ kind: "unreadable" });
  });
});

/** avsc's type; undefined where it cannot tell the branches of a union apart. */
function avscType(schema: SchemaJson): Type | undefined {
  try {
    return Type.forSchema(schema as never, { wrapUnions: true });
  } catch {
    return undefined;
  }
}
