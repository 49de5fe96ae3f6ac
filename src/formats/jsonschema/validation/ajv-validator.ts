import type { Format } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { type JsonValue, sameValue } from "../model/json.js";
import type { Schema, SchemaProgram } from "../model/schema.js";
import { readPattern } from "../patterns/pattern.js";
import { toAjvSchema } from "./ajv-schema.js";
import { isMultipleOf } from "./decimals.js";
import { checkedFormats } from "./formats.js";
import { isListed } from "./listed-values.js";
import { findDuplicate } from "./unique-items.js";

/** Answers whether a value fits; says nothing about why. */
export type ValueCheck = (value: JsonValue) => boolean;

const ajvFormats: Readonly<Record<string, Format>> = Object.fromEntries(
  [...checkedFormats()].map(([name, check]) => [
    name,
    check.type === "string" ? { type: "string", validate: check.accepts } : { type: "number", validate: check.accepts },
  ]),
);

/** The place where Ajv gets its regular expressions from: those that were read and judged when the schema was. */
const regExp = Object.assign(
  (source: string) => {
    const pattern = readPattern(source);
    // Ajv shares matchers whose text is equal.
    return { test: pattern.test.bind(pattern), toString: () => `/${source}/` };
  },
  { code: "readPattern" },
);

/** What instances of Ajv differ in. */
interface Instance {
  readonly formats: boolean;
  /** Whether members are looked up as own ones, which takes longer. */
  readonly ownProperties: boolean;
}

function createAjv({ formats, ownProperties }: Instance): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    strictNumbers: true,
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    inlineRefs: false,
    logger: false,
    messages: false,
    ownProperties,
    validateFormats: formats,
    formats: ajvFormats,
    code: { regExp, optimize: false },
  });
  // Both are exact here: decimals as people write them, and equal items found in linear time.
  ajv.removeKeyword("multipleOf");
  ajv.addKeyword({
    keyword: "multipleOf",
    type: "number",
    schemaType: "number",
    errors: false,
    validate: (divisor: number, value: number) => isMultipleOf(value, divisor),
  });
  ajv.removeKeyword("uniqueItems");
  ajv.addKeyword({
    keyword: "uniqueItems",
    type: "array",
    schemaType: "boolean",
    errors: false,
    validate: (wanted: boolean, items: JsonValue[]) => !wanted || findDuplicate(items) === undefined,
  });
  // Ajv compares with one value of an `enum` after the other, and calls methods of objects that members may hide.
  ajv.addKeyword({ keyword: "listed", schemaType: "array", errors: false, validate: isListed });
  ajv.addKeyword({ keyword: "same", errors: false, validate: sameValue });
  ajv.addKeyword({
    keyword: "ends",
    schemaType: "array",
    errors: false,
    validate: ([isBelow, isAbove]: readonly boolean[], value: JsonValue) =>
      value === Number.POSITIVE_INFINITY ? isBelow !== true : value !== Number.NEGATIVE_INFINITY || isAbove !== true,
  });
  return ajv;
}

/** How Ajv is to run a program. */
export interface AjvOptions {
  readonly formats: boolean;
  /** Whether programs with `unevaluated*` are run too, about which Ajv is not always right; off unless stated. */
  readonly unevaluated?: boolean;
  /** Whether a missing required member passes when its property states a default. */
  readonly defaultsFill?: boolean;
  /** Whether the answer is needed for a moment only, so that it may share an instance of Ajv with others of its kind. */
  readonly passing?: boolean;
}

/** Compilations of one shared instance. An instance costs as much as a schema; each keeps what it ever compiled. */
const maxShared = 32;

const shared = new Map<string, { readonly ajv: Ajv2020; left: number }>();

function sharedAjv(instance: Instance): Ajv2020 {
  const key = `${instance.formats} ${instance.ownProperties}`;
  let one = shared.get(key);
  if (one === undefined || one.left === 0) shared.set(key, (one = { ajv: createAjv(instance), left: maxShared }));
  one.left -= 1;
  return one.ajv;
}

/**
 * Compiles a program with Ajv, or returns undefined where Ajv is known to answer wrongly (members named `__proto__`,
 * or nothing at all; unevaluated properties and items unless wanted nevertheless) or cannot compile it (code too deep for its generator).
 */
export function compileWithAjv(program: SchemaProgram, options: AjvOptions): ValueCheck | undefined {
  if (program.schemas.some(hasMisreadNames)) return undefined;
  if (program.tracksEvaluated && (options.unevaluated !== true || misjudgesEvaluated(program))) return undefined;
  try {
    const schema = toAjvSchema(program, options.defaultsFill === true);
    // An instance each for those that stay: it would keep every schema it ever compiled, and schemas come and go.
    const instance = { formats: options.formats, ownProperties: program.schemas.some(namesInherited) };
    const ajv = options.passing === true ? sharedAjv(instance) : createAjv(instance);
    const validate = ajv.compile(schema);
    return (value) => validate(value);
  } catch (caught) {
    if (caught instanceof RangeError) return undefined;
    throw caught;
  }
}

/**
 * Whether Ajv may count members or items as evaluated that are not, or the other way round: it settles before it runs
 * what alternatives and `contains` leave of items, and passes over an `if` that lacks a branch and over `dependentSchemas`.
 */
function misjudgesEvaluated({ schemas }: SchemaProgram): boolean {
  const hasItems = schemas.some(({ unevaluatedItems }) => unevaluatedItems !== undefined);
  return schemas.some(
    (schema) =>
      (schema.if !== undefined && (schema.then === undefined || schema.else === undefined)) ||
      schema.dependentSchemas !== undefined ||
      (hasItems && [schema.contains, schema.anyOf, schema.oneOf, schema.if].some((one) => one !== undefined)),
  );
}

/** Ajv keeps the name of what is missing and takes an empty one for none. */
function hasMisreadNames(schema: Schema): boolean {
  return namesAny(schema, (name) => name === "__proto__" || name === "");
}

/** Whether a member is named that every object inherits, so that looking at it is not enough to know that it is there. */
function namesInherited(schema: Schema): boolean {
  return namesAny(schema, (name) => name in Object.prototype);
}

function namesAny(schema: Schema, isMeant: (name: string) => boolean): boolean {
  const { properties, required, dependentRequired, dependentSchemas } = schema;
  const needed = [...(dependentRequired?.values() ?? [])].flat();
  const names = [properties?.keys(), required, dependentRequired?.keys(), needed, dependentSchemas?.keys()];
  return names.some((some) => some !== undefined && [...some].some(isMeant));
}
