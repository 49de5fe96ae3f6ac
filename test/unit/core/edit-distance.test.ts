import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editDistance } from "../../../src/core/edit-distance.js";
import { nearestWord } from "../../../src/core/nearest-word.js";

/** By the definition: the least over the last step. */
function slips(a: string, b: string): number {
  if (a === "" || b === "") return Math.max(a.length, b.length);
  const replaced = slips(a.slice(0, -1), b.slice(0, -1)) + (a.at(-1) === b.at(-1) ? 0 : 1);
  const isSwapped = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
  const swapped = isSwapped ? slips(a.slice(0, -2), b.slice(0, -2)) + 1 : replaced;
  return Math.min(replaced, swapped, slips(a.slice(0, -1), b) + 1, slips(a, b.slice(0, -1)) + 1);
}

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });

describe("the distance between words", () => {
  test("is what its definition says, up to the limit", () => {
    fc.assert(
      fc.property(word, word, fc.nat(7), (a, b, most) => {
        const distance = slips(a, b);
        expect(editDistance(a, b)).toBe(distance);
        const limited = editDistance(a, b, most);
        if (distance <= most) expect(limited).toBe(distance);
        else expect(limited).toBeGreaterThan(most);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("the word that was meant", () => {
  test.each([
    ["prot", ["host", "port", "data"], "port"],
    ["drain_timeout", ["drainTimeoutMs", "clientTimeoutMs"], "drainTimeoutMs"],
    ["LOGLEVEL", ["logFormat", "logLevel"], "logLevel"],
    // The first of equally near ones.
    ["hosts", ["hostx", "hosty"], "hostx"],
    ["colour", ["size", "weight"], undefined],
    ["x", ["y"], undefined],
    ["a".repeat(65), ["a".repeat(65)], undefined],
  ])("by %s, of %j, is %s", (wanted, candidates, meant) => {
    expect(nearestWord(wanted, candidates)).toBe(meant);
  });
});
