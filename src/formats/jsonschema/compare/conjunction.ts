import { isObject, type JsonTypeName, type JsonValue, typeOf } from "../model/json.js";
import type { Schema } from "../model/schema.js";
import { accepts } from "../validation/evaluate.js";
import type { EvaluateOptions } from "../validation/frame.js";

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
const anything: Conjunction = {
  all: [],
  foreign: new Set(),
  none: [],
  present: new Set(),
  settled: new Set(),
  key: "",
};

/** The conjunction with more knowledge, followed through references, `allOf` and dependencies whose trigger is present. */
export function extend(known: Conjunction, more: Knowledge): Conjunction {
  const open: OpenConjunction = {
    all: new Set(known.all),
    foreign: new Set(known.foreign),
    none: new Set([...known.none, ...(more.none ?? [])]),
    present: new Set([...known.present, ...(more.present ?? [])]),
  };
  for (const schema of more.all ?? []) include(schema, open, false);
  for (const schema of more.foreign ?? []) include(schema, open, true);
  const { all, none, present, foreign } = open;
  for (let size = -1; size !== all.size + present.size; ) {
    size = all.size + present.size;
    for (const schema of [...all]) includePresent(schema, open);
  }
  const settled = more.settled === undefined ? known.settled : new Set([...known.settled, more.settled]);
  let key: string | undefined;
  return {
    all: [...all],
    foreign,
    none: [...none],
    present,
    settled,
    // Most conjunctions are looked at once and never looked up, and the key is the costly part.
    get key() {
      key ??= JSON.stringify([
        sortedIds(all),
        sortedIds(none),
        sortedIds(foreign),
        [...present].sort(),
        [...settled].sort(),
      ]);
      return key;
    },
  };
}

/** A conjunction while it is put together. */
interface OpenConjunction {
  readonly all: Set<Schema>;
  readonly foreign: Set<Schema>;
  readonly none: Set<Schema>;
  readonly present: Set<string>;
}

function sortedIds(schemas: Iterable<Schema>): string {
  return [...schemas]
    .map(idOf)
    .sort((a, b) => a - b)
    .join();
}

/** The conjunction of schemas alone. */
export function conjunctionOf(...schemas: readonly Schema[]): Conjunction {
  return extend(anything, { all: schemas });
}

const combined = new WeakMap<Schema, Map<string, Conjunction>>();

/** The conjunction of the writer's own schemas and foreign ones; the same object for the same schemas. */
export function combine(own: readonly Schema[], foreign: readonly Schema[]): Conjunction {
  const first = own[0] ?? foreign[0];
  if (first === undefined) return anything;
  let found = combined.get(first);
  if (found === undefined) combined.set(first, (found = new Map<string, Conjunction>()));
  const key = `${own.map(idOf).join()}|${foreign.map(idOf).join()}`;
  let conjunction = found.get(key);
  if (conjunction === undefined) found.set(key, (conjunction = extend(anything, { all: own, foreign })));
  return conjunction;
}

function include(schema: Schema, known: OpenConjunction, foreign: boolean): void {
  if (known.all.has(schema) || schema.always === true) return;
  known.all.add(schema);
  if (foreign) known.foreign.add(schema);
  if (schema.not !== undefined) known.none.add(schema.not);
  if (schema.ref !== undefined) include(schema.ref, known, foreign);
  for (const inner of schema.allOf ?? []) include(inner, known, foreign);
}

function includePresent(schema: Schema, known: OpenConjunction): void {
  // A required list speaks about objects only, and presence is asked for objects only.
  for (const name of schema.required ?? []) known.present.add(name);
  for (const [trigger, names] of schema.dependentRequired ?? []) {
    if (known.present.has(trigger)) for (const name of names) known.present.add(name);
  }
  // The schemas judge objects alone, so they hold for every value only where every value is an object.
  if (schema.dependentSchemas === undefined || ![...known.all].some(isObjectOnly)) return;
  for (const [trigger, inner] of schema.dependentSchemas) {
    if (known.present.has(trigger)) include(inner, known, known.foreign.has(schema));
  }
}

