import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import {
  clockTime,
  exactTime,
  formatSpan,
  parseDurationMs,
  parseMoment,
  relativeTime,
} from "../../../src/cli/times.js";
import { testNow } from "./plain-look.js";

describe("durations", () => {
  it.each([
    ["500ms", 500],
    ["10s", 10_000],
    ["2", 2000],
    ["1.5m", 90_000],
    ["2h", 7_200_000],
    ["7d", 604_800_000],
  ])("%s is %d ms", (text, ms) => {
    expect(parseDurationMs("--timeout", text)).toBe(ms);
  });

  it.each(["", "s", "-1s", "5 minutes", "1h30m"])("%j is refused, naming the flag", (text) => {
    expect(() => parseDurationMs("--timeout", text)).toThrow(/^--timeout: .* is not a duration/);
  });

  it.each([
    [850, "850ms"],
    [42_000, "42s"],
    [185_000, "3m"],
    [18_600_000, "5h 10m"],
    [7_200_000, "2h"],
    [1_100_000_000, "12d"],
  ])("%d ms reads %s", (ms, text) => {
    expect(formatSpan(ms)).toBe(text);
  });
});

describe("moments", () => {
  it("are ISO times or how long ago", () => {
    expect(parseMoment("--since", "2029-12-24T00:00:00Z", testNow).toISOString()).toBe("2029-12-24T00:00:00.000Z");
    expect(parseMoment("--since", "2h", testNow).toISOString()).toBe("2030-01-31T10:00:00.000Z");
  });

  it.each(["yesterday", "12", "2030-13-01", "2030-02-30", "2030-01-31 foo 7", "2030-01-31T25:00:00Z"])(
    "%j is refused, naming the flag",
    (text) => {
      expect(() => parseMoment("--since", text, testNow)).toThrow(/^--since: /);
    },
  );

  it("read as how long ago, or how soon", () => {
    const at = (ms: number) => relativeTime(timestampFromDate(new Date(testNow.getTime() + ms)), testNow);
    expect([at(0), at(-180_000), at(172_800_000)]).toEqual(["now", "3m ago", "in 2d"]);
    expect(relativeTime(undefined, testNow)).toBe("");
  });

  it("read exactly where there is room", () => {
    const parked = timestampFromDate(new Date("2030-01-31T11:57:00.250Z"));
    expect(exactTime(parked, testNow)).toBe("2030-01-31T11:57:00.250Z (2m ago)");
    expect(clockTime(parked)).toBe("11:57:00.250");
  });
});
