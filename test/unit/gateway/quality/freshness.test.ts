import { describe, expect, test } from "vitest";
import type { Freshness } from "../../../../src/core/quality.js";
import { compileFreshness } from "../../../../src/gateway/quality/freshness.js";
import { sampleEvent } from "../samples.js";

const noon = new Date("2026-03-01T12:00:00.000Z");

function freshness(overrides: Partial<Freshness>): Freshness {
  return {
    maxAgeMs: undefined,
    maxFutureSkewMs: undefined,
    path: "",
    unit: "milliseconds",
    severity: "error",
    ...overrides,
  };
}

function eventAt(iso: string) {
  return sampleEvent("e", { time: { seconds: BigInt(Date.parse(iso)) / 1000n, nanos: 0 } });
}

const noPayload = (): unknown => {
  throw new Error("nobody asked for the payload");
};

describe("the time of the event", () => {
  const measure = compileFreshness(freshness({ maxAgeMs: 60_000, maxFutureSkewMs: 5_000 }));

  test.each([
    ["2026-03-01T12:00:00Z", 0, undefined],
    ["2026-03-01T11:59:00Z", 60_000, undefined],
    ["2026-03-01T11:58:59Z", 61_000, "too-old"],
    ["2026-03-01T12:00:05Z", -5_000, undefined],
    ["2026-03-01T12:00:06Z", -6_000, "too-far-ahead"],
    ["0001-01-01T00:00:00Z", noon.getTime() + 62_135_596_800_000, "too-old"],
  ])("%s is %i ms old: %s", (time, ageMs, code) => {
    const measured = measure(eventAt(time), noPayload, noon);
    expect(measured.ageMs).toBe(ageMs);
    expect(measured.violation?.code).toBe(code);
    if (code !== undefined) expect(measured.violation?.severity).toBe("error");
  });

  test("is a warning when it is not there, since nothing is known", () => {
    expect(measure(sampleEvent("e"), noPayload, noon)).toMatchObject({
      ageMs: undefined,
      violation: { code: "rule-failed", keyword: "freshness", severity: "warning" },
    });
  });
});

describe("a time in the payload", () => {
  test.each<[unknown, Freshness["unit"], number | undefined]>([
    ["2026-03-01T11:59:59.5Z", "milliseconds", 500],
    ["2026-03-01 12:59:00+01:00", "milliseconds", 60_000],
    ["2026-03-01t11:59:59z", "milliseconds", 1000],
    [noon.getTime() - 7, "milliseconds", 7],
    [noon.getTime() / 1000 - 7, "seconds", 7000],
    [noon.getTime() * 1000, "microseconds", 0],
    [String(BigInt(noon.getTime()) * 1_000_000n), "nanoseconds", 0],
    ["yesterday", "milliseconds", undefined],
    ["2026-03-01", "milliseconds", undefined],
    ["2026-13-41T00:00:00Z", "milliseconds", undefined],
    [1e300, "seconds", undefined],
    [null, "milliseconds", undefined],
    [{}, "milliseconds", undefined],
  ])("%j in %s", (value, unit, ageMs) => {
    const measure = compileFreshness(freshness({ maxAgeMs: 1, path: "/at/time", unit }));
    const measured = measure(sampleEvent("e"), () => ({ at: { time: value } }), noon);
    expect(measured.ageMs).toBe(ageMs);
    expect(measured.violation?.instancePath ?? "/at/time").toBe("/at/time");
    expect(measured.violation?.code === "rule-failed").toBe(ageMs === undefined);
  });
});

test.each<[Partial<Freshness>, string]>([
  [{}, "config.quality.freshness: must set max_age, max_future_skew or both"],
  [{ maxAgeMs: 0 }, "max_age: must be more than 0"],
  [{ maxAgeMs: 1e15 }, "max_age: must be more than 0 and at most 100 years"],
  [{ maxFutureSkewMs: 1e15 }, "max_future_skew: must be at most 100 years"],
  [{ maxAgeMs: 1, path: "time" }, "freshness.path: must be a JSON Pointer"],
])("what makes no sense is refused by field %#", (overrides, message) => {
  expect(() => compileFreshness(freshness(overrides))).toThrow(message);
});

test("no skew at all is a bound too", () => {
  const measure = compileFreshness(freshness({ maxFutureSkewMs: 0 }));
  expect(measure(eventAt("2026-03-01T12:00:01Z"), noPayload, noon).violation?.code).toBe("too-far-ahead");
});
