import { differenceTypes, type DifferenceTypeInfo } from "../confluent/difference-types.js";
import type { RuleEntry, RulePair } from "./rule-entry.js";

type DifferenceTypes = typeof differenceTypes;

/** The differences that break under one of the policies at least. */
type BreakingType = {
  [Type in keyof DifferenceTypes]: DifferenceTypes[Type]["allowed"] extends "always" ? never : Type;
}[keyof DifferenceTypes];

/** Ids of the rules about them. */
export type ConfluentRuleId = `confluent-${BreakingType}`;

const newest = { $schema: "https://json-schema.org/draft/2020-12/schema" };
const string = { type: "string" };
const number = { type: "number" };

/** An example of keywords beside a type. */
const within = (type: string, reader: object, writer: object): RulePair => ({
  reader: { type, ...reader },
  writer: { type, ...writer },
});
const text = (reader: object, writer: object): RulePair => within("string", reader, writer);
const numeric = (reader: object, writer: object): RulePair => within("number", reader, writer);
const object = (reader: object, writer: object): RulePair => within("object", reader, writer);
const list = (reader: object, writer: object): RulePair => within("array", reader, writer);
const newObject = (reader: object, writer: object): RulePair =>
  object({ ...newest, ...reader }, { ...newest, ...writer });
const newList = (reader: object, writer: object): RulePair => list({ ...newest, ...reader }, { ...newest, ...writer });

