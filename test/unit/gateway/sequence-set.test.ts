import fc from "fast-check";
import { expect, test } from "vitest";
import { parseSequenceSet } from "../../../src/gateway/sequence-set.js";

const step = fc.record({ kind: fc.constantFrom("add", "delete", "reload"), sequence: fc.integer({ min: 1, max: 30 }) });

test("does what a set does, and survives being written down", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const model = new Set<number>();
      let set = parseSequenceSet("");
      for (const { kind, sequence } of steps) {
        if (kind === "add") {
          set.add(sequence);
          model.add(sequence);
        } else if (kind === "delete") {
          set.delete(sequence);
          model.delete(sequence);
        } else set = parseSequenceSet(set.format());
        for (let one = 0; one <= 31; one += 1) expect(set.has(one)).toBe(model.has(one));
      }
    }),
  );
});

test("runs are kept as one range, however they came", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([5, 6, 7, 8, 9], { minLength: 5 }), (sequences) => {
      const set = parseSequenceSet("");
      for (const sequence of sequences) set.add(sequence);
      expect(set.format()).toBe("[[5,9]]");
    }),
  );
  expect(parseSequenceSet("").format()).toBe("");
});

test("trimming forgets what lies beyond any window, and nothing within, and leaves the original alone", () => {
  const set = parseSequenceSet("");
  for (const sequence of [10, 40_000, 60_000]) set.add(sequence);
  const trimmed = set.trimmed(60_000);
  expect([10, 40_000, 60_000].map((one) => trimmed.has(one))).toEqual([false, true, true]);
  trimmed.delete(60_000);
  expect(set.has(60_000)).toBe(true);
  expect(set.has(10)).toBe(true);
});
