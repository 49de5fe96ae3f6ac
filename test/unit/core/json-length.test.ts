import fc from "fast-check";
import { expect, test } from "vitest";
import { fitsAsJson } from "../../../src/core/json-length.js";

/** Without characters that JSON escapes, and without -0, which it writes as 0. */
const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(null, true, false, 0, 1, -1.5, 1e21),
    fc.stringMatching(/^[a-z]{0,5}$/u),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/u), tie("value"), { maxKeys: 4 }),
  ),
})).value;

test("a value fits where its text does, give or take a comma for each container", () => {
  fc.assert(
    fc.property(plain, (value) => {
      const text = JSON.stringify(value);
      const containers = text.match(/[[{]/gu)?.length ?? 0;
      expect(fitsAsJson(value, text.length + containers)).toBe(true);
      expect(fitsAsJson(value, text.length - 1)).toBe(false);
    }),
  );
});

test("nesting costs no stack", () => {
  let value: unknown = 1;
  for (let depth = 0; depth < 100_000; depth += 1) value = [value];
  expect(fitsAsJson(value, 1_000_000)).toBe(true);
});
