import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AcksSchema } from "../../../gen/proto/sluice/v1/gateway_pb.js";
import { makeDeadLetter } from "../../../src/dlq/park.js";
import type { ItemOutcome } from "../../../src/gateway/submission.js";
import { acksOut, type DecidedBatch, messageAcks, withoutEvents } from "../../../src/rpc/acks.js";
import { encodedAcks } from "../../../src/rpc/encoded-acks.js";
import { letter } from "../../support/rows.js";
import { sampleEvent, sampleFailure } from "../gateway/samples.js";

const outcome: fc.Arbitrary<ItemOutcome> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .nat(50)
      .map((position) => ({ kind: "published" as const, position, schema: undefined, warnings: [] })),
  },
  fc.nat(50).map((position) => ({
    kind: "published" as const,
    position,
    schema: undefined,
    warnings: sampleFailure.violations,
  })),
  fc.constant({ kind: "duplicate" as const, place: 3 }),
  fc.constant({ kind: "rejected" as const, failure: sampleFailure }),
);

/** Batches whose published events mostly follow one another, some of them sent again. */
const batches: fc.Arbitrary<readonly DecidedBatch[]> = fc
  .array(fc.record({ outcomes: fc.array(outcome, { minLength: 1, maxLength: 6 }), back: fc.nat(3) }), { maxLength: 6 })
  .map((list) => {
    let sequence = 1;
    let position = 0;
    return list.map(({ outcomes, back }) => {
      const firstSequence = Math.max(1, sequence - (back === 3 ? 4 : 0));
      sequence = Math.max(sequence, firstSequence + outcomes.length);
      const placed = outcomes.map((one) =>
        one.kind === "published" && one.position > 5 ? { ...one, position: position++ } : one,
      );
      const events = outcomes.map((_, index) => ({ id: `event-${firstSequence + index}` }));
      return { firstSequence, events, outcomes: placed, bytes: 0 };
    });
  });

const progress = { ackedThrough: 0, windowEvents: 100 };
type Mode = "cumulative" | "per-event";
const framesOf = (list: readonly DecidedBatch[], mode: Mode = "cumulative") =>
  [...acksOut(list, mode, progress, messageAcks())].map(({ acks }) => create(AcksSchema, acks));
const encodedFramesOf = (list: readonly DecidedBatch[], mode: Mode = "cumulative") =>
  [...acksOut(list, mode, progress, encodedAcks())].map(({ acks }) => fromBinary(AcksSchema, acks));

test("ranges say what the events one by one would say", () => {
  fc.assert(
    fc.property(batches, (list) => {
      const told = framesOf(list).flatMap(({ published, outcomes }) => [
        ...published.flatMap(({ firstSequence, count, firstPosition }) =>
          Array.from(
            { length: count },
            (_, index) => `${firstSequence + BigInt(index)} at ${firstPosition + BigInt(index)}`,
          ),
        ),
        ...outcomes.map(({ sequence, outcome: one }) =>
          one.case === "published" ? `${sequence} at ${one.value.position}` : `${sequence} ${one.case}`,
        ),
      ]);
      const single = framesOf(list, "per-event").flatMap(({ published, outcomes }) => {
        expect(published).toEqual([]);
        return outcomes.map(({ sequence, outcome: one }) =>
          one.case === "published" ? `${sequence} at ${one.value.position}` : `${sequence} ${one.case}`,
        );
      });
      expect(told.toSorted()).toEqual(single.toSorted());
      expect(single).toHaveLength(list.reduce((sum, { outcomes }) => sum + outcomes.length, 0));
    }),
  );
});

/** Outcomes of every kind, with texts of every length and alphabet. */
const text = fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: "grapheme", maxLength: 200 }));
const violation = fc.record({
  code: text,
  instancePath: text,
  schemaPath: text,
  keyword: text,
  message: text,
  hint: text,
  severity: fc.constantFrom("error" as const, "warning" as const),
});
const schema = fc.option(fc.record({ subject: text, version: fc.nat(), semver: text, schemaId: fc.nat() }), {
  nil: undefined,
});
const failure = fc.record({
  failureType: fc.constantFrom("malformed" as const, "schema-violation" as const),
  violations: fc.array(violation, { maxLength: 4 }),
  schema,
});
const place = fc.oneof(fc.maxSafeNat(), text, fc.constant(undefined));
const parked = fc
  .record({ id: text, fingerprint: text, blockedBy: text, failure })
  .map(({ failure: why, ...parts }) => letter(1, { ...parts, ...why }));
