import type { DescriptorProto, EnumDescriptorProto, FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import { qualify } from "./symbols.js";

/** A declaration with its full name. */
interface Named<T> {
  readonly name: string;
  readonly proto: T;
}

/** All messages of a file, outer before inner, map entries included. */
export function messagesOf(file: FileDescriptorProto): Named<DescriptorProto>[] {
  const out: Named<DescriptorProto>[] = [];
  const visit = (proto: DescriptorProto, scope: string): void => {
    const name = qualify(scope, proto.name);
    out.push({ name, proto });
    for (const nested of proto.nestedType) visit(nested, name);
  };
  for (const message of file.messageType) visit(message, file.package);
  return out;
}

/** All enums of a file. */
export function enumsOf(file: FileDescriptorProto): Named<EnumDescriptorProto>[] {
  const own = file.enumType.map((proto) => ({ name: qualify(file.package, proto.name), proto }));
  const nested = messagesOf(file).flatMap(({ name, proto: message }) =>
    message.enumType.map((proto) => ({ name: qualify(name, proto.name), proto })),
  );
  return [...own, ...nested];
}
