import type { SchemaFormatName } from "../core/schema.js";
import { type AvroSubject, readAvro } from "./read-avro.js";
import { type JsonSchemaSubject, readJsonSchema } from "./read-json-schema.js";
import { type ProtobufSubject, readProtobuf } from "./read-protobuf.js";

/** A schema laid out for rules; each language with what the others have not. */
export type LintSubject = JsonSchemaSubject | AvroSubject | ProtobufSubject;

/** @throws SluiceError INVALID_SCHEMA or LIMIT_EXCEEDED when the text cannot be read. */
export function readSubject(format: SchemaFormatName, text: string): LintSubject {
  switch (format) {
    case "json-schema":
      return readJsonSchema(text);
    case "avro":
      return readAvro(text);
    case "protobuf":
      return readProtobuf(text);
  }
}
