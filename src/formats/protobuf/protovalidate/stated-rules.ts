import type { Registry } from "@bufbuild/protobuf";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import { messagesOf } from "../declarations.js";

interface WithOptions {
  readonly options?: { readonly $unknown?: readonly { readonly no: number }[] | undefined } | undefined;
}

/** The option that states rules, of fields as of messages and oneofs (buf/validate/validate.proto); the library takes long to load. */
const stating = { typeName: "buf.validate.field", number: 1159 } as const;

/**
 * Whether a file states rules of Protovalidate, where its schema knows them (`knowsRules`). Costs nothing but a look, so that
 * most schemas never load what judges by them.
 */
export function fileStatesRules(file: FileDescriptorProto): boolean {
  const states = ({ options }: WithOptions): boolean =>
    options?.$unknown?.some(({ no }) => no === stating.number) === true;
  return messagesOf(file).some(({ proto }) => [proto, ...proto.field, ...proto.oneofDecl].some(states));
}

/** Whether a schema means rules by what it states under their number; others may have given it to options of their own. */
export function knowsRules(registry: Registry): boolean {
  return registry.getExtension(stating.typeName)?.number === stating.number;
}
