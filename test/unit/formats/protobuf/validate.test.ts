import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { describe, expect, it } from "vitest";
import type { PayloadSelect } from "../../../../src/formats/format.js";
import { compile as compileProtobuf } from "../../../../src/formats/protobuf/compile.js";
import { protobuf } from "../../../../src/formats/protobuf/index.js";
import { compiledNow } from "../../../support/compiled-now.js";

const order = compiledNow(compileProtobuf, {
  text: `syntax = "proto3";
    package shop.v1;
    import "google/protobuf/any.proto";
    import "google/protobuf/timestamp.proto";
    message Order {
      string id = 1;
      int32 count = 2;
      repeated int32 codes = 3;
      Order child = 4;
      map<string, Order> parts = 5;
      bool paid = 6;
      uint32 size = 7;
      double weight = 8;
      Status status = 9;
      google.protobuf.Any extra = 10;
      google.protobuf.Timestamp at = 11;
      uint64 big = 12;
      repeated string tags = 13;
      message Inner { int32 x = 1; }
    }
    enum Status { STATUS_UNSPECIFIED = 0; STATUS_OPEN = 1; }
    message Shipped { string id = 1; }
    message Nothing {}`,
  references: [],
});

const legacy = compiledNow(compileProtobuf, {
  text: `syntax = "proto2";
    message Root {
      required string id = 1;
      optional Part part = 2;
      repeated Part parts = 3;
      optional Color color = 4;
      optional group Extra = 5 { required int32 n = 1; }
      oneof pick { Part left = 6; Part right = 7; }
      map<string, Part> by_name = 8;
      optional string raw = 9;
      extensions 100 to 199;
    }
    message Part { required int32 n = 1; optional int32 m = 2; }
    enum Color { RED = 1; GREEN = 2; }
    extend Root { optional bool flag = 100; }`,
  references: [],
});

const select: PayloadSelect = { contentType: "", eventType: "", maxDepth: 64, messageIndexes: new Uint8Array() };

function bytes(write: (writer: BinaryWriter) => unknown): Uint8Array {
  const writer = new BinaryWriter();
  write(writer);
  return writer.finish();
}

/** `code instancePath` of each violation, with the failure type in front. */
function outcome(compiled: typeof order, payload: Uint8Array, given: Partial<PayloadSelect> = {}): string[] {
  const failure = compiled.validate(payload, { ...select, ...given });
  if (failure === undefined) return [];
  return [failure.failureType, ...failure.violations.map((one) => `${one.code} ${one.instancePath}`.trim())];
}

const tag = (number: number, type: WireType): number => (number << 3) | type;
const { Varint, LengthDelimited, Bit32, Bit64, StartGroup, EndGroup } = WireType;

