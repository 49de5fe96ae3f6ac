import type { Pattern } from "../patterns/pattern.js";
import { type Schema, schemaLike } from "../model/schema.js";
import { accepts } from "../validation/evaluate.js";
import { type Conjunction, conjunctionOf, extend } from "./conjunction.js";
import { countFacets } from "./facets.js";
import { areDisjointLanguages, exampleTexts, includesLanguage } from "./languages.js";
import { declaredNames, memberOf, restOfMembers } from "./members.js";
import type { Obstacle, Trail } from "./obstacle.js";
import { type Goal, obstacle, type Proving } from "./goal.js";

/** A name for a member that nobody declares; used to show what a rest clause does. */
export const someName = "extra";

/** What of the reader's keywords for objects is not certain to hold. */
export function objectObstacles(goal: Goal, prover: Proving): readonly Obstacle[] {
  const found: Obstacle[] = [];
  for (const obstacles of objectSteps(goal, prover)) {
    found.push(...obstacles);
    if (found.length > 0 && prover.isTentative) break;
  }
  return found;
}

function* objectSteps(goal: Goal, prover: Proving): Generator<readonly Obstacle[]> {
  const { reader } = goal;
  yield presenceObstacles(goal, prover);
  yield sizeObstacles(goal, prover);
  for (const [name, inner] of reader.properties ?? []) yield memberObstacles(goal, prover, name, inner);
  for (const one of reader.patternProperties ?? []) yield patternObstacles(goal, prover, one.pattern, one.schema);
  yield restObstacles(goal, prover, "additionalProperties");
  yield restObstacles(goal, prover, "unevaluatedProperties");
  yield nameObstacles(goal, prover);
  yield dependentObstacles(goal, prover);
}

function trailTo(goal: Goal, name: string): Trail {
  return { up: goal.trail, writer: goal.writer, step: { kind: "member", name } };
}

function presenceObstacles(goal: Goal, prover: Proving): readonly Obstacle[] {
  const { reader, writer } = goal;
  const found: Obstacle[] = [];
  for (const name of reader.required ?? []) {
    const filled = prover.options.defaultsFill && reader.properties?.get(name)?.default !== undefined;
    if (!writer.present.has(name) && !filled) found.push(obstacle(goal, "required", { property: name }));
  }
  for (const [trigger, names] of reader.dependentRequired ?? []) {
    const member = memberOf(writer, trigger, prover.options);
    if (!writer.present.has(trigger) && prover.isEmpty(member)) continue;
    const triggered = extend(writer, { present: [trigger] });
    for (const name of names) {
      if (!triggered.present.has(name)) {
        found.push({ ...obstacle(goal, "dependentRequired", { property: name }), writer: triggered });
      }
    }
  }
  return found;
}

function sizeObstacles(goal: Goal, prover: Proving): readonly Obstacle[] {
  const { reader, writer } = goal;
  const found: Obstacle[] = [];
  const { least, most } = countFacets(writer, "object");
  if (reader.minProperties !== undefined && least < reader.minProperties) found.push(obstacle(goal, "minProperties"));
  if (reader.maxProperties !== undefined && most > reader.maxProperties) {
    const declared = [...declaredNames(writer)].filter(
      (name) => !prover.isEmpty(memberOf(writer, name, prover.options)),
    );
    const closed = restOfMembers(writer, prover.options).some(
      ({ unmatched, patterns }) => patterns.length === 0 && prover.isEmpty(unmatched),
    );
    if (!closed || declared.length > reader.maxProperties) found.push(obstacle(goal, "maxProperties"));
  }
  return found;
}

function memberObstacles(goal: Goal, prover: Proving, name: string, inner: Schema): readonly Obstacle[] {
  if (inner.always === true) return [];
  const writer = memberOf(goal.writer, name, prover.options);
  const found = prover.proveInside({ writer, reader: inner, trail: trailTo(goal, name) });
  // Worth asking only now: a member that is never sent cannot break anything.
  return found.length > 0 && prover.isEmpty(writer) ? [] : found;
}

/** The reader's schema for names that match a pattern, against every kind of name the writer may send. */
function patternObstacles(goal: Goal, prover: Proving, pattern: Pattern, inner: Schema): readonly Obstacle[] {
  const found: Obstacle[] = [];
  for (const name of declaredNames(goal.writer)) {
    if (pattern.test(name)) found.push(...memberObstacles(goal, prover, name, inner));
  }
  return [
    ...found,
    ...undeclaredObstacles(goal, prover, { keyword: "patternProperties", inner, among: pattern, covered: [] }),
  ];
}

interface RestGoal {
  readonly keyword: string;
  readonly inner: Schema;
  /** The names it is about: those that match; undefined for all. */
  readonly among: Pattern | undefined;
  /** Patterns whose names are not meant. */
  readonly covered: readonly Pattern[];
}

