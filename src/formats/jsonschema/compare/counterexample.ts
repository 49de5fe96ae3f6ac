import { isArray, isObject, type JsonObject, type JsonValue, objectOf } from "../model/json.js";
import type { Pattern } from "../patterns/pattern.js";
import type { Schema } from "../model/schema.js";
import { type Conjunction, extend, holds, splitsOf } from "./conjunction.js";
import { exampleTexts } from "./languages.js";
import { itemOf, memberOf } from "./members.js";
import { someName } from "./object-obligations.js";
import type { Obstacle, Trail } from "./obstacle.js";
import { buildObject, distinct, type SampleContext, samplesOf } from "./samples.js";

/** Says whether the writer accepts a whole document and the reader does not. */
export type Refutes = (document: JsonValue) => boolean;

/**
 * Looks for a document that shows an obstacle to be real: values the writer may send at that place and that the keyword
 * refuses, each put into a whole document around it. Undefined when none of them does.
 */
export function findCounterexample(
  obstacle: Obstacle,
  refutes: Refutes,
  context: SampleContext,
): JsonValue | undefined {
  for (const value of valuesAgainst(obstacle, context)) {
    if (!context.budget.tryToSpend(2)) return undefined;
    for (const document of lift(value, obstacle.trail, context)) if (refutes(document)) return document;
  }
  return undefined;
}

function valuesAgainst(obstacle: Obstacle, context: SampleContext): JsonValue[] {
  const { writer } = obstacle;
  const special = [...edgeValues(obstacle), ...objectsAgainst(obstacle, context), ...arraysAgainst(obstacle, context)];
  const fitting = special.filter((value) => holds(writer, value, context.options));
  return distinct([...fitting, ...caseSamples(writer, context)]);
}

function caseSamples(writer: Conjunction, context: SampleContext): JsonValue[] {
  const found = samplesOf(writer, context);
  for (const split of splitsOf(writer).slice(0, 2)) {
    for (const one of split.cases().slice(0, 12)) found.push(...samplesOf(one, context, 1));
  }
  return found;
}

/** Values right outside of what the reader's keyword allows. */
function edgeValues({ reader, writer }: Obstacle): JsonValue[] {
  const found: JsonValue[] = [];
  for (const bound of [reader.minimum, reader.exclusiveMinimum, reader.maximum, reader.exclusiveMaximum]) {
    if (bound !== undefined) found.push(bound, bound - 1, bound + 1, bound - 0.5, bound + 0.5);
  }
  if (reader.multipleOf !== undefined) found.push(reader.multipleOf / 2, reader.multipleOf + 1, 1, 0.1);
  for (const length of [(reader.minLength ?? 0) - 1, (reader.maxLength ?? -2) + 1]) {
    if (length >= 0 && length < 20_000) found.push("x".repeat(length), "1".repeat(length));
  }
  found.push(...textsAgainst(reader, writer), null, true, 0, 0.5, "", "example", "☃", [], {}, [null], {
    [someName]: null,
  });
  if (reader.maxItems !== undefined && reader.maxItems < 1_000) {
    found.push(Array.from({ length: reader.maxItems + 1 }, (_, at) => at));
  }
  return found;
}

function textsAgainst(reader: Schema, writer: Conjunction): string[] {
  const outer: Pattern | undefined = reader.pattern;
  if (outer === undefined) return [];
  return writer.all.flatMap(({ pattern }) => (pattern === undefined ? [] : exampleTexts(pattern, outer, 5)));
}

function objectsAgainst(obstacle: Obstacle, context: SampleContext): JsonObject[] {
  const { reader, writer, property } = obstacle;
  const names = property === undefined ? [] : [property];
  const found: JsonObject[] = [];
  const required = [...writer.present];
  const base = buildObject(writer, required, context, 1);
  if (base === undefined) return [];
  found.push(base);
  const extra = [...names, someName, ...patternNames(writer), ...patternNames({ ...writer, all: [reader] })];
  for (const name of extra) {
    for (const value of samplesOf(memberOf(writer, name, context.options), context, 1).slice(0, 4)) {
      found.push({ ...base, ...objectOf([[name, value]]) });
    }
  }
  if (reader.maxProperties !== undefined && reader.maxProperties < 200) {
    const many = new Map(Object.entries(base));
    for (let at = 0; many.size <= reader.maxProperties && at < 300; at++) many.set(`${someName}${at}`, null);
    found.push(objectOf(many));
  }
  return found;
}

