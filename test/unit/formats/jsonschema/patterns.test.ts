import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PatternRefused, readPattern } from "../../../../src/formats/jsonschema/patterns/pattern.js";
import { checkedFormats } from "../../../../src/formats/jsonschema/validation/formats.js";
import { check, refusal } from "./support.js";
import { cpuMs } from "../../../support/cpu-time.js";

describe("how expressions run", () => {
  test.each([
    "^[a-z]+(-[a-z]+)*$",
    "^\\d{4}-\\d{2}-\\d{2}$",
    "^[A-Z]{3}$",
    "\\S",
    "foo",
    "^[^@]+@[^@]+$",
    "^$",
    "^(?:a|b)+c$",
  ])("%s runs natively", (source) => {
    expect(readPattern(source).engine).toBe("native");
  });
  test.each(["^(a+)+$", "(a|a)*b", "^(.*)*x$", "a*b", "^(a|ab)*c$", "\\s+$", "(x+x+)+y", "^.*foo$"])(
    "%s runs in linear time",
    (source) => {
      expect(readPattern(source).engine).toBe("linear");
    },
  );
  test("leading lookaheads run as parts", () => {
    const pattern = readPattern("^(?=.*[A-Z])(?!.*\\s)(?=.*\\d).{4,}$");
    expect(pattern.engine).toBe("parts");
    expect(pattern.test("abC1")).toBe(true);
    expect(pattern.test("abc1")).toBe(false);
    expect(pattern.test("ab C1")).toBe(false);
  });
  test("parts mean what they mean within the whole", () => {
    const whole = ["^(?=(a))\\1\\-$", "^(?!(a))(?=(b))\\2$", "^(?=\\-)..$", "^(?=.*\\@)(?=.*[A-Z]).{4,}$"];
    const texts = ["a-", "b", "-😀", "-a", "a@B😀", "a@Bc", "\u0001-"];
    for (const source of whole) {
      const flags = source.includes("-") || source.includes("@") ? "" : "u";
      const pattern = readPattern(source);
      for (const text of texts) {
        expect(pattern.test(text), `${source} ${text}`).toBe(new RegExp(source, flags).test(text));
      }
    }
  });
  test.each([
    "^(\\w)(\\w)\\2\\1$",
    "^(\\d{2})-\\1$",
    "^([A-Z]{3})\\d{4}\\1$",
    "^(?<y>\\d{4})-(?:\\k<y>|x)$",
    "^(?:([ab])(?!\\1)){3}$",
    "^(x{1,200})\\1$",
    "(?<![a-z])x(?=y)",
    "(a)\\1",
    "(a\\1)b",
  ])("%s, which refers back or looks around, runs natively, since there are few ways through it", (source) => {
    expect(readPattern(source).engine).toBe("native");
  });
  test.each([
    // Finite, and yet there are more ways through it than an engine could try.
    "^((a|b|ab){1,5}){1,6}(.)\\3$",
    "^(?:a?){30}a{30}(.)\\1$",
    "^(.{1,50})(.{1,50})(.{1,50})\\1!$",
    // Each length at each position.
    "(.{1,100})\\1",
    // Endless.
    "(\\w+)\\s\\1",
    "^(a{1,99999999})\\1$",
    "^(?:(?!ab).)*(?=c)$",
    // Each group is twice as long as the one before.
    `(a)${Array.from({ length: 60 }, (_, at) => `(\\${at + 1}\\${at + 1})`).join("")}`,
  ])("%s may take too long and is refused", (source) => {
    expect(() => readPattern(source)).toThrow(PatternRefused);
  });
  test.each([
    ["many repetitions", `(b)\\1${"a{0,199999}".repeat(4000)}`],
    ["many alternatives", `(b)\\1(?:${"a|".repeat(200_000)}a)`],
    [
      "groups within groups that are referred to",
      `${"(".repeat(200)}${"a".repeat(100_000)}${")".repeat(200)}${Array.from({ length: 200 }, (_, at) => `\\${at + 1}`).join("")}`,
    ],
  ])("finding out is quick as well: %s", (_name, source) => {
    expect(
      cpuMs(() => {
        expect(() => readPattern(source)).toThrow(PatternRefused);
      }),
    ).toBeLessThan(1500);
  });
  test("groups nest as deeply as the limit, and no deeper", () => {
    const nested = (depth: number): string => `^${"(".repeat(depth)}a${")".repeat(depth)}$`;
    expect(readPattern(nested(200)).test("a")).toBe(true);
    for (const depth of [201, 6_000, 100_000]) {
      expect(() => readPattern(nested(depth))).toThrow(
        "the regular expression has more than 200 groups within each other. Take out the groups that are not needed.",
      );
    }
    // Neither of these is within another.
    expect(readPattern(`^${"(a)".repeat(300)}${"\\(".repeat(300)}${"[(]".repeat(300)}`).engine).toBe("native");
  });
  test("what is wrong with an expression is said without the expression", () => {
    expect(() => readPattern("a\n(b")).toThrow("this is not a valid regular expression: Unterminated group.");
  });
  test("the least harmless of what is accepted ends at once", () => {
    const pattern = readPattern("^(?:a|b|ab){1,8}(.)\\1$");
    const text = `${"ab".repeat(500)}!`;
    expect(cpuMs(() => pattern.test(text))).toBeLessThan(500);
  });
  test("what cannot be made safe is refused with its place", () => {
    expect(() => readPattern("(a+)\\1+b(?<=x)(.*)*")).toThrow(PatternRefused);
    expect(refusal({ properties: { p: { pattern: "^(?:(?!x).)*(a+)+\\1$" } } }).metadata["pointer"]).toBe(
      "/properties/p/pattern",
    );
  });
  test("attacks are answered in milliseconds", () => {
    const schema = { pattern: "^(a+)+$" };
    check(schema, "aa");
    expect(
      cpuMs(() => {
        expect(check(schema, `${"a".repeat(50_000)}!`)).toBeDefined();
      }),
    ).toBeLessThan(500);
  });
  test("all engines agree with JavaScript", () => {
    const sources = [
      "^(a+)+$",
      "(a|ab)*c",
      "\\bfoo\\b",
      "^.*\\s$",
      "[^a]b*\\.",
      "\\w+@\\w+",
      "a{2,3}a",
      "^(?=.*b)[ab]+$",
      "\\p{L}+\\d",
      "(?:x|y){0,3}z?$",
    ];
    const texts = fc.string({
      unit: fc.constantFrom("a", "b", "c", "x", "z", ".", "@", "1", " ", "\u00a0", "\n", "é", "💡", "foo"),
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.constantFrom(...sources), texts, (source, text) => {
        expect(readPattern(source).test(text)).toBe(new RegExp(source, "u").test(text));
      }),
      { numRuns: 600 },
    );
  });
  test("expressions valid only without the u flag still run", () => {
    expect(readPattern("^[\\w-.]+$").flags).toBe("");
    expect(readPattern("^[\\w-.]+$").test("a-b.c")).toBe(true);
  });
  test("long repetitions are no problem", () => {
    expect(readPattern("^(?:a|ab){0,4096}$").test("ab".repeat(2_000))).toBe(true);
  });
});

