import { isArray, isObject, type JsonArray, type JsonObject, type JsonValue } from "../model/json.js";
import type { Schema } from "../model/schema.js";
import { isAlsoDeclared } from "./also-declared.js";
import { checkNumber, checkString, checkType, checkValues } from "./check-scalars.js";
import type { Failure } from "./failure.js";
import {
  asTheyAre,
  type Below,
  type EvaluateOptions,
  fail,
  firstFrame,
  type Frame,
  innerFrame,
  isDone,
  mapKey,
  type Memory,
  noteProperty,
  type Said,
  stepBelow,
} from "./frame.js";
import { findDuplicate } from "./unique-items.js";

/** Whether a value fits a schema. Written apart from Ajv, so that the two can check each other. */
export function accepts(schema: Schema, value: JsonValue, options: EvaluateOptions): boolean {
  return evaluateWhole(schema, value, firstFrame(schema, options, undefined, 0));
}

/** The reasons why a value does not fit, in schema order, at most about `most`; empty when it fits. */
export function explain(
  schema: Schema,
  value: JsonValue,
  options: EvaluateOptions & { readonly most: number },
): Failure[] {
  const failures: Failure[] = [];
  evaluateWhole(schema, value, firstFrame(schema, options, failures, options.most));
  return failures;
}

function evaluate(schema: Schema, value: JsonValue, frame: Frame): boolean {
  if (schema.always !== undefined) return schema.always || fail(frame, schema, "false");
  // What follows a wrong type says nothing new.
  if (!checkType(schema, value, frame)) return false;
  let valid = checkValues(schema, value, frame);
  if (isDone(frame, valid)) return false;
  if (!checkByType(schema, value, frame)) valid = false;
  if (isDone(frame, valid)) return false;
  if (!checkCombinations(schema, value, frame)) valid = false;
  if (isDone(frame, valid)) return false;
  return checkUnevaluated(schema, value, frame) && valid;
}

/** Evaluates everything that is said about one value, so that afterwards it is known what was declared. */
function evaluateWhole(schema: Schema, value: JsonValue, frame: Frame): boolean {
  if (!evaluate(schema, value, frame)) return false;
  const { evaluated, options } = frame;
  if (options.declaredOnly !== true || evaluated?.declares !== true || !isObject(value)) return true;
  return Object.keys(value).every((name) => evaluated.properties.has(name) || isAlsoDeclared(schema, name));
}

/** Evaluates a subschema against the same value; what it looked at counts only when it fits. */
function inPlace(schema: Schema, value: JsonValue, frame: Frame, failures = frame.failures): boolean {
  // Where nobody asks what was looked at, it is the same frame.
  if (frame.evaluated === undefined && failures === frame.failures) return evaluate(schema, value, frame);
  const inner = innerFrame(frame, frame.path, failures);
  if (!evaluate(schema, value, inner)) return false;
  const { evaluated } = frame;
  if (evaluated === undefined || inner.evaluated === undefined) return true;
  for (const name of inner.evaluated.properties) evaluated.properties.add(name);
  for (const at of inner.evaluated.items) evaluated.items.add(at);
  if (inner.evaluated.declares) evaluated.declares = true;
  return true;
}

function below(schema: Schema, value: JsonValue, frame: Frame, at: Below): boolean {
  const path = frame.failures === undefined ? undefined : stepBelow(frame.path, at);
  const inner = innerFrame(frame, path, frame.failures);
  const { memory } = frame;
  return memory === undefined ? evaluateWhole(schema, value, inner) : recall(schema, value, inner, memory);
}

/** Like `evaluateWhole` for what is inside another value: what was said of it before need not be found out again. */
function recall(schema: Schema, value: JsonValue, frame: Frame, memory: Memory): boolean {
  if (typeof value !== "object" || value === null) return evaluateWhole(schema, value, frame);
  let bySchema = memory.get(value);
  if (bySchema === undefined) memory.set(value, (bySchema = new Map<Schema, Said>()));
  let said = bySchema.get(schema);
  if (said === undefined || (!said.valid && said.failures === undefined && frame.failures !== undefined)) {
    const failures: Failure[] | undefined = frame.failures === undefined ? undefined : [];
    said = { valid: evaluateWhole(schema, value, { ...frame, failures }), failures };
    bySchema.set(schema, said);
  }
  if (!said.valid) frame.failures?.push(...(said.failures ?? []));
  return said.valid;
}

function silently(schema: Schema, value: JsonValue, frame: Frame): boolean {
  return evaluate(schema, value, innerFrame(frame, frame.path, undefined));
}

