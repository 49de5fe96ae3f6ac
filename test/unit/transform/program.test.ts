import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SluiceError } from "../../../src/core/errors.js";
import { equalNodes, writeDocument } from "../../../src/transform/json-tree.js";
import { isFault, parseJsonText } from "../../../src/transform/parse-json.js";
import { createProgram, isStepFailure, maxSteps } from "../../../src/transform/program.js";
import type { Change, RecipeStep, StepAction, StepFailure } from "../../../src/transform/recipe-step.js";
import { jsonText, memberName, objectText } from "./json-texts.js";

const pointer = (name: string): string => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;

function outcome(text: string, ...steps: RecipeStep[]): { text: string; changes: readonly Change[] } | StepFailure {
  return createProgram("steps", steps).apply(text);
}

function applied(text: string, ...steps: RecipeStep[]): string {
  const result = outcome(text, ...steps);
  if (isStepFailure(result)) throw new Error(`${result.code} at ${result.path}: ${result.message}`);
  return result.text;
}

function failure(text: string, ...steps: RecipeStep[]): StepFailure {
  const result = outcome(text, ...steps);
  if (!isStepFailure(result)) throw new Error(`The program went through: ${result.text}`);
  return result;
}

function equalTexts(a: string, b: string): boolean {
  const [left, right] = [parseJsonText(a), parseJsonText(b)];
  return !isFault(left) && !isFault(right) && equalNodes(left.root.value, right.root.value);
}

const anyStep: fc.Arbitrary<StepAction> = fc
  .record({ name: memberName, to: memberName, value: jsonText, wide: fc.boolean() })
  .chain(({ name, to, value, wide }) => {
    const path = wide ? `$..[${JSON.stringify(name)}]` : pointer(name);
    return fc.constantFrom<StepAction>(
      { kind: "drop", path },
      { kind: "set", path, value },
      { kind: "rename", path, to },
      { kind: "cast", path, to: "array" },
      { kind: "default", path: pointer(name), value, replaceNull: wide },
      { kind: "move", from: pointer(name), to: `${pointer(to)}/moved`, within: wide ? "$.*" : "" },
      { kind: "patch", op: "add", path: pointer(name), from: "", value },
      { kind: "patch", op: "copy", path: pointer(name), from: pointer(to), value: undefined },
      { kind: "patch", op: "move", path: pointer(name), from: pointer(to), value: undefined },
    );
  });

