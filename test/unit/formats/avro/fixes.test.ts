import { describe, expect, test } from "vitest";
import { diceOf, drawSchema, mutateSchema } from "../../../../fuzz/avro-schemas.js";
import { compareWithFixes } from "../../../../src/compat/check-fixes.js";
import { type Side, strictSemantics } from "../../../../src/core/finding.js";
import { applyEdits } from "../../../../src/core/text-edit.js";
import { avro } from "../../../../src/formats/avro/index.js";

interface Sides {
  readonly reader: string;
  readonly writer: string;
}

function options(changeable: Side, policy: "semantic" | "strict" = "semantic") {
  return { policy, semantics: strictSemantics, changeable } as const;
}

/** The text that can be changed, with the fixes of all errors (or of all warnings, where nothing breaks). */
async function mended(sides: Sides, changeable: Side, policy: "semantic" | "strict" = "semantic"): Promise<string> {
  const [reader, writer] = [sides.reader, sides.writer].map((text) => ({ text, references: [] }));
  const { findings } = await avro.compare(reader!, writer!, options(changeable, policy));
  const worst = findings[0]?.severity;
  const fixes = findings.flatMap(({ severity, fix }) => (severity === worst && fix !== undefined ? [fix] : []));
  const edits = new Map(fixes.flatMap((fix) => fix.edits.map((edit) => [JSON.stringify(edit), edit] as const)));
  const text = applyEdits(sides[changeable], [...edits.values()])!;
  const changed = { reader: reader!, writer: writer!, [changeable]: { text, references: [] } };
  const after = await avro.compare(changed.reader, changed.writer, options(changeable, policy));
  expect(after.findings.filter(({ severity }) => severity === worst)).toEqual([]);
  return text;
}

function record(...fields: readonly string[]): string {
  return `{\n  "type": "record",\n  "name": "n.R",\n  "fields": [\n${fields.map((field) => `    ${field}`).join(",\n")}\n  ]\n}\n`;
}

const id = '{ "name": "id", "type": "string" }';

describe("what is done to the reader", () => {
  test("a field gets a default", async () => {
    const reader = record(id, '{ "name": "tags", "type": { "type": "array", "items": "string" } }');
    expect(await mended({ reader, writer: record(id) }, "reader")).toBe(
      record(id, '{ "name": "tags", "type": { "type": "array", "items": "string" }, "default": [] }'),
    );
  });

  test("a nullable field gets null, a record its inner defaults", async () => {
    const inner = '{ "type": "record", "name": "I", "fields": [{ "name": "x", "type": "int" }] }';
    const reader = (first = "", second = "") =>
      record(id, `{ "name": "a", "type": ["null", "int"]${first} }`, `{ "name": "b", "type": ${inner}${second} }`);
    expect(await mended({ reader: reader(), writer: record(id) }, "reader")).toBe(
      reader(', "default": null', ', "default": { "x": 0 }'),
    );
  });

  test("a field whose name was spelled anew gets an alias", async () => {
    const reader = record('{ "name": "user_id", "type": "string" }');
    const writer = record('{ "name": "userId", "type": "string" }');
    expect(await mended({ reader, writer }, "reader")).toBe(
      record('{ "name": "user_id", "type": "string", "aliases": ["userId"] }'),
    );
  });

  test("symbols are put back", async () => {
    const symbols = (list: string) => `{"type":"enum","name":"E","symbols":[${list}]}`;
    const sides = { reader: symbols('"A"'), writer: symbols('"A","B","C"') };
    expect(await mended(sides, "reader")).toBe(symbols('"A","B","C"'));
  });

  test("an enum that has a symbol for what is not known gets it as default", async () => {
    const reader = '{"type":"enum","name":"E","symbols":["A","UNKNOWN"]}';
    const writer = '{"type":"enum","name":"E","symbols":["A","B"]}';
    expect(await mended({ reader, writer }, "reader")).toBe(
      '{"type":"enum","name":"E","symbols":["A","UNKNOWN"],"default":"UNKNOWN"}',
    );
  });

  test("a renamed type gets an alias, within its namespace without repeating it", async () => {
    const writer = record(id);
    expect(await mended({ reader: writer.replace("n.R", "n.S"), writer }, "reader")).toContain('"aliases": ["R"]');
    expect(await mended({ reader: writer.replace("n.R", "m.S"), writer }, "reader")).toContain('"aliases": ["n.R"]');
  });

  test("a type whose old name no alias can say gets the name back, also where it is used", async () => {
    const next = (name: string) =>
      `{ "type": "record", "name": "${name}", "fields": [{ "name": "next", "type": ["null", "${name}"] }] }`;
    expect(await mended({ reader: next("n.S"), writer: next("R") }, "reader")).toBe(next("n.R"));
  });

  test("a branch is put back, with the definitions it needs", async () => {
    const card = '{ "type": "record", "name": "n.Card", "fields": [{ "name": "no", "type": "string" }] }';
    const field = (...branches: string[]) => record(`{ "name": "pay", "type": [${branches.join(", ")}] }`);
    const writer = field('"null"', card);
    expect(await mended({ reader: field('"null"'), writer }, "reader")).toContain('"name": "n.Card"');
  });

  test("a union takes the place of the type it grew from, and the default goes along", async () => {
    const reader = record('{ "name": "a", "type": "string", "default": "x" }');
    const writer = record('{ "name": "a", "type": ["null", "string"], "default": null }');
    expect(await mended({ reader, writer }, "reader")).toBe(writer);
  });

  test("size, type and logical type are restored", async () => {
    const all = (size: number, type: string, unit: string) =>
      record(
        `{ "name": "a", "type": { "type": "fixed", "name": "F", "size": ${size} } }`,
        `{ "name": "b", "type": "${type}" }`,
        `{ "name": "c", "type": { "type": "long", "logicalType": "timestamp-${unit}" } }`,
      );
    const sides = { reader: all(4, "int", "millis"), writer: all(2, "string", "millis") };
    expect(await mended(sides, "reader")).toBe(sides.writer);
    const units = { reader: all(2, "string", "micros"), writer: all(2, "string", "millis") };
    expect(await mended(units, "reader")).toBe(units.writer);
  });

  test("a definition that goes away with its type may come back under its name", async () => {
    const inner = '{ "type": "record", "name": "I", "fields": [{ "name": "x", "type": "int" }] }';
    const reader = record(`{ "name": "a", "type": ${inner} }`);
    const writer = record(`{ "name": "a", "type": { "type": "array", "items": ${inner} } }`);
    expect(JSON.parse(await mended({ reader, writer }, "reader"))).toMatchObject({
      fields: [{ type: { type: "array", items: { type: "record", name: "n.I" } } }],
    });
  });

  test("an ambiguous alias is taken away", async () => {
    const reader = record('{ "name": "b", "type": "int", "aliases": ["a"] }');
    const writer = record('{ "name": "a", "type": "int" }', '{ "name": "b", "type": "int" }');
    expect(await mended({ reader, writer }, "reader")).toBe(record('{ "name": "b", "type": "int" }'));
  });
});

