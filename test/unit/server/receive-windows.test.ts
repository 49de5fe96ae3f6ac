import fc from "fast-check";
import { expect, test } from "vitest";
import { receiveWindow } from "../../../src/server/receive-windows.js";

const kibibyte = 1024;
const least = 65_535;

test.each([
  [0, 1024 * kibibyte],
  [1, 1024 * kibibyte],
  [32, 1024 * kibibyte],
  [33, 512 * kibibyte],
  [64, 512 * kibibyte],
  [65, 256 * kibibyte],
  [512, 64 * kibibyte],
  [513, least],
  [10_000, least],
])("of %i calls each may send %i bytes ahead", (calls, bytes) => {
  expect(receiveWindow(calls)).toBe(bytes);
});

test("all calls together may send 32 MiB ahead, or the least of each when that is more", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (calls) => {
      expect(calls * receiveWindow(calls)).toBeLessThanOrEqual(Math.max(32 * 1024 * kibibyte, calls * least));
      expect(receiveWindow(calls + 1)).toBeLessThanOrEqual(receiveWindow(calls));
    }),
  );
});
