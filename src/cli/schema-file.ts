import { extname } from "node:path";
import { SchemaFormat, SchemaFormatSchema } from "@sluice/client/gen";
import { type Command } from "commander";
import { failure, usageError } from "./cli-error.js";
import { readInput } from "./input-file.js";
import { parseWhole } from "./numbers.js";
import { utf8 } from "./payload.js";
import type { ShownSchema } from "./report/report.js";
import type { Surroundings } from "./surroundings.js";
import { parseWord, wordsOf } from "./words.js";

/** The options that describe a schema file. */
export interface SchemaFileOptions {
  readonly schemaFormat?: string;
  readonly reference?: readonly string[];
}

/** A schema file as the requests of the registry take it: text, or a serialized FileDescriptorProto. */
export interface SchemaFile {
  readonly format: SchemaFormat;
  readonly schema: string;
  readonly fileDescriptor: Uint8Array;
  readonly references: { readonly name: string; readonly subject: string; readonly version: number }[];
}

/** A schema file as findings point into it. */
export function shownFile(file: string, { schema }: Pick<SchemaFile, "schema">): ShownSchema {
  return { name: file === "-" ? "standard input" : file, file: file === "-" ? undefined : file, text: schema };
}

const formatOfExtension: Readonly<Record<string, SchemaFormat>> = {
  ".avsc": SchemaFormat.AVRO,
  ".proto": SchemaFormat.PROTOBUF,
  ".json": SchemaFormat.JSON_SCHEMA,
};

/** Languages that have no other form than text. */
const textFormats: ReadonlySet<SchemaFormat> = new Set([SchemaFormat.JSON_SCHEMA, SchemaFormat.AVRO]);

/** Extensions of serialized FileDescriptorProtos. */
const descriptorExtensions: ReadonlySet<string> = new Set([".binpb", ".desc", ".pb"]);

/** Gathers the values of an option that may be repeated. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** Adds --schema-format and --reference to a command. */
export function addSchemaFileOptions(command: Command): Command {
  return command
    .option(
      "--schema-format <language>",
      `${wordsOf(SchemaFormatSchema).join(", ")}; else told from the extension or the text`,
    )
    .option("--reference <name=subject@version>", "what a name in the schema stands for; may be repeated", collect);
}

/** Reads `NAME=SUBJECT@VERSION`. The name may hold `=`, the subject `@`: the last of each counts. */
export function parseReference(text: string): SchemaFile["references"][number] {
  const at = text.lastIndexOf("@");
  const equals = text.lastIndexOf("=", at);
  const name = text.slice(0, Math.max(0, equals));
  const subject = text.slice(equals + 1, Math.max(0, at));
  if (name === "" || subject === "") {
    throw usageError(`--reference: "${text}" is not NAME=SUBJECT@VERSION, such as address.json=shared/address@1`);
  }
  return { name, subject, version: parseWhole("--reference", text.slice(at + 1), 1) };
}

/** The schema language that an option or the extension says; UNSPECIFIED when neither does. */
export function schemaFormatOf(file: string, option: string | undefined): SchemaFormat {
  if (option !== undefined) return parseWord("--schema-format", SchemaFormatSchema, option);
  return formatOfExtension[extname(file).toLowerCase()] ?? SchemaFormat.UNSPECIFIED;
}

/** Reads a schema from a file, or from standard input when the name is `-`. */
export async function readSchemaFile(
  file: string,
  options: SchemaFileOptions,
  surroundings: Pick<Surroundings, "stdin">,
): Promise<SchemaFile> {
  const references = (options.reference ?? []).map(parseReference);
  const format = schemaFormatOf(file, options.schemaFormat);
  const bytes = await readInput(file, surroundings);
  const text = schemaText(file, format, bytes);
  return text === undefined
    ? { format: SchemaFormat.PROTOBUF, schema: "", fileDescriptor: bytes, references }
    : { format, schema: text, fileDescriptor: new Uint8Array(), references };
}

/**
 * What a schema file holds as text; undefined where it is a serialized descriptor.
 * @throws CliError when it is empty, or not UTF-8 where its extension or its language say that it is text
 */
export function schemaText(file: string, format: SchemaFormat, bytes: Uint8Array): string | undefined {
  const name = file === "-" ? "standard input" : file;
  if (bytes.length === 0) throw failure(`${name}: is empty`);
  const extension = extname(file).toLowerCase();
  const text = descriptorExtensions.has(extension) ? undefined : utf8(bytes);
  const isText = formatOfExtension[extension] !== undefined || textFormats.has(format);
  if (text === undefined && isText) throw failure(`${name}: is not UTF-8 text`);
  return text;
}

/** A schema file as a candidate that need not be registered: a descriptor goes as base64. */
export async function candidateSchema(
  file: string,
  options: SchemaFileOptions,
  surroundings: Surroundings,
): Promise<Pick<SchemaFile, "format" | "schema" | "references">> {
  const { format, schema, fileDescriptor, references } = await readSchemaFile(file, options, surroundings);
  return {
    format,
    schema: fileDescriptor.length > 0 ? Buffer.from(fileDescriptor).toString("base64") : schema,
    references,
  };
}
