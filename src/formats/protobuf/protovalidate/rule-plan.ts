import { celFromScalar, type CelInput, celList } from "@bufbuild/cel";
import {
  type DescEnum,
  type DescExtension,
  type DescField,
  type DescMessage,
  getExtension,
  getOption,
  hasOption,
  ScalarType,
} from "@bufbuild/protobuf";
import { reflect, type ReflectMessage, scalarEquals, scalarZeroValue } from "@bufbuild/protobuf/reflect";
import { AnySchema, isWrapperDesc } from "@bufbuild/protobuf/wkt";
import {
  field as fieldExtension,
  type FieldRules,
  Ignore,
  message as messageExtension,
  oneof as oneofExtension,
  predefined as predefinedExtension,
  type Rule,
} from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import type { EvaluateExpression, Expressions } from "../../../expressions/expressions.js";
import type { LoadedSchema } from "../load-schema.js";
import { dynamicTypes } from "../well-known.js";
import { checkStandardRules } from "./check-standard-rules.js";
import { holdWhenUnset, predefinedRules } from "./field-rules.js";
import { refuseExpression, refusedRule } from "./refused-rule.js";
import { costBySize, fieldCost, fixedCost } from "./rule-costs.js";

/** A rule written in CEL. */
export interface RuleExpression {
  readonly id: string;
  /** What it says when it is not met; empty when the expression says it. */
  readonly message: string;
  readonly text: string;
  readonly evaluate: EvaluateExpression;
  /** What it sees beside `this` and `now`. */
  readonly bindings: Readonly<Record<string, CelInput>>;
}

/** What is to be looked at in values of one place, beside what the library looks at when it is given their message. */
export interface ValuePlan {
  readonly expressions: readonly RuleExpression[];
  /** As what an expression sees a scalar; undefined for what is none. */
  readonly scalar: ScalarType | undefined;
  /** Steps that the library takes by what the value holds; undefined when that makes no difference. */
  readonly cost: ((value: unknown) => number) | undefined;
  /** What is to be looked at in the message, when it is one. A function since types may be recursive. */
  readonly message: (() => MessagePlan) | undefined;
  readonly items: ElementPlan | undefined;
  readonly keys: ElementPlan | undefined;
}

/** What is to be looked at in the items of a list, or in the keys or values of a map. */
export interface ElementPlan {
  readonly value: ValuePlan;
  readonly isLookedAt: (value: unknown) => boolean;
}

/** What is to be looked at in a field. */
export interface FieldPlan {
  readonly field: DescField;
  readonly isLookedAt: (message: ReflectMessage) => boolean;
  readonly value: ValuePlan;
}

/** What is to be looked at in messages of a type. */
export interface MessagePlan {
  readonly desc: DescMessage;
  /** Whether it, one of its fields or one of its oneofs states a rule. */
  readonly isStated: boolean;
  readonly expressions: readonly RuleExpression[];
  readonly fields: readonly FieldPlan[];
  /** Steps that the library takes for such a message, whatever it holds. */
  readonly cost: number;
}

/**
 * Expressions and patterns of a schema, characters of all of them, and of one: what can be compiled in a second or so. White
 * space takes time by its square.
 */
const maxTexts = { count: 1000, length: 65_536, lengthOfOne: 8_192 };

/** Fields that state rules, in a schema. */
const maxRuledFields = 5_000;

/** Makes the plans of a schema's messages, and keeps them. */
export class RulePlanner {
  readonly #schema: LoadedSchema;
  readonly #expressions: Expressions;
  readonly #plans = new Map<string, MessagePlan>();
  readonly #texts = { count: 0, length: 0 };
  #ruledFields = 0;

  constructor(schema: LoadedSchema, expressions: Expressions) {
    this.#schema = schema;
    this.#expressions = expressions;
  }

  /** Every plan that was made. */
  get plans(): Iterable<MessagePlan> {
    return this.#plans.values();
  }