function patternNames({ all }: Conjunction): string[] {
  return all
    .flatMap((schema) => schema.patternProperties ?? [])
    .flatMap(({ pattern }) => exampleTexts(pattern, undefined, 2))
    .slice(0, 8);
}

function arraysAgainst(obstacle: Obstacle, context: SampleContext): JsonValue[] {
  const { reader, writer } = obstacle;
  const lengths = [reader.maxItems === undefined ? 2 : reader.maxItems + 1, (reader.minItems ?? 1) - 1, 1, 2];
  return lengths
    .filter((length) => length >= 0 && length <= 200)
    .flatMap((length) => {
      const choices = Array.from({ length }, (_, at) => samplesOf(itemOf(writer, at), context, 2));
      if (choices.some((one) => one.length === 0)) return [];
      const same = choices.map((one) => one[0] ?? null);
      return [same, choices.map((one, at) => one[at % one.length] ?? null)];
    });
}

/** Puts a value into whole documents the writer may send, from the innermost step outwards. */
function lift(value: JsonValue, trail: Trail | undefined, context: SampleContext): JsonValue[] {
  let documents: JsonValue[] = [value];
  for (let at = trail; at !== undefined; at = at.up) {
    const { writer, step } = at;
    documents = documents.flatMap((inner) =>
      step.kind === "member"
        ? intoObjects(inner, step.name, writer, context)
        : intoArrays(inner, step.index, writer, context),
    );
    documents = distinct(documents).slice(0, 4);
  }
  return documents;
}

function intoObjects(inner: JsonValue, name: string, writer: Conjunction, context: SampleContext): JsonValue[] {
  const found: JsonValue[] = [];
  const cases = [writer, ...splitsOf(writer).flatMap((split) => split.cases().slice(0, 12))];
  for (const one of cases) {
    const present = extend(one, { present: [name] });
    const others = [...present.present].filter((other) => other !== name);
    const base = buildObject(present, others, context, 1);
    if (base === undefined) continue;
    const whole = objectOf([...Object.entries(base), [name, inner]]);
    if (holds(writer, whole, context.options)) found.push(whole);
    if (found.length >= 2) break;
  }
  return found;
}

function intoArrays(inner: JsonValue, index: number, writer: Conjunction, context: SampleContext): JsonValue[] {
  const samples = samplesOf(writer, context, 1).filter(isArray);
  const lengthened = [...samples, []].map((array) => {
    const items = [...array];
    while (items.length < index) items.push(samplesOf(itemOf(writer, items.length), context, 2)[0] ?? null);
    items[index] = inner;
    return items;
  });
  return lengthened.filter((array) => holds(writer, array, context.options));
}

const mostSteps = 400;

/** The document with everything taken away that it does not need in order to refute. */
export function minimise(document: JsonValue, refutes: Refutes): JsonValue {
  let best = document;
  let steps = mostSteps;
  for (let shrunk = true; shrunk; ) {
    shrunk = false;
    for (const candidate of smaller(best)) {
      if (steps-- <= 0) return best;
      if (!refutes(candidate)) continue;
      best = candidate;
      shrunk = true;
      break;
    }
  }
  return best;
}

/** The value with one member or item less, or with a shorter text, at any depth. */
function* smaller(value: JsonValue): Generator<JsonValue> {
  if (isArray(value)) {
    for (const at of value.keys()) yield value.filter((_, other) => other !== at);
    for (const [at, item] of value.entries())
      for (const less of smaller(item)) yield value.map((one, other) => (other === at ? less : one));
  } else if (isObject(value)) {
    const entries = Object.entries(value);
    for (const [name] of entries) yield objectOf(entries.filter(([other]) => other !== name));
    for (const [name, item] of entries) {
      for (const less of smaller(item))
        yield objectOf(entries.map(([other, one]) => [other, other === name ? less : one]));
    }
  } else if (typeof value === "string" && value.length > 12) {
    yield value.slice(0, Math.ceil(value.length / 2));
    yield value.slice(0, -1);
  }
}
