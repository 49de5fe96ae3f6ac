import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SluiceError } from "../../../../src/core/errors.js";
import { strictSemantics } from "../../../../src/core/finding.js";
import type { NamedSource } from "../../../../src/core/schema.js";
import { compile as compileAvro } from "../../../../src/formats/avro/compile.js";
import { avro } from "../../../../src/formats/avro/index.js";

interface InvalidSchema {
  readonly name: string;
  readonly text: string;
  readonly pointer: string;
  readonly says: string;
  readonly line?: string;
  readonly column?: string;
}

const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, "invalid-schemas.json"), "utf8"),
) as readonly InvalidSchema[];

function refusal(text: string, references: Parameters<typeof compileAvro>[0]["references"] = []): SluiceError {
  try {
    compileAvro({ text, references });
  } catch (caught) {
    if (caught instanceof SluiceError) return caught;
    throw caught;
  }
  throw new Error(`Accepted: ${text.slice(0, 200)}`);
}

describe("schemas that are refused", () => {
  test.each(cases.map((entry) => [entry.name, entry] as const))("%s", (_name, entry) => {
    const error = refusal(entry.text);
    expect(error.reason).toBe("INVALID_SCHEMA");
    expect(error.message).toContain(entry.says);
    expect(error.metadata["pointer"]).toBe(entry.pointer);
    expect(error.metadata["line"]).toMatch(/^[1-9]\d*$/);
    if (entry.line !== undefined) {
      expect({ line: error.metadata["line"], column: error.metadata["column"] }).toEqual({
        line: entry.line,
        column: entry.column,
      });
    }
  });
});

describe("limits", () => {
  function nested(depth: number): string {
    return `${'{"type":"array","items":'.repeat(depth)}"int"${"}".repeat(depth)}`;
  }

  test("types may nest 200 levels, not 201", () => {
    expect(() => compileAvro({ text: nested(200), references: [] })).not.toThrow();
    expect(refusal(nested(201)).reason).toBe("LIMIT_EXCEEDED");
  });

  test("a million brackets are refused without running out of stack", () => {
    expect(refusal("[".repeat(1_000_000)).reason).toBe("LIMIT_EXCEEDED");
  });

  test("a text above 1 MiB is refused", () => {
    const schema = (size: number) => `{"type":"string","doc":"${"x".repeat(size - 26)}"}`.padEnd(size);
    expect(schema(1_048_576)).toHaveLength(1_048_576);
    expect(() => compileAvro({ text: schema(1_048_576), references: [] })).not.toThrow();
    expect(refusal(schema(1_048_577)).reason).toBe("LIMIT_EXCEEDED");
  });

  test("thousands of records that lead from one to the next are no problem", async () => {
    const records = Array.from({ length: 5000 }, (_unused, index) => ({
      type: "record",
      name: `R${index}`,
      fields: index === 0 ? [] : [{ name: "f", type: ["null", `R${index - 1}`] }],
    }));
    const source = { text: JSON.stringify(records), references: [] };
    expect(() => compileAvro(source)).not.toThrow();
    const { verdict } = await avro.compare(source, source, { policy: "semantic", semantics: strictSemantics });
    expect(verdict).toBe("compatible");
    expect(await avro.diff(source, source)).toEqual([]);
  });

  test("defaults that build on one another in a long chain are refused", () => {
    const links = Array.from({ length: 300 }, (_unused, index) => ({
      type: "record",
      name: `R${index}`,
      fields: [
        index === 0 ? { name: "x", type: "int", default: 0 } : { name: "x", type: `R${index - 1}`, default: {} },
      ],
    }));
    const first = { type: "record", name: "First", fields: [{ name: "b", type: "O", default: {} }] };
    const fields = [
      { name: "first", type: ["null", first], default: null },
      { name: "links", type: ["null", ...links], default: null },
      { name: "last", type: "R299", default: {} },
    ];
    expect(refusal(JSON.stringify({ type: "record", name: "O", fields })).reason).toBe("LIMIT_EXCEEDED");
  });

  test("a long chain of references is refused", () => {
    let reference = {
      name: "E",
      source: { text: '{"type":"enum","name":"E","symbols":[]}', references: [] as NamedSource[] },
    };
    for (let depth = 0; depth < 100; depth++)
      reference = { name: "E", source: { text: '"E"', references: [reference] } };
    expect(refusal('"E"', [reference]).reason).toBe("LIMIT_EXCEEDED");
  });

  test("defaults of unions of records do not take exponential time", () => {
    const branch = (name: string) => ({ type: "record", name, fields: [{ name: "f", type: ["A", "B", "int"] }] });
    const depth = 60;
    const fallback = `${'{"f":'.repeat(depth)}"no int"${"}".repeat(depth)}`;
    const first = { ...branch("A"), fields: [{ name: "f", type: ["A", branch("B"), "int"] }] };
    const text = `{"type":"record","name":"R","fields":[{"name":"x","type":[${JSON.stringify(first)},"B"],"default":${fallback}}]}`;
    expect(refusal(text).message).toContain("does not fit");
  });
});

describe("references", () => {
  const user = { name: "n.User", source: { text: '{"type":"record","name":"n.User","fields":[]}', references: [] } };

  test("a fault in a referenced text says which reference has it", () => {
    const broken = { name: "n.Broken", source: { text: '{"type":"record","name":"n.Broken"}', references: [] } };
    const error = refusal('"n.Broken"', [broken]);
    expect(error.reason).toBe("INVALID_SCHEMA");
    expect(error.message).toContain('In the referenced schema "n.Broken"');
    expect(error.metadata["reference"]).toBe("n.Broken");
  });

  test("defining again what a reference defines is refused", () => {
    expect(refusal(user.source.text, [user]).message).toContain('already defined by the reference "n.User"');
  });

  test("two references that define a name differently are refused", () => {
    const other = { name: "n.Other", source: { text: '{"type":"enum","name":"n.User","symbols":[]}', references: [] } };
    expect(refusal('"n.User"', [user, other]).message).toContain('already defined by the reference "n.User"');
  });
});