describe("what is done to the writer", () => {
  test("a field is written again", async () => {
    const reader = record(id, '{ "name": "e", "type": { "type": "enum", "name": "E", "symbols": ["A"] } }');
    const text = await mended({ reader, writer: record(id) }, "writer");
    expect(JSON.parse(text)).toMatchObject({ fields: [{ name: "id" }, { name: "e", type: { name: "n.E" } }] });
  });

  test("symbols and branches that readers do not know are not written", async () => {
    const symbols = (list: string) => `{"type":"enum","name":"E","symbols":[${list}]}`;
    expect(await mended({ reader: symbols('"A"'), writer: symbols('"A","B"') }, "writer")).toBe(symbols('"A"'));
    expect(await mended({ reader: '["null"]', writer: '["null", "int"]' }, "writer")).toBe('["null"]');
    const plain = record('{ "name": "a", "type": "int" }');
    const nullable = record('{ "name": "a", "type": ["null", "int"], "default": null }');
    expect(await mended({ reader: plain, writer: nullable }, "writer")).toBe(
      record('{ "name": "a", "type": ["int"] }'),
    );
  });

  test("names, sizes and types stay what the reader knows", async () => {
    const writer = record('{ "name": "f", "type": { "type": "fixed", "name": "F", "size": 3 } }');
    const reader = writer.replace('"F"', '"G"').replace("3", "4");
    expect(await mended({ reader, writer: writer.replace("3", "4") }, "writer")).toBe(reader);
    expect(await mended({ reader: writer.replace("3", "4"), writer }, "writer")).toBe(writer.replace("3", "4"));
    expect(await mended({ reader: '"int"', writer: '"string"' }, "writer")).toBe('"int"');
  });
});

test("the rules stop at a union, the fix mends what is wrong inside", async () => {
  const inside = (size: number) =>
    `["null", {"type": "fixed", "name": "F", "size": ${size}}, {"type": "enum", "name": "E", "symbols": ["A"]}]`;
  const sides = { reader: inside(1), writer: inside(1).replace('["A"]', '["A", "B"]') };
  expect(await mended(sides, "reader", "strict")).toBe(sides.writer);
});

test("a schema that references define is left alone", async () => {
  const reference = (symbols: readonly string[]) => ({
    name: "n.E",
    source: { text: JSON.stringify({ type: "enum", name: "n.E", symbols }), references: [] },
  });
  const [reader, writer] = [["A"], ["A", "B"]].map((symbols) => ({ text: '"n.E"', references: [reference(symbols)] }));
  const { findings } = await avro.compare(reader!, writer!, options("reader"));
  expect(findings[0]?.ruleId).toBe("missing-enum-symbols");
  expect(findings[0]?.fix).toBeUndefined();
  expect(findings[0]?.readerPosition).toEqual({ document: "n.E", line: 1, column: 29 });
});

test.each(["reader", "writer"] as const)(
  "most errors of random pairs have a fix for the %s that works",
  async (side) => {
    let errors = 0;
    let working = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const dice = diceOf(seed);
      const writer = drawSchema(dice, { plain: dice(2) === 0 });
      const reader = mutateSchema(dice, mutateSchema(dice, writer));
      const [from, to] = [reader, writer].map((schema) => ({
        text: JSON.stringify(schema, null, dice(2) * 2),
        references: [],
      }));
      try {
        const { findings } = await compareWithFixes(avro, { reader: from!, writer: to! }, options(side));
        const all = findings.filter(({ severity }) => severity === "error");
        errors += all.length;
        working += all.filter(({ fix }) => fix !== undefined).length;
      } catch {
        // A mutation may leave a name undefined.
      }
    }
    expect(errors).toBeGreaterThan(100);
    expect(working / errors).toBeGreaterThan(0.85);
  },
);