const examples: Readonly<Record<BreakingType, RulePair>> = {
  "schema-added": list({ items: string }, {}),
  "type-narrowed": { reader: { type: "integer" }, writer: number },
  "type-changed": { reader: number, writer: string },
  "max-length-added": text({ maxLength: 3 }, {}),
  "max-length-decreased": text({ maxLength: 3 }, { maxLength: 4 }),
  "min-length-added": text({ minLength: 3 }, {}),
  "min-length-increased": text({ minLength: 4 }, { minLength: 3 }),
  "pattern-added": text({ pattern: "^a" }, {}),
  "pattern-changed": text({ pattern: "^b" }, { pattern: "^a" }),
  "maximum-added": numeric({ maximum: 3 }, {}),
  "maximum-decreased": numeric({ maximum: 3 }, { maximum: 4 }),
  "minimum-added": numeric({ minimum: 3 }, {}),
  "minimum-increased": numeric({ minimum: 4 }, { minimum: 3 }),
  "exclusive-maximum-added": numeric({ exclusiveMaximum: 3 }, {}),
  "exclusive-maximum-decreased": numeric({ exclusiveMaximum: 3 }, { exclusiveMaximum: 4 }),
  "exclusive-minimum-added": numeric({ exclusiveMinimum: 3 }, {}),
  "exclusive-minimum-increased": numeric({ exclusiveMinimum: 4 }, { exclusiveMinimum: 3 }),
  "multiple-of-added": numeric({ multipleOf: 2 }, {}),
  "multiple-of-expanded": numeric({ multipleOf: 4 }, { multipleOf: 2 }),
  "multiple-of-changed": numeric({ multipleOf: 3 }, { multipleOf: 2 }),
  "required-attribute-added": object({ properties: { a: string }, required: ["a"] }, { properties: { a: string } }),
  "max-properties-added": object({ maxProperties: 3 }, {}),
  "max-properties-decreased": object({ maxProperties: 3 }, { maxProperties: 4 }),
  "min-properties-added": object({ minProperties: 3 }, {}),
  "min-properties-increased": object({ minProperties: 4 }, { minProperties: 3 }),
  "additional-properties-removed": object({ additionalProperties: false }, {}),
  "additional-properties-narrowed": object({ additionalProperties: string }, {}),
  "dependency-array-added": object({ dependencies: { a: ["b"] } }, {}),
  "dependency-array-extended": object({ dependencies: { a: ["b", "c"] } }, { dependencies: { a: ["b"] } }),
  "dependency-array-changed": object({ dependencies: { a: ["c"] } }, { dependencies: { a: ["b"] } }),
  "dependency-schema-added": object({ dependencies: { a: { required: ["b"] } } }, {}),
  "optional-property-added-to-open-content-model": object({ properties: { a: string } }, {}),
  "required-property-with-default-added-to-open-content-model": object(
    { properties: { a: { type: "string", default: "" } }, required: ["a"] },
    {},
  ),
  "required-property-added-to-open-content-model": object({ properties: { a: string }, required: ["a"] }, {}),
  "required-property-added-to-unopen-content-model": object(
    { properties: { a: string }, required: ["a"], additionalProperties: false },
    { additionalProperties: false },
  ),
  "property-added-not-covered-by-partially-open-content-model": object(
    { properties: { a: number }, additionalProperties: string },
    { additionalProperties: string },
  ),
  "property-removed-from-closed-content-model": object(
    { additionalProperties: false },
    { properties: { a: string }, additionalProperties: false },
  ),
  "property-removed-not-covered-by-partially-open-content-model": object(
    { additionalProperties: string },
    { properties: { a: number }, additionalProperties: string },
  ),
  "unevaluated-properties-removed": newObject({ unevaluatedProperties: false }, {}),
  "unevaluated-properties-narrowed": newObject({ unevaluatedProperties: string }, {}),
  "max-items-added": list({ maxItems: 3 }, {}),
  "max-items-decreased": list({ maxItems: 3 }, { maxItems: 4 }),
  "min-items-added": list({ minItems: 3 }, {}),
  "min-items-increased": list({ minItems: 4 }, { minItems: 3 }),
  "max-contains-added": newList({ contains: string, maxContains: 3 }, { contains: string }),
  "max-contains-decreased": newList({ contains: string, maxContains: 3 }, { contains: string, maxContains: 4 }),
  "min-contains-added": newList({ contains: string, minContains: 3 }, { contains: string }),
  "min-contains-increased": newList({ contains: string, minContains: 4 }, { contains: string, minContains: 3 }),
  "unique-items-added": list({ uniqueItems: true }, {}),
  "additional-items-removed": list({ items: [string], additionalItems: false }, { items: [string] }),
  "additional-items-narrowed": list({ items: [string], additionalItems: string }, { items: [string] }),
  "unevaluated-items-removed": newList({ unevaluatedItems: false }, {}),
  "unevaluated-items-narrowed": newList({ unevaluatedItems: string }, {}),
  "item-added-to-open-content-model": list({ items: [string, number] }, { items: [string] }),
  "item-added-not-covered-by-partially-open-content-model": list(
    { items: [string, number], additionalItems: string },
    { items: [string], additionalItems: string },
  ),
  "item-removed-from-closed-content-model": list(
    { items: [string], additionalItems: false },
    { items: [string, number], additionalItems: false },
  ),
  "item-removed-not-covered-by-partially-open-content-model": list(
    { items: [string], additionalItems: string },
    { items: [string, number], additionalItems: string },
  ),
  "enum-array-narrowed": { reader: { enum: ["x"] }, writer: { enum: ["x", "y"] } },
  "enum-array-changed": { reader: { enum: ["x", "z"] }, writer: { enum: ["x", "y"] } },
  "combined-type-changed": { reader: { oneOf: [string, number] }, writer: { anyOf: [string, number] } },
  "product-type-extended": {
    reader: { allOf: [{ minLength: 1 }, { maxLength: 9 }, { pattern: "a" }] },
    writer: { allOf: [{ minLength: 1 }, { maxLength: 9 }] },
  },
  "sum-type-narrowed": {
    reader: { anyOf: [string, number] },
    writer: { anyOf: [string, number, { type: "boolean" }] },
  },
  "combined-type-subschemas-changed": {
    reader: { anyOf: [string, number] },
    writer: { anyOf: [string, { type: "boolean" }] },
  },
  "not-type-extended": { reader: { not: { type: ["string", "number"] } }, writer: { not: string } },
};

/** What the rules of Confluent's registry can find, for people. */
export const confluentRules: Readonly<Record<ConfluentRuleId, RuleEntry>> = Object.fromEntries(
  Object.entries(examples).map(([type, example]) => {
    const info: DifferenceTypeInfo = differenceTypes[type as BreakingType];
    const policy = info.allowed === "lenient" ? " The lenient policy accepts it." : "";
    const says = info.says?.({ place: "The event", name: type.startsWith("item-") ? "1" : "a" }) ?? "";
    const entry: RuleEntry = {
      severity: "error",
      summary: `${says}${policy}`,
      example: { ...example, policy: "strict" },
    };
    return [`confluent-${type}`, entry] as const;
  }),
) as Record<ConfluentRuleId, RuleEntry>;