describe("payloads", () => {
  it.each<[string, Uint8Array, string[]]>([
    ["an empty payload", new Uint8Array(), []],
    ["a field", Uint8Array.of(tag(2, Varint), 5), []],
    ["a negative number in ten bytes", bytes((w) => w.tag(2, Varint).int32(-5)), []],
    ["a varint longer than needed", Uint8Array.of(tag(2, Varint), 0x85, 0x80, 0x00), []],
    ["packed and single elements mixed", Uint8Array.of(tag(3, Varint), 1, tag(3, LengthDelimited), 2, 2, 3), []],
    ["an unknown field beside a known one", Uint8Array.of(tag(2, Varint), 1, 0xa0, 0x06, 1), []],
    ["an unknown group", Uint8Array.of(tag(2, Varint), 1, 0xa3, 0x06, 8, 1, 0xa4, 0x06), []],
    ["an unknown value of an open enum", Uint8Array.of(tag(9, Varint), 77), []],
    ["a number cut off", Uint8Array.of(tag(2, Varint), 0x80), ["malformed", "malformed-protobuf /count"]],
    [
      "a number of eleven bytes",
      Uint8Array.of(tag(2, Varint), ...Array<number>(10).fill(0x80), 1),
      ["malformed", "malformed-protobuf /count"],
    ],
    [
      "a number of 65 bits",
      Uint8Array.of(tag(12, Varint), ...Array<number>(9).fill(0xff), 2),
      ["malformed", "malformed-protobuf /big"],
    ],
    ["a tag cut off", Uint8Array.of(0x80), ["malformed", "malformed-protobuf"]],
    ["field number 0", Uint8Array.of(0, 1), ["malformed", "malformed-protobuf"]],
    ["wire type 6", Uint8Array.of(0x0e, 1), ["malformed", "malformed-protobuf"]],
    ["a length beyond the end", Uint8Array.of(tag(1, LengthDelimited), 5, 97), ["malformed", "malformed-protobuf /id"]],
    [
      "a length of 2^63",
      Uint8Array.of(tag(1, LengthDelimited), ...Array<number>(9).fill(0x80), 1),
      ["malformed", "malformed-protobuf /id"],
    ],
    [
      "a child that claims more than it has",
      Uint8Array.of(tag(4, LengthDelimited), 3, tag(1, LengthDelimited), 9, 97),
      ["malformed", "malformed-protobuf /child/id"],
    ],
    ["a fixed value cut off", Uint8Array.of(tag(8, Bit64), 1, 2, 3), ["malformed", "malformed-protobuf /weight"]],
    [
      "a group that never ends",
      Uint8Array.of(tag(2, Varint), 1, (tag(99, StartGroup) & 0xff) | 0x80, 0x06),
      ["malformed", "malformed-protobuf"],
    ],
    ["a group that never began", Uint8Array.of(tag(2, EndGroup)), ["malformed", "malformed-protobuf"]],
    ["another wire type", Uint8Array.of(tag(1, Varint), 5), ["schema-violation", "wire-type /id"]],
    ["4 bytes for a double", Uint8Array.of(tag(8, Bit32), 0, 0, 0, 0), ["schema-violation", "wire-type /weight"]],
    ["a number beyond int32", bytes((w) => w.tag(2, Varint).int64(2n ** 40n)), ["schema-violation", "range /count"]],
    ["a number beyond uint32", bytes((w) => w.tag(7, Varint).int32(-1)), ["schema-violation", "range /size"]],
    ["a bool of 2", Uint8Array.of(tag(6, Varint), 2), ["schema-violation", "range /paid"]],
    [
      "a string that is not UTF-8",
      Uint8Array.of(tag(1, LengthDelimited), 2, 0xc3, 0x28),
      ["schema-violation", "utf8 /id"],
    ],
    [
      "a faulty element of a packed list",
      bytes((w) =>
        w
          .tag(3, LengthDelimited)
          .fork()
          .int32(1)
          .int64(2n ** 40n)
          .join(),
      ),
      ["schema-violation", "range /codes/1"],
    ],
    [
      "a faulty string in a list",
      Uint8Array.of(tag(13, LengthDelimited), 1, 97, tag(13, LengthDelimited), 1, 0xff),
      ["schema-violation", "utf8 /tags/1"],
    ],
    [
      "a faulty map value",
      bytes((w) =>
        w
          .tag(5, LengthDelimited)
          .fork()
          .tag(1, LengthDelimited)
          .string("k")
          .tag(2, LengthDelimited)
          .fork()
          .tag(1, Varint)
          .int32(1)
          .join()
          .join(),
      ),
      ["schema-violation", "wire-type /parts/0/value/id"],
    ],
    [
      "a map entry with a third field",
      Uint8Array.of(tag(5, LengthDelimited), 2, tag(3, Varint), 1),
      ["schema-violation", "map-entry /parts/0"],
    ],
    ["nothing but unknown fields", Uint8Array.of(0xa0, 0x06, 1), ["schema-violation", "unknown-fields-only"]],
    ["JSON text", Buffer.from('{"id":"a","count":1}'), ["malformed", "json-payload"]],
    ["JSON text with a blank in front", Buffer.from(" [1,2]"), ["malformed", "json-payload"]],
  ])("%s", (_name, payload, expected) => {
    expect(outcome(order, payload)).toEqual(expected);
  });

  it("points out Confluent framing that nobody stated", () => {
    const failure = order.validate(Uint8Array.of(0, 0, 0, 0, 7, 0, 10, 1, 97), select);
    expect(failure?.violations[0]?.hint).toContain("Confluent framing");
  });

  it("never repeats a value of the payload", () => {
    const payload = bytes((w) =>
      w.tag(5, LengthDelimited).fork().tag(1, LengthDelimited).bytes(Buffer.from("secret\xff", "latin1")).join(),
    );
    expect(outcome(order, payload)).toEqual(["schema-violation", "utf8 /parts/0/key"]);
    expect(JSON.stringify(order.validate(payload, select))).not.toContain("secret");
  });

  it("limits nesting, in messages and in unknown groups", () => {
    let deep = new Uint8Array();
    for (let level = 1; level < 10; level++) deep = Uint8Array.of(tag(4, LengthDelimited), deep.length, ...deep);
    expect(outcome(order, deep, { maxDepth: 10 })).toEqual([]);
    expect(outcome(order, deep, { maxDepth: 9 })[1]).toContain("max-depth");
    const groups = new Uint8Array(200_000).fill(tag(14, StartGroup));
    expect(outcome(order, groups, { maxDepth: 1_000_000 })[1]).toContain("max-depth");
  });

  it("keeps at most twenty violations", () => {
    const payload = Uint8Array.from(Array.from({ length: 100 }, () => [tag(6, Varint), 2]).flat());
    expect(order.validate(payload, select)?.violations).toHaveLength(20);
  });

  it.each([
    "application/protobuf",
    "application/x-protobuf",
    "Application/Octet-Stream",
    "application/vnd.google.protobuf; a=b",
  ])("takes the content type %s", (contentType) => {
    expect(outcome(order, Uint8Array.of(tag(2, Varint), 5), { contentType })).toEqual([]);
  });

  it("refuses other content types", () => {
    expect(outcome(order, new Uint8Array(), { contentType: "application/json" })).toEqual([
      "malformed",
      "content-type",
    ]);
  });
});

