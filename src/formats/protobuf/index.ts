import { toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import type { SchemaSource } from "../../core/schema.js";
import { immediateFormat } from "../immediate.js";
import { compare } from "./compare.js";
import { compile } from "./compile.js";
import { diff } from "./diff.js";
import { loadSchema } from "./load-schema.js";
import { decodeDescriptor } from "./read-source.js";
import { rules } from "./rules.js";

/** Protobuf: .proto text (proto2, proto3, edition 2023) or a serialized FileDescriptorProto in base64. */
export const protobuf = immediateFormat({
  name: "protobuf",
  rules,
  recognizes,
  compile,
  compare,
  diff,
});

const comments = /^(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|;)+/;
const firstStatement =
  /^(?:(?:syntax|edition)\s*=\s*["']|package\s+[A-Za-z_]|import\s+(?:public\s+|weak\s+)?["']|(?:message|enum|service)\s+[A-Za-z_]\w*\s*\{|extend\s+[.A-Za-z_][\w.]*\s*\{|option\s+[(A-Za-z_])/;

function recognizes(text: string): boolean {
  return firstStatement.test(text.replace(comments, "")) || decodeDescriptor(text) !== undefined;
}

/**
 * The schema as a serialized google.protobuf.FileDescriptorProto without source positions, whichever form it was registered in.
 * @throws SluiceError as `compile`.
 */
export function serializedDescriptor(source: SchemaSource): Uint8Array {
  return toBinary(FileDescriptorProtoSchema, loadSchema(source).file.proto);
}
