import { describe, expect, test } from "vitest";
import { compile as compileAvro } from "../../../../src/formats/avro/compile.js";
import { avro } from "../../../../src/formats/avro/index.js";

function compile(text: string, references: Parameters<typeof compileAvro>[0]["references"] = []) {
  return compileAvro({ text, references });
}

const order = `{
  "type": "record", "name": "Order", "namespace": "com.acme", "doc": "An order.", "aliases": ["old.Order", "Purchase"],
  "owner": "shop",
  "fields": [
    {"name": "id", "type": {"type": "string", "logicalType": "uuid"}, "doc": "Unique \\u00fc id"},
    {"name": "total", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}},
    {"name": "when", "type": {"type": "int", "logicalType": "timestamp-millis"}, "default": 1.0e1},
    {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["NEW", "PAID"], "default": "NEW"}, "default": "PAID"},
    {"name": "weight", "type": "double", "default": 1.50, "aliases": ["mass"]},
    {"name": "parent", "type": ["null", "Order"], "default": null}
  ]
}`.replace("1.0e1", "10");

describe("canonical text", () => {
  test("only white space goes; the order of keys and the writing of numbers stay", () => {
    const text = '{ "type" : "record",\n "name":"R", "fields":[ {"default": 1.50, "name":"a","type":"double"} ] }';
    expect(compile(text).canonical).toBe(
      '{"type":"record","name":"R","fields":[{"default":1.50,"name":"a","type":"double"}]}',
    );
  });

  test("big numbers keep every digit", () => {
    const text = '{"type":"record","name":"R","fields":[{"name":"a","type":"long","default":9223372036854775807}]}';
    expect(compile(text).canonical).toBe(text);
    expect(compile(text).normalized).toContain('"default":9223372036854775807');
  });

  test("normalized numbers are numbers of JSON", () => {
    const numbers = {
      "1.50": 1.5,
      "-0": 0,
      "-0.0": 0,
      "1E2": 100,
      "1e400": "1e400",
      "12345678901234567890": "12345678901234567890",
    };
    for (const [written, normalized] of Object.entries(numbers)) {
      const text = `{"type":"record","name":"R","fields":[{"name":"a","type":"double","default":${written}}]}`;
      expect(compile(text).normalized).toContain(`"default":${normalized}`);
    }
  });

  test("escapes that mean the same are written the same", () => {
    expect(compile('{"type":"int","doc":"\\u0041"}').canonical).toBe(compile('{"type":"int","doc":"A"}').canonical);
  });
});

describe("normalized text", () => {
  test("names are full, documentation and unknown attributes go, what readers need stays", () => {
    expect(compile(order).normalized).toBe(
      '{"name":"com.acme.Order","type":"record","fields":[' +
        '{"name":"id","type":{"type":"string","logicalType":"uuid"}},' +
        '{"name":"total","type":{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}},' +
        '{"name":"when","type":"int","default":10},' +
        '{"name":"state","type":{"name":"com.acme.State","type":"enum","symbols":["NEW","PAID"],"default":"NEW"},"default":"PAID"},' +
        '{"name":"weight","type":"double","default":1.5,"aliases":["mass"]},' +
        '{"name":"parent","type":["null","com.acme.Order"],"default":null}' +
        '],"aliases":["com.acme.Purchase","old.Order"]}',
    );
  });

  test("a namespace attribute, a dotted name and an inherited namespace mean the same", () => {
    const inner = (name: string) => `{"type":"fixed","name":"${name}","size":1}`;
    const wrap = (head: string, type: string) => `{"type":"record",${head},"fields":[{"name":"a","type":${type}}]}`;
    const normalized = [
      wrap('"name":"n.R"', inner("F")),
      wrap('"name":"R","namespace":"n"', inner("n.F")),
      wrap('"name":"n.R","namespace":"ignored"', inner("F")),
    ].map((text) => compile(text).normalized);
    expect(new Set(normalized).size).toBe(1);
  });

  test("the empty namespace leaves the enclosing one", () => {
    const text =
      '{"type":"record","name":"n.R","fields":[{"name":"a","type":{"type":"fixed","name":"F","namespace":"","size":1}}]}';
    expect(compile(text).normalized).toContain('"name":"F"');
  });
});

