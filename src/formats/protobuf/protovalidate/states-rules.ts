import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import { messagesOf } from "../declarations.js";

/** Number of the extensions of message, field and oneof options that hold rules (buf/validate/validate.proto). */
const ruleExtension = 1159;

/** A declaration that may state rules. */
export interface WithOptions {
  readonly options?:
    | { readonly $unknown?: readonly { readonly no: number; readonly data: Uint8Array }[] | undefined }
    | undefined;
}

/** Whether a file states rules of Protovalidate. Costs nothing but a look, so that most schemas never load what judges by them. */
export function statesRules(file: FileDescriptorProto): boolean {
  return messagesOf(file).some(({ proto }) =>
    [proto, ...proto.field, ...proto.oneofDecl].some((declaration) => statedRules(declaration) !== ""),
  );
}

/** The rules that a declaration states, as they are serialized, to tell whether they are the same; empty for none. */
export function statedRules({ options }: WithOptions): string {
  const stated = (options?.$unknown ?? []).filter(({ no }) => no === ruleExtension);
  return stated.map(({ data }) => Buffer.from(data).toString("latin1")).join("");
}
