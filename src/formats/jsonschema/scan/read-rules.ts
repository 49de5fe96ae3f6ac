import type { JsonValue } from "../model/json.js";
import { type Schema, type SchemaProgram, type SchemaTypeName, statedIn } from "../model/schema.js";
import { isMultipleOf } from "../validation/decimals.js";
import { formatCheck } from "../validation/formats.js";
import { areTellablyDisjoint } from "./disjoint-choices.js";
import {
  anyType,
  type ArrayRule,
  type NumberRule,
  ObjectRule,
  ScanRule,
  type StringRule,
  type TextTest,
  typeBits,
  type ValueList,
} from "./scan-rule.js";
import { formatMatchers } from "./span-matcher.js";
import { compileSpanPattern } from "./span-pattern.js";

/** Keywords that a scan makes nothing of: a value they judge is for others to look at. */
const opaqueKeywords = [
  "patternProperties",
  "propertyNames",
  "unevaluatedProperties",
  "unevaluatedItems",
  "dependentRequired",
  "dependentSchemas",
  "contains",
  "not",
  "if",
] as const satisfies readonly (keyof Schema)[];

/** The rules of a program; undefined where they would let nothing pass. */
export function readRules(program: SchemaProgram): ScanRule | undefined {
  const rule = new RuleReader().read(program.root);
  return rule.types === 0 ? undefined : rule;
}

class RuleReader {
  readonly #rules = new Map<Schema, ScanRule>();
  readonly #any = new ScanRule();

  /** The rule of a schema; while it is being read, the same unfinished one, so that schemas may contain themselves. */
  read(schema: Schema): ScanRule {
    if (schema.ref !== undefined && onlyRefers(schema)) return this.read(schema.ref);
    const known = this.#rules.get(schema);
    if (known !== undefined) return known;
    const rule = new ScanRule();
    this.#rules.set(schema, rule);
    this.#fill(rule, schema);
    return rule;
  }

  #fill(rule: ScanRule, schema: Schema): void {
    if (schema.always === true) return;
    if (schema.always === false || isBeyond(schema)) {
      rule.types = 0;
      return;
    }
    rule.types = typesOf(schema.types);
    rule.values = valuesOf(schema);
    rule.string = stringRule(schema);
    rule.number = numberRule(schema);
    rule.array = this.#arrayRule(schema);
    rule.object = this.#objectRule(schema);
    rule.also = [...(schema.ref === undefined ? [] : [schema.ref]), ...(schema.allOf ?? [])].map((one) =>
      this.read(one),
    );
    rule.choices = [schema.anyOf, schema.oneOf].flatMap((list) =>
      list === undefined ? [] : [list.map((one) => this.read(one))],
    );
    if (rule.also.some(({ types }) => types === 0)) rule.types = 0;
    rule.isAlone = rule.also.length === 0 && rule.choices.length === 0;
  }

  #arrayRule({ prefixItems, items, minItems, maxItems }: Schema): ArrayRule | undefined {
    if ([prefixItems, items, minItems, maxItems].every((keyword) => keyword === undefined)) return undefined;
    return {
      minItems: minItems ?? 0,
      maxItems: maxItems ?? Number.POSITIVE_INFINITY,
      prefix: (prefixItems ?? []).map((item) => this.read(item)),
      rest: items === undefined ? this.#any : this.read(items),
    };
  }

  #objectRule(schema: Schema): ObjectRule | undefined {
    const { properties, required = [], additionalProperties, minProperties = 0, maxProperties } = schema;
    const isFree = properties === undefined && required.length === 0 && additionalProperties === undefined;
    if (isFree && minProperties === 0 && maxProperties === undefined) return undefined;
    const others = additionalProperties === undefined ? this.#any : this.read(additionalProperties);
    const members = new Map<string, ScanRule>();
    for (const [name, inner] of properties ?? []) members.set(name, this.read(inner));
    for (const name of required) if (!members.has(name)) members.set(name, others);
    const limits = { others, minMembers: minProperties, maxMembers: maxProperties ?? Number.POSITIVE_INFINITY };
    return new ObjectRule(members, new Set(required), limits);
  }
}