describe("formats", () => {
  const seeds = ["a", "a.", "a-", ":", "%20", "a@", "{a}", "t"];
  const heads = ["", "a@", "http://", "2020-01-01T"];

  test.each([...checkedFormats()].map(([name, check]) => [name, check] as const))("%s takes linear time", (_, one) => {
    if (one.type !== "string") return;
    for (const seed of seeds) {
      const body = seed.repeat(1_000_000 / seed.length);
      for (const head of heads) expect(cpuMs(() => one.accepts(`${head}${body}!`))).toBeLessThan(1_500);
    }
  });
  test("date-time knows what it did before", () => {
    for (const text of [
      "2026-01-31T12:00:00Z",
      "2024-02-29T00:00:00.123Z",
      "2026-01-31t12:00:00+01:00",
      "2016-12-31T23:59:60Z",
    ]) {
      expect(check({ format: "date-time" }, text), text).toBeUndefined();
    }
    for (const text of [
      "2026-02-29T00:00:00Z",
      "2026-13-01T00:00:00Z",
      "2026-01-31T24:00:00Z",
      "2026-01-31T12:00:00",
      "2026-00-01T00:00:00Z",
      "2026-01-31T12:00:00.Z",
    ]) {
      expect(check({ format: "date-time" }, text), text).toBeDefined();
    }
  });
});
