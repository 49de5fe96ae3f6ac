import type { LintOption, LintRuleDescription } from "./lint-rule.js";

const styles = ["convention", "consistent", "camelCase", "snake_case", "PascalCase", "kebab-case"] as const;

const fieldStyle: LintOption = {
  kind: "word",
  words: styles,
  meaning: "how names are written; `convention` is snake_case in Protobuf and whatever most names use elsewhere",
};

const avroRecord = (fields: string): string => `{
  "type": "record",
  "name": "Order",
  "namespace": "shop",
  "fields": [
    ${fields}
  ]
}`;

/** Rules about Avro, Protobuf or several languages, in the order of the documentation. */
export const commonRules = [
  {
    id: "lint-field-naming",
    severity: "warning",
    strict: "error",
    formats: ["json-schema", "avro", "protobuf"],
    summary:
      "Properties and fields are written in one way. A schema that mixes `orderId` and `order_id` makes everybody look names up.",
    options: { style: fieldStyle },
    example: {
      format: "json-schema",
      schema: `{
  "type": "object",
  "properties": {
    "orderId": { "type": "string" },
    "createdAt": { "type": "string" },
    "unit_price": { "type": "number" }
  }
}`,
    },
  },
  {
    id: "lint-type-naming",
    severity: "warning",
    strict: "error",
    formats: ["avro", "protobuf"],
    summary: "Records, messages, enums, services and methods are written in PascalCase, as code generators expect.",
    example: {
      format: "protobuf",
      schema: `syntax = "proto3";\npackage shop.v1;\nmessage order_created {\n  string id = 1;\n}\n`,
    },
  },
  {
    id: "lint-enum-value-naming",
    severity: "warning",
    strict: "error",
    formats: ["json-schema", "avro", "protobuf"],
    summary:
      "Enum values are written in UPPER_SNAKE_CASE in Avro and Protobuf, and all alike in a JSON Schema, whose values travel as they are.",
    example: {
      format: "avro",
      schema: `{
  "type": "enum",
  "name": "Status",
  "namespace": "shop",
  "symbols": ["UNKNOWN", "paid"],
  "default": "UNKNOWN"
}`,
    },
  },
  {
    id: "lint-enum-value-prefix",
    severity: "warning",
    strict: "error",
    formats: ["protobuf"],
    summary:
      "Enum values begin with the name of their enum, because values of all enums of a package share one space of names.",
    example: {
      format: "protobuf",
      schema: `syntax = "proto3";\npackage shop.v1;\nenum Status {\n  STATUS_UNSPECIFIED = 0;\n  PAID = 1;\n}\n`,
    },
  },
  {
    id: "lint-enum-zero-value",
    severity: "warning",
    strict: "error",
    formats: ["protobuf"],
    summary:
      "The value 0 of an enum ends with `_UNSPECIFIED`. It is what readers see when a writer did not set the field, so it must not mean anything else.",
    example: {
      format: "protobuf",
      schema: `syntax = "proto3";\npackage shop.v1;\nenum Status {\n  STATUS_PAID = 0;\n}\n`,
    },
  },
  {
    id: "lint-namespace-missing",
    severity: "warning",
    strict: "error",
    formats: ["avro", "protobuf"],
    summary: "A schema has a namespace or package, so that its names do not meet those of another team.",
    example: { format: "protobuf", schema: `syntax = "proto3";\nmessage Order {\n  string id = 1;\n}\n` },
  },
  {
    id: "lint-namespace-naming",
    severity: "warning",
    strict: "error",
    formats: ["avro", "protobuf"],
    summary: "Namespaces and packages are lower-case words with dots between them.",
    example: {
      format: "protobuf",
      schema: `syntax = "proto3";\npackage Shop.Orders;\nmessage Order {\n  string id = 1;\n}\n`,
    },
  },
  {
    id: "lint-dialect-missing",
    severity: "warning",
    strict: "error",
    formats: ["json-schema", "protobuf"],
    summary:
      "A schema says which dialect it is written in (`$schema`, or `syntax` in Protobuf). Without it every tool assumes something else; Sluice assumes draft-07 and proto2.",
    example: { format: "json-schema", schema: `{\n  "type": "object"\n}` },
  },
  {
    id: "lint-schema-description",
    severity: "warning",
    strict: "error",
    formats: ["json-schema", "avro", "protobuf"],
    summary:
      "What can be an event (the root of a JSON Schema or Avro schema, a message of the first level) says what it is for.",
    example: { format: "json-schema", schema: `{\n  "type": "object"\n}` },
  },
  {
    id: "lint-type-description",
    severity: "info",
    strict: "warning",
    formats: ["json-schema", "avro", "protobuf"],
    summary:
      "Other types (definitions, records, nested messages, enums, services and their methods) say what they are for.",
    example: {
      format: "json-schema",
      schema: `{
  "type": "object",
  "definitions": {
    "money": { "type": "number" }
  }
}`,
    },
  },
  {
    id: "lint-field-description",
    severity: "info",
    strict: "warning",
    formats: ["json-schema", "avro", "protobuf"],
    summary:
      "Properties and fields say what they mean: `description` in JSON Schema, `doc` in Avro, a comment above or behind the field in Protobuf.",
    example: { format: "avro", schema: avroRecord(`{ "name": "id", "type": "string" }`) },
  },
  {
    id: "lint-personal-data",
    severity: "warning",
    strict: "error",
    formats: ["json-schema", "avro", "protobuf"],
    summary:
      "What looks like personal data by its name (an email address, a phone number, a birth date …) carries a tag, so that it can be found, masked and deleted.",
    options: {
      names: { kind: "names", meaning: "further names that are personal here" },
      allow: { kind: "names", meaning: "names that are not personal here" },
    },
    example: {
      format: "json-schema",
      schema: `{
  "type": "object",
  "properties": {
    "email": { "type": "string", "format": "email" }
  }
}`,
    },
  },
  {
    id: "lint-enum-default",
    severity: "warning",
    strict: "error",
    formats: ["avro"],
    summary: "An enum has a default, which old readers use for symbols that are added later. Without it they fail.",
    example: {
      format: "avro",
      schema: `{\n  "type": "enum",\n  "name": "Status",\n  "namespace": "shop",\n  "symbols": ["UNKNOWN", "PAID"]\n}`,
    },
  },
  {
    id: "lint-optional-default",
    severity: "warning",
    strict: "error",
    formats: ["avro"],
    summary:
      "A field that may be null has a default. Without one it must be in every event, and events written before it was added cannot be read.",
    example: { format: "avro", schema: avroRecord(`{ "name": "note", "type": ["null", "string"] }`) },
  },
  {
    id: "lint-format-unknown",
    severity: "warning",
    strict: "error",
    formats: ["json-schema", "avro"],
    summary: "A `format` or `logicalType` is one that is known. Unknown ones are ignored without a word.",
    options: { allow: { kind: "names", meaning: "further formats or logical types that are known here" } },
    example: { format: "json-schema", schema: `{\n  "type": "string",\n  "format": "datetime"\n}` },
  },
  {
    id: "lint-required-label",
    severity: "warning",
    strict: "error",
    formats: ["protobuf"],
    summary:
      "No field is `required`: it can never be removed, and a reader that knows it refuses every event without it.",
    example: {
      format: "protobuf",
      schema: `syntax = "proto2";\npackage shop.v1;\nmessage Order {\n  required string id = 1;\n}\n`,
    },
  },
] as const satisfies readonly LintRuleDescription[];
