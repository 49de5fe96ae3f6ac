import fc from "fast-check";
import { expect, test } from "vitest";
import { DecidedLately } from "../../../src/gateway/decided-lately.js";

const producer = { id: "p", epoch: 1 };

test("a sequence counts as decided lately only if it was, and an eighth of the window later at most", () => {
  const windowMs = 80;
  fc.assert(
    fc.property(fc.array(fc.record({ wait: fc.nat(40), count: fc.nat(5) }), { maxLength: 60 }), (commits) => {
      const decided = new DecidedLately(windowMs);
      const decidedAt: number[] = [];
      let now = 1_000_000;
      for (const { wait, count } of commits) {
        now += wait;
        decided.note(producer, decidedAt.length + 1, new Date(now));
        for (let one = 0; one < count; one += 1) decidedAt.push(now);
        const time = now - windowMs;
        const since = decided.since(producer, time);
        for (const [index, at] of decidedAt.entries()) {
          if (index + 1 >= since) expect(at).toBeGreaterThanOrEqual(time);
          if (at >= time + windowMs / 8) expect(index + 1).toBeGreaterThanOrEqual(since);
        }
      }
    }),
  );
});

test("nothing is known of producers and epochs that sent nothing", () => {
  const decided = new DecidedLately(1000);
  decided.note(producer, 1, new Date(5));
  expect(decided.since(producer, 0)).toBe(1);
  expect(decided.since({ id: "other", epoch: 1 }, 0)).toBe(Number.POSITIVE_INFINITY);
  expect(decided.since({ id: "p", epoch: 2 }, 0)).toBe(Number.POSITIVE_INFINITY);
  decided.note({ id: "p", epoch: 2 }, 1, new Date(6));
  expect(decided.since(producer, 0)).toBe(Number.POSITIVE_INFINITY);
});
