import type { RuleDescription } from "../format.js";

function record(...fields: readonly string[]): string {
  return named("Order", fields);
}

function named(name: string, fields: readonly string[], ...attributes: readonly string[]): string {
  const lines = fields.map((field) => `    ${field}`).join(",\n");
  const head = [`"name": "${name}"`, ...attributes].map((line) => `  ${line},\n`).join("");
  return `{\n  "type": "record",\n${head}  "fields": [\n${lines}\n  ]\n}`;
}

const id = '{ "name": "id", "type": "string" }';
const status = (symbols: string, more = "") =>
  `{\n  "type": "enum",\n  "name": "Status",\n  "symbols": [${symbols}]${more}\n}`;
const hash = (size: number) => `{\n  "type": "fixed",\n  "name": "Hash",\n  "size": ${size}\n}`;
const card = (version: string, field: string, type = "string") =>
  `{ "type": "record", "name": "${version}.Card", "fields": [{ "name": "${field}", "type": "${type}" }] }`;

/** Every rule of Avro, in the order of the documentation: what breaks, what is in doubt, what changes values, what is good to know. */
const table = [
  {
    id: "reader-field-missing-default-value",
    severity: "error",
    summary: "The reader needs a field that the writer does not write, and the field has no default.",
    example: { reader: record(id, '{ "name": "total", "type": "double" }'), writer: record(id) },
  },
  {
    id: "type-mismatch",
    severity: "error",
    summary:
      "The writer writes a type that the reader cannot take: it is neither the same nor one that Avro promotes, such as int to long.",
    example: {
      reader: record('{ "name": "id", "type": "long" }'),
      writer: record(id),
    },
  },
  {
    id: "missing-union-branch",
    severity: "error",
    summary: "The writer may write a type that no branch of the reader's union takes.",
    example: {
      reader: record('{ "name": "note", "type": ["null", "string"] }'),
      writer: record('{ "name": "note", "type": ["null", "string", "long"] }'),
    },
  },
  {
    id: "missing-enum-symbols",
    severity: "error",
    summary: "The writer may write symbols that the reader's enum does not have, and the enum has no default symbol.",
    example: { reader: status('"NEW", "PAID"'), writer: status('"NEW", "PAID", "SHIPPED"') },
  },
  {
    id: "name-mismatch",
    severity: "error",
    summary:
      "A record, enum or fixed of the reader has another name than the writer's, and no alias joins the two. Namespaces do not count.",
    example: { reader: named("Purchase", [id]), writer: record(id) },
  },
  {
    id: "fixed-size-mismatch",
    severity: "error",
    summary: "A fixed has another number of bytes in the reader than in the writer.",
    example: { reader: hash(32), writer: hash(16) },
  },
  {
    id: "ambiguous-alias",
    severity: "warning",
    summary:
      "By its name and its aliases a field of the reader fits more than one field of the writer, or shares one with another field. Libraries take different ones, and some refuse the schemas; strict and lenient call it an error.",
    example: {
      reader: record('{ "name": "title", "type": "string", "aliases": ["name", "label"] }'),
      writer: record('{ "name": "name", "type": "string" }', '{ "name": "label", "type": "string" }'),
    },
  },
  {
    id: "ambiguous-union-branch",
    severity: "warning",
    summary:
      "Several branches of the reader's union go by the writer's name after the last dot. The specification takes the first, most libraries the one of the same full name, and the outcome differs.",
    example: {
      reader: `[\n  ${card("v1", "number")},\n  ${card("v2", "token")}\n]`,
      writer: named("v2.Card", ['{ "name": "token", "type": "string" }']),
    },
  },
  {
    id: "comparison-budget-exceeded",
    severity: "warning",
    summary: "The schemas are so large or so entangled that the comparison was given up; it says where.",
  },
  {
    id: "rules-miss-incompatibility",
    severity: "warning",
    summary:
      "The rules of the strict and lenient policies call the pair compatible, but here is an event that the writer writes and the reader cannot read.",
    example: {
      policy: "strict",
      reader: `[\n  ${card("v1", "number")},\n  ${card("v2", "number", "long")}\n]`,
      writer: named("v1.Card", ['{ "name": "number", "type": "long" }']),
    },
  },
  {
    id: "rules-stricter-than-events",
    severity: "warning",
    summary:
      "The rules of the strict and lenient policies call the pair incompatible, but the reader reads every event the writer can write.",
    example: {
      policy: "strict",
      reader: '"int"',
      writer: '[\n  "int",\n  { "type": "enum", "name": "Never", "symbols": [] }\n]',
    },
  },
  {
    id: "lossy-promotion",
    severity: "warning",
    summary:
      "A number is read as a floating-point number that cannot hold all of its digits; large numbers are rounded.",
    example: {
      reader: record('{ "name": "count", "type": "float" }'),
      writer: record('{ "name": "count", "type": "int" }'),
    },
  },
  {
    id: "bytes-read-as-string",
    severity: "warning",
    summary: "Bytes are read as a string; bytes that are not UTF-8 text come out garbled.",
    example: {
      reader: record('{ "name": "body", "type": "string" }'),
      writer: record('{ "name": "body", "type": "bytes" }'),
    },
  },
  {
    id: "logical-type-changed",
    severity: "warning",
    summary:
      "The reader gives the same bytes another meaning: another unit of time, another scale of a decimal, a date for a number.",
    example: {
      reader: record('{ "name": "at", "type": { "type": "long", "logicalType": "timestamp-micros" } }'),
      writer: record('{ "name": "at", "type": { "type": "long", "logicalType": "timestamp-millis" } }'),
    },
  },
  {
    id: "decimal-precision-raised",
    severity: "info",
    summary: "A decimal may have more digits in the reader than in the writer; every value keeps its meaning.",
    example: {
      reader: '{\n  "type": "bytes",\n  "logicalType": "decimal",\n  "precision": 12,\n  "scale": 2\n}',
      writer: '{\n  "type": "bytes",\n  "logicalType": "decimal",\n  "precision": 9,\n  "scale": 2\n}',
    },
  },
  {
    id: "promotion",
    severity: "info",
    summary: "A type is read as a wider one; every value keeps its meaning.",
    example: {
      reader: record('{ "name": "count", "type": "long" }'),
      writer: record('{ "name": "count", "type": "int" }'),
    },
  },
  {
    id: "namespace-changed",
    severity: "info",
    summary:
      "A type has another namespace in the reader. Only the name after the last dot has to agree; within unions some libraries want the full name, and then this is a warning.",
    example: { reader: named("shop.Order", [id]), writer: named("sales.Order", [id]) },
  },
  {
    id: "type-matched-by-alias",
    severity: "info",
    summary: "A renamed type is read because the reader has its old name as an alias.",
    example: { reader: named("Purchase", [id], '"aliases": ["Order"]'), writer: record(id) },
  },
  {
    id: "field-matched-by-alias",
    severity: "info",
    summary: "A renamed field is read because the reader has its old name as an alias.",
    example: { reader: record('{ "name": "number", "type": "string", "aliases": ["id"] }'), writer: record(id) },
  },
  {
    id: "reader-default-used",
    severity: "info",
    summary: "The writer does not have a field of the reader, so the reader takes its default.",
    example: { reader: record(id, '{ "name": "total", "type": "double", "default": 0 }'), writer: record(id) },
  },
  {
    id: "writer-field-ignored",
    severity: "info",
    summary: "The reader does not have a field of the writer and steps over it.",
    example: { reader: record(id), writer: record(id, '{ "name": "total", "type": "double" }') },
  },
  {
    id: "unknown-symbol-becomes-default",
    severity: "info",
    summary: "The writer may write symbols that the reader does not know; it takes the default symbol of its enum.",
    example: {
      reader: status('"UNKNOWN", "NEW"', ',\n  "default": "UNKNOWN"'),
      writer: status('"UNKNOWN", "NEW", "PAID"', ',\n  "default": "UNKNOWN"'),
    },
  },
  {
    id: "reader-symbols-added",
    severity: "info",
    summary: "The reader's enum has symbols that the writer never writes.",
    example: { reader: status('"NEW", "PAID"'), writer: status('"NEW"') },
  },
  {
    id: "default-changed",
    severity: "info",
    summary: "The default of a field differs; it only matters for events that lack the field.",
    example: {
      reader: record('{ "name": "count", "type": "int", "default": 1 }'),
      writer: record('{ "name": "count", "type": "int", "default": 0 }'),
    },
  },
  {
    id: "doc-changed",
    severity: "info",
    summary: "The documentation of a type or field differs.",
    example: {
      reader: record('{ "name": "id", "type": "string", "doc": "Unique within a shop." }'),
      writer: record(id),
    },
  },
  {
    id: "writer-has-no-values",
    severity: "info",
    summary:
      "A type of the writer has no values (an enum without symbols, a union without branches, a record that contains itself without end), so nothing of it is ever read.",
    example: { reader: '"string"', writer: status("") },
  },
] as const satisfies readonly RuleDescription[];

/** Stable id of a rule of Avro. */
export type RuleId = (typeof table)[number]["id"];

/** Every rule a finding about two Avro schemas can have. */
export const rules: readonly RuleDescription[] = table;
