import type { LintRuleDescription } from "./lint-rule.js";

/** Rules about JSON Schema alone, in the order of the documentation. */
export const jsonSchemaRules = [
  {
    id: "lint-id-missing",
    severity: "off",
    strict: "info",
    formats: ["json-schema"],
    summary: "A schema has an `$id`, by which others can refer to it.",
    example: { format: "json-schema", schema: `{\n  "type": "object"\n}` },
  },
  {
    id: "lint-title-missing",
    severity: "off",
    strict: "warning",
    formats: ["json-schema"],
    summary: "A schema has a `title`, which tools show and generators name classes after.",
    example: { format: "json-schema", schema: `{\n  "type": "object"\n}` },
  },
  {
    id: "lint-key-duplicate",
    severity: "error",
    strict: "error",
    formats: ["json-schema"],
    summary: "No key comes twice in one object. Parsers silently keep one of them, usually the last.",
    example: {
      format: "json-schema",
      schema: `{
  "type": "object",
  "properties": {
    "id": { "type": "string" },
    "id": { "type": "integer" }
  }
}`,
    },
  },
  {
    id: "lint-open-content",
    severity: "info",
    strict: "warning",
    formats: ["json-schema"],
    summary:
      "An object says whether it takes properties beyond those it names. Silence means yes, and whoever sends an unnamed one today breaks when it is named tomorrow.",
    example: {
      format: "json-schema",
      schema: `{\n  "type": "object",\n  "properties": {\n    "id": { "type": "string" }\n  }\n}`,
    },
  },
  {
    id: "lint-required-missing",
    severity: "info",
    strict: "warning",
    formats: ["json-schema"],
    summary: "An object with properties says which of them are `required`; without it the empty object is valid.",
    example: {
      format: "json-schema",
      schema: `{\n  "type": "object",\n  "properties": {\n    "id": { "type": "string" }\n  }\n}`,
    },
  },
  {
    id: "lint-required-unknown",
    severity: "warning",
    strict: "error",
    formats: ["json-schema"],
    summary:
      "Every name in `required` is one of the properties. Others are mostly typing errors, which nothing can satisfy by accident.",
    example: {
      format: "json-schema",
      schema: `{
  "type": "object",
  "properties": {
    "orderId": { "type": "string" }
  },
  "required": ["orderID"]
}`,
    },
  },
  {
    id: "lint-property-type",
    severity: "warning",
    strict: "error",
    formats: ["json-schema"],
    summary: "A property says what type it has. Without `type` it takes anything, also what no reader expects.",
    example: {
      format: "json-schema",
      schema: `{\n  "type": "object",\n  "properties": {\n    "amount": { "minimum": 0 }\n  }\n}`,
    },
  },
  {
    id: "lint-enum-property-default",
    severity: "off",
    strict: "info",
    formats: ["json-schema"],
    summary: "A property that is optional and takes only certain values says which of them is meant when it is absent.",
    example: {
      format: "json-schema",
      schema: `{
  "type": "object",
  "properties": {
    "status": { "enum": ["new", "paid"] }
  }
}`,
    },
  },
  {
    id: "lint-enum-duplicate",
    severity: "warning",
    strict: "error",
    formats: ["json-schema"],
    summary: "No value comes twice in an `enum`.",
    example: { format: "json-schema", schema: `{\n  "enum": ["new", "paid", "new"]\n}` },
  },
  {
    id: "lint-unbounded-string",
    severity: "off",
    strict: "info",
    formats: ["json-schema"],
    summary: "A string has a greatest length, a format or a list of values.",
    example: { format: "json-schema", schema: `{\n  "type": "string"\n}` },
  },
  {
    id: "lint-unbounded-array",
    severity: "off",
    strict: "info",
    formats: ["json-schema"],
    summary: "An array has a greatest number of items.",
    example: { format: "json-schema", schema: `{\n  "type": "array"\n}` },
  },
  {
    id: "lint-pattern-unanchored",
    severity: "warning",
    strict: "error",
    formats: ["json-schema"],
    summary:
      "A pattern says where the text begins or ends with `^` or `$`. Without them it is enough that some part of the text fits.",
    example: { format: "json-schema", schema: `{\n  "type": "string",\n  "pattern": "[A-Z]{3}"\n}` },
  },
  {
    id: "lint-one-of-ambiguous",
    severity: "warning",
    strict: "error",
    formats: ["json-schema"],
    summary:
      "Branches of `oneOf` exclude each other in an evident way: by type, or by a required property with different values. A value that fits two branches is refused.",
    example: {
      format: "json-schema",
      schema: `{
  "oneOf": [
    { "type": "object", "properties": { "email": { "type": "string" } } },
    { "type": "object", "properties": { "phone": { "type": "string" } } }
  ]
}`,
    },
  },
  {
    id: "lint-keyword-deprecated",
    severity: "info",
    strict: "warning",
    formats: ["json-schema"],
    summary: "Keywords that the dialect keeps for old schemas only are written in the new way.",
    example: {
      format: "json-schema",
      schema: `{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "dependencies": { "card": ["address"] }
}`,
    },
  },
  {
    id: "lint-keyword-ignored",
    severity: "warning",
    strict: "error",
    formats: ["json-schema"],
    summary:
      "No keyword stands where nothing looks at it: one of another dialect or of OpenAPI, one for another type, one whose partner is missing.",
    example: { format: "json-schema", schema: `{\n  "type": "integer",\n  "maxLength": 10\n}` },
  },
  {
    id: "lint-ref-siblings",
    severity: "warning",
    strict: "error",
    formats: ["json-schema"],
    summary: "Up to draft-07 nothing stands beside `$ref`, because it would be ignored.",
    example: {
      format: "json-schema",
      schema: `{
  "properties": {
    "code": { "$ref": "#/definitions/code", "maxLength": 3 }
  },
  "definitions": {
    "code": { "type": "string" }
  }
}`,
    },
  },
] as const satisfies readonly LintRuleDescription[];