describe("proto2 payloads", () => {
  const id = [tag(1, LengthDelimited), 1, 97];
  const part = (number: number, ...inside: number[]): number[] => [
    tag(number, LengthDelimited),
    inside.length,
    ...inside,
  ];
  it.each<[string, number[], string[]]>([
    ["required present", id, []],
    ["required missing", [], ["schema-violation", "required /id"]],
    ["required missing inside", [...id, ...part(2, 16, 1)], ["schema-violation", "required /part/n"]],
    ["required spread over two occurrences that merge", [...id, ...part(2, 16, 1), ...part(2, 8, 1)], []],
    [
      "required missing in one of a list",
      [...id, ...part(3, 8, 1), ...part(3, 16, 1)],
      ["schema-violation", "required /parts/1/n"],
    ],
    [
      "required missing in a group",
      [...id, tag(5, StartGroup), tag(5, EndGroup)],
      ["schema-violation", "required /extra/n"],
    ],
    ["required missing in a oneof member that is overwritten", [...id, ...part(6, 16, 1), ...part(7, 8, 1)], []],
    [
      "required missing in a map value",
      [...id, ...part(8, ...part(2))],
      ["schema-violation", "required /byName/0/value/n"],
    ],
    [
      "required missing since a map entry has no value",
      [...id, ...part(8, tag(1, LengthDelimited), 1, 0x61)],
      ["schema-violation", "required /byName/0/value/n"],
    ],
    ["unknown value of a closed enum", [...id, tag(4, Varint), 9], ["schema-violation", "enum /color"]],
    ["a string that is not UTF-8, which proto2 does not check", [...id, tag(9, LengthDelimited), 1, 0xff], []],
    ["an extension of the wrong range", [...id, 0xa0, 0x06, 3], ["schema-violation", "range /[flag]"]],
  ])("%s", (_name, payload, expected) => {
    expect(outcome(legacy, Uint8Array.from(payload))).toEqual(expected);
  });
});

