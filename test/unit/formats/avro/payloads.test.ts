import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compile as compileAvro } from "../../../../src/formats/avro/compile.js";

interface PayloadCase {
  readonly name: string;
  readonly schema: unknown;
  readonly hex: string;
  /** Absent for valid payloads. */
  readonly code?: string;
  readonly failureType?: string;
  readonly instancePath?: string;
  readonly mapKeys?: readonly number[];
  readonly schemaPath?: string;
  readonly keyword?: string;
  readonly value?: unknown;
}

const cases = JSON.parse(readFileSync(join(import.meta.dirname, "payloads.json"), "utf8")) as readonly PayloadCase[];
const select = { contentType: "", eventType: "", maxDepth: 64, messageIndexes: new Uint8Array() };

function compile(schema: unknown) {
  return compileAvro({ text: JSON.stringify(schema), references: [] });
}

describe("payloads", () => {
  test.each(cases.map((entry) => [entry.name, entry] as const))("%s", (_name, entry) => {
    const compiled = compile(entry.schema);
    const payload = Uint8Array.from(Buffer.from(entry.hex, "hex"));
    const verdict = compiled.validate(payload, select);
    if (entry.code === undefined) {
      expect(verdict).toBeUndefined();
      if (entry.value !== undefined) expect(compiled.decode(payload, select)).toEqual(entry.value);
      return;
    }
    const violation = verdict?.violations[0];
    expect({ code: violation?.code, failureType: verdict?.failureType, path: violation?.instancePath }).toEqual({
      code: entry.code,
      failureType: entry.failureType,
      path: entry.instancePath,
    });
    expect(violation?.mapKeys).toEqual(entry.mapKeys);
    if (entry.schemaPath !== undefined) expect(violation?.schemaPath).toBe(entry.schemaPath);
    if (entry.keyword !== undefined) expect(violation?.keyword).toBe(entry.keyword);
    expect(violation?.hint).not.toBe("");
    expect(() => compiled.decode(payload, select)).toThrow("does not fit the schema");
  });

  test("a key named __proto__ is data", () => {
    const payload = Buffer.concat([Buffer.from([2, 18]), Buffer.from("__proto__"), Buffer.from([4, 0])]);
    const value = compile({ type: "map", values: "int" }).decode(payload, select);
    expect(JSON.stringify(value)).toBe('{"__proto__":2}');
  });

  test("a caller cannot ask for more depth than the stack bears", () => {
    const list = { type: "record", name: "L", fields: [{ name: "next", type: ["null", "L"] }] };
    const payload = new Uint8Array(500_000).fill(2);
    const verdict = compile(list).validate(payload, { ...select, maxDepth: 1_000_000 });
    expect(verdict?.violations[0]?.code).toBe("max-depth");
  });

  test("many values side by side are not deep", () => {
    const rows = {
      type: "array",
      items: { type: "record", name: "Row", fields: [{ name: "cells", type: { type: "map", values: "int" } }] },
    };
    const payload = Uint8Array.from([200, 1, ...new Array<number>(100).fill(0), 0]);
    expect(compile(rows).validate(payload, { ...select, maxDepth: 3 })).toBeUndefined();
    expect(compile(rows).validate(payload, { ...select, maxDepth: 2 })?.violations[0]?.code).toBe("max-depth");
  });

  test("records that hold billions of values without a byte are refused at once", () => {
    const doubled = Array.from({ length: 60 }, (_unused, index) => ({
      type: "record",
      name: `R${index}`,
      fields: index === 0 ? [] : ["a", "b"].map((name) => ({ name, type: `R${index - 1}` })),
    }));
    const schema = [...doubled, "int"];
    expect(compile(schema).validate(Uint8Array.of(118), select)?.violations[0]?.code).toBe("too-many-items");
    expect(compile(schema).decode(Uint8Array.of(2), select)).toEqual({ R1: { a: {}, b: {} } });
  });

  test("bytes in a larger buffer are read from where they start", () => {
    const larger = Uint8Array.from([9, 9, 2, 97, 9]);
    expect(compile("string").decode(larger.subarray(2, 4), select)).toBe("a");
  });
});

describe("content types", () => {
  const accepted = [
    "",
    "avro/binary",
    "application/avro",
    "application/vnd.apache.avro",
    "application/x-avro",
    "application/octet-stream",
    "Application/Avro; version=1",
  ];
  test.each(accepted)("%j is accepted", (contentType) => {
    expect(compile("int").validate(Uint8Array.of(2), { ...select, contentType })).toBeUndefined();
  });

  test.each(["application/json", "avro", "text/plain"])("%j is refused", (contentType) => {
    const verdict = compile("int").validate(Uint8Array.of(2), { ...select, contentType });
    expect(verdict).toMatchObject({ failureType: "malformed", violations: [{ code: "content-type" }] });
  });
});

describe("hints", () => {
  function hint(schema: unknown, payload: Uint8Array): string | undefined {
    return compile(schema).validate(payload, select)?.violations[0]?.hint;
  }

  test("JSON is recognized", () => {
    expect(hint("int", Buffer.from('{"a":1}'))).toContain("looks like JSON");
  });

  test("Confluent framing is recognized", () => {
    expect(hint("string", Uint8Array.from([0, 0, 0, 0, 7, 2, 97]))).toContain("Confluent framing");
  });

  test("other bytes are not taken for framing", () => {
    expect(hint("string", Uint8Array.from([0, 0, 0, 0, 7, 4, 97]))).toContain("another schema");
  });

  test("nothing at all is called empty", () => {
    expect(hint("string", new Uint8Array())).toContain("empty");
  });
});

test("violations do not repeat what the payload holds", () => {
  const schema = {
    type: "record",
    name: "R",
    fields: [
      { name: "s", type: "string" },
      { name: "b", type: "boolean" },
    ],
  };
  const secret = Buffer.concat([Buffer.from([12]), Buffer.from("secret"), Buffer.from([7])]);
  const verdict = compile(schema).validate(secret, select);
  expect(verdict?.violations[0]?.instancePath).toBe("/b");
  expect(JSON.stringify(verdict)).not.toContain("secret");
});
