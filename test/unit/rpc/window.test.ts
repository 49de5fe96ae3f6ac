import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createWindow } from "../../../src/rpc/window.js";

const batch = fc.record({ events: fc.integer({ min: 1, max: 12 }), bytes: fc.nat(120) });

test("holds no more than it may, unless a single batch is larger, and lets every batch through in the end", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { maxLength: 15 }), async (batches) => {
      const window = createWindow(10, 100);
      const held: (typeof batches)[number][] = [];
      const reading = (async () => {
        for (const one of batches) {
          await window.reserve(one.events, one.bytes);
          held.push(one);
          const sum = (what: "events" | "bytes") => held.reduce((total, each) => total + each[what], 0);
          expect(held.length === 1 || (sum("events") <= 10 && sum("bytes") <= 100)).toBe(true);
          expect(window.inflightEvents).toBe(sum("events"));
        }
        return "done";
      })();
      for (let released = 0; released < batches.length; ) {
        await setImmediate();
        const first = held.shift();
        if (first === undefined) continue;
        window.release(first.events, first.bytes);
        released += 1;
      }
      expect(await reading).toBe("done");
    }),
    { numRuns: 40 },
  );
});

test("lets go of who waits when it is closed", async () => {
  const window = createWindow(1, 1);
  await window.reserve(1, 1);
  const waiting = window.reserve(1, 1);
  expect(window.closed).toBe(false);
  window.close();
  await waiting;
  expect(window.closed).toBe(true);
});
