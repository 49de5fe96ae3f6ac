import { isObject, type JsonTypeName, type JsonValue, typeOf } from "../model/json.js";
import type { Schema } from "../model/schema.js";
import { accepts, type EvaluateOptions } from "../validation/evaluate.js";

/** What is known about a value: it fits all of some schemas, none of others, and has some members for certain. */
export interface Conjunction {
  readonly all: readonly Schema[];
  /** Those of `all` that are not the writer's own words, so that they do not tell what the writer declares. */
  readonly foreign: ReadonlySet<Schema>;
  readonly none: readonly Schema[];
  readonly present: ReadonlySet<string>;
  /** Alternatives that were decided already, as `<schema id>:<keyword>`. */
  readonly settled: ReadonlySet<string>;
  /** Equal for conjunctions that say the same. */
  readonly key: string;
}

const ids = new WeakMap<Schema, number>();
let nextId = 1;

/** A number for a schema, the same as long as the schema lives. */
export function idOf(schema: Schema): number {
  let id = ids.get(schema);
  if (id === undefined) {
    id = nextId++;
    ids.set(schema, id);
  }
  return id;
}

/** What may be added to a conjunction. */
export interface Knowledge {
  readonly all?: readonly Schema[];
  /** Like `all`, for what the writer did not say itself. */
  readonly foreign?: readonly Schema[];
  readonly none?: readonly Schema[];
  readonly present?: Iterable<string>;
  readonly settled?: string;
}

/** Nothing is known. */
export const anything: Conjunction = {
  all: [],
  foreign: new Set(),
  none: [],
  present: new Set(),
  settled: new Set(),
  key: "",
};

/** The conjunction with more knowledge, followed through references, `allOf` and dependencies whose trigger is present. */
export function extend(known: Conjunction, more: Knowledge): Conjunction {
  const all = new Set(known.all);
  const none = new Set([...known.none, ...(more.none ?? [])]);
  const present = new Set([...known.present, ...(more.present ?? [])]);
  for (const schema of more.all ?? []) include(schema, all, none);
  const own = new Set(all);
  for (const schema of more.foreign ?? []) include(schema, all, none);
  for (let size = -1; size !== all.size + present.size; ) {
    size = all.size + present.size;
    for (const schema of [...all]) includePresent(schema, { all, none, present });
  }
  const foreign = more.foreign === undefined ? known.foreign : new Set(known.foreign);
  if (more.foreign !== undefined && foreign instanceof Set) {
    for (const schema of all) if (!own.has(schema)) foreign.add(schema);
  }
  const settled = more.settled === undefined ? known.settled : new Set([...known.settled, more.settled]);
  const key = [
    [...all]
      .map(idOf)
      .sort((a, b) => a - b)
      .join(),
    [...none]
      .map(idOf)
      .sort((a, b) => a - b)
      .join(),
    [...present]
      .sort()
      .map((name) => JSON.stringify(name))
      .join(),
    [...settled].sort().join(),
  ].join("|");
  return { all: [...all], foreign, none: [...none], present, settled, key };
}

/** The conjunction of schemas alone. */
export function conjunctionOf(...schemas: readonly Schema[]): Conjunction {
  return extend(anything, { all: schemas });
}

function include(schema: Schema, all: Set<Schema>, none: Set<Schema>): void {
  if (all.has(schema) || schema.always === true) return;
  all.add(schema);
  if (schema.not !== undefined) none.add(schema.not);
  if (schema.ref !== undefined) include(schema.ref, all, none);
  for (const inner of schema.allOf ?? []) include(inner, all, none);
}

function includePresent(schema: Schema, known: { all: Set<Schema>; none: Set<Schema>; present: Set<string> }): void {
  // A required list speaks about objects only, and presence is asked for objects only.
  for (const name of schema.required ?? []) known.present.add(name);
  for (const [trigger, names] of schema.dependentRequired ?? []) {
    if (known.present.has(trigger)) for (const name of names) known.present.add(name);
  }
  // The schemas judge objects alone, so they hold for every value only where every value is an object.
  if (![...known.all].some((one) => one.types?.size === 1 && one.types.has("object"))) return;
  for (const [trigger, inner] of schema.dependentSchemas ?? []) {
    if (known.present.has(trigger)) include(inner, known.all, known.none);
  }
}

