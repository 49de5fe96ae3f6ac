import { expect, test } from "vitest";
import { strictSemantics } from "../../../../../src/core/finding.js";
import { protobuf } from "../../../../../src/formats/protobuf/index.js";

const sourceOf = (members: string) => ({
  text: `syntax = "proto3"; import "buf/validate/validate.proto"; message M { ${members} }`,
  references: [],
});

async function rulesChanged(writer: string, reader: string): Promise<boolean> {
  const options = { policy: "semantic", semantics: strictSemantics } as const;
  const { findings } = await protobuf.compare(sourceOf(reader), sourceOf(writer), options);
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
  expect(await rulesChanged(writer, reader)).toBe(told);
});
