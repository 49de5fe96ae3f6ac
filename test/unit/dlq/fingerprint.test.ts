import fc from "fast-check";
import { expect, test } from "vitest";
import { fingerprintOf, foldedPath } from "../../../src/dlq/fingerprint.js";
import type { Violation } from "../../../src/core/violation.js";
import { sampleFailure } from "../gateway/samples.js";

const scope = { stream: "orders", type: "placed", subject: "orders/placed", consumerGroup: "" };
const [violation] = sampleFailure.violations;
if (violation === undefined) throw new Error("a violation");
const at = (...paths: readonly string[]) => ({
  ...sampleFailure,
  violations: paths.map((instancePath) => ({ ...violation, instancePath })),
});

test("indexes are folded, names are not", () => {
  const folded = (instancePath: string) => foldedPath({ instancePath });
  expect(folded("/items/3/id")).toBe("/items/*/id");
  expect(folded("/items/3/4")).toBe("/items/*/*");
  expect(folded("/item3/4th/5")).toBe("/item3/4th/*");
  expect(folded("")).toBe("");
  expect(fingerprintOf(scope, at("/items/3/id"))).toBe(fingerprintOf(scope, at("/items/17/id")));
  expect(fingerprintOf(scope, at("/items/3/id"))).not.toBe(fingerprintOf(scope, at("/items/3/name")));
});

test("keys of maps are folded, and what is missing is told apart", () => {
  const entry = (key: string) => ({ ...violation, instancePath: `/prices/${key}/net`, mapKeys: [1] });
  const group = (...violations: readonly Violation[]) => fingerprintOf(scope, { ...sampleFailure, violations });
  expect(foldedPath(entry("EUR"))).toBe("/prices/*/net");
  expect(group(entry("EUR"))).toBe(group(entry("USD"), entry("GBP")));
  expect(group(entry("EUR"))).not.toBe(group({ ...entry("EUR"), mapKeys: [0] }));
  const without = (missing: string) => ({ ...violation, code: "required", keyword: "required", missing });
  expect(group(without("id"))).toBe(group(without("id")));
  expect(group(without("id"))).not.toBe(group(without("name")));
});

test("neither the number of items nor the order of places matters", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 15 }), fc.boolean(), (count, totalFirst) => {
      const items = Array.from({ length: count }, (_, index) => `/items/${index}/id`);
      const paths = totalFirst ? ["/total", ...items] : [...items, "/total"];
      expect(fingerprintOf(scope, at(...paths))).toBe(fingerprintOf(scope, at("/items/0/id", "/total")));
    }),
  );
});

test("values, words and versions do not matter; where and what do", () => {
  const own = fingerprintOf(scope, sampleFailure);
  const said = { ...violation, message: "other words", hint: "try", schemaPath: "/else" };
  const schema = { subject: "orders/placed", version: 9, semver: "3.0.0", schemaId: 77 };
  expect(fingerprintOf(scope, { ...sampleFailure, violations: [said], schema })).toBe(own);
  for (const name of ["stream", "type", "subject", "consumerGroup"] as const) {
    expect(fingerprintOf({ ...scope, [name]: "other" }, sampleFailure)).not.toBe(own);
  }
  expect(fingerprintOf(scope, { ...sampleFailure, failureType: "malformed" })).not.toBe(own);
  expect(fingerprintOf(scope, { ...sampleFailure, violations: [{ ...violation, code: "type" }] })).not.toBe(own);
  expect(own).toMatch(/^2-[0-9a-f]{24}$/);
});

test("warnings that ride along do not matter, unless there is nothing else", () => {
  const warning = { ...violation, code: "rule", keyword: "user-known", severity: "warning" } as const;
  const withWarning = { ...sampleFailure, violations: [violation, warning] };
  expect(fingerprintOf(scope, withWarning)).toBe(fingerprintOf(scope, sampleFailure));
  const alone = { ...sampleFailure, violations: [warning] };
  expect(fingerprintOf(scope, alone)).not.toBe(fingerprintOf(scope, { ...sampleFailure, violations: [] }));
});
