import { create, toBinary } from "@bufbuild/protobuf";
import { PublishEventsSchema } from "../../../gen/proto/sluice/v1/gateway_pb.js";
import type { EventFailure, EventRecord } from "../../../src/core/event.js";
import { readBatch } from "../../../src/gateway/event-encoding.js";
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

/** Events as a producer sends them in one batch: bytes. */
export function asSent(events: readonly EventRecord[]): readonly EventRecord[] {
  const messages = events.map(({ id, source, type, data }) => ({ id, source, type, data }));
  return readBatch(toBinary(PublishEventsSchema, create(PublishEventsSchema, { events: messages }))).events;
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
