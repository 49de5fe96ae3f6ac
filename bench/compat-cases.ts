import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { SchemaFormatName } from "../src/core/schema.js";

/** Pairs of schemas that are compared, each pair once per round. */
export interface CompatCase {
  readonly name: string;
  readonly format: SchemaFormatName;
  readonly pairs: readonly { readonly reader: string; readonly writer: string }[];
}

type Json = Readonly<Record<string, unknown>>;

/** Kinds of properties that events have, in turn. */
const kinds: readonly Json[] = [
  { type: "string", maxLength: 200 },
  { type: "integer", minimum: 0 },
  { type: "string", format: "date-time" },
  { type: "string", enum: ["created", "paid", "sent", "cancelled"] },
  { type: "number", minimum: 0, multipleOf: 0.01 },
  { type: "boolean" },
  { type: "string", pattern: "^[A-Z]{2}-[0-9]{4,10}$" },
  { type: "array", items: { type: "string", minLength: 1 }, maxItems: 20 },
  { type: ["string", "null"] },
  {
    type: "object",
    properties: { street: { type: "string" }, city: { type: "string" }, zip: { type: "string", pattern: "^[0-9]+$" } },
    required: ["street", "city"],
  },
];

function propertiesOf(count: number): Record<string, Json> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`property${at}`, kinds[at % kinds.length] ?? {}]),
  );
}

function objectSchema(properties: Record<string, Json>, required: readonly string[], open: boolean): string {
  const closing = open ? {} : { additionalProperties: false };
  return JSON.stringify({ type: "object", properties, required, ...closing }, undefined, 2);
}

/** What authors do between two versions of a schema of so many properties; half of it breaks the reader. */
function jsonSchemaPairs(count: number): CompatCase["pairs"] {
  const properties = propertiesOf(count);
  const names = Object.keys(properties);
  const required = names.slice(0, count / 2);
  const writer = objectSchema(properties, required, false);
  return names.flatMap((name, at) => {
    const changed = kinds[(at + 1) % kinds.length] ?? {};
    const others = Object.fromEntries(Object.entries(properties).filter(([other]) => other !== name));
    const needed = required.filter((other) => other !== name);
    return [
      { writer, reader: objectSchema({ ...properties, [`extra${at}`]: changed }, required, false) },
      { writer, reader: objectSchema({ ...properties, [name]: changed }, required, false) },
      { writer, reader: objectSchema(properties, needed, true) },
      { writer, reader: objectSchema(properties, [...needed, name, `extra${at}`], false) },
      { writer, reader: objectSchema(others, needed, false) },
    ];
  });
}

/** The published catalogue of GitHub's webhook events, more than 300 definitions, against itself with one change. */
function webhookPairs(): CompatCase["pairs"] {
  const path = createRequire(import.meta.url).resolve("@octokit/webhooks-schemas/schema.json");
  const text = readFileSync(path, "utf8");
  type Definitions = {
    readonly definitions: Record<string, { properties?: Record<string, unknown>; required?: string[] }>;
  };
  const changed = (change: (user: Definitions["definitions"][string]) => void): string => {
    const schema = JSON.parse(text) as Definitions;
    const user = schema.definitions["user"];
    if (user === undefined) throw new Error("The catalogue has no definition 'user' any more.");
    change(user);
    return JSON.stringify(schema);
  };
  return [
    { writer: text, reader: text },
    { writer: text, reader: changed((user) => delete user.properties?.["email"]) },
    { writer: text, reader: changed((user) => user.required?.push("nickname")) },
    { writer: text, reader: changed((user) => (user.required = [])) },
  ];
}

function avroPairs(count: number): CompatCase["pairs"] {
  const types = ["string", "long", ["null", "double"], { type: "array", items: "string" }, "boolean"];
  const fields = Array.from({ length: count }, (_, at) => ({ name: `field${at}`, type: types[at % types.length] }));
  const record = (list: readonly unknown[]): string => JSON.stringify({ type: "record", name: "Order", fields: list });
  const writer = record(fields);
  return fields.flatMap((field, at) => [
    { writer, reader: record([...fields, { name: `extra${at}`, type: "string", default: "" }]) },
    { writer, reader: record([...fields, { name: `extra${at}`, type: "string" }]) },
    { writer, reader: record(fields.filter((other) => other !== field)) },
    { writer, reader: record(fields.map((other) => (other === field ? { ...other, type: "bytes" } : other))) },
  ]);
}

function protobufPairs(count: number): CompatCase["pairs"] {
  const types = ["string", "int64", "bool", "repeated string", "double"];
  const fields = Array.from(
    { length: count },
    (_, at) => `  ${types[at % types.length] ?? ""} field_${at} = ${at + 1};`,
  );
  const file = (lines: readonly string[]): string => `syntax = "proto3";\nmessage Order {\n${lines.join("\n")}\n}\n`;
  const writer = file(fields);
  return fields.flatMap((field, at) => [
    { writer, reader: file([...fields, `  string extra = ${count + at + 1};`]) },
    { writer, reader: file(fields.filter((other) => other !== field)) },
    {
      writer,
      reader: file(fields.map((other, index) => (index === at ? `  fixed32 field_${at} = ${at + 1};` : other))),
    },
  ]);
}

/** What the bench compares. */
export function compatCases(): readonly CompatCase[] {
  return [
    { name: "JSON Schema, 10 properties", format: "json-schema", pairs: jsonSchemaPairs(10) },
    { name: "JSON Schema, 50 properties", format: "json-schema", pairs: jsonSchemaPairs(50) },
    { name: "JSON Schema, GitHub webhooks", format: "json-schema", pairs: webhookPairs() },
    { name: "Avro, 50 fields", format: "avro", pairs: avroPairs(50) },
    { name: "Protobuf, 50 fields", format: "protobuf", pairs: protobufPairs(50) },
  ];
}