/** Whether a value is in a conjunction. */
export function holds(known: Conjunction, value: JsonValue, { formats }: EvaluateOptions): boolean {
  if (isObject(value)) for (const name of known.present) if (!Object.hasOwn(value, name)) return false;
  // Each schema alone does not know what the others declare, so nothing is closed here.
  const options = { formats };
  return (
    known.all.every((schema) => accepts(schema, value, options)) &&
    !known.none.some((schema) => accepts(schema, value, options))
  );
}

const everyType: readonly JsonTypeName[] = ["null", "boolean", "number", "string", "array", "object"];

/** The JSON types values of a conjunction can have, as far as its `type`, `enum` and `const` tell. */
export function typesOf(known: Conjunction): Set<JsonTypeName> {
  const types = new Set<JsonTypeName>(everyType);
  const keep = (allowed: ReadonlySet<string>): void => {
    for (const type of types) if (!allowed.has(type)) types.delete(type);
  };
  for (const schema of known.all) {
    if (schema.always === false) types.clear();
    if (schema.types !== undefined) {
      keep(new Set([...schema.types].map((type) => (type === "integer" ? "number" : type))));
    }
    if (schema.constant !== undefined) keep(new Set([typeOf(schema.constant.value)]));
    if (schema.enum !== undefined) keep(new Set(schema.enum.map(typeOf)));
  }
  return types;
}

/** Every value of a conjunction, when it is known to have few; undefined otherwise. */
export function finiteValues(known: Conjunction, options: EvaluateOptions): JsonValue[] | undefined {
  let values: readonly JsonValue[] | undefined;
  for (const { constant, enum: listed } of known.all) {
    const stated = constant === undefined ? listed : [constant.value];
    if (stated !== undefined && (values === undefined || stated.length < values.length)) values = stated;
  }
  const types = typesOf(known);
  if (values === undefined && [...types].every((type) => type === "null" || type === "boolean")) {
    values = [...types].flatMap((type) => (type === "null" ? [null] : [true, false]));
  }
  return values?.filter((value) => holds(known, value, options));
}

/** A way to tell the values of a conjunction apart into cases that cover all of them. */
export function splitsOf(known: Conjunction): { readonly label: string; readonly cases: () => Conjunction[] }[] {
  const splits: { label: string; cases: () => Conjunction[] }[] = [];
  for (const schema of known.all) {
    const id = idOf(schema);
    const { anyOf, oneOf } = schema;
    if (anyOf !== undefined && !known.settled.has(`${id}:anyOf`)) {
      const settled = `${id}:anyOf`;
      splits.push({ label: settled, cases: () => anyOf.map((one) => extend(known, { all: [one], settled })) });
    }
    if (oneOf !== undefined && !known.settled.has(`${id}:oneOf`)) {
      const settled = `${id}:oneOf`;
      const others = (one: Schema): Schema[] => oneOf.filter((other) => other !== one);
      const cases = (): Conjunction[] => oneOf.map((one) => extend(known, { all: [one], none: others(one), settled }));
      splits.push({ label: settled, cases });
    }
    if (schema.if !== undefined && !known.settled.has(`${id}:if`)) {
      splits.push({ label: `${id}:if`, cases: () => conditionCases(known, schema, schema.if, `${id}:if`) });
    }
  }
  return splits;
}

function conditionCases(
  known: Conjunction,
  schema: Schema,
  condition: Schema | undefined,
  settled: string,
): Conjunction[] {
  if (condition === undefined) return [known];
  const yes = schema.then === undefined ? [condition] : [condition, schema.then];
  const no = schema.else === undefined ? [] : [schema.else];
  return [extend(known, { all: yes, settled }), extend(known, { all: no, none: [condition], settled })];
}
