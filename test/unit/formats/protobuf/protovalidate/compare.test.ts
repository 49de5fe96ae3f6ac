import { expect, test } from "vitest";
import { strictSemantics } from "../../../../../src/core/finding.js";
import type { SchemaSource } from "../../../../../src/core/schema.js";
import { protobuf } from "../../../../../src/formats/protobuf/index.js";

const sourceOf = (members: string): SchemaSource => ({
  text: `syntax = "proto3"; import "buf/validate/validate.proto"; message M { ${members} }`,
  references: [],
});

async function rulesChanged(writer: SchemaSource, reader: SchemaSource): Promise<boolean> {
  const options = { policy: "semantic", semantics: strictSemantics } as const;
  const { findings } = await protobuf.compare(reader, writer, options);
  return findings.some(({ ruleId }) => ruleId === "wire-rules-changed");
}

const rule = (text: string): string => `string s = 1 [${text}];`;
const shortest = "(buf.validate.field).string.min_len = 1";
const longest = "(buf.validate.field).string.max_len = 5";
const expression = (message: string): string =>
  `option (buf.validate.message).cel = { id: "x", message: "${message}", expression: "this.s != ''" }; string s = 1;`;
const oneof = (name: string, required: boolean): string =>
  `oneof ${name} { ${required ? "option (buf.validate.oneof).required = true;" : ""} string a = 1; string b = 2; }`;

test.each([
  ["a rule more", "string s = 1;", rule(shortest), true],
  ["another limit", rule(longest), rule("(buf.validate.field).string.max_len = 4"), true],
  ["a field that is new, with a rule", "", rule("(buf.validate.field).required = true"), true],
  ["a oneof that is required", oneof("a_or_b", false), oneof("a_or_b", true), true],
  [
    "a oneof that is split",
    oneof("a_or_b", true),
    `${oneof("a_or_b", true).replace("string b = 2;", "")} oneof c { option (buf.validate.oneof).required = true; string b = 2; }`,
    true,
  ],
  ["an expression", "string s = 1;", expression("m"), true],
  ["a rule less", rule(shortest), "string s = 1;", false],
  ["the same in another order", rule(`${shortest}, ${longest}`), rule(`${longest}, ${shortest}`), false],
  [
    "the same in another form",
    rule(`${shortest}, ${longest}`),
    rule("(buf.validate.field).string = { max_len: 5, min_len: 1 }"),
    false,
  ],
  ["rules that ask for nothing", "string s = 1;", rule("(buf.validate.field) = {}"), false],
  ["other words for the same", expression("m"), expression("n"), false],
  ["rules that are ignored", "string s = 1;", rule(`${shortest}, (buf.validate.field).ignore = IGNORE_ALWAYS`), false],
  ["another name of a oneof", oneof("one", true), oneof("other", true), false],
])("%s", async (_what, writer, reader, told) => {
  expect(await rulesChanged(sourceOf(writer), sourceOf(reader))).toBe(told);
});

const above = "(buf.validate.field).int32.gt = 0";
const ofMessage = (fields: string): string => `option (buf.validate.message).oneof = { fields: [${fields}] };`;
const state = (values: string, field: string): string => `enum State { UNKNOWN = 0; ${values} } ${field};`;
const defined = "(buf.validate.field).enum.defined_only = true";
const definedItems = "(buf.validate.field).repeated.items.enum.defined_only = true";
const definedValues = "(buf.validate.field).map.values.enum.defined_only = true";

test.each([
  ["what was unset is zero", `optional int32 n = 1 [${above}];`, `int32 n = 1 [${above}];`, true],
  [
    "what was set to zero is missing",
    `optional ${rule("(buf.validate.field).required = true")}`,
    rule("(buf.validate.field).required = true"),
    true,
  ],
  [
    "what was missing is missing",
    rule("(buf.validate.field).required = true"),
    `optional ${rule("(buf.validate.field).required = true")}`,
    false,
  ],
  ["what was zero is unset", `int32 n = 1 [${above}];`, `optional int32 n = 1 [${above}];`, false],
  [
    "it no longer is one of several, of which others are unset",
    `${ofMessage('"n", "m"')} int32 n = 1 [${above}]; int32 m = 2;`,
    `int32 n = 1 [${above}]; int32 m = 2;`,
    true,
  ],
  [
    "it became one of several",
    `int32 n = 1 [${above}]; int32 m = 2; int32 o = 3;`,
    `int32 n = 1 [${above}]; int32 m = 2; int32 o = 3; ${ofMessage('"m", "o"')}`,
    true,
  ],
  [
    "a defined value is gone",
    state("A = 1; B = 2;", `State s = 1 [${defined}]`),
    state("A = 1;", `State s = 1 [${defined}]`),
    true,
  ],
  [
    "another value is defined",
    state("A = 1;", `State s = 1 [${defined}]`),
    state("A = 1; B = 2;", `State s = 1 [${defined}]`),
    false,
  ],
  [
    "a value is gone, and none has to be defined",
    state("A = 1; B = 2;", "State s = 1"),
    state("A = 1;", "State s = 1"),
    false,
  ],
  [
    "a defined value of items is gone",
    state("A = 1; B = 2;", `repeated State s = 1 [${definedItems}]`),
    state("A = 1;", `repeated State s = 1 [${definedItems}]`),
    true,
  ],
  [
    "a defined value of a map is gone",
    state("A = 1; B = 2;", `map<string, State> s = 1 [${definedValues}]`),
    state("A = 1;", `map<string, State> s = 1 [${definedValues}]`),
    true,
  ],
])("rules that are the same ask for something else when %s", async (_what, writer, reader, told) => {
  expect(await rulesChanged(sourceOf(writer), sourceOf(reader))).toBe(told);
});

test.each([
  ["another expression", "this == ''", true],
  ["the same", "this != ''", false],
])("a predefined rule is compared as what imports it defines it: %s", async (_what, expression, told) => {
  const text = `syntax = "proto3"; import "buf/validate/validate.proto"; import "rules.proto";
    message M { repeated string s = 1 [(buf.validate.field).repeated.items.string.(named) = true]; }`;
  const withRule = (defining: string): SchemaSource => ({
    text,
    references: [
      {
        name: "rules.proto",
        source: {
          text: `syntax = "proto2"; import "buf/validate/validate.proto"; extend buf.validate.StringRules {
            optional bool named = 1200 [(buf.validate.predefined).cel = { id: "named", expression: "${defining}" }]; }`,
          references: [],
        },
      },
    ],
  });
  expect(await rulesChanged(withRule("this != ''"), withRule(expression))).toBe(told);
});
