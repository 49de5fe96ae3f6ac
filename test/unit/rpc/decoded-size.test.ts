import {
  create,
  type DescMessage,
  fromBinary,
  fromJson,
  type Message,
  type MessageInitShape,
  toBinary,
} from "@bufbuild/protobuf";
import { reflect, type ReflectMessage } from "@bufbuild/protobuf/reflect";
import { FileDescriptorProtoSchema, FileDescriptorSetSchema, StructSchema } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { file_sluice_v1_gateway, PublishBatchRequestSchema } from "../../../gen/proto/sluice/v1/gateway_pb.js";
import { exceedsDecoded, exceedsDecodedJson } from "../../../src/rpc/decoded-size.js";

const mebibyte = 1024 ** 2;

/** The same by looking at the message that was read, which the subject must not need. */
function decodedBytes(message: ReflectMessage): number {
  let bytes = 64 + 32 * message.desc.fields.length;
  for (const field of message.desc.fields) {
    if (!message.isSet(field)) continue;
    if (field.fieldKind === "message") bytes += decodedBytes(message.get(field));
    else if (field.fieldKind === "list") {
      const isOfMessages = field.listKind === "message";
      for (const one of message.get(field)) bytes += isOfMessages ? decodedBytes(one as ReflectMessage) : 64;
    } else if (field.fieldKind === "map") {
      for (const [, value] of message.get(field)) {
        bytes += 100 + (field.mapKind === "message" ? decodedBytes(value as ReflectMessage) : 0);
      }
    }
  }
  return bytes;
}

function expectExact(type: DescMessage, message: Message): void {
  const expected = decodedBytes(reflect(type, message));
  const bytes = toBinary(type, message);
  expect([exceedsDecoded(type, bytes, expected), exceedsDecoded(type, bytes, expected - 1)]).toEqual([false, true]);
}

/** Texts and bytes that look like messages. */
const text = fc.oneof(fc.string(), fc.constantFrom("\u0012\0".repeat(200), "B\0".repeat(200), '{"[,'));
const bytes = fc.oneof(fc.uint8Array(), fc.constant(new Uint8Array(400).fill(0x12)));
const name = text.filter((one) => one !== "__proto__");
const extensions = fc.dictionary(name, text, { maxKeys: 5, noNullPrototype: true });
const event = fc.record(
  {
    id: text,
    source: text,
    type: text,
    time: fc.record({ seconds: fc.bigInt(-1000n, 1000n) }),
    extensions: extensions,
    data: bytes,
  },
  { requiredKeys: [] },
);
const batch = fc.record({ stream: text, events: fc.array(event), schemaPreferences: fc.array(text) });

describe("what a message takes once it is read is known from its bytes", () => {
  test("for batches, whatever their texts and payloads hold", () => {
    fc.assert(
      fc.property(batch, (init) => {
        expectExact(PublishBatchRequestSchema, create(PublishBatchRequestSchema, init));
      }),
    );
  });

  test("for messages within messages and within maps", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })), (json) => {
        expectExact(StructSchema, fromJson(StructSchema, JSON.parse(JSON.stringify(json)) as never));
      }),
    );
    expectExact(FileDescriptorProtoSchema, file_sluice_v1_gateway.proto);
  });

  test("except that numbers which are packed count as if each were a byte", () => {
    const type = FileDescriptorProtoSchema;
    const message = create(type, { publicDependency: [1, 2, 3], weakDependency: [1, 2] });
    const own = 64 + 32 * type.fields.length;
    expect(exceedsDecoded(type, toBinary(type, message), own + 5 * 64)).toBe(false);
    // Two numbers of one byte, packed although the contract does not say so.
    const packed = Uint8Array.of((10 << 3) | 2, 2, 1, 2);
    expect(fromBinary(type, packed).publicDependency).toEqual([1, 2]);
    expect([exceedsDecoded(type, packed, own + 128), exceedsDecoded(type, packed, own + 127)]).toEqual([false, true]);
  });
});

test("whatever the bytes, the count ends, and says nothing against what cannot be read", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (garbage) => {
      expect(exceedsDecoded(PublishBatchRequestSchema, garbage, mebibyte)).toBe(false);
      expect(exceedsDecodedJson(Buffer.from(garbage), mebibyte)).toBe(false);
    }),
  );
  const nested = Array.from({ length: 5000 }).reduce<Buffer>((inner) => {
    const length = Buffer.from([(inner.length & 0x7f) | 0x80, ((inner.length >> 7) & 0x7f) | 0x80, inner.length >> 14]);
    return Buffer.concat([Buffer.of((6 << 3) | 2), length, inner]);
  }, Buffer.alloc(0));
  expect(exceedsDecoded(StructSchema, nested, mebibyte)).toBe(false);
});

describe("within 128 MiB", () => {
  const limit = 128 * mebibyte;
  const many = (count: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`extension${n}`, `value ${n}`]));
  const withExtensions: MessageInitShape<typeof PublishBatchRequestSchema>["events"] = Array.from(
    { length: 10_000 },
    (_, n) => ({ id: `id-${n}`, source: "/shop", type: "order", extensions: many(50), dataText: `{"n":[${n},{}]}` }),
  );

  test("there is room for ten thousand events of fifty extensions each, in Protobuf and in JSON", () => {
    const message = create(PublishBatchRequestSchema, { stream: "orders", events: withExtensions });
    expect(exceedsDecoded(PublishBatchRequestSchema, toBinary(PublishBatchRequestSchema, message), limit)).toBe(false);
    const json = Buffer.from(JSON.stringify({ stream: "orders", events: withExtensions }));
    expect(exceedsDecodedJson(json, limit)).toBe(false);
  });

  test("there is room for descriptors of twenty thousand messages", () => {
    const messageType = Array.from({ length: 20_000 }, (_, n) => ({
      name: `Message${n}`,
      field: [
        { name: "id", number: 1 },
        { name: "name", number: 2 },
      ],
    }));
    const set = create(FileDescriptorSetSchema, { file: [{ name: "large.proto", messageType }] });
    expect(exceedsDecoded(FileDescriptorSetSchema, toBinary(FileDescriptorSetSchema, set), limit)).toBe(false);
  });

  test("there is none for a million empty events", () => {
    const empty = Buffer.alloc(2_000_000, Buffer.from([0x12, 0]));
    expect(exceedsDecoded(PublishBatchRequestSchema, empty, limit)).toBe(true);
    expect(exceedsDecodedJson(Buffer.from(`{"events":[${"{},".repeat(1_000_000)}{}]}`), limit)).toBe(true);
  });
});
