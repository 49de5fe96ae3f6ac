import { create, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AcksSchema } from "../../../gen/proto/sluice/v1/gateway_pb.js";
import type { ItemOutcome } from "../../../src/gateway/submission.js";
import { acksOut, type DecidedBatch } from "../../../src/rpc/acks.js";
import { sampleFailure } from "../gateway/samples.js";

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
const framesOf = (list: readonly DecidedBatch[], mode: "cumulative" | "per-event" = "cumulative") =>
  [...acksOut(list, mode, progress)].map((frame) => create(AcksSchema, frame));

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
  const frames = framesOf([{ firstSequence: 1, events, outcomes, bytes: 0 }]);

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
