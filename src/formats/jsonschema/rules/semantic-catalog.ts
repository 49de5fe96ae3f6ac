import { objectWith, type RuleEntry } from "./rule-entry.js";

/** A rule about something that breaks readers, with what they have and what writers have. */
function breaking(summary: string, reader: unknown, writer: unknown): RuleEntry {
  return { severity: "error", summary, example: { reader, writer } };
}

const inText = (more: object): unknown => objectWith({ type: "string", ...more });
const inNumber = (more: object): unknown => objectWith({ type: "number", ...more });
const inList = (more: object): unknown => objectWith({ type: "array", ...more });

/** What a comparison by what events really do can find. */
export const semanticRules = {
  "type-narrowed": breaking(
    "The writer may send values of a JSON type that the reader does not accept.",
    objectWith({ type: "string" }),
    objectWith({ type: ["string", "null"] }),
  ),
  "value-forbidden": breaking(
    "The reader allows no value at all at a place where the writer may send one.",
    objectWith(false),
    objectWith({ type: "string" }),
  ),
  "enum-added": breaking(
    "The reader limits a value to a list and the writer does not.",
    objectWith({ type: "string", enum: ["small", "large"] }),
    objectWith({ type: "string" }),
  ),
  "enum-value-removed": breaking(
    "The writer lists values that the reader does not list.",
    objectWith({ enum: ["small"] }),
    objectWith({ enum: ["small", "large"] }),
  ),
  "const-added": breaking(
    "The reader allows one value only and the writer is free.",
    objectWith({ type: "string", const: "small" }),
    objectWith({ type: "string" }),
  ),
  "const-changed": breaking(
    "The reader allows another single value than the writer sends.",
    objectWith({ const: "small" }),
    objectWith({ const: "large" }),
  ),
  "property-became-required": breaking(
    "A property that the writer knows but may leave out is required by the reader.",
    objectWith({ type: "string" }, { required: ["a"] }),
    objectWith({ type: "string" }),
  ),
  "required-property-added": breaking(
    "The reader requires a property that the writer does not know.",
    { type: "object", required: ["a"] },
    { type: "object" },
  ),
  "dependent-required-added": breaking(
    "Where one property is there the reader demands another, and the writer does not promise that.",
    { type: "object", dependencies: { a: ["b"] } },
    { type: "object" },
  ),
  "property-removed-from-closed-content-model": breaking(
    "The writer may send a property that the reader neither knows nor allows.",
    { type: "object", properties: {}, additionalProperties: false },
    objectWith({ type: "string" }, { additionalProperties: false }),
  ),
  "property-added-to-open-content-model": breaking(
    "The reader gives a property a schema, while the writer does not declare it but may send anything under that name.",
    objectWith({ type: "string" }),
    { type: "object" },
  ),
  "additional-properties-closed": breaking(
    "The writer may send properties it does not declare, and the reader accepts only those it knows.",
    objectWith({ type: "string" }, { additionalProperties: false }),
    objectWith({ type: "string" }),
  ),
  "pattern-properties-narrowed": breaking(
    "Properties whose names match a pattern may have values for the writer that the reader refuses.",
    { type: "object", patternProperties: { "^x": false } },
    { type: "object" },
  ),
  "property-names-narrowed": breaking(
    "The writer may use property names that the reader does not allow.",
    { type: "object", propertyNames: { maxLength: 3 } },
    { type: "object" },
  ),
  "min-properties-added": breaking(
    "The reader demands a least number of properties and the writer does not.",
    { type: "object", minProperties: 1 },
    { type: "object" },
  ),
  "min-properties-increased": breaking(
    "The reader demands more properties than the writer promises.",
    { type: "object", minProperties: 2 },
    { type: "object", minProperties: 1 },
  ),
  "max-properties-added": breaking(
    "The reader allows a greatest number of properties and the writer knows no such limit.",
    { type: "object", maxProperties: 2 },
    { type: "object" },
  ),
  "max-properties-decreased": breaking(
    "The reader allows fewer properties than the writer may send.",
    { type: "object", maxProperties: 1 },
    { type: "object", maxProperties: 2 },
  ),
  "minimum-added": breaking(
    "The reader has a smallest number and the writer has none.",
    inNumber({ minimum: 0 }),
    inNumber({}),
  ),
  "minimum-increased": breaking(
    "The smallest number of the reader is above that of the writer.",
    inNumber({ minimum: 1 }),
    inNumber({ minimum: 0 }),
  ),
  "exclusive-minimum-added": breaking(
    "The reader has a number that all must be above and the writer has none.",
    inNumber({ exclusiveMinimum: 0 }),
    inNumber({}),
  ),
  "exclusive-minimum-increased": breaking(
    "The number that all must be above is greater in the reader than in the writer.",
    inNumber({ exclusiveMinimum: 1 }),
    inNumber({ exclusiveMinimum: 0 }),
  ),
  "maximum-added": breaking(
    "The reader has a greatest number and the writer has none.",
    inNumber({ maximum: 9 }),
    inNumber({}),
  ),
  "maximum-decreased": breaking(
    "The greatest number of the reader is below that of the writer.",
    inNumber({ maximum: 8 }),
    inNumber({ maximum: 9 }),
  ),
  "exclusive-maximum-added": breaking(
    "The reader has a number that all must be below and the writer has none.",
    inNumber({ exclusiveMaximum: 9 }),
    inNumber({}),
  ),
  "exclusive-maximum-decreased": breaking(
    "The number that all must be below is smaller in the reader than in the writer.",
    inNumber({ exclusiveMaximum: 8 }),
    inNumber({ exclusiveMaximum: 9 }),
  ),
  "multiple-of-added": breaking(
    "The reader demands multiples of a number and the writer does not.",
    inNumber({ multipleOf: 2 }),
    inNumber({}),
  ),
  "multiple-of-changed": breaking(
    "The reader demands multiples of a number that not all of the writer's multiples are.",
    inNumber({ multipleOf: 2 }),
    inNumber({ multipleOf: 1 }),
  ),
  "min-length-added": breaking(
    "The reader has a least length and the writer has none.",
    inText({ minLength: 1 }),
    inText({}),
  ),
  "min-length-increased": breaking(
    "The least length of the reader is above that of the writer.",
    inText({ minLength: 2 }),
    inText({ minLength: 1 }),
  ),
  "max-length-added": breaking(
    "The reader has a greatest length and the writer has none.",
    inText({ maxLength: 9 }),
    inText({}),
  ),
  "max-length-decreased": breaking(
    "The greatest length of the reader is below that of the writer.",
    inText({ maxLength: 8 }),
    inText({ maxLength: 9 }),
  ),
  "pattern-added": breaking(
    "The reader demands texts that match a pattern and the writer does not.",
    inText({ pattern: "^[a-z]+$" }),
    inText({}),
  ),
  "pattern-changed": breaking(
    "The writer's pattern matches texts that the reader's does not.",
    inText({ pattern: "^[a-z]+$" }),
    inText({ pattern: "^[a-z0-9]+$" }),
  ),
  "format-added": {
    severity: "error",
    summary: "The reader demands texts of a certain form and the writer does not; counts only where formats do.",
    example: { reader: inText({ format: "date" }), writer: inText({}), semantics: { formatsAssert: true } },
  },
  "format-changed": {
    severity: "error",
    summary: "The reader demands texts of another form than the writer; counts only where formats do.",
    example: {
      reader: inText({ format: "date" }),
      writer: inText({ format: "email" }),
      semantics: { formatsAssert: true },
    },
  },
  "min-items-added": breaking(
    "The reader demands a least number of items and the writer does not.",
    inList({ minItems: 1 }),
    inList({}),
  ),
  "min-items-increased": breaking(
    "The reader demands more items than the writer promises.",
    inList({ minItems: 2 }),
    inList({ minItems: 1 }),
  ),
  "max-items-added": breaking(
    "The reader allows a greatest number of items and the writer knows no such limit.",
    inList({ maxItems: 9 }),
    inList({}),
  ),
  "max-items-decreased": breaking(
    "The reader allows fewer items than the writer may send.",
    inList({ maxItems: 8 }),
    inList({ maxItems: 9 }),
  ),
  "unique-items-added": breaking(
    "The reader refuses lists with equal items, which the writer may send.",
    inList({ uniqueItems: true }),
    inList({}),
  ),
  "contains-added": breaking(
    "The reader demands an item of a certain kind in the list and the writer does not promise one.",
    inList({ contains: { type: "string" } }),
    inList({}),
  ),
  "contains-narrowed": breaking(
    "The reader demands an item of a narrower kind in the list than the writer promises.",
    inList({ contains: { enum: ["x"] } }),
    inList({ contains: { enum: ["x", "y"] } }),
  ),
  "max-contains-decreased": breaking(
    "The writer may send more items of a certain kind than the reader allows.",
    {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "array",
      items: { type: "string" },
      contains: { type: "string" },
      maxContains: 1,
    },
    {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "array",
      items: { type: "string" },
      contains: { type: "string" },
    },
  ),
  "items-narrowed": {
    severity: "warning",
    summary: "The lists describe too many positions to compare them one by one.",
  },
  "unevaluated-items-closed": breaking(
    "The writer may send items that no keyword of the reader describes, and the reader refuses those.",
    {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "array",
      prefixItems: [{ type: "string" }],
      unevaluatedItems: false,
    },
    { $schema: "https://json-schema.org/draft/2020-12/schema", type: "array", prefixItems: [{ type: "string" }] },
  ),
  "any-of-narrowed": breaking(
    "The writer may send what fits none of the reader's alternatives.",
    objectWith({ anyOf: [{ type: "string" }, { type: "boolean" }] }),
    objectWith({ anyOf: [{ type: "string" }, { type: "boolean" }, { type: "number" }] }),
  ),
  "one-of-narrowed": breaking(
    "The writer may send what fits none of the reader's alternatives, or more than one of those that exclude each other.",
    objectWith({ oneOf: [{ type: "integer" }, { minimum: 2 }] }),
    objectWith({ type: "integer" }),
  ),
  "not-widened": breaking(
    "The reader excludes values that the writer may send.",
    objectWith({ type: "string", not: { maxLength: 1 } }),
    objectWith({ type: "string" }),
  ),
  "schema-narrowed": {
    severity: "error",
    summary: "The writer may send an event that the reader refuses, and no single keyword is to blame.",
  },
} satisfies Record<string, RuleEntry>;

