import { celFromScalar, type CelInput } from "@bufbuild/cel";
import {
  type DescEnum,
  type DescField,
  type DescMessage,
  getExtension,
  getOption,
  hasOption,
  isFieldSet,
  ScalarType,
} from "@bufbuild/protobuf";
import { isReflectMessage, type ReflectMessage, scalarEquals, scalarZeroValue } from "@bufbuild/protobuf/reflect";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import {
  field as fieldExtension,
  type FieldRules,
  FieldRulesSchema,
  Ignore,
  message as messageExtension,
  oneof as oneofExtension,
  predefined as predefinedExtension,
  type Rule,
} from "@bufbuild/protovalidate/gen/buf/validate/validate_pb.js";
import type { EvaluateExpression, Expressions } from "../../../expressions/expressions.js";
import type { LoadedSchema } from "../load-schema.js";
import { checkStandardRules } from "./check-standard-rules.js";
import { refuseExpression, refusedRule } from "./refused-rule.js";

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

/** What is to be looked at in values of one place. */
export interface ValuePlan {
  readonly expressions: readonly RuleExpression[];
  /** As what an expression sees a scalar; undefined for what is none. */
  readonly scalar: ScalarType | undefined;
  /** Steps that the rules of the library cost for such a value. */
  readonly cost: (value: unknown) => number;
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
  /** Steps that the rules of the library cost for such a message, without what is in it. */
  readonly cost: number;
}

/** What one rule of the library costs, in steps of expressions: most are a comparison or two. */
const ruleCost = 0.1;

/** What it costs the library to come to a field. */
const fieldCost = 0.3;

/** What one costs that the library has as an expression. */
const expressionCost = 3;

/** Values of a list that are compared in the time of a step. */
const comparisonsPerStep = 64;

/** Expressions and patterns of a schema, and characters of all of them: each takes up to a millisecond to compile. */
const maxTexts = { count: 1000, length: 131_072 };

const rulesAsExpressions: ReadonlySet<FieldRules["type"]["case"]> = new Set([
  "any",
  "duration",
  "fieldMask",
  "timestamp",
]);

/** Makes the plans of a schema's messages, and keeps them. */
export class RulePlanner {
  readonly #schema: LoadedSchema;
  readonly #expressions: Expressions;
  readonly #plans = new Map<string, MessagePlan>();
  readonly #texts = { count: 0, length: 0 };
  #isPlain = true;

  constructor(schema: LoadedSchema, expressions: Expressions) {
    this.#schema = schema;
    this.#expressions = expressions;
  }

  /** Whether no cost depends on more than how many messages and values there are, and no rule is an expression. */
  get isPlain(): boolean {
    return this.#isPlain;
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
    const plan: MessagePlan = {
      desc,
      isStated:
        hasOption(desc, messageExtension) ||
        desc.fields.some((field) => hasOption(field, fieldExtension)) ||
        desc.oneofs.some((oneof) => hasOption(oneof, oneofExtension)),
      expressions: this.#compile(place, rules.cel, rules.celExpression),
      fields,
      cost: fieldCost * (1 + desc.fields.length + rules.oneof.reduce((sum, oneof) => sum + oneof.fields.length, 0)),
    };
    this.#plans.set(desc.typeName, plan);
    const ofOneofs = new Set(rules.oneof.flatMap((oneof) => oneof.fields));
    for (const field of desc.fields) {
      const value = this.#fieldValue(field, getOption(field, fieldExtension));
      if (value === undefined) continue;
      fields.push({ field, value, isLookedAt: isFieldLookedAt(field, ofOneofs.has(field.name)) });
    }
    return plan;
  }

