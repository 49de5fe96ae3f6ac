import {
  createRegistry,
  type DescField,
  type DescMessage,
  type DescOneof,
  equals,
  getOption,
  hasOption,
  type Message,
  type Registry,
  toBinary,
} from "@bufbuild/protobuf";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import {
  field as fieldExtension,
  FieldRulesSchema,
  Ignore,
  message as messageExtension,
  MessageRulesSchema,
  oneof as oneofExtension,
  OneofRulesSchema,
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
export function statesOtherRules(one: Stating, other: Stating | undefined): boolean {
  const rules = rulesOf(one);
  if (rules === undefined) return false;
  const stated = other === undefined ? undefined : rulesOf(other);
  return (
    stated?.type !== rules.type ||
    !equals(rules.type, rules.message, stated.message, { registry: createRegistry(), unknown: true })
  );
}

type Stating = DescMessage | DescField | DescOneof;

/** The rules of a declaration; undefined where they ask for nothing. */
function rulesOf(declaration: Stating): { readonly type: DescMessage; readonly message: Message } | undefined {
  switch (declaration.kind) {
    case "message": {
      if (!hasOption(declaration, messageExtension)) return undefined;
      return { type: MessageRulesSchema, message: silent(getOption(declaration, messageExtension)) };
    }
    case "field": {
      const rules = getOption(declaration, fieldExtension);
      if (toBinary(FieldRulesSchema, rules).length === 0 || rules.ignore === Ignore.ALWAYS) return undefined;
      return { type: FieldRulesSchema, message: silent(rules) };
    }
    case "oneof": {
      const rules = getOption(declaration, oneofExtension);
      return rules.required ? { type: OneofRulesSchema, message: rules } : undefined;
    }
  }
}

function silent<Rules extends { cel: Rule[] }>(rules: Rules): Rules {
  return { ...rules, cel: rules.cel.map((rule) => ({ ...rule, message: "" })) };
}
