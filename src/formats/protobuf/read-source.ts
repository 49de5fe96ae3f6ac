import { Edition, FieldDescriptorProto_Label, type FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import { SluiceError } from "../../core/errors.js";
import { decodeDescriptor } from "./decode-descriptor.js";
import { parseFile } from "./parse-file.js";
import { checkNesting } from "./parse-option.js";
import type { ParsedFile } from "./parsed-file.js";
import { invalidSchema } from "./place.js";
import { taggedInComments } from "./sensitive-names.js";
import { jsonNameOf } from "./scalar-types.js";

/** The longest schema text, in UTF-8 bytes. */
const maxTextBytes = 1_048_576;

/**
 * Reads a schema text: .proto text, or a serialized FileDescriptorProto in base64. `file` is its import path and
 * `label` names it in errors (empty for the schema itself).
 * @throws SluiceError INVALID_SCHEMA; LIMIT_EXCEEDED for more than 1 MiB or 64 levels.
 */
export function readSource(text: string, file: string, label: string): ParsedFile {
  if (Buffer.byteLength(text) > maxTextBytes) {
    throw new SluiceError("LIMIT_EXCEEDED", `The schema is larger than ${maxTextBytes} bytes; split it into files.`, {
      metadata: { limit: "schema-bytes", max: String(maxTextBytes) },
    });
  }
  if (text.trim() === "") throw invalidSchema("The schema is empty.", { line: 1, column: 1 }, label);
  const proto = decodeDescriptor(text);
  if (proto === undefined) return parseFile(text, file, label);
  return readDescriptor(proto, file, label);
}

function readDescriptor(proto: FileDescriptorProto, file: string, label: string): ParsedFile {
  const comments = (proto.sourceCodeInfo?.location ?? []).flatMap((location) =>
    [...location.leadingDetachedComments, location.leadingComments, location.trailingComments].filter((c) => c !== ""),
  );
  const taggedFields = taggedInComments(proto);
  delete proto.sourceCodeInfo;
  if (label !== "" || proto.name === "") proto.name = file;
  if (proto.syntax === "proto2") proto.syntax = "";
  if (!["", "proto3", "editions"].includes(proto.syntax)) {
    throw invalidSchema(`The syntax "${proto.syntax}" does not exist.`, undefined, label);
  }
  if (proto.syntax === "editions" && proto.edition !== Edition.EDITION_2023) {
    throw invalidSchema('Only edition "2023" is supported.', undefined, label);
  }
  for (const message of proto.messageType) completeMessage(message, 1);
  for (const field of proto.extension) completeField(field);
  const ofTexts = { places: new Map(), spans: new Map(), importPlaces: [], options: [], defaults: new Map() };
  return { proto, ...ofTexts, comments, taggedFields };
}

type Message = FileDescriptorProto["messageType"][number];

/** Fills in what compilers may leave out: labels and JSON names. */
function completeMessage(message: Message, depth: number): void {
  checkNesting(depth);
  for (const field of [...message.field, ...message.extension]) completeField(field);
  for (const nested of message.nestedType) completeMessage(nested, depth + 1);
}

function completeField(field: Message["field"][number]): void {
  if (!Object.hasOwn(field, "jsonName")) field.jsonName = jsonNameOf(field.name);
  if (!Object.hasOwn(field, "label")) field.label = FieldDescriptorProto_Label.OPTIONAL;
}
