import { toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import type { SchemaSource } from "../../src/core/schema.js";
import { loadSchema } from "../../src/formats/protobuf/load-schema.js";

/** A schema as a serialized google.protobuf.FileDescriptorProto without source positions, whichever form it was written in. */
export function serializedDescriptor(source: SchemaSource): Uint8Array {
  return toBinary(FileDescriptorProtoSchema, loadSchema(source).file.proto);
}