describe("laws of programs", () => {
  test("what is read and written back is the same, byte for byte", () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const read = parseJsonText(text);
        expect(isFault(read) ? read : writeDocument(read)).toBe(text);
      }),
    );
  });

  test("what JSON.parse takes is read, and nothing else", () => {
    const broken = fc.oneof(
      jsonText,
      fc.string(),
      fc.tuple(jsonText, fc.string()).map(([a, b]) => a + b),
    );
    const isJson = (text: string): boolean => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(broken, (text) => {
        expect(!isFault(parseJsonText(text))).toBe(isJson(text));
      }),
    );
  });

  test("a rename back undoes a rename, byte for byte", () => {
    fc.assert(
      fc.property(objectText, memberName, (text, name) => {
        const fresh = "no such member";
        const there: RecipeStep = { kind: "rename", path: pointer(name), to: fresh };
        const back: RecipeStep = { kind: "rename", path: pointer(fresh), to: name };
        expect(applied(applied(text, there), back)).toBe(text);
      }),
    );
  });

  test("what was added and dropped again leaves every other byte as it was", () => {
    fc.assert(
      fc.property(objectText, jsonText, (text, value) => {
        const step: RecipeStep = { kind: "default", path: "/added", value, replaceNull: false };
        expect(applied(applied(text, step), { kind: "drop", path: "/added" })).toBe(text);
      }),
    );
  });

  test("the changes of a program, replayed as JSON Patch, lead to the same event", () => {
    fc.assert(
      fc.property(objectText, fc.array(anyStep, { minLength: 1, maxLength: 4 }), (text, steps) => {
        const result = outcome(text, ...steps);
        fc.pre(!isStepFailure(result) && result.changes.length > 0 && result.changes.length <= maxSteps);
        if (isStepFailure(result)) return;
        const replay = result.changes.map(
          ({ op, path, from, after }): RecipeStep => ({
            kind: "patch",
            op,
            path,
            from,
            value: op === "add" || op === "replace" ? after : undefined,
          }),
        );
        const replayed = applied(text, ...replay);
        expect(equalTexts(replayed, result.text), `${replayed} is not ${result.text}`).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test("steps that can be repeated change nothing the second time", () => {
    const steps: RecipeStep[] = [
      { kind: "trim", path: "$..a" },
      { kind: "cast", path: "$..b", to: "array" },
      { kind: "default", path: "/c", value: "1", replaceNull: true },
      { kind: "drop", path: "$..['~x']" },
      { kind: "set", path: "$..['it\\'s']", value: "2.50" },
    ];
    fc.assert(
      fc.property(objectText, fc.constantFrom(...steps), (text, step) => {
        const once = outcome(text, step);
        fc.pre(!isStepFailure(once));
        if (isStepFailure(once)) return;
        expect(outcome(once.text, step)).toEqual({ text: once.text, changes: [] });
      }),
    );
  });
});

describe("JSON Patch", () => {
  const patch = (op: "add" | "remove" | "replace" | "move" | "copy" | "test", path: string, rest: object = {}) =>
    ({ kind: "patch", op, path, from: "", value: undefined, ...rest }) as RecipeStep;

  // Appendix A of RFC 6902.
  test.each([
    ["A.1", '{"foo":"bar"}', [patch("add", "/baz", { value: '"qux"' })], '{"foo":"bar","baz":"qux"}'],
    ["A.2", '{"foo":["bar","baz"]}', [patch("add", "/foo/1", { value: '"qux"' })], '{"foo":["bar","qux","baz"]}'],
    ["A.3", '{"baz":"qux","foo":"bar"}', [patch("remove", "/baz")], '{"foo":"bar"}'],
    ["A.4", '{"foo":["bar","qux","baz"]}', [patch("remove", "/foo/1")], '{"foo":["bar","baz"]}'],
    ["A.5", '{"baz":"qux"}', [patch("replace", "/baz", { value: '"boo"' })], '{"baz":"boo"}'],
    [
      "A.6",
      '{"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}}',
      [patch("move", "/qux/thud", { from: "/foo/waldo" })],
      '{"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}}',
    ],
    [
      "A.7",
      '{"foo":["all","grass","cows","eat"]}',
      [patch("move", "/foo/3", { from: "/foo/1" })],
      '{"foo":["all","cows","eat","grass"]}',
    ],
    [
      "A.8",
      '{"baz":"qux","foo":["a",2,"c"]}',
      [patch("test", "/baz", { value: '"qux"' }), patch("test", "/foo/1", { value: "2.0" })],
      '{"baz":"qux","foo":["a",2,"c"]}',
    ],
    [
      "A.10",
      '{"foo":"bar"}',
      [patch("add", "/child", { value: '{"grandchild":{}}' })],
      '{"foo":"bar","child":{"grandchild":{}}}',
    ],
    ["A.14", '{"/":9,"~1":10}', [patch("test", "/~01", { value: "10" })], '{"/":9,"~1":10}'],
    ["A.16", '{"foo":["bar"]}', [patch("add", "/foo/-", { value: '["abc","def"]' })], '{"foo":["bar",["abc","def"]]}'],
  ] as const)("does example %s", (_, text, steps, expected) => {
    expect(applied(text, ...steps)).toBe(expected);
  });

  test.each([
    ["A.9", '{"baz":"qux"}', patch("test", "/baz", { value: '"bar"' }), "test-failed"],
    ["A.12", '{"foo":"bar"}', patch("add", "/baz/bat", { value: '"qux"' }), "path-missing"],
    ["A.15", '{"/":9,"~1":10}', patch("test", "/~01", { value: '"10"' }), "test-failed"],
    ["remove of nothing", "{}", patch("remove", "/a"), "path-missing"],
    ["replace of nothing", "{}", patch("replace", "/a", { value: "1" }), "path-missing"],
    ["an index beyond the end", "[1]", patch("add", "/2", { value: "1" }), "path-missing"],
    ["a move into itself", '{"a":{"b":1}}', patch("move", "/a/b/c", { from: "/a" }), "wrong-type"],
  ] as const)("refuses %s", (_, text, step, code) => {
    expect(failure(text, step)).toMatchObject({ code, step: 1 });
  });

  test("leaves nothing half done", () => {
    expect(failure('{"a":1}', patch("replace", "/a", { value: "2" }), patch("remove", "/b"))).toMatchObject({
      code: "path-missing",
      step: 2,
      path: "/b",
    });
  });
});

describe("steps", () => {
  test.each<[string, StepAction, string, string]>([
    [
      "rename at many places",
      { kind: "rename", path: "$.items[*].qty", to: "quantity" },
      '{"items":[{"qty": 1 },{"qty":2,"x":0}]}',
      '{"items":[{"quantity": 1 },{"quantity":2,"x":0}]}',
    ],
    ["cast of a text", { kind: "cast", path: "/n", to: "integer" }, '{ "n" : "42" }', '{ "n" : 42 }'],
    [
      "cast of a large number",
      { kind: "cast", path: "/n", to: "integer" },
      '{"n":"123456789012345678901234567890"}',
      '{"n":123456789012345678901234567890}',
    ],
    ["cast of 42.0", { kind: "cast", path: "/n", to: "integer" }, '{"n":42.0}', '{"n":42}'],
    ["cast to a decimal keeps its zeros", { kind: "cast", path: "/n", to: "number" }, '{"n":" 1.10 "}', '{"n":1.10}'],
    ["cast of a number to text", { kind: "cast", path: "/n", to: "string" }, '{"n":1.10}', '{"n":"1.10"}'],
    ["cast of a word", { kind: "cast", path: "/n", to: "boolean" }, '{"n":"True"}', '{"n":true}'],
    ["cast of JSON in a text", { kind: "cast", path: "/n", to: "json" }, '{"n":"{\\"a\\":1.0}"}', '{"n":{"a":1.0}}'],
    ["cast into an array", { kind: "cast", path: "/n", to: "array" }, '{"n":{"a":1}}', '{"n":[{"a":1}]}'],
    [
      "default at many places",
      { kind: "default", path: "$.items[*].c", value: '"EUR"', replaceNull: true },
      '{"items":[{},{"c":null},{"c":"USD"},3]}',
      '{"items":[{"c":"EUR"},{"c":"EUR"},{"c":"USD"},3]}',
    ],
    [
      "default makes objects on the way",
      { kind: "default", path: "/a/b/c", value: "1", replaceNull: false },
      '{"a":{}}',
      '{"a":{"b":{"c":1}}}',
    ],
    [
      "move makes objects on the way",
      { kind: "move", from: "/street", to: "/address/street", within: "" },
      '{"street":"x","n":1}',
      '{"n":1,"address":{"street":"x"}}',
    ],
    [
      "move within many",
      { kind: "move", from: "/a", to: "/b/a", within: "$.items[*]" },
      '{"items":[{"a":1},{"c":2}]}',
      '{"items":[{"b":{"a":1}},{"c":2}]}',
    ],
    [
      "move within what is moved itself",
      { kind: "move", from: "/a", to: "/b", within: "$..*" },
      '{"x":{"a":{"a":{"c":1}},"y":[{"a":2}]}}',
      '{"x":{"y":[{"b":2}],"b":{"b":{"c":1}}}}',
    ],
    [
      "drop of several items",
      { kind: "drop", path: "$.tags[?@ == \'\']" },
      '{"tags":["", "a", ""]}',
      '{"tags":[ "a"]}',
    ],
    ["drop of a member that comes twice", { kind: "drop", path: "/a" }, '{"a":1,"b":2,"a":3}', '{"b":2}'],
    ["trim", { kind: "trim", path: "$..s" }, '{"s":" x\\t","o":{"s":"\\u0041"}}', '{"s":"x","o":{"s":"\\u0041"}}'],
    ["case", { kind: "case", path: "/s", to: "upper" }, '{"s":"eur"}', '{"s":"EUR"}'],
    [
      "match",
      { kind: "match", path: "/s", values: ["IN_TRANSIT", "DELIVERED"] },
      '{"s":"in transit"}',
      '{"s":"IN_TRANSIT"}',
    ],
    [
      "map",
      {
        kind: "map",
        path: "/s",
        entries: [
          { from: '"M"', to: '"married"' },
          { from: "1.0", to: "true" },
        ],
        otherwise: "fail",
      },
      '{"s":1}',
      '{"s":true}',
    ],
    [
      "scale of cents",
      { kind: "scale", path: "/n", multiply: "0.01", divide: "", add: "", digits: undefined },
      '{"n":123456789012345678901}',
      '{"n":1234567890123456789.01}',
    ],
    [
      "scale of temperature",
      { kind: "scale", path: "/n", multiply: "5", divide: "9", add: "-17.7777777", digits: 2 },
      '{"n":212}',
      '{"n":100}',
    ],
    [
      "scale that rounds half to even",
      { kind: "scale", path: "/n", multiply: "1", divide: "", add: "", digits: 0 },
      '{"n":2.5}',
      '{"n":2}',
    ],
    [
      "time from milliseconds",
      { kind: "time", path: "/t", from: ["epoch-millis"], to: "date-time" },
      '{"t":1700000000123}',
      '{"t":"2023-11-14T22:13:20.123Z"}',
    ],
    [
      "time from a pattern",
      { kind: "time", path: "/t", from: ["epoch-seconds", "dd.MM.yyyy HH:mm"], to: "date-time" },
      '{"t":"29.02.2024 07:05"}',
      '{"t":"2024-02-29T07:05:00Z"}',
    ],
    [
      "time to seconds",
      { kind: "time", path: "/t", from: ["date-time"], to: "epoch-seconds" },
      '{"t":"1969-12-31T23:00:00.5-01:00"}',
      '{"t":0.5}',
    ],
    [
      "time that is right already",
      { kind: "time", path: "/t", from: ["epoch-millis"], to: "date" },
      '{"t":"2024-02-29"}',
      '{"t":"2024-02-29"}',
    ],
    ["set", { kind: "set", path: "$.a[1:]", value: "0.10" }, '{"a":[1, 2, 3]}', '{"a":[1, 0.10, 0.10]}'],
  ])("%s", (_, step, text, expected) => {
    expect(applied(text, step)).toBe(expected);
  });

  test.each<[string, StepAction, string, string, string]>([
    ["rename to a name that is taken", { kind: "rename", path: "/a", to: "b" }, '{"a":1,"b":2}', "path-taken", "/b"],
    ["rename of an item", { kind: "rename", path: "/0", to: "b" }, "[1]", "wrong-type", "/0"],
    ["move onto a member", { kind: "move", from: "/a", to: "/b", within: "" }, '{"a":1,"b":2}', "path-taken", "/b"],
    [
      "cast of what is no number",
      { kind: "cast", path: "$.n[*]", to: "integer" },
      '{"n":["1","x"]}',
      "not-convertible",
      "/n/1",
    ],
    [
      "cast that would lose a fraction",
      { kind: "cast", path: "/n", to: "integer" },
      '{"n":1.5}',
      "not-convertible",
      "/n",
    ],
    [
      "cast of leading zeros, which may be an id",
      { kind: "cast", path: "/n", to: "integer" },
      '{"n":"007"}',
      "not-convertible",
      "/n",
    ],
    ["trim of a number", { kind: "trim", path: "/n" }, '{"n":1}', "wrong-type", "/n"],
    ["match of another word", { kind: "match", path: "/s", values: ["A"] }, '{"s":"b"}', "not-convertible", "/s"],
    [
      "map of an unknown value",
      { kind: "map", path: "/s", entries: [{ from: "1", to: "2" }], otherwise: "fail" },
      '{"s":3}',
      "not-convertible",
      "/s",
    ],
    [
      "division without an end",
      { kind: "scale", path: "/n", multiply: "", divide: "3", add: "", digits: undefined },
      '{"n":1}',
      "not-convertible",
      "/n",
    ],
    [
      "a date that does not exist",
      { kind: "time", path: "/t", from: ["dd.MM.yyyy"], to: "date" },
      '{"t":"30.02.2024"}',
      "not-convertible",
      "/t",
    ],
  ])("refuses %s, and names the place but no value", (...[, step, text, code, path]) => {
    expect(failure(text, step)).toMatchObject({ code, path, step: 1 });
  });

  test("with `required` fail where their path leads nowhere, and do nothing otherwise", () => {
    expect(applied('{"a":1}', { kind: "drop", path: "/b" })).toBe('{"a":1}');
    expect(failure('{"a":1}', { kind: "drop", path: "/b", required: true })).toMatchObject({ code: "path-missing" });
  });

  test("take strings of many megabytes", () => {
    const long = "x".repeat(16_000_000);
    expect(applied(`{"a":"${long}","n":"1"}`, { kind: "cast", path: "/n", to: "integer" })).toBe(
      `{"a":"${long}","n":1}`,
    );
  });

  test("cannot make an event grow without bound, nor look at it without end", () => {
    const double: RecipeStep = { kind: "patch", op: "copy", path: "/a", from: "", value: undefined };
    const twice: RecipeStep = { kind: "patch", op: "copy", path: "/a/-", from: "/a", value: undefined };
    expect(applied('{"a":"0"}', double)).toBe('{"a":{"a":"0"}}');
    const many = JSON.stringify({ a: Array.from({ length: 3000 }, (_, n) => ({ n })) });
    expect(failure(many, { kind: "drop", path: "$.a[?$..x]" }).code).toBe("too-large");
    const long = JSON.stringify({ a: ["0123456789".repeat(1000)] });
    expect(failure(long, ...Array<RecipeStep>(60).fill(twice)).code).toBe("too-large");
    expect(failure(`${"[".repeat(2000)}${"]".repeat(2000)}`, double).code).toBe("not-json");
  });
});

describe("a program is refused", () => {
  const refusal = (steps: readonly RecipeStep[]): SluiceError => {
    try {
      createProgram("recipe.steps", steps);
    } catch (error) {
      if (error instanceof SluiceError) return error;
    }
    throw new Error("The program was taken.");
  };
  test.each<[RecipeStep, string]>([
    [{ kind: "drop", path: "a.b" }, "path"],
    [{ kind: "drop", path: "" }, "path"],
    [{ kind: "drop", path: "$.a[" }, "path"],
    [{ kind: "trim", path: "$.a[?length(@) > 1]" }, "path"],
    [{ kind: "default", path: "$.a[*]", value: "1", replaceNull: false }, "path"],
    [{ kind: "default", path: "/a", value: "EUR", replaceNull: false }, "value"],
    [{ kind: "set", path: "/a", value: "" }, "value"],
    [{ kind: "patch", op: "test", path: "/a", from: "", value: undefined }, "value"],
    [{ kind: "match", path: "/a", values: ["in-use", "IN_USE"] }, "values"],
    [{ kind: "map", path: "/a", entries: [], otherwise: "keep" }, "entries"],
    [{ kind: "scale", path: "/a", multiply: "", divide: "0", add: "", digits: undefined }, "divide"],
    [{ kind: "scale", path: "/a", multiply: "", divide: "", add: "", digits: undefined }, "multiply"],
    [{ kind: "time", path: "/a", from: ["dd.MM"], to: "date" }, "from[0]"],
    [{ kind: "time", path: "/a", from: ["date"], to: "weekday" }, "to"],
    [{ kind: "time", path: "/a", from: ["dMyyyy"], to: "date" }, "from[0]"],
    [{ kind: "time", path: "/a", from: ["date", "d1M.yyyy"], to: "date" }, "from[1]"],
    [{ kind: "drop", path: "$.a[9007199254740992]" }, "path"],
  ])("for %o, and says which field of which step", (step, field) => {
    const fine: RecipeStep = { kind: "drop", path: "/fine" };
    const { reason, fields } = refusal([fine, step]);
    expect([reason, fields[0]?.field]).toEqual(["INVALID_ARGUMENT", `recipe.steps[1].${field}`]);
  });

  test("without steps, with too many, and with too large ones", () => {
    expect(refusal([]).reason).toBe("INVALID_ARGUMENT");
    const many = refusal(Array<RecipeStep>(101).fill({ kind: "drop", path: "/a" }));
    expect([many.reason, many.metadata["limit"]]).toEqual(["LIMIT_EXCEEDED", "100"]);
    const large = refusal([{ kind: "set", path: "/a", value: `"${"x".repeat(300_000)}"` }]);
    expect(large.reason).toBe("LIMIT_EXCEEDED");
  });
});
