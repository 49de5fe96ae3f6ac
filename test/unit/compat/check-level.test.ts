import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkLevel, worst } from "../../../src/compat/check-level.js";
import { inferBump } from "../../../src/compat/infer-bump.js";
import { demands } from "../../../src/compat/levels.js";
import type { CompatibilityLevel } from "../../../src/core/compatibility.js";
import { strictSemantics, type Verdict } from "../../../src/core/finding.js";
import { letters, toyFormat } from "./toy-format.js";

const levels = Object.keys(demands) as CompatibilityLevel[];
const schema = fc
  .tuple(fc.uniqueArray(fc.constantFrom("a", "b", "c"), { maxLength: 3 }), fc.constantFrom("", "", "", "?"))
  .map(([known, doubt]) => `${known.join("")}${doubt}`);
const history = fc.array(schema, { maxLength: 5 });
const rank: Record<Verdict, number> = { compatible: 0, undecided: 1, incompatible: 2 };

function check(level: CompatibilityLevel, candidate: string, earlier: readonly string[]) {
  return checkLevel({
    format: toyFormat,
    candidate: letters(candidate),
    earlier: earlier.map((text, index) => ({ version: index + 1, format: toyFormat, source: letters(text) })),
    level,
    options: { policy: "semantic", semantics: strictSemantics },
  });
}

describe("levels", () => {
  test("the table holds all seven", () => {
    expect(levels.toSorted()).toEqual([
      "BACKWARD",
      "BACKWARD_TRANSITIVE",
      "FORWARD",
      "FORWARD_TRANSITIVE",
      "FULL",
      "FULL_TRANSITIVE",
      "NONE",
    ]);
  });

  test("FULL is BACKWARD and FORWARD, transitively or not", async () => {
    await fc.assert(
      fc.asyncProperty(schema, history, fc.constantFrom("", "_TRANSITIVE"), async (candidate, earlier, suffix) => {
        const verdictAt = async (level: string) =>
          (await check(level as CompatibilityLevel, candidate, earlier)).verdict;
        const both = worst([await verdictAt(`BACKWARD${suffix}`), await verdictAt(`FORWARD${suffix}`)]);
        expect(await verdictAt(`FULL${suffix}`)).toBe(both);
      }),
    );
  });

  test("what is compatible with every version is compatible with the latest", async () => {
    await fc.assert(
      fc.asyncProperty(
        schema,
        history,
        fc.constantFrom("BACKWARD", "FORWARD", "FULL"),
        async (candidate, earlier, level) => {
          const once = (await check(level, candidate, earlier)).verdict;
          const all = (await check(`${level}_TRANSITIVE`, candidate, earlier)).verdict;
          expect(rank[all]).toBeGreaterThanOrEqual(rank[once]);
        },
      ),
    );
  });

  test("NONE refuses nothing and compares nothing; so does every level without versions", async () => {
    await fc.assert(
      fc.asyncProperty(schema, history, fc.constantFrom(...levels), async (candidate, earlier, level) => {
        expect(await check("NONE", candidate, earlier)).toEqual({
          verdict: "compatible",
          comparisons: [],
          findings: [],
        });
        expect(await check(level, candidate, [])).toEqual({ verdict: "compatible", comparisons: [], findings: [] });
      }),
    );
  });

  test("backward means that the candidate reads, forward that it writes", async () => {
    expect((await check("BACKWARD", "ab", ["a"])).verdict).toBe("compatible");
    expect((await check("FORWARD", "ab", ["a"])).verdict).toBe("incompatible");
    expect((await check("BACKWARD", "a", ["ab"])).verdict).toBe("incompatible");
    expect((await check("FORWARD", "a", ["ab"])).verdict).toBe("compatible");
    expect((await check("BACKWARD", "a?", ["a"])).verdict).toBe("undecided");
  });

  test("findings say where they come from, most severe first", async () => {
    const { findings } = await check("FULL_TRANSITIVE", "b", ["a", "b"]);
    expect(findings.map(({ severity, version, direction }) => `${severity} ${version} ${direction}`)).toEqual([
      "error 1 backward",
      "error 1 forward",
      "info 1 backward",
      "info 1 forward",
      "info 2 backward",
      "info 2 forward",
    ]);
  });

  test("another language is never compatible", async () => {
    const other = { version: 1, format: { ...toyFormat, name: "avro" as const }, source: letters("a") };
    const options = { policy: "semantic", semantics: strictSemantics } as const;
    const candidate = letters("a");
    const verdict = await checkLevel({ format: toyFormat, candidate, earlier: [other], level: "BACKWARD", options });
    expect(verdict.verdict).toBe("incompatible");
    expect(verdict.findings.map(({ ruleId }) => ruleId)).toEqual(["format-changed"]);
  });
});

describe("the inferred bump", () => {
  test.each([
    ["a", "ab", "minor"],
    ["ab", "a", "major"],
    ["a", "b", "major"],
    ["a", "a#said better", "patch"],
    ["a", "a", "patch"],
    ["a", "a?", undefined],
    ["a?", "b?", "major"],
  ])("from %s to %s is %s", async (from, to, bump) => {
    expect((await inferBump(toyFormat, letters(from), letters(to))).bump).toBe(bump);
  });
});
