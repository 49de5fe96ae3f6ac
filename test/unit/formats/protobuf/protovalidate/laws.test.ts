import { toBinary } from "@bufbuild/protobuf";
import { createValidator } from "@bufbuild/protovalidate";
import fc from "fast-check";
import { expect, test } from "vitest";
import { loadSchema } from "../../../../../src/formats/protobuf/load-schema.js";
import { protobuf } from "../../../../../src/formats/protobuf/index.js";
import { ofLibrary } from "../../../../../src/formats/protobuf/protovalidate/rule-violation.js";
import { fillMessage } from "../random-schema.js";

const select = { contentType: "", eventType: "M", maxDepth: 64, messageIndexes: new Uint8Array() };

const text = `
syntax = "proto2";
package shop;
import "buf/validate/validate.proto";

extend buf.validate.Int32Rules {
  optional int32 multiple_of = 80048952 [(buf.validate.predefined).cel = {
    id: "int32.multiple_of",
    expression: "this % rule == 0 ? '' : 'must be a multiple'"
  }];
}
extend buf.validate.StringRules {
  optional bool shouted = 80048952 [(buf.validate.predefined).cel = {
    id: "string.shouted",
    expression: "!rules.tuuid && (!rule || this == this.upperAscii())"
  }];
}

message M {
  option (buf.validate.message).cel = { id: "either", expression: "has(this.a) || size(this.items) > 0" };
  option (buf.validate.message).oneof = { fields: ["a", "b"], required: true };
  optional int32 a = 1 [(buf.validate.field).int32 = { gte: -5, [shop.multiple_of]: 2 }];
  optional string b = 2 [(buf.validate.field).string = { max_len: 2, [shop.shouted]: true }];
  repeated Item items = 3 [(buf.validate.field).repeated.max_items = 2];
  map<string, Item> named = 4 [(buf.validate.field).map = { keys: { string: { max_len: 1 }, cel: { id: "key", expression: "this != ''" } } }];
  repeated uint32 numbers = 5 [(buf.validate.field).repeated = { unique: true, items: { uint32: { lt: 100 }, cel: { id: "odd", expression: "this % uint(2) == uint(1)" } } }];
  optional double ratio = 6 [(buf.validate.field).double = { finite: true }, (buf.validate.field).cel_expression = "this < 1.0"];
  oneof choice { option (buf.validate.oneof).required = true; string word = 7; bytes data = 8 [(buf.validate.field).bytes.len = 2]; }
  optional M again = 9;
  optional Kind kind = 10 [(buf.validate.field).enum = { not_in: 1 }, (buf.validate.field).required = true];
  repeated Kind kinds = 11 [(buf.validate.field).repeated.items = { enum: { in: 0 }, ignore: IGNORE_IF_ZERO_VALUE, cel: { id: "kind", expression: "this < 2" } }];
}
message Item {
  option (buf.validate.message).cel_expression = "this.n != 3 || this.s == ''";
  optional int64 n = 1 [(buf.validate.field).int64.gt = 0, (buf.validate.field).ignore = IGNORE_IF_ZERO_VALUE];
  optional string s = 2 [(buf.validate.field).string.pattern = "^[a-z]*$"];
}
enum Kind { ZERO = 0; ONE = 1; TWO = 2; }
`;

const source = { text, references: [] };

test("expressions and the rules of the library together find what the library finds with both", async () => {
  const compiled = await protobuf.compile(source);
  const { registry } = loadSchema(source);
  const message = registry.getMessage("shop.M")!;
  const library = createValidator({ registry });
  const outcomes = new Set<string>();
  fc.assert(
    fc.property(fc.gen(), (gen) => {
      const filled = fillMessage(message, gen).message;
      const result = library.validate(message, filled);
      fc.pre(result.kind !== "error");
      const expected = (result.violations ?? []).map((one) => ofLibrary(message, one));
      fc.pre(expected.length < 20);
      for (const { keyword } of expected) outcomes.add(keyword);
      if (expected.length === 0) outcomes.add("valid");
      const found = compiled.validate(toBinary(message, filled), select)?.violations ?? [];
      const nameOf = ({ instancePath, keyword, schemaPath }: (typeof expected)[number]) =>
        `${instancePath} ${schemaPath} ${keyword}`;
      expect(found.map(nameOf).toSorted()).toEqual(expected.map(nameOf).toSorted());
    }),
    { numRuns: 2000 },
  );
  // Otherwise nothing was compared.
  expect([...outcomes]).toEqual(
    expect.arrayContaining(["either", "int32.multiple_of", "string.shouted", "odd", "key", "kind", "message.oneof"]),
  );
});
