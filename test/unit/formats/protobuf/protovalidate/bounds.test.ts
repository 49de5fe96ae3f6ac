import { create, toBinary } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { SluiceError } from "../../../../../src/core/errors.js";
import { loadSchema } from "../../../../../src/formats/protobuf/load-schema.js";
import { protobuf } from "../../../../../src/formats/protobuf/index.js";

const select = { contentType: "", eventType: "M", maxDepth: 64, messageIndexes: new Uint8Array() };

const sourceOf = (body: string) => ({
  text: `syntax = "proto3"; import "buf/validate/validate.proto"; import "google/protobuf/field_mask.proto"; import "google/protobuf/struct.proto"; import "google/protobuf/wrappers.proto"; import "google/protobuf/duration.proto";\n${body}`,
  references: [],
});

async function refusal(body: string): Promise<SluiceError> {
  try {
    await protobuf.compile(sourceOf(body));
  } catch (caught) {
    if (caught instanceof SluiceError) return caught;
    throw caught;
  }
  throw new Error("the schema was accepted");
}

describe("rules that can never be checked are refused with the schema", () => {
  test.each([
    ["of another type", "message M {\n int32 n = 1 [(buf.validate.field).string.min_len = 1];\n}", "M.n", "3"],
    ["of a list", "message M {\n repeated int32 n = 1 [(buf.validate.field).int32.gt = 1];\n}", "M.n", "3"],
    [
      "of items",
      'message M {\n repeated int32 n = 1 [(buf.validate.field).repeated.items.string.pattern = "("];\n}',
      "M.n",
      "3",
    ],
    ["no pattern", 'message M {\n string s = 1 [(buf.validate.field).string.pattern = "("];\n}', "M.s", "3"],
    [
      "a pattern that is too large",
      'message M {\n string s = 1 [(buf.validate.field).string.pattern = "(a{500}b{500}){2}"];\n}',
      "M.s",
      "3",
    ],
    ["a pattern of bytes", 'message M {\n bytes s = 1 [(buf.validate.field).bytes.pattern = "["];\n}', "M.s", "3"],
    [
      "a long text to search for",
      `message M {\n string s = 1 [(buf.validate.field).string.contains = "${"a".repeat(257)}"];\n}`,
      "M.s",
      "3",
    ],
    ["unique messages", "message M {\n repeated M m = 1 [(buf.validate.field).repeated.unique = true];\n}", "M.m", "3"],
    [
      "no expression",
      'message M {\n option (buf.validate.message).cel_expression = "this.a >";\n int32 a = 1;\n}',
      "M",
      "2",
    ],
    [
      "an unknown function",
      'message M {\n int32 a = 1 [(buf.validate.field).cel = { id: "x", expression: "frob(this)" }];\n}',
      "M.a",
      "3",
    ],
    [
      "a chain of names that is too long",
      `message M {\n int32 a = 1 [(buf.validate.field).cel_expression = "a${".a".repeat(4000)} == 1"];\n}`,
      "M.a",
      "3",
    ],
    [
      "a map with keys that are searched for one by one",
      'message M {\n int32 a = 1 [(buf.validate.field).cel_expression = "this in {1u: 2}"];\n}',
      "M.a",
      "3",
    ],
    ["an unknown name", 'message M {\n int32 a = 1 [(buf.validate.field).cel_expression = "that > 1"];\n}', "M.a", "3"],
    [
      "a pattern of the payload",
      'message M {\n string a = 1 [(buf.validate.field).cel_expression = "this.matches(this)"];\n}',
      "M.a",
      "3",
    ],
    [
      "a oneof of what there is not",
      'message M {\n option (buf.validate.message).oneof = { fields: ["b"] };\n int32 a = 1;\n}',
      "M",
      "2",
    ],
    [
      "in a message in a message",
      "message M {\n message N {\n  int32 n = 1 [(buf.validate.field).string.min_len = 1];\n }\n}",
      "M.N.n",
      "4",
    ],
  ])("%s", async (_what, body, name, line) => {
    const error = await refusal(body);
    expect(error.reason).toBe("INVALID_SCHEMA");
    expect(error.message).toContain(`The rules of ${name} (buf.validate) cannot be used: `);
    expect(error.metadata["line"]).toBe(line);
  });

  test("so are more of them than can be compiled in good time", async () => {
    const fields = (count: number, rule: string): string =>
      Array.from({ length: count }, (_, i) => `string a${i} = ${i + 1} [(buf.validate.field).${rule}];`).join("\n");
    for (const rule of ['string.pattern = "^a"', "cel_expression = \"this != ''\""]) {
      expect((await refusal(`message M { ${fields(1001, rule)} }`)).message).toContain("more than 1000 expressions");
    }
    const long = `cel_expression = "this != '${"a".repeat(1000)}'"`;
    expect((await refusal(`message M { ${fields(70, long)} }`)).message).toContain("65536 characters");
    const spaces = `cel_expression = "true${" ".repeat(8_192)}"`;
    expect((await refusal(`message M { ${fields(1, spaces)} }`)).message).toContain("at most 8192");
    expect((await refusal(`message M { ${fields(5_001, "string.min_len = 1")} }`)).message).toContain("5000 fields");
    await expect(
      protobuf.compile(sourceOf(`message M { ${fields(1000, "string.min_len = 1")} }`)),
    ).resolves.toBeDefined();
  });

  test("so is a predefined rule that nobody declares", async () => {
    const declared = "extend buf.validate.StringRules { optional bool shouted = 1200; }";
    const text = `syntax = "proto2"; import "buf/validate/validate.proto"; ${declared}`;
    const rules = { name: "rules.proto", source: { text, references: [] } };
    const used = `syntax = "proto2"; import "buf/validate/validate.proto"; import "rules.proto";
      message M { optional string s = 1 [(buf.validate.field).string.(shouted) = true]; }`;
    await expect(protobuf.compile({ text: used, references: [rules] })).rejects.toMatchObject({
      reason: "INVALID_SCHEMA",
      message: expect.stringContaining("rule of number 1200") as string,
    });
  });
});

