import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import { messagesOf } from "../declarations.js";

/** Number of the extensions of message, field and oneof options that hold rules (buf/validate/validate.proto). */
const ruleExtension = 1159;

interface WithOptions {
  readonly options?: { readonly $unknown?: readonly { readonly no: number }[] | undefined } | undefined;
}

/** Whether a file states rules of Protovalidate. Costs nothing but a look, so that most schemas never load what judges by them. */
export function statesRules(file: FileDescriptorProto): boolean {
  return messagesOf(file).some(({ proto }) => [proto, ...proto.field, ...proto.oneofDecl].some(hasRules));
}

function hasRules({ options }: WithOptions): boolean {
  return options?.$unknown?.some(({ no }) => no === ruleExtension) === true;
}
