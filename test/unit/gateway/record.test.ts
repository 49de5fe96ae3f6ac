import fc from "fast-check";
import { expect, it } from "vitest";
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

it("a record of the log is read back as it was written, whatever the attributes hold", () => {
  fc.assert(
    fc.property(entries, (entry) => {
      const { event, ...rest } = decodeRecord(encodeRecord(entry));
      expect({ ...rest, event: { ...event, data: new Uint8Array(event.data) } }).toEqual(entry);
    }),
  );
});
