import { describe, expect, test } from "vitest";
import { SluiceError } from "../../../../src/core/errors.js";
import type { QualityRule, StreamQuality } from "../../../../src/core/quality.js";
import { jsonschema } from "../../../../src/formats/jsonschema/index.js";
import { assessQuality } from "../../../../src/gateway/quality/assess-quality.js";
import { compileQuality } from "../../../../src/gateway/quality/compile-quality.js";
import { JudgedEvent } from "../../../../src/gateway/quality/judged-event.js";
import { createQualityRules } from "../../../../src/gateway/quality/quality-rules.js";
import { sampleEvent } from "../samples.js";

const deps = { compileJsonSchema: async (text: string) => await jsonschema.compile({ text, references: [] }) };
const noon = new Date("2026-03-01T12:00:00.000Z");

function rule(id: string, overrides: Partial<QualityRule> = {}): QualityRule {
  const check = { kind: "cel", text: "data.n > 0" } as const;
  return { id, description: "", severity: "warning", types: [], check, ...overrides };
}

function schemaRule(id: string, schema: unknown, overrides: Partial<QualityRule> = {}): QualityRule {
  return rule(id, { check: { kind: "json-schema", text: JSON.stringify(schema) }, ...overrides });
}

async function judge(quality: StreamQuality, payload: unknown, type = "placed") {
  const compiled = await compileQuality(deps, quality);
  return assessQuality(compiled, new JudgedEvent(sampleEvent("e", { type }), () => payload, noon));
}

async function refusal(quality: StreamQuality): Promise<SluiceError> {
  const caught: unknown = await compileQuality(deps, quality).catch((error: unknown) => error);
  if (caught instanceof SluiceError) return caught;
  throw new Error("it was not refused");
}

describe("rules", () => {
  test("say what they ask for, where they ask, errors first", async () => {
    const rules = [
      rule("positive", { description: "n should be more than 0" }),
      rule("other-type", { types: ["paid"], severity: "error" }),
      schemaRule(
        "user",
        { if: { properties: { n: { const: 0 } } }, then: { required: ["user"] } },
        { severity: "error" },
      ),
      schemaRule("items", { properties: { items: { items: { minimum: 1 } } } }, { description: "items count from 1" }),
      rule("met", { check: { kind: "cel", text: "true" } }),
    ];
    const { violations } = await judge({ rules }, { n: 0, items: [1, 0] });
    expect(violations).toEqual([
      expect.objectContaining({
        code: "rule",
        keyword: "user",
        severity: "error",
        instancePath: "",
        message: expect.stringContaining("user") as string,
      }),
      expect.objectContaining({ code: "rule", keyword: "positive", message: "n should be more than 0" }),
      expect.objectContaining({
        keyword: "items",
        severity: "warning",
        instancePath: "/items/1",
        message: "items count from 1",
        hint: expect.stringMatching(/^\/items\/1 is less than 1/) as string,
      }),
    ]);
    expect((await judge({ rules }, { n: 1, user: 1 }, "paid")).violations).toEqual([]);
  });

  test("that cannot be evaluated warn, whatever their severity, and the others are judged all the same", async () => {
    const rules = [
      rule("first", { severity: "error" }),
      rule("second", { check: { kind: "cel", text: "!has(data.n)" } }),
    ];
    const { violations } = await judge({ rules }, {});
    expect(violations).toMatchObject([
      { code: "rule-failed", keyword: "first", severity: "warning", hint: expect.stringContaining("has(") as string },
    ]);
  });

  test("look at a payload that is decoded once, and only when one of them asks", async () => {
    let decoded = 0;
    const decode = (): unknown => {
      decoded += 1;
      return { n: 1, at: "2026-03-01T12:00:00Z" };
    };
    const judgeWith = async (quality: StreamQuality) =>
      assessQuality(await compileQuality(deps, quality), new JudgedEvent(sampleEvent("e"), decode, noon));
    const bounds = { maxAgeMs: 1, maxFutureSkewMs: undefined, unit: "seconds", severity: "error" } as const;
    await judgeWith({ freshness: { ...bounds, path: "" }, rules: [rule("a", { types: ["never"] })] });
    expect(decoded).toBe(0);
    const completeness = { fields: [{ path: "/n", weight: 1, types: [] }], minimum: 1, severity: "error" } as const;
    const rules = [rule("a"), rule("b"), schemaRule("c", { required: ["n"] }), schemaRule("d", {})];
    const { violations } = await judgeWith({ freshness: { ...bounds, path: "/at" }, completeness, rules });
    expect([decoded, violations]).toEqual([1, []]);
  });

  test("survive a payload that cannot be decoded", async () => {
    const completeness = { fields: [{ path: "/n", weight: 1, types: [] }], minimum: 1, severity: "error" } as const;
    const compiled = await compileQuality(deps, { completeness, rules: [rule("a"), schemaRule("b", {})] });
    const decode = (): unknown => {
      throw new RangeError("Maximum call stack size exceeded");
    };
    const { score, violations } = assessQuality(compiled, new JudgedEvent(sampleEvent("e"), decode, noon));
    expect(score).toBeUndefined();
    expect(violations.map(({ code, keyword }) => [code, keyword])).toEqual([
      ["rule-failed", "completeness"],
      ["rule-failed", "a"],
      ["rule-failed", "b"],
    ]);
  });
});

