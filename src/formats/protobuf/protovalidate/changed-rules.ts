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
import { holdWhenUnset, tellsUnset } from "./unset-fields.js";

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
  return (
    one.declaration.kind === "field" &&
    other.declaration.kind === "field" &&
    meansMore({ ...one, field: one.declaration }, { ...other, field: other.declaration })
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

interface StatingField {
  readonly field: DescField;
  readonly registry: Registry;
}

/** Whether the same rules ask for more of one field than of the other, by what is declared elsewhere. */
function meansMore(one: StatingField, other: StatingField): boolean {
  return (
    (holdUnset(one.field) && !holdUnset(other.field)) ||
    (!tellsUnset(one.field) && tellsUnset(other.field) && getOption(one.field, fieldExtension).required) ||
    lacksDefinedValues(one.field, other.field) ||
    predefinedIn(one) !== predefinedIn(other)
  );
}

function holdUnset(field: DescField): boolean {
  const { oneof } = getOption(field.parent, messageExtension);
  const isOfOneof = oneof.some(({ fields }) => fields.includes(field.name));
  return holdWhenUnset(field, getOption(field, fieldExtension), isOfOneof);
}

/** Whether only declared values of an enum are allowed, and fewer are declared. */
function lacksDefinedValues(one: DescField, other: DescField): boolean {
  if (one.enum === undefined || other.enum === undefined) return false;
  if (!rulesWithin(getOption(one, fieldExtension)).some(({ type }) => type.case === "enum" && type.value.definedOnly)) {
    return false;
  }
  const declared = new Set(one.enum.values.map(({ number }) => number));
  return other.enum.values.some(({ number }) => !declared.has(number));
}

/** The predefined rules that a field uses, as they are defined. */
function predefinedIn({ field, registry }: StatingField): string {
  const used = rulesWithin(getOption(field, fieldExtension)).flatMap(({ type: { value: stated } }) => {
    const extendee = stated && registry.getMessage(stated.$typeName);
    const numbers = new Set((stated?.$unknown ?? []).map(({ no }) => no));
    return [...numbers].flatMap((no) => {
      const extension = extendee && registry.getExtensionFor(extendee, no);
      return extension === undefined ? [] : getOption(extension, predefinedExtension).cel;
    });
  });
  return JSON.stringify(used.map(({ id, expression }) => [id, expression]));
}

/** The rules of a field, and those of its items, keys and values. */
function rulesWithin(rules: FieldRules): readonly FieldRules[] {
  const { type } = rules;
  const inner =
    type.case === "repeated" ? [type.value.items] : type.case === "map" ? [type.value.keys, type.value.values] : [];
  return [rules, ...inner.flatMap((one) => (one === undefined ? [] : rulesWithin(one)))];
}