  /** Undefined when there can be nothing to look at. */
  #fieldValue(field: DescField, rules: FieldRules): ValuePlan | undefined {
    if (rules.ignore === Ignore.ALWAYS) return undefined;
    const { type } = rules;
    const own = this.#value(
      field,
      rules,
      field.fieldKind === "scalar" || field.fieldKind === "enum" ? field : undefined,
    );
    if (field.fieldKind === "message") return { ...own, message: () => this.plan(field.message) };
    if (field.fieldKind === "list") {
      const items = type.case === "repeated" ? type.value.items : undefined;
      return { ...own, items: this.#element(field, items, field) };
    }
    if (field.fieldKind === "map") {
      const [keys, values] = type.case === "map" ? [type.value.keys, type.value.values] : [];
      const key = { scalar: field.mapKey, enum: undefined, message: undefined };
      return { ...own, keys: this.#element(field, keys, key), items: this.#element(field, values, field) };
    }
    return hasRules(rules) ? own : undefined;
  }

  #element(field: DescField, rules: FieldRules | undefined, type: ElementType): ElementPlan | undefined {
    if (rules?.ignore === Ignore.ALWAYS) return undefined;
    const { message } = type;
    if (message === undefined && (rules === undefined || !hasRules(rules))) return undefined;
    const own = rules === undefined ? emptyPlan : this.#value(field, rules, type);
    return {
      value: message === undefined ? own : { ...own, message: () => this.plan(message) },
      isLookedAt: rules?.ignore === Ignore.IF_ZERO_VALUE ? isNotZero(type) : () => true,
    };
  }

  /** What is to be looked at in a value itself; `type` is its type when it is a scalar or an enum. */
  #value(field: DescField, rules: FieldRules, type: ElementType | undefined): ValuePlan {
    const place = { node: field.proto, name: `${field.parent.typeName}.${field.name}` };
    const { type: stated } = rules;
    if (stated.case === "string" || stated.case === "bytes") this.#count(place, stated.value.pattern);
    checkStandardRules({ schema: this.#schema, expressions: this.#expressions }, field, rules);
    const all = stated.value;
    this.#isPlain &&= !rulesAsExpressions.has(stated.case) && !(all !== undefined && "in" in all && listed(all) > 0);
    const predefined =
      all === undefined
        ? []
        : (all.$unknown ?? []).flatMap(({ no }) => this.#predefined(field, { rules: all, number: no }));
    return {
      ...emptyPlan,
      expressions: [...this.#compile(place, rules.cel, rules.celExpression), ...predefined],
      scalar: type?.enum === undefined ? type?.scalar : ScalarType.INT32,
      cost: costOf(stated),
    };
  }

  #predefined(
    field: DescField,
    { rules, number }: { rules: NonNullable<FieldRules["type"]["value"]>; number: number },
  ): readonly RuleExpression[] {
    const place = { node: field.proto, name: `${field.parent.typeName}.${field.name}` };
    for (const type of this.#schema.registry) {
      if (type.kind !== "extension" || type.number !== number || type.extendee.typeName !== rules.$typeName) continue;
      if (!hasOption(type, predefinedExtension)) break;
      const value = getExtension(rules, type) as CelInput;
      const rule = type.scalar === undefined ? value : celFromScalar(type.scalar, value as never);
      const stated = getOption(type, predefinedExtension).cel;
      return this.#compile({ node: type.proto, name: type.typeName }, stated, [], { rules: rules as CelInput, rule });
    }
    throw refusedRule(this.#schema, place, `the rule of number ${number} is no predefined rule of ${rules.$typeName}`);
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
    this.#isPlain &&= all.length === 0;
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
interface ElementType {
  readonly scalar: ScalarType | undefined;
  readonly enum: DescEnum | undefined;
  readonly message: DescMessage | undefined;
}

const emptyPlan: ValuePlan = {
  expressions: [],
  scalar: undefined,
  cost: () => 0,
  message: undefined,
  items: undefined,
  keys: undefined,
};

function hasRules({ type, cel, celExpression }: FieldRules): boolean {
  return type.case !== undefined || cel.length > 0 || celExpression.length > 0;
}

/** Whether the rules of a field apply to a message (`Ignore` in buf/validate/validate.proto). */
function isFieldLookedAt(field: DescField, isOfOneof: boolean): FieldPlan["isLookedAt"] {
  const rules = getOption(field, fieldExtension);
  const ignoresZero =
    rules.ignore === Ignore.IF_ZERO_VALUE || (isOfOneof && !isFieldSet(rules, FieldRulesSchema.field.ignore));
  const isSingle = field.fieldKind !== "list" && field.fieldKind !== "map";
  const hasPresence = field.fieldKind === "message" || field.presence !== FeatureSet_FieldPresence.IMPLICIT;
  if (ignoresZero || (isSingle && hasPresence)) return (message) => message.isSet(field);
  return rules.required ? (message) => message.isSet(field) : () => true;
}

function isNotZero(type: ElementType): ElementPlan["isLookedAt"] {
  if (type.enum !== undefined) {
    const zero = type.enum.values[0]?.number;
    return (value) => value !== zero;
  }
  const { scalar } = type;
  if (scalar === undefined) return () => true;
  const zero = scalarZeroValue(scalar, false);
  return (value) => !scalarEquals(scalar, zero, value as typeof zero);
}

function costOf(type: FieldRules["type"]): ValuePlan["cost"] {
  const { value } = type;
  if (value === undefined) return () => 0;
  const each = rulesAsExpressions.has(type.case) ? expressionCost : ruleCost;
  const values = "in" in value ? listed(value) : 0;
  const fixed = each + values / comparisonsPerStep;
  if (type.case !== "fieldMask") return () => fixed;
  return (mask) => fixed + pathsOf(mask) * (1 + values) * 2;
}

function listed(rules: { readonly in: readonly unknown[]; readonly notIn: readonly unknown[] }): number {
  return rules.in.length + rules.notIn.length;
}

function pathsOf(mask: unknown): number {
  const field = isReflectMessage(mask) ? mask.fields.find(({ name }) => name === "paths") : undefined;
  return isReflectMessage(mask) && field?.fieldKind === "list" ? mask.get(field).size : 0;
}
