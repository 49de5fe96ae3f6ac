import { fromBinary } from "@bufbuild/protobuf";
import { type FileDescriptorProto, FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";

const base64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/** The descriptor that a text holds in base64, undefined when it is none. */
export function decodeDescriptor(text: string): FileDescriptorProto | undefined {
  if (!base64.test(text)) return undefined;
  try {
    const bytes = Buffer.from(text, "base64");
    const proto = fromBinary(FileDescriptorProtoSchema, bytes);
    const declares = proto.messageType.length + proto.enumType.length + proto.service.length + proto.extension.length;
    // Any word is base64 of something: only a descriptor that says something about a file counts.
    const known = proto.$unknown === undefined && (proto.name !== "" || declares > 0);
    return known ? proto : undefined;
  } catch {
    // Not a descriptor, so the text speaks for itself.
    return undefined;
  }
}