describe("schemas that are accepted", () => {
  const accepted = [
    '"string"',
    '["null","int"]',
    "[]",
    '{"type":"error","name":"E","fields":[]}',
    '{"type":"enum","name":"E","symbols":[]}',
    '{"type":"fixed","name":"F","size":0}',
    '{"type":"record","name":"R","fields":[{"name":"a","type":["null","string"],"default":"second branch"}]}',
    '{"type":"record","name":"R","fields":[{"name":"a","type":"float","default":3}]}',
    '{"type":"record","name":"R","fields":[{"name":"a","type":{"type":"record","name":"S","fields":[{"name":"b","type":"int","default":1}]},"default":{}}]}',
    '{"type":"record","name":"R","fields":[{"name":"next","type":["null",{"type":"R"}]}]}',
    '{"type":"record","name":"n.R","fields":[{"name":"a","type":{"type":"fixed","name":"F","namespace":"","size":1}},{"name":"b","type":"F"}]}',
    `{"type":"int","doc":"a quote \\" and ${"[".repeat(1001)} in a text"}`,
    '{"type":"int","logicalType":"no-such-type"}',
    '{"type":"string","logicalType":"decimal","precision":-1}',
  ];
  test.each(accepted)("%s", (text) => {
    expect(() => compile(text)).not.toThrow();
  });
});

describe("references", () => {
  const country = {
    name: "geo.Country",
    source: { text: '{"type":"enum","name":"geo.Country","symbols":["DE"]}', references: [] },
  };
  const address = {
    name: "geo.Address",
    source: {
      text: '{"type":"record","name":"geo.Address","fields":[{"name":"c","type":"Country"}]}',
      references: [country],
    },
  };
  const person =
    '{"type":"record","name":"hr.Person","fields":[{"name":"a","type":"geo.Address"},{"name":"b","type":["null","geo.Country"]}]}';
  const select = { contentType: "", eventType: "", maxDepth: 9, messageIndexes: new Uint8Array() };

  test("names of references and of their references can be used, and are listed", () => {
    const compiled = compile(person, [address]);
    expect(compiled.referenceNames).toEqual(["geo.Address", "geo.Country"]);
    expect(compiled.validate(Uint8Array.of(0, 2, 0), select)).toBeUndefined();
    expect(compiled.validate(Uint8Array.of(2, 2, 0), select)?.violations[0]?.schemaPath).toBe(
      "hr.Person/a/geo.Address/c",
    );
  });

  test("one subject may be reached in two ways", () => {
    const again = { name: "geo.Country", source: { ...country.source, text: ` ${country.source.text}` } };
    expect(compile(person, [address, again]).referenceNames).toEqual(["geo.Address", "geo.Country"]);
  });

  test("references are named, not copied, in canonical, normalized and search text", () => {
    const compiled = compile(person, [address]);
    expect(compiled.canonical).toBe(person);
    expect(compiled.normalized).not.toContain("symbols");
    expect(compiled.searchText).toBe("hr.Person\na\nb");
  });

  test("a changed reference is seen by comparison and diff", async () => {
    const smaller = {
      name: "geo.Country",
      source: { text: '{"type":"enum","name":"geo.Country","symbols":["FR"]}', references: [] },
    };
    const before = { text: '"geo.Country"', references: [country] };
    const after = { text: '"geo.Country"', references: [smaller] };
    const semantics = { declaredPropertiesOnly: false, readerAppliesDefaults: false, formatsAssert: false };
    expect((await avro.compare(after, before, { policy: "semantic", semantics })).verdict).toBe("incompatible");
    expect((await avro.diff(before, after)).map((change) => change.kind)).toEqual(["added", "removed"]);
  });
});

test("search text has names and documentation", () => {
  expect(compile(order).searchText.split("\n").sort()).toEqual(
    [
      "An order.",
      "Unique ü id",
      "com.acme.Order",
      "com.acme.State",
      "id",
      "parent",
      "state",
      "total",
      "weight",
      "when",
    ].sort(),
  );
});

test("Avro payloads have no message indexes", () => {
  expect(compile('"int"').framingLength(Uint8Array.of(2, 2))).toBe(0);
});

describe("recognizes", () => {
  const cases: readonly (readonly [string, boolean])[] = [
    ['"string"', true],
    ['"hello"', false],
    ['["null","string"]', true],
    ["[]", false],
    ['{"type":"record","name":"R","fields":[]}', true],
    ['{"type":"map","values":"int"}', true],
    ['{"type":"long"}', true],
    ['{"type":"array","items":"int"}', true],
    ['{"type":"array","items":{"type":"string"}}', false],
    ['{"type":"array","items":{"type":"bytes"}}', true],
    ['{"type":"string"}', false],
    ['{"type":"object","properties":{}}', false],
    ['{"$schema":"http://json-schema.org/draft-07/schema#","type":"long"}', false],
    ['syntax = "proto3";', false],
    ["", false],
    ["null", false],
  ];
  test.each(cases)("%s: %s", (text, expected) => {
    expect(avro.recognizes(text)).toBe(expected);
  });
});