/** Names the writer does not declare: one of its schemas must say enough about all of them. */
function undeclaredObstacles(goal: Goal, prover: Proving, rest: RestGoal): readonly Obstacle[] {
  const { inner, among, covered } = rest;
  if (inner.always === true) return [];
  const trail = trailTo(goal, (among === undefined ? undefined : exampleTexts(among, undefined, 1)[0]) ?? someName);
  const fits = (value: Conjunction): boolean =>
    prover.triesInside({ writer: value, reader: inner, trail }) || prover.isEmpty(value);
  for (const { unmatched, patterns } of restOfMembers(goal.writer, prover.options)) {
    const certain = patterns.filter((one) => among !== undefined && includesLanguage(one.pattern, among) === true);
    if (certain.some(({ value }) => fits(value))) return [];
    const relevant = patterns.filter(({ pattern }) => {
      if (among !== undefined && areDisjointLanguages(pattern, among) === true) return false;
      return !covered.some((one) => includesLanguage(one, pattern) === true);
    });
    if ((certain.length > 0 || fits(unmatched)) && relevant.every(({ value }) => fits(value))) return [];
  }
  return provenObstacles(goal, prover, rest, trail);
}

/** The reasons why members the writer does not declare may not fit, with a name that shows it. */
function provenObstacles(goal: Goal, prover: Proving, rest: RestGoal, trail: Trail): readonly Obstacle[] {
  const { inner, keyword } = rest;
  const name = trail.step.kind === "member" ? trail.step.name : someName;
  const writer = memberOf(goal.writer, name, prover.options);
  if (inner.always === false) return [obstacle(goal, keyword)];
  const nested = prover.proveInside({ writer, reader: inner, trail });
  return nested.length > 0 ? nested : [obstacle(goal, keyword, { unsupported: true })];
}

interface Coverage {
  readonly names: Set<string>;
  readonly patterns: Pattern[];
  all: boolean;
}

/** Names that are certain to be evaluated when the value fits: by the schema itself and all it always includes. */
function coverageOf(schema: Schema, withConjuncts: boolean): Coverage {
  const coverage: Coverage = { names: new Set(), patterns: [], all: false };
  const members = withConjuncts ? conjunctionOf(schema).all : [schema];
  for (const one of members) {
    for (const name of one.properties?.keys() ?? []) coverage.names.add(name);
    for (const { pattern } of one.patternProperties ?? []) coverage.patterns.push(pattern);
    if (withConjuncts && (one.additionalProperties !== undefined || (one !== schema && one.unevaluatedProperties))) {
      coverage.all = true;
    }
  }
  return coverage;
}

function restObstacles(
  goal: Goal,
  prover: Proving,
  keyword: "additionalProperties" | "unevaluatedProperties",
): readonly Obstacle[] {
  const inner = goal.reader[keyword];
  if (inner === undefined || inner.always === true) return [];
  const coverage = coverageOf(goal.reader, keyword === "unevaluatedProperties");
  if (coverage.all) return [];
  const found: Obstacle[] = [];
  for (const name of declaredNames(goal.writer)) {
    if (coverage.names.has(name) || coverage.patterns.some((pattern) => pattern.test(name))) continue;
    const value = memberOf(goal.writer, name, prover.options);
    if (inner.always === false) {
      if (!prover.isEmpty(value)) found.push(obstacle(goal, keyword, { property: name }));
    } else found.push(...memberObstacles(goal, prover, name, inner));
  }
  return [
    ...found,
    ...undeclaredObstacles(goal, prover, { keyword, inner, among: undefined, covered: coverage.patterns }),
  ];
}

function nameObstacles(goal: Goal, prover: Proving): readonly Obstacle[] {
  const { reader, writer } = goal;
  const { propertyNames } = reader;
  if (propertyNames === undefined || propertyNames.always === true) return [];
  if (
    writer.all.some(
      (one) => one.propertyNames !== undefined && prover.equality.areEqual(one.propertyNames, propertyNames),
    )
  ) {
    return [];
  }
  const wrong = [...declaredNames(writer)].find(
    (name) => !accepts(propertyNames, name, prover.options) && !prover.isEmpty(memberOf(writer, name, prover.options)),
  );
  if (wrong !== undefined) return [obstacle(goal, "propertyNames", { property: wrong })];
  const rest = restOfMembers(writer, prover.options);
  if (rest.some(({ unmatched, patterns }) => patterns.length === 0 && prover.isEmpty(unmatched))) return [];
  const names = writer.all.flatMap((one) => (one.propertyNames === undefined ? [] : [one.propertyNames]));
  const like = schemaLike(reader, { types: new Set(["string"]) });
  const known = extend(conjunctionOf(like), { all: names });
  return prover.triesInside({ writer: known, reader: propertyNames, trail: undefined })
    ? []
    : [obstacle(goal, "propertyNames")];
}

function dependentObstacles(goal: Goal, prover: Proving): readonly Obstacle[] {
  const found: Obstacle[] = [];
  for (const [trigger, inner] of goal.reader.dependentSchemas ?? []) {
    const same = goal.writer.all.some((one) => {
      const own = one.dependentSchemas?.get(trigger);
      return own !== undefined && prover.equality.areEqual(own, inner);
    });
    if (same || prover.isEmpty(memberOf(goal.writer, trigger, prover.options))) continue;
    const like = schemaLike(inner, { types: new Set(["object"]) });
    const writer = extend(goal.writer, { foreign: [like], present: [trigger] });
    found.push(...prover.prove({ writer, reader: inner, trail: goal.trail }));
  }
  return found;
}
