import fc from "fast-check";
import { expect, it } from "vitest";
import { readPayload } from "../../../../src/formats/jsonschema/validation/payload.js";

/** Levels of nesting: 0 for a scalar, 1 for an array or object of scalars. */
function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

// Brackets within texts and names must not count.
const values = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "large", maxDepth: 12 },
    fc.constantFrom<unknown>(null, 1, "{", "[[[[", '{"[\\{'),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "{", "[{["), tie("value"), { maxKeys: 3 }),
  ),
})).value;

it("refuses exactly the payloads that nest deeper than the limit", () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 12 }), (value, maxDepth) => {
      const payload = new TextEncoder().encode(JSON.stringify(value));
      const context = { contentType: "", eventType: "", messageIndexes: new Uint8Array() };
      const reading = readPayload(payload, { ...context, maxDepth });
      const code = "failure" in reading ? reading.failure.violations[0]?.code : "read";
      expect(code).toBe(depthOf(value) > maxDepth ? "depth-exceeded" : "read");
    }),
    { numRuns: 2000 },
  );
});
