import fc from "fast-check";
import type { EventFailure, EventRecord } from "../../../src/core/event.js";
import type { StreamConfig } from "../../../src/store/store.js";
import { streamConfig } from "../../support/rows.js";

/** An event; what is left out is plain. */
export function sampleEvent(id: string, overrides: Partial<EventRecord> = {}): EventRecord {
  return {
    id,
    source: "/shop",
    type: "placed",
    subject: "",
    time: undefined,
    datacontenttype: "",
    dataschema: "",
    extensions: {},
    data: new TextEncoder().encode("{}"),
    schemaId: 0,
    ...overrides,
  };
}

/** What keeps an event out. */
export const sampleFailure: EventFailure = {
  failureType: "schema-violation",
  violations: [
    {
      code: "required",
      instancePath: "",
      schemaPath: "/required",
      keyword: "required",
      message: "must have the property n",
      hint: "",
      severity: "error",
    },
  ],
  schema: { subject: "orders/placed", version: 1, semver: "1.0.0", schemaId: 1 },
};

/** The configuration of a stream. */
export function sampleConfig(overrides: Partial<StreamConfig> = {}): StreamConfig {
  return { ...streamConfig("orders"), ...overrides };
}

const text = fc.string({ unit: "grapheme", maxLength: 12 });

/** Events with everything an event can have. */
const anyEvent: fc.Arbitrary<EventRecord> = fc.record({
  id: text,
  source: text,
  type: text,
  subject: text,
  time: fc.option(
    fc.record({
      seconds: fc.bigInt({ min: -62_135_596_800n, max: 253_402_300_799n }),
      nanos: fc.nat(999_999_999),
    }),
    { nil: undefined },
  ),
  datacontenttype: text,
  dataschema: text,
  extensions: fc.dictionary(fc.stringMatching(/^[a-z0-9]{1,8}$/), text, { noNullPrototype: true }),
  data: fc.uint8Array({ maxLength: 40 }),
  schemaId: fc.nat(0xffff_ffff),
});