describe("what rules may cost is bounded", () => {
  const many = Array.from({ length: 300_000 }, (_, index) => index);
  const why = expect.stringContaining("cost too much for this event") as string;
  const fails = { failureType: "schema-violation", violations: [{ code: "rule-unchecked", message: why }] };
  const pairs = (first: number, count: number): Uint8Array =>
    new Uint8Array(count * 2).map((_, at) => (at % 2 === 0 ? first : 0));

  test.each<[string, string, Record<string, unknown> | Uint8Array]>([
    [
      "loops in loops",
      'repeated int32 n = 1 [(buf.validate.field).cel_expression = "this.all(a, this.exists(b, a == b))"];',
      { n: many },
    ],
    [
      "expressions of many items",
      'repeated int32 n = 1 [(buf.validate.field).repeated.items.cel_expression = "this >= 0"];',
      { n: many },
    ],
    [
      "many rules of many messages",
      `repeated N n = 1; message N { ${Array.from({ length: 100 }, (_, i) => `int32 a${i} = ${i + 1} [(buf.validate.field).int32.gte = 0];`).join(" ")} }`,
      pairs(0x0a, 200_000),
    ],
    [
      "patterns on long texts",
      'string s = 1 [(buf.validate.field).string.pattern = "(a|b|c)*[a-z]{200}!"];',
      { s: "a".repeat(1_000_000) },
    ],
    [
      "masks of many paths",
      `google.protobuf.FieldMask f = 1 [${many
        .slice(0, 100)
        .map((i) => `(buf.validate.field).field_mask.in = "f${i}"`)
        .join(", ")}];`,
      { f: { paths: many.slice(0, 100_000).map(() => "g") } },
    ],
    [
      "expressions of many parts",
      `repeated bool b = 1 [(buf.validate.field).repeated.items.cel_expression = "this${" && this".repeat(1_000)}"];`,
      { b: Array.from({ length: 1000 }, () => true) },
    ],
    [
      "structs that are looked into",
      `google.protobuf.Struct s = 1 [(buf.validate.field).cel_expression = "${Array.from({ length: 60 }, (_, i) => `this.k${i} == 0.5`).join(" || ")}"];`,
      { s: Object.fromEntries(many.slice(0, 20_000).map((n) => [`k${n}`, n])) },
    ],
    [
      "wrapped values that are to be unique",
      "repeated google.protobuf.Int64Value n = 1 [(buf.validate.field).repeated.unique = true];",
      { n: many.slice(0, 20_000).map((n) => ({ value: BigInt(n) })) },
    ],
    [
      "times among many",
      `repeated google.protobuf.Duration d = 1 [${many
        .slice(0, 1000)
        .map((n) => `(buf.validate.field).repeated.items.duration.in = { seconds: ${n + 1} }`)
        .join(", ")}];`,
      { d: Array.from({ length: 1000 }, () => ({ seconds: 0n })) },
    ],
    [
      "oneofs of many messages",
      `repeated N n = 1; message N { ${'option (buf.validate.message).oneof = { fields: ["a"] };'.repeat(1000)} string a = 1; }`,
      pairs(0x0a, 12_000),
    ],
    [
      "numbers that are formatted",
      `repeated double n = 1 [(buf.validate.field).cel_expression = "this.all(x, '%f %f %f'.format([x, x, x]) != '')"];`,
      { n: many.slice(0, 20_000) },
    ],
    [
      "unknown fields that are equal again and again",
      'message N {} repeated int32 n = 2; N a = 3; N b = 4; option (buf.validate.message).cel_expression = "this.n.all(x, this.a == this.b)";',
      Buffer.concat([
        Uint8Array.of(0x12, 0xb8, 0x17, ...new Uint8Array(3000)),
        ...[0x1a, 0x22].map((tag) => Buffer.concat([Uint8Array.of(tag, 0xa0, 0x9c, 0x01), pairs(0x3a, 10_000)])),
      ]),
    ],
    [
      "formats of long texts",
      "repeated int32 n = 1; string s = 2; option (buf.validate.message).cel_expression = \"this.n.all(x, this.s.format([]) != '')\";",
      { n: many.slice(0, 300), s: "a".repeat(500_000) },
    ],
    [
      "lists that are copied",
      'repeated int32 n = 1; repeated uint64 k = 2; option (buf.validate.message).cel_expression = "this.n.all(x, (this.k + []).size() > 0)";',
      { n: many.slice(0, 300), k: many.map(BigInt) },
    ],
    [
      "bytes among many",
      `repeated bytes s = 1 [${many
        .slice(0, 1000)
        .map((n) => `(buf.validate.field).repeated.items.bytes.not_in = "${"a".repeat(200)}${n}"`)
        .join(", ")}];`,
      { s: Array.from({ length: 2000 }, () => Buffer.from(`${"a".repeat(200)}none`)) },
    ],
    [
      "maps that are equal again and again",
      'map<string, bytes> m = 1; map<string, bytes> o = 2; repeated int32 n = 3; option (buf.validate.message).cel_expression = "this.n.all(x, this.m == this.o)";',
      {
        m: Object.fromEntries(many.slice(0, 50).map((n) => [`${n}`, new Uint8Array(5000)])),
        o: Object.fromEntries(many.slice(0, 50).map((n) => [`${n}`, new Uint8Array(5000)])),
        n: many.slice(0, 3000),
      },
    ],
    [
      "equal messages again and again",
      'repeated int32 n = 1; M m = 2; option (buf.validate.message).cel_expression = "!has(this.m) || this.m.n.all(x, this.m == this.m)";',
      { m: { n: many } },
    ],
    [
      "texts that grow",
      `string s = 1 [(buf.validate.field).cel_expression = "this${".replace('a', 'aaaaaaaaaaaaaaaa')".repeat(8)} != ''"];`,
      { s: "aaaa" },
    ],
  ])("%s", async (_what, fields, content) => {
    const source = sourceOf(`message M { ${fields} }`);
    const compiled = await protobuf.compile(source);
    const message = loadSchema(source).registry.getMessage("M")!;
    const payload = content instanceof Uint8Array ? content : toBinary(message, create(message, content));
    expect(compiled.validate(payload, select)).toMatchObject(fails);
  });

  test.each<[string, string, Uint8Array]>([
    [
      "long constants",
      `repeated bytes b = 1 [(buf.validate.field).repeated.items.bytes.const = "${"a".repeat(20_000)}"];`,
      pairs(0x0a, 1000),
    ],
    [
      "many rules of many fields of many messages",
      `repeated N n = 1; message N { ${Array.from({ length: 10 }, (_, i) => `string s${i} = ${i + 1} [(buf.validate.field).string = { min_len: 1, min_bytes: 1, contains: "a", prefix: "a", suffix: "a", pattern: "a", const: "a", uuid: true }];`).join(" ")} }`,
      pairs(0x0a, 2000),
    ],
  ])("violations are told up to a number, whatever states them: %s", async (_what, fields, payload) => {
    const compiled = await protobuf.compile(sourceOf(`message M { ${fields} }`));
    const { violations = [] } = compiled.validate(payload, select) ?? {};
    expect(violations.length).toBeGreaterThan(0);
    expect(violations.length).toBeLessThanOrEqual(20);
    for (const { message } of violations) expect(message.length).toBeLessThan(1000);
  });

  test("types that hold each other often or deep are no trouble", async () => {
    const rule = "string s = 1 [(buf.validate.field).string.min_len = 1];";
    const chain = (levels: number, next: (level: number) => string): string =>
      Array.from(
        { length: levels },
        (_, i) => `message ${i === 0 ? "M" : `M${i}`} { ${i < levels - 1 ? next(i + 1) : rule} }`,
      ).join("\n");
    const shared = await protobuf.compile(sourceOf(chain(40, (level) => `M${level} a = 1; M${level} b = 2;`)));
    expect(shared.validate(Uint8Array.of(0x0a, 0), select)).toBeUndefined();
    const deep = await protobuf.compile(sourceOf(chain(800, (level) => `${rule} M${level} a = 2;`)));
    expect(deep.validate(Uint8Array.of(0x12, 0), select)?.violations).toMatchObject([
      { instancePath: "/s" },
      { instancePath: "/a/s" },
    ]);
  });

  test("what one event cost is not the next one's", async () => {
    const compiled = await protobuf.compile(
      sourceOf(
        'message M { repeated int32 n = 1 [(buf.validate.field).cel_expression = "this.all(a, this.exists(b, a == b))"]; }',
      ),
    );
    const message = loadSchema(sourceOf("message M { repeated int32 n = 1; }")).registry.getMessage("M")!;
    const [large, small] = [many, [1, 2]].map((n) => toBinary(message, create(message, { n })));
    expect(compiled.validate(large!, select)).toMatchObject(fails);
    expect(compiled.validate(small!, select)).toBeUndefined();
  });

  test("so that sensible ones have plenty", async () => {
    const source = sourceOf(
      "message M { repeated int32 n = 1 [(buf.validate.field).repeated = { unique: true, items: { int32: { gte: 0 } } }]; }",
    );
    const compiled = await protobuf.compile(source);
    const message = loadSchema(source).registry.getMessage("M")!;
    expect(
      compiled.validate(toBinary(message, create(message, { n: many.slice(0, 100_000) })), select),
    ).toBeUndefined();
    const wrong = toBinary(message, create(message, { n: many.slice(0, 100_000).map((n) => -n) }));
    expect(compiled.validate(wrong, select)?.violations).toMatchObject([
      { keyword: "int32.gte", instancePath: "/n/1" },
    ]);
  });
});
