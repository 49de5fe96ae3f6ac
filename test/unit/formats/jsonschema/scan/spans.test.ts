import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPattern } from "../../../../../src/formats/jsonschema/patterns/pattern.js";
import { numberAt, numberEnd } from "../../../../../src/formats/jsonschema/scan/number-span.js";
import { formatMatchers } from "../../../../../src/formats/jsonschema/scan/span-matcher.js";
import { compileSpanPattern } from "../../../../../src/formats/jsonschema/scan/span-pattern.js";
import { formatCheck } from "../../../../../src/formats/jsonschema/validation/formats.js";

const samples: Readonly<Record<string, readonly string[]>> = {
  date: ["2026-11-05", "2024-02-28", "0000-01-01"],
  "date-time": ["2026-11-05T09:12:07Z", "2026-11-05T09:12:07.250Z", "1999-12-28T23:59:59.123456789Z"],
  uuid: ["5d6c1f0e-7a4b-4c2d-9e11-1f2e3d4c5b6a", "5D6C1F0E-7A4B-4C2D-9E11-1F2E3D4C5B6A"],
  email: ["a@b.c", "first.last+tag@mail-1.example.com", "x_y!z@a.b.c9"],
  uri: ["https://images.example.com/shirts/1/front.webp", "http://localhost:8080", "a://b/", "urn://x~y/_"],
};

/** A text near one that is of the format: with a character changed, taken out or put in. */
function near(texts: readonly string[]): fc.Arbitrary<string> {
  const character = fc.oneof(
    fc.constantFrom(...Array.from("0129-:.TtZz@/+ af%[]")),
    fc.integer({ min: 32, max: 126 }).map((code) => String.fromCharCode(code)),
  );
  const change = fc.tuple(fc.nat({ max: 60 }), fc.nat({ max: 1 }), fc.array(character, { maxLength: 2 }));
  return fc.tuple(fc.constantFrom(...texts), fc.array(change, { maxLength: 2 })).map(([text, changes]) =>
    changes.reduce((before, [at, count, put]) => {
      const place = at % (before.length + 1);
      return before.slice(0, place) + put.join("") + before.slice(place + count);
    }, text),
  );
}

/** Matches a text in the middle of other bytes. */
function matches(matcher: (bytes: Uint8Array, from: number, to: number) => boolean, text: string): boolean {
  return matcher(Buffer.from(`"${text}"9Z/`), 1, 1 + text.length);
}

describe.each([...formatMatchers])("the matcher of %s", (name, matcher) => {
  test("accepts what the format mostly looks like", () => {
    for (const text of samples[name] ?? []) expect(matches(matcher, text), text).toBe(true);
  });

  test("accepts nothing that the format refuses", () => {
    const check = formatCheck(name);
    if (check?.type !== "string") throw new Error(`There is no check of ${name}.`);
    fc.assert(
      fc.property(near(samples[name] ?? []), (text) => {
        if (matches(matcher, text)) expect(check.accepts(text), text).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("a pattern on bytes", () => {
  const exact = [
    "^[A-Z]{3}-[0-9]{4}$",
    "^[A-Z]{2}$",
    "^[0-9A-Z -]{3,10}$",
    "^a?b*c+$",
    "^$",
    "^\\d{1,3}(?:)$",
    "^x.*$",
    "^[^a]{0,2}a$",
  ];

  test.each(exact)("%s is found in the same texts", (source) => {
    const pattern = readPattern(source);
    const matcher = compileSpanPattern(pattern);
    if (matcher === undefined) return;
    const character = fc.constantFrom(...Array.from("AZ09az- bcx\n"));
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 12 }), (text) => {
        expect(matches(matcher, text), JSON.stringify(text)).toBe(pattern.test(text));
      }),
      { numRuns: 2000 },
    );
  });

  test("is made of the common forms only", () => {
    expect(compileSpanPattern(readPattern("^[A-Z]{3}-[0-9]{4}$"))).toBeDefined();
    for (const source of ["^a", "a$", "^a|b$", "^a*a$", "^a?b?a$", "^(ab)+$", "^\\bx$"]) {
      expect(compileSpanPattern(readPattern(source)), source).toBeUndefined();
    }
  });
});

describe("a number on bytes", () => {
  const spelling = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
    fc.stringMatching(/^-?(?:0|[1-9][0-9]{0,20})(?:\.[0-9]{1,20})?(?:[eE][+-]?[0-9]{1,3})?$/),
    fc.stringMatching(/^[-+.0-9eE]{1,8}$/),
  );

  test("ends where JSON says, and is the one that JSON.parse makes of it", () => {
    fc.assert(
      fc.property(spelling, (text) => {
        const bytes = Buffer.from(` ${text},`);
        const end = numberEnd(bytes, 1);
        let parsed: unknown;
        try {
          parsed = JSON.parse(text);
        } catch {
          parsed = undefined;
        }
        if (parsed === undefined) expect(end, text).not.toBe(1 + text.length);
        else {
          expect(end, text).toBe(1 + text.length);
          expect(numberAt(bytes, 1, end), text).toBe(parsed);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
