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

/** A disk that commits `perCommit` events every `commitMs`, and a producer that uses what it may; answers how much that is. */
async function pacedBy(commitMs: number, perCommit: number, window: ReturnType<typeof createWindow>): Promise<number> {
  for (let round = 0; round < 400; round += 1) {
    const batches = Math.max(1, Math.floor(window.events / 100));
    for (let one = 0; one < batches; one += 1) await window.reserve(100, 0);
    for (let one = 0; one < batches; one += 1) {
      // It waits for the commits of what is before it, and for its own.
      window.decided(100, (Math.floor((one * 100) / perCommit) + 1) * commitMs, commitMs);
      window.release(100, 0);
    }
  }
  return window.events;
}

test("lets as much wait as keeps two commits busy, and more again when commits take more", async () => {
  const window = createWindow(2000, 1e6);
  const small = await pacedBy(10, 300, window);
  expect(small).toBeGreaterThanOrEqual(300);
  expect(small).toBeLessThanOrEqual(1000);
  expect(await pacedBy(10, 1e6, window)).toBe(2000);
});

test("holds what is decided and not yet acknowledged beside it, and never lets less wait than two batches", async () => {
  const window = createWindow(2000, 1e6);
  for (let round = 0; round < 200; round += 1) {
    await window.reserve(400, 0);
    window.decided(400, 1000, 1);
    if (round < 196) window.release(400, 0);
  }
  expect(window.events).toBe(800);
  expect(window.inflightEvents).toBe(1600);
  await window.reserve(400, 0);
  window.limitTo(0.1);
  expect(window.events).toBe(200);
});
