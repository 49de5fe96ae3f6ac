import type { Schema } from "../model/schema.js";
import type { EvaluateOptions } from "../validation/evaluate.js";
import { type Conjunction, extend, finiteValues, typesOf } from "./conjunction.js";
import { countFacets, isEmptyInterval, numberFacets } from "./facets.js";
import { areDisjointLanguages } from "./languages.js";
import { itemOf, type MemberOptions, memberOf } from "./members.js";
import type { Budget } from "./obstacle.js";

const maxDepth = 4;

/** Everything the search for contradictions needs. */
export interface DisjointContext {
  readonly options: EvaluateOptions & MemberOptions;
  readonly budget: Budget;
  /** Whether a conjunction is certain to fit a schema; used against what the conjunction excludes. */
  readonly certainlyFits: (known: Conjunction, schema: Schema) => boolean;
}

/** Whether no value can be in the conjunction and fit the schema. Says no where in doubt. */
export function isDisjoint(known: Conjunction, schema: Schema, context: DisjointContext): boolean {
  return isEmpty(extend(known, { foreign: [schema] }), context);
}

/** Whether the conjunction has no values. Says no where in doubt. */
export function isEmpty(known: Conjunction, context: DisjointContext, depth = 0): boolean {
  context.budget.spend();
  const types = typesOf(known);
  if (types.size === 0) return true;
  const values = finiteValues(known, context.options);
  if (values !== undefined) return values.length === 0;
  if (types.size === 1) {
    const [type] = types;
    if (type === "number" && isEmptyInterval(numberFacets(known))) return true;
    if (type === "string" && isEmptyString(known)) return true;
    if (type === "array" && isEmptyArray(known, context, depth)) return true;
    if (type === "object" && isEmptyObject(known, context, depth)) return true;
  }
  if (depth === 0 && known.none.some((excluded) => context.certainlyFits(known, excluded))) return true;
  return depth < 2 && hasOnlyEmptyBranches(known, context, depth);
}

function isEmptyString(known: Conjunction): boolean {
  const { least, most } = countFacets(known, "string");
  if (least > most) return true;
  const patterns = known.all.flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern]));
  return patterns.some((a, at) => patterns.slice(at + 1).some((b) => areDisjointLanguages(a, b) === true));
}

function isEmptyArray(known: Conjunction, context: DisjointContext, depth: number): boolean {
  const { least, most } = countFacets(known, "array");
  if (least > most) return true;
  if (depth >= maxDepth) return false;
  for (let index = 0; index < Math.min(least, 8); index++) {
    if (isEmpty(itemOf(known, index), context, depth + 1)) return true;
  }
  return false;
}

function isEmptyObject(known: Conjunction, context: DisjointContext, depth: number): boolean {
  const { least, most } = countFacets(known, "object");
  if (least > most) return true;
  if (depth >= maxDepth) return false;
  return [...known.present].some((name) => isEmpty(memberOf(known, name, context.options), context, depth + 1));
}

function hasOnlyEmptyBranches(known: Conjunction, context: DisjointContext, depth: number): boolean {
  return known.all.some((schema) => {
    const branches = schema.anyOf ?? schema.oneOf;
    if (branches === undefined || branches.length > 12) return false;
    if (known.settled.has("disjoint")) return false;
    return branches.every((one) => isEmpty(extend(known, { all: [one], settled: "disjoint" }), context, depth + 2));
  });
}