function isObjectOnly({ types }: Schema): boolean {
  return types?.size === 1 && types.has("object");
}

/** Whether a value is in a conjunction. */
export function holds(known: Conjunction, value: JsonValue, { formats }: EvaluateOptions): boolean {
  if (isObject(value)) for (const name of known.present) if (!Object.hasOwn(value, name)) return false;
  // Each schema alone does not know what the others declare, so nothing is closed here.
  const options = { formats };
  return (
    outermostOf(known).every((schema) => accepts(schema, value, options)) &&
    !known.none.some((schema) => accepts(schema, value, options))
  );
}

const outermost = new WeakMap<Conjunction, readonly Schema[]>();

/** Those schemas of a conjunction that no other one of it leads to: whoever fits these fits the rest as well. */
function outermostOf(known: Conjunction): readonly Schema[] {
  let found = outermost.get(known);
  if (found === undefined) {
    const inner = new Set<Schema>();
    const visit = (schema: Schema): void => {
      if (inner.has(schema)) return;
      inner.add(schema);
      followed(schema).forEach(visit);
    };
    // References and `allOf` alone never lead back to where they started; see `checkTermination`.
    for (const schema of known.all) if (!inner.has(schema)) followed(schema).forEach(visit);
    found = known.all.filter((schema) => !inner.has(schema));
    outermost.set(known, found);
  }
  return found;
}

function followed({ ref, allOf }: Schema): readonly Schema[] {
  return ref === undefined ? (allOf ?? []) : [ref, ...(allOf ?? [])];
}

const everyType: readonly JsonTypeName[] = ["null", "boolean", "number", "string", "array", "object"];

const typesFound = new WeakMap<Conjunction, ReadonlySet<JsonTypeName>>();

/** The JSON types values of a conjunction can have, as far as its `type`, `enum` and `const` tell. */
export function typesOf(known: Conjunction): ReadonlySet<JsonTypeName> {
  let found = typesFound.get(known);
  if (found === undefined) typesFound.set(known, (found = findTypes(known)));
  return found;
}

function findTypes(known: Conjunction): Set<JsonTypeName> {
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

const valuesFound = new WeakMap<Conjunction, Map<boolean, readonly JsonValue[] | undefined>>();

/** Every value of a conjunction, when it is known to have few; undefined otherwise. */
export function finiteValues(known: Conjunction, options: EvaluateOptions): readonly JsonValue[] | undefined {
  let found = valuesFound.get(known);
  if (found === undefined) valuesFound.set(known, (found = new Map<boolean, readonly JsonValue[] | undefined>()));
  if (!found.has(options.formats)) found.set(options.formats, findFiniteValues(known, options));
  return found.get(options.formats);
}

function findFiniteValues(known: Conjunction, options: EvaluateOptions): JsonValue[] | undefined {
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
    for (const keyword of ["anyOf", "oneOf", "if"] as const) {
      const label = `${idOf(schema)}:${keyword}`;
      if (schema[keyword] === undefined || known.settled.has(label)) continue;
      splits.push({ label, cases: () => casesOf(known, schema, keyword, label) });
    }
  }
  return splits;
}

/** The branches of one keyword, each with all that is known; what is foreign stays so. */
function casesOf(
  known: Conjunction,
  schema: Schema,
  keyword: "anyOf" | "oneOf" | "if",
  settled: string,
): Conjunction[] {
  const adding = (schemas: readonly Schema[]): Knowledge =>
    known.foreign.has(schema) ? { foreign: schemas } : { all: schemas };
  if (keyword === "if") {
    const { if: condition, then: yes, else: no } = schema;
    if (condition === undefined) return [known];
    return [
      // A condition asks of what kind a value is; what it does not name may be sent all the same.
      extend(extend(known, { foreign: [condition] }), { ...adding(yes === undefined ? [] : [yes]), settled }),
      extend(known, { ...adding(no === undefined ? [] : [no]), none: [condition], settled }),
    ];
  }
  const branches = schema[keyword] ?? [];
  return branches.map((one) => {
    const none = keyword === "oneOf" ? branches.filter((other) => other !== one) : [];
    return extend(known, { ...adding([one]), none, settled });
  });
}
