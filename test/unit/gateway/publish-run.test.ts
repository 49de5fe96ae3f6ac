import { create, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PublishEventsSchema } from "../../../gen/proto/sluice/v1/gateway_pb.js";
import type { EventRecord } from "../../../src/core/event.js";
import type { Disposition } from "../../../src/gateway/disposition.js";
import { readBatch } from "../../../src/gateway/event-encoding.js";
import { gatherRuns } from "../../../src/gateway/publish-run.js";
import { entriesOf, identitiesOf, PlainRecords } from "../../../src/gateway/record.js";
import { joinRecords } from "../../../src/store/sqlite/segment.js";
import { asSent, sampleConfig, sampleEvent, sampleFailure } from "./samples.js";

const schema = { subject: "orders/placed", version: 1, semver: "1.0.0", schemaId: 1 };

function published(event: EventRecord, more: Partial<Extract<Disposition, { kind: "publish" }>> = {}): Disposition {
  return { kind: "publish", event, schema, warnings: [], ...more };
}

/** Runs as the ids of their events, other items as their kinds. */
function shapeOf(items: readonly Disposition[], config = sampleConfig()): readonly (string | string[])[] {
  return gatherRuns(config, items).map((item) =>
    item.kind === "publish-run" ? item.events.map(({ id }) => id) : item.kind,
  );
}

function sent(count: number, types: readonly string[] = []): readonly EventRecord[] {
  return asSent(
    Array.from({ length: count }, (_, index) => sampleEvent(`${index}`, { type: types[index] ?? "placed" })),
  );
}

describe("runs", () => {
  test("are what follows one another in a batch and is plainly published", () => {
    expect(shapeOf(sent(3).map((event) => published(event)))).toEqual([["0", "1", "2"]]);
  });

  test("end where another type, another schema, a warning or something else than publishing comes", () => {
    const types = ["a", "a", "b", "b", "b", "b", "b", "b", "b"];
    const items = sent(9, types).map((event, index): Disposition => {
      if (index === 4) return { kind: "reject", event, failure: sampleFailure };
      if (index === 5) return published(event, { warnings: sampleFailure.violations });
      return published(event, index === 8 ? { schema: { ...schema, version: 2 } } : {});
    });
    expect(shapeOf(items)).toEqual([["0", "1"], ["2", "3"], "reject", "publish", ["6", "7"], "publish"]);
  });

  test("are not made of events of several batches, of changed copies, or of events that did not come as bytes", () => {
    const [a, b] = [sent(2), sent(2)];
    expect(shapeOf([a[0]!, b[1]!].map((event) => published(event)))).toEqual(["publish", "publish"]);
    expect(shapeOf([sampleEvent("1"), sampleEvent("2")].map((event) => published(event)))).toEqual([
      "publish",
      "publish",
    ]);
  });

  test("are not made where something lies between the events, or their lengths are longer than they need be", () => {
    const one = toBinary(
      PublishEventsSchema,
      create(PublishEventsSchema, { events: [{ id: "1", source: "s", type: "t" }] }),
    );
    const unknown = Buffer.from([15 << 3, 1]);
    const stretched = Buffer.concat([Buffer.from([one[0]!, one[1]! | 0x80, 0]), one.subarray(2)]);
    const items = (parts: readonly Uint8Array[]): Disposition[] =>
      readBatch(Buffer.concat(parts)).events.map((event) => published(event));
    expect(shapeOf(items([one, one]))).toEqual([["1", "1"]]);
    expect(shapeOf(items([one, unknown, one]))).toEqual(["publish", "publish"]);
    expect(shapeOf(items([one, stretched, stretched, one]))).toEqual(["publish", "publish", "publish", "publish"]);
  });

  test("are not made in a stream that keeps the order of keys", () => {
    const items = sent(2).map((event) => published(event));
    expect(shapeOf(items, sampleConfig({ ordering: "per-key" }))).toEqual(["publish", "publish"]);
  });
});

test("a run is read back from any position as its events by themselves, among other records", () => {
  const part = fc.record({ count: fc.integer({ min: 1, max: 6 }), isTogether: fc.boolean(), payload: fc.uint8Array() });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), fc.nat({ max: 40 }), (parts, from) => {
      const plain = new PlainRecords();
      const all: EventRecord[] = [];
      const records = parts.flatMap(({ count, isTogether, payload }) => {
        const made = Array.from({ length: count }, (_, index) =>
          sampleEvent(`${all.length + index}`, { data: payload }),
        );
        const events = asSent(made);
        all.push(...events);
        return isTogether ? [plain.runOf(events, schema)] : events.map((event) => plain.recordOf(event, schema));
      });
      const segment = { firstPosition: 5, count: all.length, committedAt: new Date(0), bytes: joinRecords(records) };
      const expected = all
        .map(({ id, source, data }, index) => ({ id, source, data, position: 5 + index }))
        .slice(Math.max(0, from - 5));
      const found = [...entriesOf(segment, from)];
      expect(found.map(({ event: { id, source, data }, position }) => ({ id, source, data, position }))).toEqual(
        expected,
      );
      expect(found.every((entry) => entry.schema?.version === 1 && !entry.hasWarnings)).toBe(true);
      const identities = [...identitiesOf(segment, from)];
      expect(identities.map(({ identity, position }) => [identity.id, position])).toEqual(
        expected.map(({ id, position }) => [id, position]),
      );
    }),
  );
});

test("a damaged run is told with its position", () => {
  const events = sent(3);
  const bytes = joinRecords([new PlainRecords().runOf(events, schema)]);
  const segment = { firstPosition: 7, count: 3, committedAt: new Date(0), bytes };
  const noteLength = bytes.readUInt32LE(4) & 0x3fff_ffff;
  bytes[8 + noteLength] = 0x0a;
  expect(() => [...entriesOf(segment, 0)]).toThrow(/damaged at position 7/);
  // A note that is longer than its record.
  bytes.writeUInt32LE((0xc000_0000 | 0x00ff_ffff) >>> 0, 4);
  expect(() => [...entriesOf(segment, 0)]).toThrow(/damaged at position 7/);
});
