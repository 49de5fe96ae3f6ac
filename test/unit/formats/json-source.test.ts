import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdits } from "../../../src/core/text-edit.js";
import { JsonSource } from "../../../src/formats/json-source.js";
import { cpuMs } from "../../support/cpu-time.js";

const lines = (...text: string[]) => text.join("\n");
const edited = (text: string, pointer: string, value: unknown) =>
  applyEdits(text, new JsonSource(text).replace(pointer, value));

const laidOut = lines(
  "{",
  '  "type": "object",',
  '  "properties": {',
  '    "a": { "type": "string" },',
  '    "b": {',
  '      "enum": [1, 2]',
  "    }",
  "  },",
  '  "required": ["a", "b"]',
  "}",
);

describe("places", () => {
  test.each([
    ["", 1, 1],
    ["/type", 2, 3],
    ["/properties/a", 4, 5],
    ["/properties/a/type", 4, 12],
    ["/properties/b/enum/1", 6, 19],
    ["/required/0", 9, 16],
  ])("%s is found", (pointer, line, column) => {
    expect(new JsonSource(laidOut).positionOf(pointer)).toEqual({ line, column });
  });

  test.each(["/nothing", "/required/2", "/required/x", "type", "/type/deeper"])("%s leads nowhere", (pointer) => {
    expect(new JsonSource(laidOut).positionOf(pointer)).toBeUndefined();
  });

  test("of a name that comes twice the last one counts, and escapes are read", () => {
    expect(new JsonSource('{"a":1,"a":2}').positionOf("/a")).toEqual({ line: 1, column: 8 });
    expect(new JsonSource('{"a/b":{"~":[]}}').positionOf("/a~1b/~0")).toEqual({ line: 1, column: 9 });
  });
});

