import fc from "fast-check";

const space = fc.constantFrom("", "", "", " ", "\n  ", "\t", "\r\n");

/** Numbers as producers write them, beyond what a double holds. */
const numberText = fc.oneof(
  fc.integer().map(String),
  fc.bigInt().map(String),
  fc.constantFrom("1.10", "0.1e1", "1E400", "-0", "12345678901234567890.123456789", "1e-7", "100", "2.50E+3"),
);

/** Strings with their spelling: escapes where none is needed. */
const stringText = fc.oneof(
  fc.string().map((text) => JSON.stringify(text)),
  fc.constantFrom('"\\u0041"', '"\\/"', '"é\\u00e9"', '""', '" x "'),
);

/** Names of members: few, so that paths often find something, and some that pointers and paths have to escape. */
export const memberName = fc.constantFrom("a", "b", "c", "a/b", "~x", "it's", "", "0", "$", "ä");

/** The text of a JSON value with white space anywhere; names of one object differ. */
export const jsonText: fc.Arbitrary<string> = fc.letrec<{ value: string; inner: string }>((tie) => ({
  value: fc.tuple(space, tie("inner"), space).map((parts) => parts.join("")),
  inner: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    numberText,
    stringText,
    fc.constantFrom("true", "false", "null"),
    fc.array(tie("value"), { maxLength: 4 }).map((items) => `[${items.join(",")}]`),
    fc
      .uniqueArray(fc.tuple(memberName, space, space, tie("value")), { maxLength: 4, selector: ([name]) => name })
      .map((members) => {
        const written = members.map(
          ([name, before, after, value]) => `${before}${JSON.stringify(name)}${after}:${value}`,
        );
        return `{${written.join(",")}}`;
      }),
  ),
})).value;

/** The text of an object. */
export const objectText = fc
  .uniqueArray(fc.tuple(memberName, jsonText), { maxLength: 5, selector: ([name]) => name })
  .map((members) => `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`);