/**
 * Whether a schema asks for what a scan cannot tell. It does not remember which names it saw, so it tells how many members there
 * are at least only as far as they are required; one of several it tells where no value can fit two.
 */
function isBeyond(schema: Schema): boolean {
  if (opaqueKeywords.some((keyword) => schema[keyword] !== undefined)) return true;
  if (schema.uniqueItems === true) return true;
  const names = [...(schema.properties?.keys() ?? []), ...(schema.required ?? [])];
  if (!names.every(isSpelledPlainly)) return true;
  if ((schema.minProperties ?? 0) > Math.max(1, new Set(schema.required).size)) return true;
  return schema.oneOf !== undefined && !areTellablyDisjoint(schema.oneOf);
}

/** Whether a schema says nothing but that another one is meant. Chains of such have an end, or the schema would not have been read. */
function onlyRefers(schema: Schema): boolean {
  return statedIn(schema).every((keyword) => keyword === "ref" || keyword === "default");
}

function typesOf(types: ReadonlySet<SchemaTypeName> | undefined): number {
  if (types === undefined) return anyType;
  let bits = 0;
  for (const type of types) bits |= typeBits[type];
  return bits;
}

function valuesOf(schema: Schema): ScanRule["values"] {
  const lists: ValueList[] = [];
  if (schema.enum !== undefined) lists.push(listOf(schema.enum));
  if (schema.constant !== undefined) lists.push(listOf([schema.constant.value]));
  return lists.length === 0 ? undefined : lists;
}

function listOf(values: readonly JsonValue[]): ValueList {
  const texts = values.filter((value) => typeof value === "string" && hasOwnBytes(value)) as string[];
  return { values: new Set(values), texts: texts.map((text) => new TextEncoder().encode(text)) };
}

/** Whether a name stands between quotes as it is. Of others the bytes between quotes would be those of another name, or no JSON. */
function isSpelledPlainly(name: string): boolean {
  return JSON.stringify(name) === `"${name}"`;
}

/** Whether a text is the only one with its UTF-8: half a surrogate pair has none, so that the bytes would be those of another. */
function hasOwnBytes(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function stringRule({ minLength = 0, maxLength, pattern, format }: Schema): StringRule | undefined {
  const tests: TextTest[] = [];
  if (pattern !== undefined) {
    const matcher = compileSpanPattern(pattern);
    tests.push({ matcher, isExact: matcher !== undefined, accepts: (text) => pattern.test(text) });
  }
  const check = format === undefined ? undefined : formatCheck(format);
  if (format !== undefined && check?.type === "string") {
    tests.push({ matcher: formatMatchers.get(format), isExact: false, accepts: check.accepts });
  }
  if (minLength === 0 && maxLength === undefined && tests.length === 0) return undefined;
  return { minLength, maxLength: maxLength ?? Number.POSITIVE_INFINITY, tests };
}

function numberRule(schema: Schema): NumberRule | undefined {
  const { multipleOf, format } = schema;
  const limits = [schema.minimum, schema.maximum, schema.exclusiveMinimum, schema.exclusiveMaximum];
  const check = format === undefined ? undefined : formatCheck(format);
  const checksFormat = check?.type === "number";
  if (multipleOf === undefined && !checksFormat && limits.every((limit) => limit === undefined)) return undefined;
  const least = schema.minimum ?? Number.NEGATIVE_INFINITY;
  const most = schema.maximum ?? Number.POSITIVE_INFINITY;
  const above = schema.exclusiveMinimum ?? Number.NEGATIVE_INFINITY;
  const below = schema.exclusiveMaximum ?? Number.POSITIVE_INFINITY;
  return {
    accepts: (value) =>
      value >= least &&
      value <= most &&
      value > above &&
      value < below &&
      (multipleOf === undefined || isMultipleOf(value, multipleOf)) &&
      (!checksFormat || check.accepts(value)),
  };
}