describe("edits", () => {
  test("touch nothing but the lines they are about", () => {
    expect(edited(laidOut, "/required/0", undefined)).toBe(laidOut.replace('["a", "b"]', '["b"]'));
    expect(edited(laidOut, "/required/1", undefined)).toBe(laidOut.replace('["a", "b"]', '["a"]'));
    expect(edited(laidOut, "/properties/b/enum/-", 3)).toBe(laidOut.replace("[1, 2]", "[1, 2, 3]"));
    expect(edited(laidOut, "/type", undefined)).toBe(laidOut.replace('"type": "object",\n  ', ""));
    expect(edited(laidOut, "/required", undefined)).toBe(laidOut.replace(',\n  "required": ["a", "b"]', ""));
    expect(edited(laidOut, "/type", ["object", "null"])).toBe(laidOut.replace('"object"', '["object", "null"]'));
  });

  test("write what is new as its neighbours are written", () => {
    expect(edited(laidOut, "/properties/c", { type: "string", maxLength: 3 })).toBe(
      laidOut.replace("2]\n    }\n", '2]\n    },\n    "c": { "type": "string", "maxLength": 3 }\n'),
    );
    const spread = lines("{", '\t"a": {', '\t\t"b": 1', "\t}", "}", "");
    expect(edited(spread, "/c", { d: { e: [] } })).toBe(
      lines("{", '\t"a": {', '\t\t"b": 1', "\t},", '\t"c": {', '\t\t"d": {', '\t\t\t"e": []', "\t\t}", "\t}", "}", ""),
    );
    expect(edited('{"a":1,"b":[2,3]}', "/c", { d: [4, 5] })).toBe('{"a":1,"b":[2,3],"c":{"d":[4,5]}}');
    expect(edited('{"a": 1, "b": 2}', "/c", { d: 4, e: 5 })).toBe('{"a": 1, "b": 2, "c": {"d": 4, "e": 5}}');
    expect(edited('{\r\n  "a": {}\r\n}', "/a/b", 1)).toBe('{\r\n  "a": {\r\n    "b": 1\r\n  }\r\n}');
  });

  test("make what is missing on the way, and nothing where nothing can be done", () => {
    expect(edited("{}", "/a/b", 1)).toBe('{"a": {"b": 1}}');
    expect(edited("{}", "/a/-", 1)).toBe('{"a": [1]}');
    for (const pointer of ["/a/b", "x"]) expect(new JsonSource('{"a":1}').replace(pointer, 2)).toEqual([]);
    expect(new JsonSource('{"a":1}').replace("/b", undefined)).toEqual([]);
    expect(new JsonSource('{"a":1}').replace("", undefined)).toEqual([]);
  });

  test("can give a member another name", () => {
    const edits = new JsonSource(laidOut).replaceMember("/properties/b/enum", "const", 1);
    expect(applyEdits(laidOut, edits)).toBe(laidOut.replace('"enum": [1, 2]', '"const": 1'));
    expect(new JsonSource(laidOut).replaceMember("/required/0", "a", 1)).toEqual([]);
  });

  test("take several away at once, each with its comma", () => {
    const text = "[1, 2, 3, 4, 5]";
    const without = (names: string[]) => applyEdits(text, new JsonSource(text).removeAll("", names));
    expect(without(["0", "1"])).toBe("[3, 4, 5]");
    expect(without(["4", "1", "3"])).toBe("[1, 3]");
    expect(without(["0", "2", "4"])).toBe("[2, 4]");
    expect(without(["0", "1", "2", "3", "4"])).toBe("[]");
    expect(without(["9"])).toBe(text);
    const edits = new JsonSource(laidOut).removeAll("", ["properties", "required"]);
    expect(applyEdits(laidOut, edits)).toBe('{\n  "type": "object"\n}');
  });

  test("add several at once", () => {
    const members = new Map<string, unknown>([
      ["minProperties", 1],
      ["maxProperties", 2],
    ]);
    const added = (text: string) => applyEdits(text, new JsonSource(text).addAll("", members));
    expect(added("{}")).toBe('{"minProperties": 1, "maxProperties": 2}');
    expect(added("{\n}")).toBe('{\n  "minProperties": 1,\n  "maxProperties": 2\n}');
    expect(added('{\n  "type": "object"\n}')).toBe(
      '{\n  "type": "object",\n  "minProperties": 1,\n  "maxProperties": 2\n}',
    );
    expect(new JsonSource("[]").addAll("", members)).toEqual([]);
  });

  const name = fc.constantFrom("a", "b", "~", "/", "0", "-");
  const values = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<unknown>(null, 1, "x\n", true),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(name, tie("value"), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).value;

  test("mean what they say, however the text is laid out", () => {
    const layouts = fc.constantFrom<string | number | undefined>(undefined, 2, "\t", 4);
    fc.assert(
      fc.property(values, values, layouts, fc.nat(), (whole, value, indent, pick) => {
        const pointers = pointersOf(whole, "");
        const pointer = pointers[pick % pointers.length]!;
        const text = JSON.stringify(whole, null, indent);
        expect(JSON.parse(edited(text, pointer, value)!)).toEqual(withValue(whole, pointer, value));
        if (pointer !== "") {
          expect(JSON.parse(edited(text, pointer, undefined)!)).toEqual(withValue(whole, pointer, undefined));
        }
      }),
      { numRuns: 500 },
    );
  });
});

const escape = (token: string) => token.replaceAll("~", "~0").replaceAll("/", "~1");

function pointersOf(value: unknown, pointer: string): string[] {
  if (typeof value !== "object" || value === null) return [pointer];
  return [pointer, ...Object.entries(value).flatMap(([key, inner]) => pointersOf(inner, `${pointer}/${escape(key)}`))];
}

function withValue(whole: unknown, pointer: string, value: unknown): unknown {
  if (pointer === "") return value;
  const copy = structuredClone(whole) as Record<string, unknown>;
  const tokens = pointer.slice(1).split("/");
  const last = tokens.pop()!.replaceAll("~1", "/").replaceAll("~0", "~");
  let at = copy;
  for (const token of tokens) at = at[token.replaceAll("~1", "/").replaceAll("~0", "~")] as Record<string, unknown>;
  if (value !== undefined) at[last] = value;
  else if (Array.isArray(at)) at.splice(Number(last), 1);
  else Reflect.deleteProperty(at, last);
  return copy;
}

describe("the space between a name and its value", () => {
  test("is taken for new members as it is on one line, and as one space where it holds a line break", () => {
    expect(edited('{"a" :\t1}', "/b", 2)).toBe('{"a" :\t1, "b" :\t2}');
    expect(edited('{"a":\r\n\n  1}', "/b", 2)).toContain('"b": 2');
    expect(edited('{"a"\n  :1}', "/b", 2)).toContain('"b" :2');
  });

  test("may be long", () => {
    const text = `{"a":${" ".repeat(100_000)}1}`;
    expect(cpuMs(() => edited(text, "/b", 2))).toBeLessThan(1_000);
  });
});