describe("message types", () => {
  const shipped = Uint8Array.of(tag(1, LengthDelimited), 1, 97);
  const decoded = (given: Partial<PayloadSelect>, payload = shipped): unknown =>
    order.decode(payload, { ...select, ...given });
  const count = Uint8Array.of(tag(2, Varint), 5);

  it("is the first of the file unless something says otherwise", () => {
    expect(decoded({}, count)).toEqual({ count: 5 });
    expect(decoded({ eventType: "com.example.unheard" }, count)).toEqual({ count: 5 });
  });

  it.each(["shop.v1.Shipped", "Shipped", "com.shop.order.Shipped", "com.shop.order.shipped"])(
    "is found by the event type %s",
    (eventType) => {
      expect(outcome(order, count, { eventType })).toEqual(["schema-violation", "unknown-fields-only"]);
    },
  );

  it.each<[string, number[], string[]]>([
    ["the short form of index 0", [0], []],
    ["index 0", [2, 0], []],
    ["index 1", [2, 2], ["schema-violation", "unknown-fields-only"]],
    ["a message without fields takes anything", [2, 4], []],
    ["no such index", [2, 6], ["malformed", "message-type"]],
    ["a negative index", [2, 1], ["malformed", "message-type"]],
    ["indexes cut off", [4, 0], ["malformed", "message-type"]],
    ["a count that is too large", [0xff, 0xff, 0xff, 0xff, 0x0f], ["malformed", "message-type"]],
  ])("is found by message indexes: %s", (_name, indexes, expected) => {
    expect(outcome(order, count, { messageIndexes: Uint8Array.from(indexes), eventType: "Shipped" })).toEqual(expected);
  });

  it("counts map entries among the nested messages, as serializers do", () => {
    const compiled = compiledNow(compileProtobuf, {
      text: 'syntax = "proto3"; message A { int32 a = 1; map<string, int32> m = 2; message B { string s = 9; } }',
      references: [],
    });
    const b = Uint8Array.of(tag(9, LengthDelimited), 1, 97);
    expect(outcome(compiled, b, { messageIndexes: Uint8Array.of(4, 0, 2) })).toEqual([]);
    expect(outcome(compiled, b, { messageIndexes: Uint8Array.of(4, 0, 0) })).toEqual(["malformed", "message-type"]);
  });

  it("measures the message indexes in front of a payload", () => {
    expect(order.framingLength(Uint8Array.of(0, 10, 1, 97))).toBe(1);
    expect(order.framingLength(Uint8Array.of(4, 0, 2, 10, 1, 97))).toBe(3);
  });
});

describe("decoding", () => {
  it("shows what ProtoJSON cannot say field by field", () => {
    const any = bytes((w) =>
      w
        .tag(10, LengthDelimited)
        .fork()
        .tag(1, LengthDelimited)
        .string("type.example/un.known")
        .tag(2, LengthDelimited)
        .bytes(Uint8Array.of(1, 2))
        .join(),
    );
    const time = bytes((w) =>
      w
        .tag(11, LengthDelimited)
        .fork()
        .tag(1, Varint)
        .int64(10n ** 15n)
        .join(),
    );
    const rest = bytes((w) =>
      w
        .tag(9, Varint)
        .int32(1)
        .tag(12, Varint)
        .uint64(2n ** 60n)
        .tag(13, LengthDelimited)
        .string("x"),
    );
    const payload = Buffer.concat([any, time, rest]);
    expect(outcome(order, payload)).toEqual([]);
    expect(order.decode(payload, select)).toEqual({
      extra: { typeUrl: "type.example/un.known", value: "AQI=" },
      at: { seconds: "1000000000000000" },
      status: "STATUS_OPEN",
      big: "1152921504606846976",
      tags: ["x"],
    });
  });
});

describe("recognizing", () => {
  it.each([
    'syntax = "proto3";',
    "// c\n/* d */ package a.b;",
    "message A{}",
    'import "a.proto";',
    'edition = "2023";',
  ])("takes %s", (text) => {
    expect(protobuf.recognizes(text)).toBe(true);
  });
  it.each(['{"type":"object"}', '"string"', "aGVsbG8gd29ybGQ=", "hello", "", "protocol X { record A {} }"])(
    "leaves %s",
    (text) => {
      expect(protobuf.recognizes(text)).toBe(false);
    },
  );
});