/** Like `silently`, about an item. */
function fitsInside(schema: Schema, item: JsonValue, frame: Frame): boolean {
  const { memory } = frame;
  if (memory === undefined) return silently(schema, item, frame);
  return recall(schema, item, innerFrame(frame, frame.path, undefined), memory);
}

function checkByType(schema: Schema, value: JsonValue, frame: Frame): boolean {
  if (typeof value === "string") return checkString(schema, value, frame);
  if (typeof value === "number") return checkNumber(schema, value, frame);
  if (isArray(value)) return checkArray(schema, value, frame);
  return !isObject(value) || checkObject(schema, value, frame);
}

function checkArray(schema: Schema, value: JsonArray, frame: Frame): boolean {
  let valid = true;
  if (schema.minItems !== undefined && value.length < schema.minItems) valid = fail(frame, schema, "minItems");
  if (schema.maxItems !== undefined && value.length > schema.maxItems) valid = fail(frame, schema, "maxItems");
  if (schema.uniqueItems === true) {
    const duplicate = findDuplicate(value);
    if (duplicate !== undefined) valid = fail(frame, schema, "uniqueItems", { found: duplicate.join(" and ") });
  }
  if (isDone(frame, valid)) return false;
  if (!checkItems(schema, value, frame)) valid = false;
  return checkContains(schema, value, frame) && valid;
}

function checkItems(schema: Schema, value: JsonArray, frame: Frame): boolean {
  const prefix = schema.prefixItems ?? [];
  if (prefix.length === 0 && schema.items === undefined) return true;
  let valid = true;
  for (const [at, item] of value.entries()) {
    const inner = prefix[at] ?? schema.items;
    if (inner === undefined) break;
    frame.evaluated?.items.add(at);
    if (!below(inner, item, frame, at)) valid = false;
    if (isDone(frame, valid)) return false;
  }
  return valid;
}

function checkContains(schema: Schema, value: JsonArray, frame: Frame): boolean {
  const { contains } = schema;
  if (contains === undefined) return true;
  let count = 0;
  for (const [at, item] of value.entries()) {
    if (!fitsInside(contains, item, frame)) continue;
    count++;
    // 2019-09 leaves items matched by `contains` unevaluated; 2020-12 core 10.3.1.3 counts them.
    if (schema.place.dialect === "2020-12") frame.evaluated?.items.add(at);
  }
  let valid = true;
  if (count < (schema.minContains ?? 1)) valid = fail(frame, schema, "contains", { found: String(count) });
  if (schema.maxContains !== undefined && count > schema.maxContains) {
    valid = fail(frame, schema, "maxContains", { found: String(count) });
  }
  return valid;
}

function checkObject(schema: Schema, value: JsonObject, frame: Frame): boolean {
  let valid = checkNames(schema, value, frame);
  if (isDone(frame, valid)) return false;
  if (schema.properties !== undefined && frame.evaluated !== undefined) frame.evaluated.declares = true;
  const names = Object.keys(value);
  if (schema.minProperties !== undefined && names.length < schema.minProperties) {
    valid = fail(frame, schema, "minProperties");
  }
  if (schema.maxProperties !== undefined && names.length > schema.maxProperties) {
    valid = fail(frame, schema, "maxProperties");
  }
  for (const name of names) {
    if (isDone(frame, valid)) return false;
    if (!checkMember(schema, value, frame, name)) valid = false;
  }
  return valid;
}

function checkNames(schema: Schema, value: JsonObject, frame: Frame): boolean {
  let valid = true;
  for (const name of schema.required ?? []) {
    if (Object.hasOwn(value, name)) continue;
    const filled = frame.options.defaultsFill === true && schema.properties?.get(name)?.default !== undefined;
    if (!filled) valid = fail(frame, schema, "required", { property: name });
  }
  for (const [trigger, needed] of schema.dependentRequired ?? []) {
    if (!Object.hasOwn(value, trigger)) continue;
    for (const name of needed) {
      if (!Object.hasOwn(value, name)) {
        valid = fail(frame, schema, "dependentRequired", { property: name, found: trigger });
      }
    }
  }
  return valid;
}

function checkMember(schema: Schema, value: JsonObject, frame: Frame, name: string): boolean {
  const item = value[name] ?? null;
  let valid = true;
  let known = false;
  if (!checkName(schema, name, frame)) valid = false;
  const declared = schema.properties?.get(name);
  if (declared !== undefined) {
    known = true;
    if (!below(declared, item, frame, name)) valid = false;
  }
  const step = declared === undefined ? mapKey(name) : name;
  for (const { pattern, schema: inner } of schema.patternProperties ?? []) {
    if (!pattern.test(name)) continue;
    known = true;
    if (!below(inner, item, frame, step)) valid = false;
  }
  if (!known && schema.additionalProperties !== undefined) {
    known = true;
    if (!checkExtra("additionalProperties", schema.additionalProperties, { schema, frame, name, item })) valid = false;
  }
  if (known) noteProperty(frame, name);
  return valid;
}