  /** @throws SluiceError INVALID_SCHEMA */
  plan(desc: DescMessage): MessagePlan {
    const known = this.#plans.get(desc.typeName);
    if (known !== undefined) return known;
    const rules = getOption(desc, messageExtension);
    const fields: FieldPlan[] = [];
    const place = { node: desc.proto, name: desc.typeName };
    const all = desc.fields.map((field) => ({ field, rules: getOption(field, fieldExtension) }));
    const stated = all.filter(({ field }) => hasOption(field, fieldExtension));
    this.#ruledFields += stated.length;
    if (this.#ruledFields > maxRuledFields) {
      const problem = `there are more than ${maxRuledFields} fields with rules in the schema and what it imports`;
      throw refusedRule(this.#schema, place, problem);
    }
    const plan: MessagePlan = {
      desc,
      isStated:
        stated.length > 0 ||
        hasOption(desc, messageExtension) ||
        desc.oneofs.some((oneof) => hasOption(oneof, oneofExtension)),
      expressions: this.#compile(place, rules.cel, rules.celExpression),
      fields,
      cost:
        fieldCost * (1 + desc.oneofs.length + rules.oneof.reduce((sum, oneof) => sum + 1 + oneof.fields.length, 0)) +
        stated.reduce((sum, one) => sum + fieldCost + fixedCost(one.rules), 0),
    };
    this.#plans.set(desc.typeName, plan);
    const ofOneofs = new Set(rules.oneof.flatMap((oneof) => oneof.fields));
    for (const { field, rules: own } of all) {
      const value = this.#fieldValue(field, own);
      if (value === undefined || !holdsSomething(value)) continue;
      const isAlways = holdWhenUnset(field, own, ofOneofs.has(field.name));
      fields.push({ field, value, isLookedAt: isAlways ? () => true : (message) => message.isSet(field) });
    }
    return plan;
  }

  /** Undefined when everything is ignored. */
  #fieldValue(field: DescField, rules: FieldRules): ValuePlan | undefined {
    if (rules.ignore === Ignore.ALWAYS) return undefined;
    const { type } = rules;
    if (field.fieldKind === "list") {
      const items = type.case === "repeated" ? type.value.items : undefined;
      return { ...this.#value(field, rules, undefined), items: this.#element(field, items, field) };
    }
    if (field.fieldKind === "map") {
      const [keys, values] = type.case === "map" ? [type.value.keys, type.value.values] : [];
      const key = { scalar: field.mapKey, enum: undefined, message: undefined };
      const elements = { keys: this.#element(field, keys, key), items: this.#element(field, values, field) };
      return { ...this.#value(field, rules, undefined), ...elements };
    }
    return this.#value(field, rules, field);
  }

  #element(field: DescField, rules: FieldRules | undefined, type: ValueType): ElementPlan | undefined {
    if (rules?.ignore === Ignore.ALWAYS) return undefined;
    const { message } = type;
    const nested = message === undefined ? undefined : () => this.plan(message);
    const value = rules === undefined ? { ...emptyPlan, message: nested } : this.#value(field, rules, type);
    if (!holdsSomething(value)) return undefined;
    return { value, isLookedAt: rules?.ignore === Ignore.IF_ZERO_VALUE ? isNotZero(type) : () => true };
  }

  /** What is to be looked at in a value itself; `type` is undefined for lists and maps. */
  #value(field: DescField, rules: FieldRules, type: ValueType | undefined): ValuePlan {
    const place = { node: field.proto, name: `${field.parent.typeName}.${field.name}` };
    const { type: stated } = rules;
    if (stated.case === "string" || stated.case === "bytes") this.#count(place, stated.value.pattern);
    checkStandardRules({ schema: this.#schema, expressions: this.#expressions }, field, rules);
    const message = type?.message;
    return {
      ...emptyPlan,
      expressions: [...this.#compile(place, rules.cel, rules.celExpression), ...this.#predefined(place, rules)],
      scalar: type?.enum === undefined ? type?.scalar : ScalarType.INT32,
      cost: costBySize(rules, field.message !== undefined && isWrapperDesc(field.message)),
      message: message === undefined ? undefined : () => this.plan(message),
    };
  }

  /** Rules that are extensions of those of Protovalidate. */
  #predefined(place: RulePlace, field: FieldRules): readonly RuleExpression[] {
    const stated = field.type.value;
    return predefinedRules(field, this.#schema.registry).flatMap(({ no, extension }) => {
      if (extension === undefined) {
        throw refusedRule(
          this.#schema,
          place,
          `the rule of number ${no} is no predefined rule of ${stated?.$typeName}`,
        );
      }
      const declared = { node: extension.proto, name: extension.typeName };
      const type = extension.message?.typeName ?? "";
      // Both would be converted each time a rule looks at them.
      if (type === AnySchema.typeName || dynamicTypes.has(type)) {
        throw refusedRule(this.#schema, declared, "rules whose values are of any form are not supported");
      }
      const rule = ruleValue(extension, getExtension(stated as never, extension));
      const rules = reflect(extension.extendee, stated as never);
      return this.#compile(declared, getOption(extension, predefinedExtension).cel, [], { rules, rule });
    });
  }

  #compile(
    place: RulePlace,
    rules: readonly Rule[],
    texts: readonly string[],
    bindings: RuleExpression["bindings"] = {},
  ): readonly RuleExpression[] {
    const all = [
      ...texts.map((text) => ({ id: text, message: "", expression: text })),
      ...rules.map(({ id, message, expression }) => ({ id, message, expression })),
    ];
    return all.map(({ id, message, expression }) => {
      this.#count(place, expression);
      try {
        return { id, message, text: expression, evaluate: this.#expressions.compile(expression), bindings };
      } catch (caught) {
        throw refuseExpression(this.#schema, place, id, caught);
      }
    });
  }

  #count(place: RulePlace, text: string): void {
    const texts = this.#texts;
    if (text.length > maxTexts.lengthOfOne) {
      const problem = `an expression or pattern has ${text.length} characters; at most ${maxTexts.lengthOfOne} are allowed`;
      throw refusedRule(this.#schema, place, problem);
    }
    texts.count += text === "" ? 0 : 1;
    texts.length += text.length;
    if (texts.count > maxTexts.count || texts.length > maxTexts.length) {
      const most = `${maxTexts.count} expressions and patterns of ${maxTexts.length} characters together`;
      throw refusedRule(this.#schema, place, `there are more than ${most} in the schema and what it imports`);
    }
  }
}

/** Where rules stand: a descriptor and its name. */
export interface RulePlace {
  readonly node: object;
  readonly name: string;
}

/** Of what type values are. */
interface ValueType {
  readonly scalar: ScalarType | undefined;
  readonly enum: DescEnum | undefined;
  readonly message: DescMessage | undefined;
}

const emptyPlan: ValuePlan = {
  expressions: [],
  scalar: undefined,
  cost: undefined,
  message: undefined,
  items: undefined,
  keys: undefined,
};

/** What a field gives to a predefined rule, as expressions see it. */
function ruleValue(extension: DescExtension, value: unknown): CelInput {
  const one = (item: unknown): CelInput => {
    if (extension.message !== undefined) return reflect(extension.message, item as never);
    if (extension.enum !== undefined) return BigInt(item as number);
    return celFromScalar(extension.scalar, item as never);
  };
  return extension.fieldKind === "list" ? celList((value as readonly unknown[]).map(one)) : one(value);
}

function holdsSomething({ expressions, cost, message, items, keys }: ValuePlan): boolean {
  return expressions.length > 0 || [cost, message, items, keys].some((part) => part !== undefined);
}

function isNotZero(type: ValueType): ElementPlan["isLookedAt"] {
  if (type.enum !== undefined) {
    const zero = type.enum.values[0]?.number;
    return (value) => value !== zero;
  }
  const { scalar } = type;
  if (scalar === undefined) return () => true;
  const zero = scalarZeroValue(scalar, false);
  return (value) => !scalarEquals(scalar, zero, value as typeof zero);
}
