import { objectWith, type RuleEntry } from "./rule-entry.js";

/** A change that is told and breaks nothing by itself; from what the writer has to what the reader has. */
function told(summary: string, reader: unknown, writer: unknown): RuleEntry {
  return { severity: "info", summary, example: { reader: objectWith(reader), writer: objectWith(writer) } };
}

/** The same about a whole schema. */
function toldOf(summary: string, reader: unknown, writer: unknown): RuleEntry {
  return { severity: "info", summary, example: { reader, writer } };
}

const dialect = { $schema: "https://json-schema.org/draft/2020-12/schema" };
const limit = (
  keyword: string,
  effect: "loosened" | "tightened",
  [from, to]: readonly [number, number],
  more: object = {},
): RuleEntry =>
  toldOf(
    `'${keyword}' ${effect === "loosened" ? "allows more than before" : "allows less than before"}.`,
    { ...dialect, ...more, [keyword]: to },
    { ...dialect, ...more, [keyword]: from },
  );
const contains = { type: "array", contains: { type: "string" } };

/** What comparisons tell besides, from the writer's schema to the reader's. */
export const changeRules = {
  "title-changed": told("The title of a schema changed.", { title: "New" }, { title: "Old" }),
  "description-changed": told("The description of a schema changed.", { description: "New" }, { description: "Old" }),
  "default-changed": told("The default of a schema changed.", { default: 1 }, { default: 0 }),
  "deprecated-changed": told("A place was declared deprecated, or no longer is.", { deprecated: true }, {}),
  "schema-changed": told("A schema that allowed everything or nothing became another.", {}, false),
  "type-widened": told(
    "A place accepts more JSON types than before.",
    { type: ["string", "null"] },
    { type: "string" },
  ),
  "type-changed": told("A place has another JSON type than before.", { type: "string" }, { type: "integer" }),
  "enum-removed": told("A value is no longer limited to a list.", { type: "string" }, { type: "string", enum: ["x"] }),
  "enum-value-added": told("A list of values has one more.", { enum: ["x", "y"] }, { enum: ["x"] }),
  "minimum-loosened": limit("minimum", "loosened", [1, 0]),
  "minimum-tightened": limit("minimum", "tightened", [0, 1]),
  "exclusive-minimum-loosened": limit("exclusiveMinimum", "loosened", [1, 0]),
  "exclusive-minimum-tightened": limit("exclusiveMinimum", "tightened", [0, 1]),
  "maximum-loosened": limit("maximum", "loosened", [8, 9]),
  "maximum-tightened": limit("maximum", "tightened", [9, 8]),
  "exclusive-maximum-loosened": limit("exclusiveMaximum", "loosened", [8, 9]),
  "exclusive-maximum-tightened": limit("exclusiveMaximum", "tightened", [9, 8]),
  "min-length-loosened": limit("minLength", "loosened", [2, 1]),
  "min-length-tightened": limit("minLength", "tightened", [1, 2]),
  "max-length-loosened": limit("maxLength", "loosened", [8, 9]),
  "max-length-tightened": limit("maxLength", "tightened", [9, 8]),
  "min-items-loosened": limit("minItems", "loosened", [2, 1]),
  "min-items-tightened": limit("minItems", "tightened", [1, 2]),
  "max-items-loosened": limit("maxItems", "loosened", [8, 9]),
  "max-items-tightened": limit("maxItems", "tightened", [9, 8]),
  "min-properties-loosened": limit("minProperties", "loosened", [2, 1]),
  "min-properties-tightened": limit("minProperties", "tightened", [1, 2]),
  "max-properties-loosened": limit("maxProperties", "loosened", [8, 9]),
  "max-properties-tightened": limit("maxProperties", "tightened", [9, 8]),
  "min-contains-loosened": limit("minContains", "loosened", [2, 1], contains),
  "min-contains-tightened": limit("minContains", "tightened", [1, 2], contains),
  "max-contains-loosened": limit("maxContains", "loosened", [8, 9], contains),
  "max-contains-tightened": limit("maxContains", "tightened", [9, 8], contains),
  "pattern-removed": told(
    "Texts no longer have to match a pattern.",
    { type: "string" },
    { type: "string", pattern: "^a" },
  ),
  "format-removed": told(
    "Texts no longer have to be of a form.",
    { type: "string" },
    { type: "string", format: "date" },
  ),
  "multiple-of-removed": told(
    "Numbers no longer have to be multiples.",
    { type: "number" },
    { type: "number", multipleOf: 2 },
  ),
  "unique-items-removed": told("Items may now be equal.", { type: "array" }, { type: "array", uniqueItems: true }),
  "property-added": toldOf("An optional property was added.", objectWith({}), { type: "object" }),
  "property-removed": toldOf("A property is no longer declared.", { type: "object" }, objectWith({ type: "string" })),
  "property-became-optional": toldOf(
    "A property may now be left out.",
    objectWith({ type: "string" }),
    objectWith({ type: "string" }, { required: ["a"] }),
  ),
  "additional-properties-opened": toldOf(
    "Properties that are not declared are now allowed.",
    objectWith({ type: "string" }),
    objectWith({ type: "string" }, { additionalProperties: false }),
  ),
  "additional-properties-changed": toldOf(
    "What properties that are not declared may hold changed.",
    { type: "object", additionalProperties: { type: "number" } },
    { type: "object", additionalProperties: { type: "integer" } },
  ),
  "unevaluated-properties-closed": toldOf(
    "Properties that no keyword describes are no longer allowed.",
    { ...dialect, type: "object", unevaluatedProperties: false },
    { ...dialect, type: "object" },
  ),
  "unevaluated-properties-opened": toldOf(
    "Properties that no keyword describes are now allowed.",
    { ...dialect, type: "object" },
    { ...dialect, type: "object", unevaluatedProperties: false },
  ),
  "unevaluated-properties-changed": toldOf(
    "What properties that no keyword describes may hold changed.",
    { ...dialect, type: "object", unevaluatedProperties: { type: "number" } },
    { ...dialect, type: "object", unevaluatedProperties: { type: "integer" } },
  ),
  "property-names-changed": told("What properties may be called changed.", {}, { propertyNames: { maxLength: 3 } }),
  "pattern-properties-changed": told(
    "The schemas of properties whose names match a pattern changed.",
    {},
    { patternProperties: { "^x": { type: "string" } } },
  ),
  "dependent-schemas-changed": told(
    "What must fit where a property is there changed.",
    {},
    { dependencies: { x: { minProperties: 2 } } },
  ),
  "dependent-required-changed": told(
    "Which properties must be there where another is changed.",
    {},
    { dependencies: { x: ["y"] } },
  ),
  "items-changed": told("What items may be changed.", { type: "array" }, { type: "array", items: { type: "string" } }),
  "contains-changed": told("What a list must contain changed.", { type: "array" }, { type: "array", contains: {} }),
  "any-of-widened": told(
    "There are more alternatives than before.",
    { anyOf: [{ type: "string" }, { type: "number" }] },
    { anyOf: [{ type: "string" }] },
  ),
  "one-of-widened": told(
    "There are more alternatives that exclude each other than before.",
    { oneOf: [{ type: "string" }, { type: "number" }] },
    { oneOf: [{ type: "string" }] },
  ),
  "not-changed": told("What is excluded changed.", {}, { not: { type: "string" } }),
  "if-changed": told("A condition changed.", {}, { if: { type: "string" }, then: { minLength: 1 } }),
  "then-changed": told(
    "What must fit where a condition holds changed.",
    { if: { type: "string" }, then: { minLength: 1 } },
    { if: { type: "string" }, then: { minLength: 2 } },
  ),
  "else-changed": told(
    "What must fit where a condition does not hold changed.",
    { if: { type: "string" }, else: { minimum: 1 } },
    { if: { type: "string" }, else: { minimum: 2 } },
  ),
} satisfies Record<string, RuleEntry>;
