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
import {
  field as fieldExtension,
  type FieldRules,
  FieldRulesSchema,
  Ignore,
  message as messageExtension,
  MessageRulesSchema,
  oneof as oneofExtension,
  OneofRulesSchema,
  predefined as predefinedExtension,
  type Rule,
} from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import { holdWhenUnset, predefinedRules, rulesWithin, tellsUnset } from "./field-rules.js";

/** What may state rules, with the types of its schema. */
export interface Stating {
  readonly declaration: DescMessage | DescField | DescOneof;
  readonly registry: Registry;
}

/**
 * Whether a declaration asks for something that what it is compared with does not ask for; what rules say of themselves
 * does not count.
 */
export function asksForMore(one: Stating, other: Stating | undefined): boolean {
  const rules = rulesOf(one.declaration);
  if (rules === undefined) return false;
  const stated = other && rulesOf(other.declaration);
  if (other === undefined || stated?.type !== rules.type) return true;
  if (!equals(rules.type, rules.message, stated.message, { registry: createRegistry(), unknown: true })) return true;
  if (one.declaration.kind !== "field" || other.declaration.kind !== "field") return false;
  const own = getOption(one.declaration, fieldExtension);
  return (
    meansMore(own, one.declaration, other.declaration) ||
    predefinedIn(own, one.registry) !== predefinedIn(own, other.registry)
  );
}

/** The rules of a declaration; undefined where they ask for nothing. */
function rulesOf(
  declaration: Stating["declaration"],
): { readonly type: DescMessage; readonly message: Message } | undefined {
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

/** Whether rules ask for more of one field than of another that states the same, by what is declared elsewhere. */
function meansMore(rules: FieldRules, one: DescField, other: DescField): boolean {
  return (
    (holdUnset(rules, one) && !holdUnset(rules, other)) ||
    (rules.required && !tellsUnset(one) && tellsUnset(other)) ||
    lacksDefinedValues(rules, one, other)
  );
}

function holdUnset(rules: FieldRules, field: DescField): boolean {
  const { oneof } = getOption(field.parent, messageExtension);
  const isOfOneof = oneof.some(({ fields }) => fields.includes(field.name));
  return holdWhenUnset(field, rules, isOfOneof);
}

/** Whether only declared values of an enum are allowed, and fewer are declared. */
function lacksDefinedValues(rules: FieldRules, one: DescField, other: DescField): boolean {
  if (one.enum === undefined || other.enum === undefined) return false;
  if (!rulesWithin(rules).some(({ type }) => type.case === "enum" && type.value.definedOnly)) return false;
  const declared = new Set(one.enum.values.map(({ number }) => number));
  return other.enum.values.some(({ number }) => !declared.has(number));
}

/** What the predefined rules of a field say in a schema. */
function predefinedIn(rules: FieldRules, registry: Registry): string {
  const used = rulesWithin(rules).flatMap((each) => predefinedRules(each, registry));
  return JSON.stringify(
    used.flatMap(({ extension }) =>
      extension === undefined
        ? []
        : getOption(extension, predefinedExtension).cel.map(({ id, expression }) => [id, expression]),
    ),
  );
}
