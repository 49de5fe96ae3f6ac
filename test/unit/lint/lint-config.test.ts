import { describe, expect, it } from "vitest";
import { SluiceError } from "../../../src/core/errors.js";
import { lint } from "../../../src/lint/lint.js";
import { parseLintConfig } from "../../../src/lint/lint-config.js";
import { matchesGlob } from "../../../src/lint/path-glob.js";
import { lintRules } from "../../../src/lint/rule-table.js";

function problemOf(value: unknown): string {
  try {
    parseLintConfig(value);
  } catch (caught) {
    if (caught instanceof SluiceError && caught.reason === "INVALID_ARGUMENT") return caught.message;
    throw caught;
  }
  return "none";
}

describe("a configuration", () => {
  it("is the recommended one unless it says otherwise", () => {
    const { levels } = parseLintConfig({});
    for (const { id, severity } of lintRules) expect(levels[id]).toBe(severity);
  });

  it("may start from strict or from nothing, and change rules one by one", () => {
    const strict = parseLintConfig({ extends: "strict", rules: { "lint-title-missing": "off" } });
    expect(strict.levels).toMatchObject({ "lint-title-missing": "off", "lint-id-missing": "info" });
    const { levels, options } = parseLintConfig({
      extends: "none",
      rules: { "lint-field-naming": ["error", { style: "camelCase" }] },
    });
    expect(Object.values(levels).filter((level) => level !== "off")).toEqual(["error"]);
    expect(options).toEqual({ "lint-field-naming": { style: "camelCase" } });
  });

  it.each([
    [[], "lint configuration: has to be a JSON object"],
    [{ rule: {} }, "rule: there is no such key; did you mean rules?"],
    [{ extends: "all" }, "extends: has to be one of recommended, strict, none"],
    [{ rules: [] }, "rules: has to be a JSON object"],
    [
      { rules: { "lint-feild-naming": "off" } },
      "rules.lint-feild-naming: there is no such rule; did you mean lint-field-naming?",
    ],
    [{ rules: { nonsense: "off" } }, "rules.nonsense: there is no such rule; docs/lint.md lists them"],
    [{ rules: { "lint-field-naming": "warn" } }, "rules.lint-field-naming: has to be one of off, info, warning, error"],
    [{ rules: { "lint-field-naming": ["error", {}, 1] } }, "rules.lint-field-naming: write [level, { options }]"],
    [
      { rules: { "lint-field-naming": ["error", { stile: "x" }] } },
      "rules.lint-field-naming[1].stile: there is no such option; did you mean style?",
    ],
    [
      { rules: { "lint-field-naming": ["error", { style: "x" }] } },
      "rules.lint-field-naming[1].style: has to be one of convention",
    ],
    [
      { rules: { "lint-personal-data": ["error", { allow: "x" }] } },
      "rules.lint-personal-data[1].allow: has to be a list of names",
    ],
    [{ rules: { "lint-key-duplicate": ["error", { a: 1 }] } }, "there is no such option, and this rule has none"],
    [{ ignore: [1] }, "ignore: has to be a list of names"],
    [JSON.parse('{"__proto__": {}}'), "__proto__: there is no such key"],
  ])("%j is refused by the name of the key", (value, problem) => {
    expect(problemOf(value)).toContain(problem);
  });

  it("may name its schema for editors", () => {
    expect(problemOf({ $schema: "https://example.com/lint.json" })).toBe("none");
  });
});

describe("ignored paths", () => {
  it.each([
    ["/properties/a", "/properties/a", true],
    ["/properties/*", "/properties/a", true],
    ["/properties/*", "/properties/a/enum", false],
    ["/properties/legacy_*", "/properties/legacy_id", true],
    ["/properties/*_id*x", "/properties/a_id_x", true],
    ["/properties/*_id*x", "/properties/a_i_x", false],
    ["/*bc*c", "/abc", false],
    ["/**", "", true],
    ["/**", "/a/b", true],
    ["/**/enum/*", "/properties/a/enum/0", true],
    ["/a/**/b/**/c", "/a/b/x/c", true],
    ["/a/**/b/**/c", "/a/x/c", false],
    ["shop.Order.*", "shop.Order.id", true],
    ["shop.**", "shop.Order.Line.id", true],
    ["shop.Order", "shop.Order.id", false],
  ])("%s and %s: %s", (glob, path, matches) => {
    expect(matchesGlob(glob, path)).toBe(matches);
  });

  it("are decided fast however many stars a glob has", () => {
    const path = `/${Array.from({ length: 200 }, () => "a".repeat(50)).join("/")}`;
    expect(matchesGlob(`${"/**/*a*a*a*a*a*".repeat(100)}/b`, path)).toBe(false);
  });

  it("are not spoken about", () => {
    const text = '{"type":"object","properties":{"a":{},"b":{}}}';
    const config = parseLintConfig({
      extends: "none",
      rules: { "lint-property-type": "error" },
      ignore: ["/properties/a"],
    });
    const findings = lint("json-schema", { text, references: [] }, config);
    expect(findings.map(({ readerPath }) => readerPath)).toEqual(["/properties/b"]);
  });
});
