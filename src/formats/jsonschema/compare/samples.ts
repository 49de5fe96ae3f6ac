import { isArray, isObject, type JsonTypeName, type JsonValue, member, objectOf, valueKey } from "../model/json.js";
import type { Schema } from "../model/schema.js";
import type { EvaluateOptions } from "../validation/frame.js";
import { type Conjunction, extend, finiteValues, holds, splitsOf, typesOf } from "./conjunction.js";
import { countFacets, numberFacets } from "./facets.js";
import { exampleTexts } from "./languages.js";
import { declaredNames, itemOf, type MemberOptions, memberOf } from "./members.js";
import type { Budget } from "./obstacle.js";

/** What the making of sample values needs. */
export interface SampleContext {
  readonly options: EvaluateOptions & MemberOptions;
  readonly budget: Budget;
  /** Samples made before, by conjunction. */
  readonly made: Map<string, JsonValue[]>;
}

const most = 12;
const maxDepth = 9;
const longestText = 20_000;

const formatSamples: Readonly<Record<string, readonly string[]>> = {
  "date-time": ["2026-01-31T12:00:00Z"],
  date: ["2026-01-31"],
  time: ["12:00:00Z"],
  duration: ["P1D"],
  email: ["ada@example.com"],
  hostname: ["example.com"],
  ipv4: ["192.0.2.1"],
  ipv6: ["2001:db8::1"],
  uri: ["https://example.com/"],
  url: ["https://example.com/"],
  "uri-reference": ["/path"],
  "uri-template": ["/items/{id}"],
  uuid: ["3fa85f64-5717-4562-b3fc-2c963f66afa6"],
  regex: ["^a$"],
  "json-pointer": ["/a"],
  byte: ["YWJj"],
};

/** A few values of a conjunction, plain ones first; none when none was found. Always the same for the same schemas. */
export function samplesOf(known: Conjunction, context: SampleContext, depth = 0): JsonValue[] {
  const key = `${Math.min(depth, 6)}|${known.key}`;
  const made = context.made.get(key);
  if (made !== undefined) return made;
  if (depth > maxDepth || !context.budget.tryToSpend(1)) return [];
  const samples = makeSamples(known, context, depth);
  context.made.set(key, samples);
  return samples;
}

function makeSamples(known: Conjunction, context: SampleContext, depth: number): JsonValue[] {
  const finite = finiteValues(known, context.options);
  if (finite !== undefined) return finite.slice(0, most);
  const candidates: JsonValue[] = [...statedSamples(known)];
  for (const type of typesOf(known)) candidates.push(...samplesOfType(type, known, context, depth));
  const found = distinct(candidates).filter((value) => holds(known, value, context.options));
  if (depth > 5 && found.length > 0) return found.slice(0, most);
  return distinct([...found, ...branchSamples(known, context, depth, found.length === 0)]).slice(0, most * 2);
}

/** Different values only, in order. */
export function distinct(values: readonly JsonValue[]): JsonValue[] {
  return [...new Map(values.map((value) => [valueKey(value), value])).values()];
}

/** The values schemas list in `enum` and `const`, a few of them. */
export function statedValues(schemas: readonly Schema[]): JsonValue[] {
  const stated = schemas.flatMap(({ enum: listed, constant }) => [
    ...(listed?.slice(0, most) ?? []),
    ...(constant === undefined ? [] : [constant.value]),
  ]);
  return distinct(stated.slice(0, 200));
}

function statedSamples(known: Conjunction): JsonValue[] {
  return known.all.flatMap(({ default: stated, place }) => {
    const examples = isObject(place.value) ? member(place.value, "examples") : undefined;
    const given = isArray(examples) ? examples.slice(0, 3) : [];
    return stated === undefined ? given : [...given, stated.value];
  });
}

function branchSamples(known: Conjunction, context: SampleContext, depth: number, needed: boolean): JsonValue[] {
  if (known.settled.size > 4) return [];
  const [split] = splitsOf(known);
  if (split === undefined) return [];
  const cases = split.cases();
  const each = needed ? cases.slice(0, 8) : cases.slice(0, depth === 0 ? 12 : 3);
  return each.flatMap((one) => samplesOf(one, context, depth + (depth > 3 ? 1 : 0)).slice(0, 4));
}

