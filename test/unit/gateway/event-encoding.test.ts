import { create, fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { WireType } from "@bufbuild/protobuf/wire";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EventSchema } from "../../../gen/proto/sluice/v1/event_pb.js";
import { PublishEventsSchema } from "../../../gen/proto/sluice/v1/gateway_pb.js";
import { copyEvent, type EventRecord } from "../../../src/core/event.js";
import { findBadAttribute, findUnstorable } from "../../../src/gateway/attributes.js";
import { defaultConfig } from "../../../src/gateway/stream-settings.js";
import { EventKey } from "../../../src/gateway/event-key.js";
import { batchBytes, encodedBytesOf, eventBytes } from "../../../src/gateway/encoded-event.js";
import { readBatch, readEvent } from "../../../src/gateway/event-encoding.js";
import { EncodingFault } from "../../../src/gateway/wire-reader.js";
import { eventsIn } from "../../../src/rpc/events.js";

const text = fc
  .oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.constantFrom("", "/till/7", "shop.order.paid", "é"))
  // The library drops a byte order mark and an extension of this name.
  .filter((one) => !one.startsWith("\ufeff") && one !== "__proto__");
const time = fc.record({
  seconds: fc.oneof(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.constantFrom(0n, 1_767_225_600n)),
  nanos: fc.oneof(fc.integer(), fc.nat({ max: 999_999_999 })),
});
const event: fc.Arbitrary<MessageInitShape<typeof EventSchema>> = fc.record(
  {
    id: text,
    source: text,
    type: text,
    subject: text,
    time,
    datacontenttype: text,
    dataschema: text,
    extensions: fc.dictionary(text, text, { maxKeys: 3, noNullPrototype: true }),
    data: fc.uint8Array(),
    dataText: text,
    schemaId: fc.integer({ min: 0, max: 0xffff_ffff }),
  },
  { requiredKeys: [] },
);
const batch = fc.record({
  firstSequence: fc.bigInt({ min: 0n, max: 2n ** 53n - 1n }),
  events: fc.array(event, { maxLength: 4 }),
});

/** The events as the library reads them: what reading by hand must not differ from. */
function byLibrary(bytes: Uint8Array): { firstSequence: number; events: readonly EventRecord[] } | "fault" {
  try {
    const { firstSequence, events } = fromBinary(PublishEventsSchema, bytes);
    return { firstSequence: Number(firstSequence), events: eventsIn("events.events", events) };
  } catch {
    return "fault";
  }
}

function byHand(bytes: Uint8Array): ReturnType<typeof byLibrary> {
  try {
    const { firstSequence, events } = readBatch(bytes);
    return { firstSequence, events };
  } catch (caught) {
    if (caught instanceof EncodingFault) return "fault";
    throw caught;
  }
}

function plain(read: ReturnType<typeof byLibrary>): unknown {
  if (read === "fault") return read;
  const events = read.events.map((one) =>
    copyEvent(one, {
      data: Buffer.from(one.data),
      // Of an event with a defect only the defect matters.
      ...(one.defect && { time: undefined, data: Buffer.alloc(0) }),
    }),
  );
  return { ...read, events };
}

