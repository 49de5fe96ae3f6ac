import fc from "fast-check";
import { expect, test } from "vitest";
import type { SchemaReference } from "../../../src/core/schema.js";
import { makeContent } from "../../../src/registry/content.js";
import { compileLetters, letters, toyFormat } from "../compat/toy-format.js";
import { compiledNow } from "../../support/compiled-now.js";

const reference: fc.Arbitrary<SchemaReference> = fc.record({
  name: fc.string({ minLength: 1, unit: "grapheme" }),
  subject: fc.string({ minLength: 1 }),
  version: fc.integer({ min: 1, max: 9 }),
});
const references = fc.uniqueArray(reference, { selector: ({ name }) => name, maxLength: 4 });
const text = fc.stringMatching(/^[a-d]{0,5}$/);

function contentOf(schema: string, list: readonly SchemaReference[], normalize = false) {
  const described = compiledNow(compileLetters, letters(schema));
  return makeContent({ format: toyFormat, text: schema, references: list, described, normalize });
}

test("the order of references does not matter, what they say does", () => {
  fc.assert(
    fc.property(text, references, fc.integer(), (schema, list, seed) => {
      const own = contentOf(schema, list);
      const shuffled = list.toSorted((a, b) => ((a.name.length * 7 + seed) % 5) - ((b.name.length * 7 + seed) % 5));
      expect(contentOf(schema, shuffled.toReversed()).fingerprint).toBe(own.fingerprint);
      const [first, ...others] = list;
      if (first === undefined) return;
      expect(contentOf(schema, others).fingerprint).not.toBe(own.fingerprint);
      const raised = [{ ...first, version: first.version + 1 }, ...others];
      expect(contentOf(schema, raised).fingerprint).not.toBe(own.fingerprint);
    }),
  );
});

test("another text is another content, unless normal forms are compared", () => {
  expect(contentOf("ab", []).fingerprint).not.toBe(contentOf("ba", []).fingerprint);
  expect(contentOf("ab", [], true).fingerprint).toBe(contentOf("ba", [], true).fingerprint);
});

test("the guid is a UUID of version 8 and follows the fingerprint", () => {
  fc.assert(
    fc.property(text, references, (schema, list) => {
      const { guid, fingerprint } = contentOf(schema, list);
      expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
      expect(guid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(guid.slice(0, 8)).toBe(fingerprint.slice(0, 8));
      expect(guid.slice(24)).toBe(fingerprint.slice(20, 32));
    }),
  );
});
