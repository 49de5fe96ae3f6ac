import fc from "fast-check";
import { expect, test } from "vitest";
import { receiveWindow } from "../../../src/server/receive-window.js";

const kibibyte = 1024;
const least = 65_535;

test.each([
  [0, 1024 * kibibyte],
  [1, 1024 * kibibyte],
  [16, 1024 * kibibyte],
  [17, 512 * kibibyte],
  [32, 512 * kibibyte],
  [33, 256 * kibibyte],
  [256, 64 * kibibyte],
  [257, least],
  [10_000, least],
])("of %i connections the last may send %i bytes ahead", (connections, bytes) => {
  expect(receiveWindow(connections)).toBe(bytes);
});

test("however many connections were opened, 48 MiB and the least of each are all that they may send ahead", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), (connections) => {
      let bytes = 0;
      for (let open = 1; open <= connections; open += 1) bytes += receiveWindow(open);
      expect(bytes).toBeLessThanOrEqual(48 * 1024 * kibibyte + Math.max(0, connections - 256) * least);
    }),
    { numRuns: 20 },
  );
});