describe("batches read by hand", () => {
  test("are what the library reads", () => {
    fc.assert(
      fc.property(batch, (message) => {
        const bytes = toBinary(PublishEventsSchema, create(PublishEventsSchema, message));
        expect(plain(byHand(bytes))).toEqual(plain(byLibrary(bytes)));
      }),
    );
  });

  test("are refused when they are cut anywhere within a field", () => {
    fc.assert(
      fc.property(batch, fc.nat(), (message, cut) => {
        const bytes = toBinary(PublishEventsSchema, create(PublishEventsSchema, message));
        const shortened = bytes.subarray(0, cut % (bytes.length + 1));
        expect(plain(byHand(shortened))).toEqual(plain(byLibrary(shortened)));
      }),
    );
  });

  test("never throw anything but their fault, whatever the bytes", () => {
    fc.assert(
      fc.property(batch, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 4 }), (message, changes) => {
        const bytes = toBinary(PublishEventsSchema, create(PublishEventsSchema, message));
        for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
        byHand(bytes);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        byHand(bytes);
      }),
    );
  });

  test("pass over fields nobody knows, groups among them", () => {
    const unknown = [0x60, 5, 0x69, 1, 2, 3, 4, 5, 6, 7, 8, 0x72, 2, 9, 9, 0x7d, 1, 2, 3, 4, 0x83, 1, 0x60, 1, 0x84, 1];
    const known = toBinary(EventSchema, create(EventSchema, { id: "1", type: "t" }));
    expect(readEvent(Uint8Array.from([...unknown, ...known]))).toMatchObject({ id: "1", type: "t" });
    expect(() => readEvent(Uint8Array.from([0x83, 1, ...unknown]))).toThrow(EncodingFault);
    expect(() => readEvent(new Uint8Array(1000).fill(0x63))).toThrow(EncodingFault);
  });

  test("take the last of a repeated field, and add up what is said of the time", () => {
    const parts = [
      { id: "1", time: { seconds: 5n } },
      { id: "2", time: { nanos: 7 } },
    ].map((part) => toBinary(EventSchema, create(EventSchema, part)));
    const { id, time } = readEvent(Buffer.concat(parts));
    expect([id, time]).toEqual(["2", { seconds: 5n, nanos: 7 }]);
  });

  test("keep a byte order mark, and an extension of any name", () => {
    const bytes = toBinary(EventSchema, create(EventSchema, { id: "\ufeffid", extensions: { ["__proto__"]: "x" } }));
    const { id, extensions } = readEvent(bytes);
    expect(id).toBe("\ufeffid");
    expect(Object.entries(extensions)).toEqual([["__proto__", "x"]]);
  });

  test("of a batch beyond all limits are counted and not read", () => {
    const message = create(PublishEventsSchema, {
      firstSequence: 7n,
      events: Array.from({ length: 10_001 }, () => ({})),
    });
    const { firstSequence, events, count } = readBatch(toBinary(PublishEventsSchema, message));
    expect([firstSequence, events.length, count]).toEqual([7, 10_000, 10_001]);
  });

  test("keep nothing in memory that is none of their events, wherever that lies", () => {
    const sent = [1, 2, 3].map((n) =>
      create(EventSchema, { id: `${n}`, source: "s", data: new Uint8Array(100).fill(n) }),
    );
    const message = create(PublishEventsSchema, { firstSequence: 7n, events: sent });
    const beside = Buffer.concat([Buffer.from([(15 << 3) | 2, 0x80, 0x80, 0x40]), Buffer.alloc(1024 * 1024)]);
    const one = toBinary(PublishEventsSchema, message);
    const { firstSequence, events, count } = readBatch(Buffer.concat([one, beside, one]));
    const expected = readBatch(Buffer.concat([one, one]));
    expect({ firstSequence, count }).toEqual({ firstSequence: 7, count: 6 });
    expect(events.map((each) => copyEvent(each, {}))).toEqual(expected.events.map((each) => copyEvent(each, {})));
    for (const { data } of events) expect(data.buffer.byteLength).toBeLessThan(10_000);
    // Around the batch, too, as fields of its request that nobody knows.
    const request = Buffer.concat([one, beside]);
    const within = request.subarray(0, one.length);
    expect(readBatch(within).events[0]?.data.buffer).toBe(request.buffer);
    for (const { data } of readBatch(within, request.length).events) expect(data.buffer).not.toBe(request.buffer);
    // What is of an event counts with it.
    const exact = new Uint8Array(one);
    expect(readBatch(exact).events[0]?.data.buffer).toBe(exact.buffer);
  });

  test("of a million extensions are read, and of more are refused", () => {
    // Fields 2 and 8, and their lengths in four bytes.
    const batchOf = (extensions: number): Buffer => {
      const length = [
        ((2 * extensions) & 0x7f) | 0x80,
        (((2 * extensions) >> 7) & 0x7f) | 0x80,
        (((2 * extensions) >> 14) & 0x7f) | 0x80,
        (2 * extensions) >> 21,
      ];
      return Buffer.concat([Buffer.from([0x12, ...length]), Buffer.alloc(2 * extensions, "B\0")]);
    };
    expect(readBatch(batchOf(1_000_000)).events).toHaveLength(1);
    expect(() => readBatch(batchOf(1_000_001))).toThrow("it holds more than 1000000 extensions");
  });

  test("know an event by its own bytes, and a copy not", () => {
    const message = create(PublishEventsSchema, { events: [{ id: "1" }, { id: "2" }] });
    const { events } = readBatch(toBinary(PublishEventsSchema, message));
    const second = toBinary(EventSchema, create(EventSchema, { id: "2" }));
    expect(Buffer.from(encodedBytesOf(events[1]!)!)).toEqual(Buffer.from(second));
    expect(encodedBytesOf(copyEvent(events[1]!, {}))).toBeUndefined();
  });

  test("have the keys their texts have, whatever these are", () => {
    const [fromBytes, fromTexts] = [new EventKey(), new EventKey()];
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 5 }), (messages) => {
        const bytes = toBinary(PublishEventsSchema, create(PublishEventsSchema, { events: messages }));
        for (const one of readBatch(bytes).events) {
          const hasKey = fromTexts.takeOf(one.source, one.id);
          expect(fromBytes.take(one)).toBe(hasKey);
          if (hasKey) expect([...fromBytes.words]).toEqual([...fromTexts.words]);
        }
      }),
    );
  });

  test("count with all the bytes they came as, one by one and together, and copies with all that they say", () => {
    const message = create(EventSchema, { id: "é", source: "s", type: "t", data: new Uint8Array(2) });
    message.extensions["key"] = "v".repeat(4096);
    message.$unknown = [{ no: 100, wireType: WireType.LengthDelimited, data: Buffer.from("\u0005xxxxx") }];
    const size = toBinary(EventSchema, message).length;
    const bytes = toBinary(PublishEventsSchema, create(PublishEventsSchema, { events: [message, message, message] }));
    const { events } = readBatch(bytes);
    expect(size).toBeGreaterThan(4096 + 5);
    expect(events.map(eventBytes)).toEqual([size, size, size]);
    // Each but the first with its tag and length.
    expect(batchBytes(events)).toBe(3 * size + 2 * 3);
    const copies = events.map((one) => copyEvent(one, {}));
    expect(copies.map(eventBytes)).toEqual([4105, 4105, 4105]);
    expect(batchBytes(copies)).toBe(3 * 4105);
    expect(batchBytes([...readBatch(bytes).events, ...events])).toBe(6 * size);
    expect(batchBytes([])).toBe(0);
  });

  test("are found clean exactly when copies of them are", () => {
    const config = { ...defaultConfig("s"), maxEventBytes: 20, maxExtensions: 2 };
    const long = fc.constantFrom("x".repeat(1024), "x".repeat(1025), "a\u0007b", "\u007f", "a", "");
    const edgy = fc.record({
      id: long,
      source: long,
      type: long,
      subject: long,
      data: fc.uint8Array({ maxLength: 30 }),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(edgy, event), { maxLength: 8 }), (messages) => {
        const bytes = toBinary(PublishEventsSchema, create(PublishEventsSchema, { events: messages }));
        // Twice, since what was clean before is not looked at again.
        for (const one of [...readBatch(bytes).events, ...readBatch(bytes).events]) {
          const copy = copyEvent(one, {});
          expect(findUnstorable(one, config)).toEqual(findUnstorable(copy, config));
          expect(findBadAttribute(one)).toEqual(findBadAttribute(copy));
        }
      }),
    );
  });
});