function samplesOfType(type: JsonTypeName, known: Conjunction, context: SampleContext, depth: number): JsonValue[] {
  switch (type) {
    case "null":
      return [null];
    case "boolean":
      return [true, false];
    case "number":
      return numberSamples(known);
    case "string":
      return stringSamples(known);
    case "array":
      return arraySamples(known, context, depth);
    case "object":
      return objectSamples(known, context, depth);
  }
}

function numberSamples(known: Conjunction): number[] {
  const { low, high, divisors, whole } = numberFacets(known);
  const step = divisors[0] ?? 1;
  const near = [low, low + step, high, high - step].filter((bound) => Number.isFinite(bound));
  const multiples = Number.isFinite(low)
    ? [Math.ceil(low / step) * step, (Math.ceil(low / step) + 1) * step]
    : [step, -step];
  const between = Number.isFinite(low) && Number.isFinite(high) ? [(low + high) / 2] : [];
  return [1, 0, ...near, ...multiples, ...between, -1, 42, ...(whole ? [] : [1.5, low + 0.5, high - 0.5])].filter(
    (value) => Number.isFinite(value),
  );
}

function stringSamples(known: Conjunction): string[] {
  const { least, most: longest } = countFacets(known, "string");
  const found: string[] = [];
  for (const { format, pattern } of known.all) {
    if (format !== undefined) found.push(...(formatSamples[format] ?? []));
    if (pattern !== undefined) found.push(...exampleTexts(pattern, undefined, 6));
  }
  found.push("example", "a", "");
  if (least <= longestText) found.push("x".repeat(least));
  if (longest <= longestText) found.push("x".repeat(longest));
  return found;
}

function arraySamples(known: Conjunction, context: SampleContext, depth: number): JsonValue[] {
  const { least, most: longest } = countFacets(known, "array");
  const lengths = [Math.max(least, Math.min(1, longest)), least].filter((length) => length <= 50);
  const wanted = known.all.flatMap(({ contains }) => (contains === undefined ? [] : [contains]));
  return distinct(
    [...new Set(lengths)].flatMap((length) => {
      const choices = Array.from({ length }, (_, at) => {
        const inner = wanted.reduce((conjunction, one) => extend(conjunction, { foreign: [one] }), itemOf(known, at));
        const samples = samplesOf(inner, context, depth + 1);
        return samples.length > 0 ? samples : samplesOf(itemOf(known, at), context, depth + 1);
      });
      if (choices.some((one) => one.length === 0)) return [];
      const unique = known.all.some((one) => one.uniqueItems === true);
      return [0, 1].map((shift) => choices.map((one, at) => one[(unique ? at + shift : shift) % one.length] ?? null));
    }),
  );
}

function objectSamples(known: Conjunction, context: SampleContext, depth: number): JsonValue[] {
  const required = [...known.present];
  const base = buildObject(known, required, context, depth);
  if (base === undefined) return [];
  const found: JsonValue[] = [base];
  const optional = [...declaredNames(known)].filter((name) => !known.present.has(name));
  if (depth <= 3) {
    const full = new Map(Object.entries(base));
    for (const name of optional.slice(0, 60)) {
      const values = samplesOf(memberOf(known, name, context.options), context, depth + 1);
      const [first] = values;
      if (first === undefined) continue;
      full.set(name, first);
      if (found.length < most) found.push(objectOf([...Object.entries(base), [name, first]]));
    }
    found.splice(1, 0, objectOf(full));
  }
  for (const name of required.slice(0, 6)) {
    if (depth > 2) break;
    const values = samplesOf(memberOf(known, name, context.options), context, depth + 1).slice(1, 3);
    for (const value of values) found.push(objectOf([...Object.entries(base), [name, value]]));
  }
  return found;
}

/** An object with the simplest value for each of the members; undefined when one has none. */
export function buildObject(
  known: Conjunction,
  names: readonly string[],
  context: SampleContext,
  depth: number,
): Record<string, JsonValue> | undefined {
  const entries: [string, JsonValue][] = [];
  for (const name of names) {
    const [first] = samplesOf(memberOf(known, name, context.options), context, depth + 1);
    if (first === undefined) return undefined;
    entries.push([name, first]);
  }
  const { least } = countFacets(known, "object");
  const spare = [...declaredNames(known)].filter((name) => !names.includes(name));
  for (let at = 0; entries.length < Math.min(least, 20); at++) {
    const name = spare[at] ?? `extra${at}`;
    const [first] = samplesOf(memberOf(known, name, context.options), context, depth + 1);
    if (first !== undefined) entries.push([name, first]);
    else if (at > spare.length) break;
  }
  return Object.fromEntries(entries);
}
