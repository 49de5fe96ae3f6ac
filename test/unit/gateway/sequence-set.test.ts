import fc from "fast-check";
import { expect, test } from "vitest";
import { parseSequenceSet } from "../../../src/gateway/sequence-set.js";
import { cpuMs } from "../../support/cpu-time.js";

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

test("runs are written as one range, however they came", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([5, 6, 7, 8, 9], { minLength: 5 }), (sequences) => {
      const set = parseSequenceSet("");
      for (const sequence of sequences) set.add(sequence);
      expect(set.format()).toBe("[[5,9]]");
    }),
  );
  expect(parseSequenceSet("").format()).toBe("");
});

test("reads what was written as ranges", () => {
  const set = parseSequenceSet("[[3,5],[9,9],[40,70]]");
  const held = Array.from({ length: 80 }, (_, sequence) => sequence).filter((sequence) => set.has(sequence));
  expect(held).toEqual([3, 4, 5, 9, ...Array.from({ length: 31 }, (_, index) => 40 + index)]);
  expect(parseSequenceSet("[]").format()).toBe("");
});

test("batch after batch with events rejected anywhere, a set is what a set of the last fifty thousand is", () => {
  const batches = fc.array(
    fc.record({ count: fc.integer({ min: 1, max: 9000 }), every: fc.integer({ min: 1, max: 40 }) }),
    {
      minLength: 5,
      maxLength: 12,
    },
  );
  const firstSequence = fc.constantFrom(1, 2 ** 31 - 20_000, 2 ** 52);
  fc.assert(
    fc.property(firstSequence, batches, (first, list) => {
      let set = parseSequenceSet("");
      const model = new Set<number>();
      let last = first - 1;
      for (const { count, every } of list) {
        set = parseSequenceSet(set.trimmed(last).format());
        for (const one of model) if (one <= last - 50_000) model.delete(one);
        for (let end = last + count; last < end; ) {
          last += 1;
          if (last % every !== 0) continue;
          set.add(last);
          model.add(last);
        }
      }
      for (let sequence = Math.max(0, first - 10); sequence <= last + 10; sequence += 1) {
        if (set.has(sequence) !== model.has(sequence))
          expect([sequence, set.has(sequence)]).toEqual([sequence, model.has(sequence)]);
      }
    }),
    { numRuns: 20 },
  );
});

test("sequences scattered over all that can be resent are copied and written within kilobytes, and quickly", () => {
  let set = parseSequenceSet("");
  for (let sequence = 2; sequence <= 50_000; sequence += 2) set.add(sequence);
  expect(set.format().length).toBeLessThan(10_000);
  const took = cpuMs(() => {
    for (let commit = 0; commit < 500; commit += 1) {
      const last = 50_000 + 20 * commit;
      set = set.trimmed(last);
      for (let sequence = last + 2; sequence <= last + 20; sequence += 2) set.add(sequence);
      set.format();
    }
  });
  // With a range for each it took seconds.
  expect(took).toBeLessThan(2000);
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
