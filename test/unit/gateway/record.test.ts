import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeRecord, encodeRecord, type LogEntry } from "../../../src/gateway/record.js";

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

/** The head as JSON.stringify writes it, byte for byte what earlier versions stored. */
function stringifiedHead({ event, schema, hasWarnings, redrivenFrom }: LogEntry): string {
  const { id, source, type, subject, time, datacontenttype, dataschema, extensions, schemaId } = event;
  return JSON.stringify([
    id,
    source,
    type,
    subject,
    time === undefined ? 0 : [time.seconds.toString(), time.nanos],
    datacontenttype,
    dataschema,
    Object.keys(extensions).length === 0 ? 0 : extensions,
    schemaId,
    schema === undefined ? 0 : [schema.subject, schema.version, schema.semver, schema.schemaId],
    hasWarnings ? 1 : 0,
    redrivenFrom,
  ]);
}

describe("records of the log", () => {
  it("have the head that JSON.stringify writes, whatever the attributes hold", () => {
    fc.assert(
      fc.property(entries, (entry) => {
        const record = Buffer.from(encodeRecord(entry));
        const headEnd = 4 + record.readUInt32LE(0);
        expect(record.toString("utf8", 4, headEnd)).toBe(stringifiedHead(entry));
        expect(new Uint8Array(record.subarray(headEnd))).toEqual(entry.event.data);
      }),
      { numRuns: 1000 },
    );
  });

  it("are read back as they were written", () => {
    fc.assert(
      fc.property(entries, (entry) => {
        const { event, ...rest } = decodeRecord(encodeRecord(entry));
        expect({ ...rest, event: { ...event, data: new Uint8Array(event.data) } }).toEqual(entry);
      }),
    );
  });
});
