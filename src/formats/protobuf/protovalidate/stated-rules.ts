import { equals, getOption, hasOption } from "@bufbuild/protobuf";
import type { DescField, DescMessage, DescOneof, Registry } from "@bufbuild/protobuf";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import {
  field as fieldExtension,
  FieldRulesSchema,
  Ignore,
  message as messageExtension,
  MessageRulesSchema,
  oneof as oneofExtension,
  type Rule,
} from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { messagesOf } from "../declarations.js";

interface WithOptions {
  readonly options?: { readonly $unknown?: readonly { readonly no: number }[] | undefined } | undefined;
}

/**
 * Whether a file states rules of Protovalidate, where its schema knows them (`knowsRules`). Costs nothing but a look, so that
 * most schemas never load what judges by them.
 */
export function fileStatesRules(file: FileDescriptorProto): boolean {
  const states = ({ options }: WithOptions): boolean =>
    options?.$unknown?.some(({ no }) => no === fieldExtension.number) === true;
  return messagesOf(file).some(({ proto }) => [proto, ...proto.field, ...proto.oneofDecl].some(states));
}

/** Whether a schema means rules by what it states under their number; others may have given it to options of their own. */
export function knowsRules(registry: Registry): boolean {
  return registry.getExtension(fieldExtension.typeName)?.number === fieldExtension.number;
}

/** Whether a declaration states rules that what it is compared with does not state; what they say of themselves does not count. */
export function statesOtherRules(
  one: DescMessage | DescField | DescOneof,
  other: DescMessage | DescField | DescOneof | undefined,
): boolean {
  switch (one.kind) {
    case "message": {
      if (!hasOption(one, messageExtension)) return false;
      const stated = other?.kind === "message" ? getOption(other, messageExtension) : undefined;
      return (
        stated === undefined || !equals(MessageRulesSchema, silent(getOption(one, messageExtension)), silent(stated))
      );
    }
    case "field": {
      if (!hasOption(one, fieldExtension)) return false;
      const rules = getOption(one, fieldExtension);
      if (rules.ignore === Ignore.ALWAYS) return false;
      const stated = other?.kind === "field" ? getOption(other, fieldExtension) : undefined;
      return stated === undefined || !equals(FieldRulesSchema, silent(rules), silent(stated));
    }
    case "oneof":
      return (
        getOption(one, oneofExtension).required &&
        !(other?.kind === "oneof" && getOption(other, oneofExtension).required)
      );
  }
}

function silent<Rules extends { cel: Rule[] }>(rules: Rules): Rules {
  return { ...rules, cel: rules.cel.map((rule) => ({ ...rule, message: "" })) };
}