function checkName(schema: Schema, name: string, frame: Frame): boolean {
  if (schema.propertyNames === undefined || silently(schema.propertyNames, name, frame)) return true;
  return fail(frame, schema, "propertyNames", { property: name });
}

interface Extra {
  readonly schema: Schema;
  readonly frame: Frame;
  readonly name: string;
  readonly item: JsonValue;
}

function checkExtra(keyword: string, inner: Schema, { schema, frame, name, item }: Extra): boolean {
  if (inner.always === false) return fail(frame, schema, keyword, { property: name });
  return below(inner, item, frame, mapKey(name));
}

function checkCombinations(schema: Schema, value: JsonValue, frame: Frame): boolean {
  let valid = true;
  if (schema.ref !== undefined && !inPlace(schema.ref, value, frame)) valid = false;
  for (const inner of schema.allOf ?? []) {
    if (isDone(frame, valid)) return false;
    if (!inPlace(inner, value, frame)) valid = false;
  }
  if (isDone(frame, valid)) return false;
  if (!checkAnyOf(schema, value, frame)) valid = false;
  if (!checkOneOf(schema, value, frame)) valid = false;
  if (schema.not !== undefined && silently(schema.not, value, asTheyAre(frame))) valid = fail(frame, schema, "not");
  if (isDone(frame, valid)) return false;
  if (!checkCondition(schema, value, frame)) valid = false;
  return checkDependentSchemas(schema, value, frame) && valid;
}

/** @param enough how many that fit decide, so that no more need be tried where only the answer counts. */
function checkBranches(
  list: readonly Schema[],
  value: JsonValue,
  frame: Frame,
  enough: number,
): { fits: number[]; branches: Failure[][] } {
  const fits: number[] = [];
  const branches: Failure[][] = [];
  const isBrief = frame.failures === undefined && frame.evaluated === undefined;
  for (const [at, inner] of list.entries()) {
    const failures: Failure[] = [];
    if (inPlace(inner, value, frame, frame.failures === undefined ? undefined : failures)) fits.push(at);
    else branches.push(failures);
    if (isBrief && fits.length >= enough) break;
  }
  return { fits, branches };
}

function checkAnyOf(schema: Schema, value: JsonValue, frame: Frame): boolean {
  if (schema.anyOf === undefined) return true;
  const { fits, branches } = checkBranches(schema.anyOf, value, frame, 1);
  return fits.length > 0 || fail(frame, schema, "anyOf", { branches });
}

function checkOneOf(schema: Schema, value: JsonValue, frame: Frame): boolean {
  if (schema.oneOf === undefined) return true;
  const { fits, branches } = checkBranches(schema.oneOf, value, frame, 2);
  if (fits.length === 1) return true;
  if (fits.length === 0) return fail(frame, schema, "oneOf", { branches });
  return fail(frame, schema, "oneOf", { found: fits.map((at) => at + 1).join(", ") });
}

function checkCondition(schema: Schema, value: JsonValue, frame: Frame): boolean {
  if (schema.if === undefined) return true;
  const holds = inPlace(schema.if, value, asTheyAre(frame), undefined);
  const inner = holds ? schema.then : schema.else;
  return inner === undefined || inPlace(inner, value, frame);
}

function checkDependentSchemas(schema: Schema, value: JsonValue, frame: Frame): boolean {
  if (schema.dependentSchemas === undefined || !isObject(value)) return true;
  let valid = true;
  for (const [name, inner] of schema.dependentSchemas) {
    if (Object.hasOwn(value, name) && !inPlace(inner, value, frame)) valid = false;
  }
  return valid;
}

function checkUnevaluated(schema: Schema, value: JsonValue, frame: Frame): boolean {
  const { unevaluatedItems, unevaluatedProperties } = schema;
  let valid = true;
  if (unevaluatedItems !== undefined && isArray(value)) {
    for (const [at, item] of value.entries()) {
      if (frame.evaluated?.items.has(at)) continue;
      frame.evaluated?.items.add(at);
      if (!below(unevaluatedItems, item, frame, at)) valid = false;
    }
  }
  if (unevaluatedProperties !== undefined && isObject(value)) {
    for (const [name, item] of Object.entries(value)) {
      if (frame.evaluated?.properties.has(name)) continue;
      frame.evaluated?.properties.add(name);
      if (!checkExtra("unevaluatedProperties", unevaluatedProperties, { schema, frame, name, item })) valid = false;
    }
  }
  return valid;
}
