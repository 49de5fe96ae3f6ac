import fc from "fast-check";
import semver from "semver";
import { describe, expect, test } from "vitest";
import {
  formatSelector,
  parseSelector,
  parseSemverSelector,
  parseTrack,
  selectVersion,
  type VersionSelector,
} from "../../../src/registry/selector.js";
import { versionRow, versionRows } from "./versions.js";

const selector: fc.Arbitrary<VersionSelector> = fc.oneof(
  fc.record({ kind: fc.constant("version" as const), version: fc.integer({ min: 1, max: 15 }) }),
  fc.record({ kind: fc.constant("track" as const), major: fc.nat(4) }),
  fc.constant({ kind: "latest" as const }),
  fc.record({
    kind: fc.constant("semver" as const),
    range: fc.constantFrom("^1.0", "1.x", ">=0.2.0 <2", "2.1.0", "~1.2", "*", "1.0.0-rc.1", "<0.1 || 3"),
  }),
);

describe("reading and writing", () => {
  test("what is written is read back as it was", () => {
    fc.assert(
      fc.property(selector, (one) => {
        expect(parseSelector("version", formatSelector(one))).toEqual(one);
      }),
    );
  });

  test.each([
    ["", { kind: "latest" }],
    [" latest ", { kind: "latest" }],
    ["3", { kind: "version", version: 3 }],
    ["v0", { kind: "track", major: 0 }],
    ["1.4.0", { kind: "semver", range: "1.4.0" }],
    ["^1.2 || 3", { kind: "semver", range: "^1.2 || 3" }],
  ])("%j", (text, expected) => {
    expect(parseSelector("version", text)).toEqual(expected);
  });

  test.each(["0", "-1", "newest", "v", "v-1", "1.2.3.4", "x".repeat(300)])("%s is refused by field", (text) => {
    expect(() => parseSelector("to", text)).toThrow(/^to: /);
  });

  test("a track and a range are not taken for one another", () => {
    expect(() => parseTrack("track", "2")).toThrow("track: '2' is not a track");
    expect(() => parseSemverSelector("semver", "newest")).toThrow(/^semver: /);
  });
});

describe("selecting", () => {
  test("a number finds its version in any state, everything else only what is not disabled", () => {
    fc.assert(
      fc.property(versionRows, selector, (rows, one) => {
        const found = selectVersion(rows, one);
        if (one.kind === "version") expect(found).toBe(rows[one.version - 1]);
        else expect(found?.state).not.toBe("disabled");
      }),
    );
  });

  test("nothing that fits better is left", () => {
    fc.assert(
      fc.property(versionRows, selector, (rows, one) => {
        const found = selectVersion(rows, one);
        const usable = rows.filter(({ state }) => state !== "disabled");
        if (one.kind === "latest") expect(found).toBe(usable.at(-1));
        if (one.kind === "track") expect(found).toBe(usable.findLast(({ major }) => major === one.major));
        if (one.kind !== "semver") return;
        const fitting = usable.filter((row) => semver.satisfies(row.semver, one.range));
        expect(found === undefined).toBe(fitting.length === 0);
        for (const row of fitting) expect(semver.gte(found?.semver ?? "0.0.0-0", row.semver)).toBe(true);
      }),
    );
  });

  test("the latest is the one registered last, whatever its semantic version", () => {
    const rows = [versionRow(1, "1.0.0"), versionRow(2, "2.0.0"), versionRow(3, "1.0.1")];
    expect(selectVersion(rows, { kind: "latest" })?.version).toBe(3);
    expect(selectVersion(rows, { kind: "semver", range: "*" })?.version).toBe(2);
  });
});

test("what a range means among the same versions is worked out once", () => {
  let read = 0;
  const rows = [versionRow(1, "1.0.0"), versionRow(2, "1.1.0")].map((row, index) => ({
    ...row,
    get semver() {
      read += 1;
      return `1.${index}.0`;
    },
  }));
  const range: VersionSelector = { kind: "semver", range: "^1.0" };
  expect(selectVersion(rows, range)?.semver).toBe("1.1.0");
  const before = read;
  for (let at = 0; at < 10; at += 1) expect(selectVersion(rows, range)).toBe(rows[1]);
  expect(read).toBe(before);
  expect(selectVersion([...rows].slice(0, 1), range)).toBe(rows[0]);
});