const anyOutcome: fc.Arbitrary<ItemOutcome> = fc.oneof(
  fc
    .record({ position: fc.maxSafeNat(), schema, warnings: fc.array(violation, { maxLength: 2 }) })
    .map((one) => ({ kind: "published" as const, ...one })),
  place.map((one) => ({ kind: "duplicate" as const, place: one })),
  parked.map((one) => ({ kind: "dead-lettered" as const, letter: one })),
  failure.map((one) => ({ kind: "rejected" as const, failure: one })),
  failure.map((one) => ({ kind: "failed-again" as const, failure: one })),
  fc.record({ failure, retryAfterMs: fc.nat() }).map((one) => ({ kind: "refused" as const, ...one })),
  fc.constant({ kind: "skipped" as const }),
);

test("written by hand say what they say as messages", () => {
  fc.assert(
    fc.property(
      fc.maxSafeNat().map((one) => one + 1),
      fc.array(fc.tuple(text, anyOutcome), { maxLength: 8 }),
      fc.constantFrom<Mode>("cumulative", "per-event"),
      (firstSequence, list, mode) => {
        const events = list.map(([id]) => ({ id }));
        const batch = { firstSequence: firstSequence - (firstSequence > 100 ? 50 : 0), events, bytes: 0 };
        const decided = [{ ...batch, outcomes: list.map(([, one]) => one) }];
        expect(encodedFramesOf(decided, mode)).toEqual(framesOf(decided, mode));
      },
    ),
  );
});

test("what is acknowledged is the highest sequence told, even when the last batch was sent again", () => {
  fc.assert(
    fc.property(batches, (list) => {
      const highest = Math.max(0, ...list.map(({ firstSequence, outcomes }) => firstSequence + outcomes.length - 1));
      expect(framesOf(list).at(-1)?.ackedThrough ?? 0n).toBe(BigInt(highest));
    }),
  );
});

describe("many outcomes with much to say", () => {
  const long = {
    ...sampleFailure,
    violations: Array(20).fill({ ...sampleFailure.violations[0], message: "é".repeat(500) }),
  };
  const outcomes = Array.from({ length: 1000 }, (): ItemOutcome => ({ kind: "rejected", failure: long }));
  const events = outcomes.map((_, index) => ({ id: `event-${index}` }));
  const decided = [{ firstSequence: 1, events, outcomes, bytes: 0 }];

  describe.each([
    ["as messages", framesOf(decided)],
    ["written by hand", encodedFramesOf(decided)],
  ])("%s", (_, frames) => {
    test("come in frames that gRPC clients take", () => {
      expect(frames.length).toBeGreaterThan(5);
      for (const frame of frames) expect(toBinary(AcksSchema, frame).length).toBeLessThan(4 * 1024 * 1024);
    });

    test("are acknowledged only as far as they were told", () => {
      let told = 0;
      for (const frame of frames) {
        told += frame.outcomes.length;
        expect(frame.ackedThrough).toBe(BigInt(told));
      }
      expect(told).toBe(1000);
    });
  });
});

test("acknowledging a batch takes its ids, and nothing of its events that may be large", () => {
  const value = "v".repeat(4096);
  const extensions = { service: value, tenant: value, note: value };
  const event = sampleEvent("event-1", { extensions, subject: value, data: Buffer.from(value) });
  const parked = makeDeadLetter({
    id: "L",
    stream: "orders",
    event,
    framing: "plain",
    failure: sampleFailure,
    subject: "orders/placed",
    at: new Date(0),
    trigger: "publish",
    attempts: 1,
    consumerGroup: "",
    errorDetail: "",
    orderingKey: value,
  });
  const whole: DecidedBatch = {
    firstSequence: 1,
    events: [event],
    outcomes: [{ kind: "dead-lettered", letter: parked }],
    bytes: 0,
  };
  const batch = withoutEvents(whole);
  expect(JSON.stringify(batch)).not.toContain(value);
  expect(framesOf([batch])).toEqual(framesOf([whole]));
});
