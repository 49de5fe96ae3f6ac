import { describe, expect, it } from "vitest";
import { protobuf } from "../../../../src/formats/protobuf/index.js";

async function changes(from: string, to: string): Promise<string[]> {
  const [before, after] = [from, to].map((text) => ({ text: `syntax = "proto3"; ${text}`, references: [] }));
  return (await protobuf.diff(before!, after!)).map((change) => `${change.kind} ${change.path}: ${change.message}`);
}

describe("diff", () => {
  it.each<[string, string, string, string[]]>([
    ["nothing", "message M { int32 a = 1; }", "message M { /* c */ int32 a = 1; }", []],
    ["a package", "package a;", "package b;", ['changed : The package changed from "a" to "b".']],
    [
      "a message",
      "message M {}",
      "message N {}",
      ['removed M: The message "M" was removed.', 'added N: The message "N" was added.'],
    ],
    [
      "a field added",
      "message M {}",
      "message M { map<string, int32> a = 1; }",
      ['added M.a: The field "a" (1) of type map<string, int32> was added.'],
    ],
    [
      "a field removed",
      "message M { int32 a = 1; }",
      "message M { reserved 1; }",
      ['removed M.a: The field "a" (1) was removed.', 'added M: The reserved range "1" of M was added.'],
    ],
    [
      "a field renamed and retyped",
      "message M { int32 a = 1; }",
      "message M { repeated string b = 1; }",
      ['changed M.b: The field "b" (1) was renamed from "a", changed its type from int32 to repeated string.'],
    ],
    [
      "a field moved into a oneof",
      "message M { int32 a = 1; }",
      "message M { oneof o { int32 a = 1; } }",
      ['changed M.a: The field "a" (1) moved into the oneof "o".'],
    ],
    [
      "a field option",
      "message M { int32 a = 1; }",
      "message M { int32 a = 1 [deprecated = true]; }",
      ['changed M.a: The field "a" (1) changed its label or options.'],
    ],
    [
      "presence",
      "message M { int32 a = 1; }",
      "message M { optional int32 a = 1; }",
      ['changed M.a: The field "a" (1) changed its label or options.'],
    ],
    [
      "enum values",
      "enum E { A = 0; B = 1; }",
      "enum E { A = 0; C = 2; }",
      ['removed E: The value "B = 1" of E was removed.', 'added E: The value "C = 2" of E was added.'],
    ],
    [
      "an enum option",
      "enum E { A = 0; }",
      "enum E { option deprecated = true; A = 0; }",
      ['changed E: Options or reserved numbers of the enum "E" changed.'],
    ],
    ["a nested enum", "message M { enum E { A = 0; } }", "message M {}", ['removed : The enum "M.E" was removed.']],
    [
      "an import",
      'import "google/protobuf/any.proto";',
      "",
      ['removed : The import "google/protobuf/any.proto" was removed.'],
    ],
    [
      "a file option",
      "",
      "option java_multiple_files = true;",
      ['added : The file option "java_multiple_files = true" was added.'],
    ],
    [
      "a method",
      "message M {} service S { rpc A(M) returns (M); }",
      "message M {} service S { rpc A(M) returns (stream M); }",
      [
        'removed : The method "S.A(M) returns (M), unary" was removed.',
        'added : The method "S.A(M) returns (M), server streaming" was added.',
      ],
    ],
    [
      "the order of messages",
      "message M {} message N {}",
      "message N {} message M {}",
      ["changed : Options or the order of declarations changed."],
    ],
    [
      "a message option",
      "message M {}",
      "message M { option deprecated = true; }",
      ["changed : Options or the order of declarations changed."],
    ],
  ])("tells %s", async (_name, from, to, expected) => {
    expect(await changes(from, to)).toEqual(expected);
  });

  it("brings the text of the place before and after", async () => {
    const [from, to] = ["int32", "int64"].map((type) => ({
      text: `syntax = "proto3"; message M { ${type} a = 1; }`,
      references: [],
    }));
    expect((await protobuf.diff(from!, to!))[0]).toMatchObject({ before: "int32 a = 1", after: "int64 a = 1" });
  });
});
