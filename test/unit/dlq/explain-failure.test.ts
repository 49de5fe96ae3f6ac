import fc from "fast-check";
import { expect, test } from "vitest";
import type { EventFailure } from "../../../src/core/event.js";
import type { Violation } from "../../../src/core/violation.js";
import { explainFailure, summarize } from "../../../src/dlq/explain-failure.js";
import { fingerprintOf } from "../../../src/dlq/fingerprint.js";

const scope = { stream: "orders", type: "placed", subject: "orders/placed", consumerGroup: "" };

const word = fc.constantFrom("a", "b", "/a/0", "/a/1", "");
const violation: fc.Arbitrary<Violation> = fc.record(
  {
    code: word,
    instancePath: word,
    mapKeys: fc.constantFrom([0], [1], [0, 1]),
    missing: word,
    schemaPath: word,
    keyword: word,
    message: word,
    hint: word,
    severity: fc.constantFrom("error", "warning"),
  },
  { requiredKeys: ["code", "instancePath", "schemaPath", "keyword", "message", "hint", "severity"] },
);
const failure: fc.Arbitrary<EventFailure> = fc.record({
  failureType: fc.constantFrom("schema-violation", "quality"),
  violations: fc.array(violation, { maxLength: 3 }),
  schema: fc.constant(undefined),
});

test("whatever was explained before, an explanation is that of its own failure and scope", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(failure, word), { maxLength: 20 }), (failures) => {
      for (const [one, subject] of failures) {
        const own = { ...scope, subject };
        const explained = explainFailure(own, one);
        expect(explained.violations).toEqual(one.violations);
        expect(explained.fingerprint).toBe(fingerprintOf(own, one));
        expect(explained.errorMessage).toBe(summarize(one));
        expect(explained.failureCode).toBe(one.violations[0]?.code ?? one.failureType);
      }
    }),
  );
});

test("long violations, which the payload chooses, are not remembered", () => {
  const violation = {
    code: "type",
    schemaPath: "",
    keyword: "type",
    message: "must be",
    hint: "",
    severity: "error",
  } as const;
  const one: EventFailure = {
    failureType: "schema-violation",
    violations: [{ ...violation, instancePath: `/${"x".repeat(10_000)}` }],
    schema: undefined,
  };
  const explained = explainFailure(scope, one);
  expect(explainFailure(scope, one)).toEqual(explained);
  expect(explainFailure(scope, one)).not.toBe(explained);
});

test("equal failures have one explanation, so that what is made of it is made once", () => {
  fc.assert(
    fc.property(failure, (one) => {
      const again = structuredClone(one);
      expect(explainFailure({ ...scope }, again)).toBe(explainFailure(scope, one));
    }),
  );
});
