import { expect, test } from "vitest";
import { compileJsonSchema } from "../../../src/formats/jsonschema/compiled-schema.js";
import { validateBody } from "../../../src/registry/payload.js";

const context = { event: { datacontenttype: "", type: "t" }, framing: "plain", maxDepth: 64 } as const;
const body = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

test("equal verdicts of a schema are one, unless what they say is long", () => {
  const compiled = compileJsonSchema({ text: '{"type":"object","additionalProperties":false}', references: [] });
  const verdict = (names: readonly string[]) =>
    validateBody(compiled, body(Object.fromEntries(names.map((name) => [name, 1]))), context);
  expect(verdict(["a"])).toBe(verdict(["a"]));
  const long = Array.from({ length: 100 }, (_, at) => `${at}-${"x".repeat(500)}`);
  expect(verdict(long)).toEqual(verdict(long));
  expect(verdict(long)).not.toBe(verdict(long));
});