/** What is said about a comparison as a whole. */
export const generalRules = {
  "comparison-budget-exceeded": {
    severity: "warning",
    summary: "The schemas are too large or too entangled to compare within the steps a comparison may take.",
  },
  "comparison-time-limit": {
    severity: "warning",
    summary: "The comparison took longer than it may and was given up.",
  },
  "validators-disagree": {
    severity: "warning",
    summary: "An event was found that should prove a difference, but the validators do not agree about it.",
  },
  "confluent-rules-budget-exceeded": {
    severity: "warning",
    summary: "The schemas are too large or too entangled for the rules of Confluent's registry.",
  },
  "confluent-rules-too-lenient": {
    severity: "warning",
    summary:
      "The rules of Confluent's registry call a pair compatible although the reader refuses an event the writer may send.",
    example: {
      policy: "strict",
      reader: objectWith({ type: "string", default: "x" }, { required: ["a"] }),
      writer: objectWith({ type: "string", default: "x" }),
    },
  },
  "confluent-rules-too-strict": {
    severity: "info",
    summary:
      "The rules of Confluent's registry call a pair incompatible although the reader accepts everything the writer may send.",
    example: { policy: "strict", reader: objectWith({ enum: ["x", "y"] }), writer: objectWith({ const: "x" }) },
  },
} satisfies Record<string, RuleEntry>;
