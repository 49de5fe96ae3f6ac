import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fits } from "../../../src/dlq/failure-policies.js";
import { defaultSchedule, firstRetryAt, nextRetry } from "../../../src/dlq/retry-schedule.js";
import { createTargetBreakers } from "../../../src/dlq/target-breakers.js";

const parkedAt = new Date("2026-01-01T00:00:00Z");
const state = { parkedAt, retryCount: 0, now: parkedAt, retryAfterMs: 0 };

describe("a retry", () => {
  test("waits for anything up to a bound that doubles and is capped, and not less than it was told", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9 }),
        fc.nat(600_000),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (retryCount, retryAfterMs, random) => {
          const at = nextRetry(defaultSchedule, { ...state, retryCount, retryAfterMs }, () => random);
          const waited = (at?.getTime() ?? Number.NaN) - parkedAt.getTime();
          const bound = Math.min(defaultSchedule.capMs, defaultSchedule.baseMs * 2 ** retryCount);
          expect(waited).toBe(Math.max(retryAfterMs, Math.floor(random * bound)));
        },
      ),
    );
  });

  test("comes no more after the last attempt, or when the letter is too old", () => {
    expect(nextRetry(defaultSchedule, { ...state, retryCount: 10 }, () => 0)).toBeUndefined();
    const now = new Date(parkedAt.getTime() + defaultSchedule.maxAgeMs + 1);
    expect(nextRetry(defaultSchedule, { ...state, now }, () => 0)).toBeUndefined();
  });

  test("never comes for what time does not heal", () => {
    for (const type of [
      "schema-violation",
      "schema-not-found",
      "malformed",
      "quality",
      "key-blocked",
      "processing",
    ] as const) {
      expect(firstRetryAt(type, parkedAt), type).toBeUndefined();
    }
    expect(firstRetryAt("sink", parkedAt)).toBeDefined();
  });
});

describe("a pattern", () => {
  test.each([
    ["*", "anything", true],
    ["Card*", "CardDeclined", true],
    ["*Error", "TimeoutError", true],
    ["a*b*c", "a-b-c", true],
    ["a*b*c", "a-c-b", false],
    ["ab*ba", "aba", false],
    ["exact", "exactly", false],
    ["exact", "exact", true],
    ["a.c", "abc", false],
  ])("%s and %s: %s", (pattern, text, expected) => {
    expect(fits(pattern, text)).toBe(expected);
  });

  test("means what its regular expression means", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 6 });
    fc.assert(
      fc.property(letters, fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 }), (pattern, text) => {
        expect(fits(pattern, text)).toBe(new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(text));
      }),
    );
  });
});

describe("a breaker", () => {
  test("opens after failures in a row, lets a probe through, and closes with a success", () => {
    let now = 0;
    const breakers = createTargetBreakers({ now: () => now, failures: 3, coolDownMs: 100 });
    expect([1, 2, 3].map(() => breakers.record("t", false))).toEqual([false, false, true]);
    expect(breakers.ask("other")).toBe("go");
    expect(breakers.ask("t")).toEqual({ waitMs: 100 });
    now = 100;
    expect(breakers.ask("t")).toBe("go");
    expect(breakers.ask("t")).toEqual({ waitMs: 100 });
    breakers.record("t", true);
    expect(breakers.ask("t")).toBe("go");
  });
});
