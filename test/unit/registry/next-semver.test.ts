import fc from "fast-check";
import semver from "semver";
import { describe, expect, test } from "vitest";
import type { SemverBump } from "../../../src/core/finding.js";
import {
  bumpSemver,
  checkDoesNotUnderstate,
  checkRises,
  highestSemver,
  parseSemver,
  semverOfNextTrack,
} from "../../../src/registry/next-semver.js";
import { versionRows } from "./versions.js";

const number = fc.nat(20);
const release = fc.tuple(number, number, number).map((parts) => new semver.SemVer(parts.join(".")));
const bump = fc.constantFrom<SemverBump>("patch", "minor", "major");
const weight: Record<SemverBump, number> = { patch: 0, minor: 1, major: 2 };

describe("the next semantic version", () => {
  test("rises, and the more the larger the change", () => {
    fc.assert(
      fc.property(release, bump, bump, (current, a, b) => {
        expect(semver.gt(bumpSemver(current, a), current)).toBe(true);
        if (weight[a] <= weight[b]) {
          expect(semver.lte(bumpSemver(current, a), bumpSemver(current, b))).toBe(true);
        }
      }),
    );
  });

  test("leaves its track only for a break, and never below 1.0.0", () => {
    fc.assert(
      fc.property(release, bump, (current, one) => {
        const leaves = semver.major(bumpSemver(current, one)) !== current.major;
        expect(leaves).toBe(one === "major" && current.major > 0);
      }),
    );
  });

  test("is accepted when the author chooses just it, and the one below is not", () => {
    fc.assert(
      fc.property(release, bump, (current, one) => {
        const implied = new semver.SemVer(bumpSemver(current, one));
        expect(() => {
          checkRises(implied, current);
          checkDoesNotUnderstate(implied, current, one);
        }).not.toThrow();
        expect(() => {
          checkRises(current, current);
        }).toThrow(/does not rise/);
        if (one === "patch") return;
        const patch = new semver.SemVer(bumpSemver(current, "patch"));
        expect(() => {
          checkDoesNotUnderstate(patch, current, one);
        }).toThrow(`understates a ${one} change`);
      }),
    );
  });

  test("has numbers up to 999,999,999, beyond which none follows by itself", () => {
    const [last, next] = ["1.999999999.999999999", "999999999.0.0"].map((text) => new semver.SemVer(text));
    if (last === undefined || next === undefined) throw new Error("two versions");
    expect(bumpSemver(last, "major")).toBe("2.0.0");
    expect(semverOfNextTrack(last)).toBe("2.0.0");
    expect(semverOfNextTrack(new semver.SemVer("2.0.0-rc.1"))).toBe("3.0.0");
    expect(semverOfNextTrack(new semver.SemVer("0.4.0"))).toBe("1.0.0");
    for (const call of [
      () => bumpSemver(last, "minor"),
      () => bumpSemver(last, "patch"),
      () => bumpSemver(next, "major"),
      () => semverOfNextTrack(next),
      () => bumpSemver(new semver.SemVer("1.9007199254740991.0"), "patch"),
    ]) {
      expect(call).toThrow(/numbers end at 999999999/);
    }
  });

  test("is free where nothing is known: a new track, an undecided change, a pre-release", () => {
    const [low, high, pre] = ["1.0.1", "1.0.0", "1.0.1-rc.1"].map((text) => new semver.SemVer(text));
    if (low === undefined || high === undefined || pre === undefined) throw new Error("three versions");
    checkRises(low, undefined);
    checkDoesNotUnderstate(low, undefined, "major");
    checkDoesNotUnderstate(low, high, undefined);
    checkDoesNotUnderstate(pre, high, "major");
  });
});

describe("reading", () => {
  test.each(["1.4.0", "0.0.1", "2.0.0-rc.1", "1.0.0+build.7"])("%s", (text) => {
    expect(parseSemver("semver", text).version).toBe(text.replace(/\+.*/, ""));
  });

  test.each(["1000000000.0.0", "1.9007199254740991.0", "1.0.1000000000"])("%s is refused for its numbers", (text) => {
    expect(() => parseSemver("semver", text)).toThrow(`semver: '${text}' has a number above 999999999`);
    expect(parseSemver("semver", "999999999.999999999.999999999").major).toBe(999_999_999);
  });

  test.each(["1.4", "v1.4.0", " 1.4.0", "01.0.0", "1.0.0.0", "latest", ""])("%j is refused", (text) => {
    expect(() => parseSemver("semver", text)).toThrow(/^semver: /);
  });

  test("the highest is not exceeded, whatever the order and state", () => {
    fc.assert(
      fc.property(versionRows, (rows) => {
        const highest = highestSemver(rows.map((row) => row.semver));
        expect(highest === undefined).toBe(rows.length === 0);
        for (const row of rows) expect(semver.lte(row.semver, highest ?? "0.0.0")).toBe(true);
      }),
    );
  });
});
