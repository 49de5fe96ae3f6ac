import { toBinary } from "@bufbuild/protobuf";
import type { Path } from "@bufbuild/protobuf/reflect";
import { createValidator } from "@bufbuild/protovalidate";
import fc from "fast-check";
import { expect, test } from "vitest";
import { loadSchema } from "../../../../../src/formats/protobuf/load-schema.js";
import { protobuf } from "../../../../../src/formats/protobuf/index.js";
import { fillMessage } from "../random-schema.js";

const select = { contentType: "", eventType: "M", maxDepth: 64, messageIndexes: new Uint8Array() };

function pointerOf(path: Path): string {
  const steps = path.flatMap((step) => {
    if (step.kind === "field") return [step.jsonName];
    if (step.kind === "list_sub") return [String(step.index)];
    return step.kind === "map_sub" ? [String(step.key).replaceAll("~", "~0").replaceAll("/", "~1")] : [];
  });
  return steps.map((step) => `/${step}`).join("");
}

const text = `
syntax = "proto2";
package shop;
import "buf/validate/validate.proto";
import "google/protobuf/wrappers.proto";
import "google/protobuf/duration.proto";

extend buf.validate.Int32Rules {
  repeated int32 none_of = 80048953 [(buf.validate.predefined).cel = {
    id: "int32.none_of",
    expression: "!(this in rule)"
  }];
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
  optional int32 a = 1 [(buf.validate.field).int32 = { gte: -5, [shop.multiple_of]: 2, [shop.none_of]: [0, 1] }];
  optional string b = 2 [(buf.validate.field).string = { max_len: 2, [shop.shouted]: true }];
  repeated Item items = 3 [(buf.validate.field).repeated.max_items = 2];
  map<string, Item> named = 4 [(buf.validate.field).map = { keys: { string: { max_len: 1 }, cel: { id: "key", expression: "this != ''" } } }];
  repeated uint32 numbers = 5 [(buf.validate.field).repeated = { unique: true, items: { uint32: { lt: 100 }, cel: { id: "odd", expression: "this % uint(2) == uint(1)" } } }];
  optional double ratio = 6 [(buf.validate.field).double = { finite: true }, (buf.validate.field).cel_expression = "this < 1.0"];
  oneof choice { option (buf.validate.oneof).required = true; string word = 7; bytes data = 8 [(buf.validate.field).bytes.len = 2]; }
  optional M again = 9 [(buf.validate.field).cel_expression = "!has(this.again) || this.again.a != 7 || this.kind == shop.Kind.TWO"];
  repeated M more = 12 [(buf.validate.field).repeated.max_items = 1];
  optional group Grouped = 13 { optional int32 n = 1 [(buf.validate.field).int32.gt = 0]; optional string s = 2 [(buf.validate.field).string.len = 1]; }
  repeated google.protobuf.StringValue texts = 14 [(buf.validate.field).repeated.items.string.min_len = 1];
  optional google.protobuf.Duration wait = 15 [(buf.validate.field).duration.gte = { seconds: 1 }, (buf.validate.field).required = true];
  map<int32, string> words = 16 [(buf.validate.field).map.values = { string: { max_len: 1, [shop.shouted]: true }, ignore: IGNORE_IF_ZERO_VALUE }];
  optional M needed = 17 [(buf.validate.field).required = true];
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
      const expected = (result.violations ?? []).map(({ field, ruleId }) => `${pointerOf(field)} ${ruleId}`);
      fc.pre(expected.length < 20);
      // The library tells a predefined rule once for each value that it is given.
      const distinct = [...new Set(expected)];
      for (const one of expected) outcomes.add(one.slice(one.indexOf(" ") + 1));
      if (expected.length === 0) outcomes.add("valid");
      const found = compiled.validate(toBinary(message, filled), select)?.violations ?? [];
      expect(found.map(({ instancePath, keyword }) => `${instancePath} ${keyword}`).toSorted()).toEqual(
        distinct.toSorted(),
      );
    }),
    { numRuns: 150 },
  );
  // Otherwise nothing was compared.
  expect([...outcomes]).toEqual(
    expect.arrayContaining(["either", "int32.multiple_of", "string.shouted", "odd", "key", "kind", "message.oneof"]),
  );
});