describe("what makes no sense is refused by field", () => {
  test.each<[readonly QualityRule[], string]>([
    [[rule("Upper")], "rules[0].id"],
    [[rule("")], "rules[0].id"],
    [[rule("x".repeat(65))], "rules[0].id"],
    [[rule("completeness")], "rules[0].id"],
    [[rule("a"), rule("b"), rule("a")], "rules[2].id"],
    [[rule("a", { description: "x".repeat(501) })], "rules[0].description"],
    [[rule("a", { types: ["a\n"] })], "rules[0].types[0]"],
    [[rule("a", { types: Array<string>(101).fill("t") })], "rules[0].types"],
    [[rule("a"), rule("b", { check: { kind: "cel", text: "data.n >" } })], "rules[1].expression"],
    [[rule("a", { check: { kind: "json-schema", text: '{"type":' } })], "rules[0].json_schema"],
    [[schemaRule("a", { type: "nonsense" })], "rules[0].json_schema"],
    [[schemaRule("a", { $ref: "https://example.com/other.json" })], "rules[0].json_schema"],
    [[schemaRule("a", { description: "x".repeat(70_000) })], "rules[0].json_schema"],
    [[rule("a", { check: { kind: "cel", text: "true".padEnd(2049) } })], "rules[0].expression"],
    [Array.from({ length: 5 }, (_, index) => schemaRule(`r${index}`, { title: "x".repeat(60_000) })), "rules"],
    [Array.from({ length: 101 }, (_, index) => rule(`r${index}`)), "rules"],
  ])("%#", async (rules, field) => {
    const error = await refusal({ rules });
    expect(error.reason).toBe("INVALID_ARGUMENT");
    expect(error.fields.map((each) => each.field)).toEqual([`config.quality.${field}`]);
  });

  test("with the place in the text", async () => {
    expect((await refusal({ rules: [rule("a", { check: { kind: "cel", text: "data.n >" } })] })).metadata).toEqual({
      line: "1",
      column: "8",
    });
    const text = '{\n  "type": }';
    const { metadata } = await refusal({ rules: [rule("a", { check: { kind: "json-schema", text } })] });
    expect(metadata).toEqual({ line: "2", column: "11" });
  });
});

describe("compiled rules", () => {
  test("are kept for the same object and for equal ones, and faults are not", async () => {
    let compiled = 0;
    let failing = true;
    const rules = createQualityRules({
      compileJsonSchema: async (text) => {
        compiled += 1;
        return failing ? await Promise.reject(new Error("away")) : await deps.compileJsonSchema(text);
      },
    });
    const quality = { rules: [schemaRule("a", {})] };
    await expect(rules.of(quality)).rejects.toThrow("away");
    failing = false;
    const first = await rules.of(quality);
    expect(await rules.of(quality)).toBe(first);
    expect(await rules.of({ rules: [schemaRule("a", {})] })).toBe(first);
    expect(await rules.of({ rules: [schemaRule("b", {})] })).not.toBe(first);
    expect(compiled).toBe(3);
  });
});
