import { create, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { expect, it } from "vitest";
import { EventSchema } from "../../../gen/proto/sluice/v1/event_pb.js";
import { PublishEventsSchema } from "../../../gen/proto/sluice/v1/gateway_pb.js";
import { readBatch, readEvent } from "../../../src/gateway/event-encoding.js";
import { decodeRecord, encodeRecord, entriesOf, identitiesOf, type LogEntry } from "../../../src/gateway/record.js";

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom('"', "\\", "\ud800", "\u007f", "é", ""),
);

const entries: fc.Arbitrary<LogEntry> = fc.record({
  event: fc.record({
    id: text,
    source: text,
    type: text,
    subject: text,
    time: fc.option(
      fc.record({ seconds: fc.bigInt({ min: -62_135_596_800n, max: 253_402_300_799n }), nanos: fc.nat() }),
      {
        nil: undefined,
      },
    ),
    datacontenttype: text,
    dataschema: text,
    extensions: fc.dictionary(text, text, { noNullPrototype: true }),
    data: fc.uint8Array(),
    schemaId: fc.nat(),
  }),
  schema: fc.option(fc.record({ subject: text, version: fc.nat(), semver: text, schemaId: fc.nat() }), {
    nil: undefined,
  }),
  hasWarnings: fc.boolean(),
  redrivenFrom: text,
});

it("a record keeps the bytes of an event that came as bytes, and gives it back", () => {
  const message = { id: "1", source: "/till", type: "paid", extensions: { region: "eu" }, data: Buffer.from("{}") };
  const encoded = toBinary(EventSchema, create(EventSchema, message));
  const [event] = readBatch(toBinary(PublishEventsSchema, create(PublishEventsSchema, { events: [message] }))).events;
  const schema = { subject: "s/paid", version: 3, semver: "1.2.0", schemaId: 9 };
  for (const note of [{ schema }, { schema, hasWarnings: true }, { schema, redrivenFrom: "letter" }, {}]) {
    const entry: LogEntry = { event: event!, schema: undefined, hasWarnings: false, redrivenFrom: "", ...note };
    const record = Buffer.concat(encodeRecord(entry));
    expect(record.subarray(-encoded.length)).toEqual(Buffer.from(encoded));
    expect(decodeRecord(record)).toEqual(entry);
  }
});

it("a changed copy of an event that came as bytes is stored as changed", () => {
  const event = readEvent(toBinary(EventSchema, create(EventSchema, { id: "1", source: "s", type: "t" })));
  const entry: LogEntry = { event: { ...event, id: "2" }, schema: undefined, hasWarnings: false, redrivenFrom: "" };
  expect(decodeRecord(Buffer.concat(encodeRecord(entry))).event.id).toBe("2");
});

it("a record of the log is read back as it was written, whatever the attributes hold", () => {
  fc.assert(
    fc.property(entries, (entry) => {
      const { event, ...rest } = decodeRecord(Buffer.concat(encodeRecord(entry)));
      expect({ ...rest, event: { ...event, data: new Uint8Array(event.data) } }).toEqual(entry);
    }),
  );
});

it("source and id are read from a record as from the whole of it, in whatever order and number they came", () => {
  const field = (number: number, value: string) =>
    Buffer.concat([Buffer.from([(number << 3) | 2]), lengthPrefixed(value)]);
  const lengthPrefixed = (value: string) => {
    const bytes = Buffer.from(value, "utf8");
    return Buffer.concat([Buffer.from([bytes.length]), bytes]);
  };
  const short = fc.string({ maxLength: 20, unit: "grapheme-composite" });
  const fields = fc.array(fc.tuple(fc.constantFrom(1, 2, 3, 4, 9, 15), short), { maxLength: 8 });
  const segmentOf = (records: readonly Buffer[]) => ({
    firstPosition: 7,
    count: records.length,
    committedAt: new Date(0),
    bytes: Buffer.concat(
      records.flatMap((record) => {
        const length = Buffer.alloc(4);
        length.writeUInt32LE(record.length);
        return [length, record];
      }),
    ),
  });
  const plain = entries.map((entry) => Buffer.concat(encodeRecord(entry)));
  const asItCame = fields.map((parts) => {
    const event = readEvent(Buffer.concat(parts.map(([number, value]) => field(number, value))));
    const note = { schema: undefined, hasWarnings: false, redrivenFrom: "" };
    return Buffer.concat(encodeRecord({ event, ...note }));
  });
  fc.assert(
    fc.property(fc.array(fc.oneof(plain, asItCame), { minLength: 1, maxLength: 5 }), fc.nat(14), (records, from) => {
      const segment = segmentOf(records);
      const expected = [...entriesOf(segment, from)].map(({ event: { source, id }, position }) => ({
        identity: { source, id },
        position,
      }));
      const identities = [...identitiesOf(segment, from)].map(({ identity: { source, id }, position }) => ({
        identity: { source, id },
        position,
      }));
      expect(identities).toEqual(expected);
    }),
  );
});
