import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Completeness, CompletenessField } from "../../../../src/core/quality.js";
import { compileCompleteness } from "../../../../src/gateway/quality/completeness.js";

function field(path: string, overrides: Partial<CompletenessField> = {}): CompletenessField {
  return { path, weight: 1, types: [], ...overrides };
}

function completeness(fields: readonly CompletenessField[], overrides: Partial<Completeness> = {}): Completeness {
  return { fields, minimum: 0, severity: "warning", ...overrides };
}

const names = ["a", "b", "c", "d", "e"] as const;

/** Weights of some fields, and what a payload holds of them. */
const cases = fc.record({
  weights: fc.dictionary(fc.constantFrom(...names), fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minKeys: 1 }),
  payload: fc.dictionary(fc.constantFrom(...names), fc.oneof(fc.constant(null), fc.jsonValue())),
});

function measurer(weights: Readonly<Record<string, number>>) {
  return compileCompleteness(
    completeness(Object.entries(weights).map(([name, weight]) => field(`/${name}`, { weight }))),
  );
}

describe("the score", () => {
  test("lies between 0 and 1: 0 exactly when every field is missing, 1 exactly when none is", () => {
    fc.assert(
      fc.property(cases, ({ weights, payload }) => {
        const measured = measurer(weights)("t", payload);
        expect(measured?.score).toBeGreaterThanOrEqual(0);
        expect(measured?.score).toBeLessThanOrEqual(1);
        expect(measured?.score === 1).toBe(measured?.missing.length === 0);
        expect(measured?.score === 0).toBe(measured?.missing.length === Object.keys(weights).length);
      }),
    );
  });

  test("never sinks when a field is added", () => {
    fc.assert(
      fc.property(cases, fc.constantFrom(...names), fc.integer(), ({ weights, payload }, name, value) => {
        const measure = measurer(weights);
        const before = measure("t", payload)?.score ?? 0;
        const after = measure("t", { ...payload, [name]: value })?.score ?? 0;
        expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  test("is the weight of what is present, of all that counts for the event type", () => {
    const measure = compileCompleteness(
      completeness([
        field("/email", { weight: 3 }),
        field("/address/city"),
        field("/coupon", { types: ["order.placed"] }),
        field("/tags/0"),
      ]),
    );
    const payload = { email: "", address: { city: null }, tags: [0], toString: 1 };
    expect(measure("order.paid", payload)).toMatchObject({ score: 0.8, missing: ["/address/city"] });
    expect(measure("order.placed", payload)?.missing).toEqual(["/address/city", "/coupon"]);
    expect(measure("order.placed", "no object")).toMatchObject({ score: 0 });
  });

  test("finds members by name and none that are inherited, escapes and all", () => {
    const measure = compileCompleteness(
      completeness(["/a~1b", "/m~0n", "/", "/constructor"].map((path) => field(path))),
    );
    expect(measure("t", { "a/b": 1, "m~n": 1, "": 1 })).toMatchObject({ score: 0.75, missing: ["/constructor"] });
  });

  test("is not there when no field counts for the type", () => {
    const measure = compileCompleteness(completeness([field("/a", { types: ["other"] })], { minimum: 1 }));
    expect(measure("t", {})).toBeUndefined();
  });
});

describe("a score below the minimum", () => {
  const fields = names.map((name) => field(`/${name}`, { weight: 0.1 }));

  test("is a violation that says what is missing, the same for all events but for the hint", () => {
    const measure = compileCompleteness(completeness(fields, { minimum: 0.6, severity: "error" }));
    const payload = { a: 1, b: 1 };
    expect(measure("t", payload)?.violation).toEqual({
      code: "completeness",
      instancePath: "",
      schemaPath: "/quality/completeness",
      keyword: "completeness",
      message: "is less complete than 0.6",
      hint: "Missing: /c, /d, /e.",
      severity: "error",
    });
    expect(measure("t", { ...payload, c: 1 })?.violation).toBeUndefined();
  });

  test("does not mind how fractions are rounded", () => {
    const weights = { a: 0.1, b: 0.5, c: 0.9 };
    const fields = Object.entries(weights).map(([name, weight]) => field(`/${name}`, { weight }));
    const measured = compileCompleteness(completeness(fields, { minimum: 0.4 }))("t", { a: 1, b: 1 });
    expect(measured?.score).toBeLessThan(0.4);
    expect(measured?.violation).toBeUndefined();
  });

  test("names some of the missing fields when there are many", () => {
    const many = Array.from({ length: 200 }, (_, index) => field(`/f${index}`));
    const measured = compileCompleteness(completeness(many, { minimum: 1 }))("t", {});
    expect(measured?.missing).toHaveLength(200);
    expect(measured?.violation?.hint).toMatch(/^Missing: \/f0, .*\/f9 and 190 more\.$/);
  });
});

test.each<[Completeness, string]>([
  [completeness([]), "completeness.fields: must name at least one"],
  [completeness(Array.from({ length: 201 }, () => field("/a"))), "at most 200"],
  [completeness([field("a")]), "fields[0].path: must be a JSON Pointer"],
  [completeness([field("")]), "fields[0].path: must be a JSON Pointer"],
  [completeness([field("/a~2")]), "fields[0].path: has a '~'"],
  [completeness([field(`/${"a".repeat(600)}`)]), "fields[0].path: has 601 characters"],
  [completeness([field("/a"), field("/b", { weight: -1 })]), "fields[1].weight: must be more than 0"],
  [completeness([field("/a", { weight: NaN })]), "fields[0].weight"],
  [completeness([field("/a", { types: [""] })]), "fields[0].types[0]: is required"],
  [completeness([field("/a")], { minimum: 1.1 }), "completeness.minimum: must be from 0 to 1"],
  [completeness([field("/a")], { minimum: NaN }), "completeness.minimum"],
])("what makes no sense is refused by field %#", (wrong, message) => {
  expect(() => compileCompleteness(wrong)).toThrow(message);
});
