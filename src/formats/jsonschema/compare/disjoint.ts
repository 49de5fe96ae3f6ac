import type { Schema } from "../model/schema.js";
import type { EvaluateOptions } from "../validation/frame.js";
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
  /** Answers given before about members and items: by depth, then by the key of the conjunction. */
  readonly known: Map<number, Map<string, boolean>>;
  /** Whether a conjunction is certain to fit a schema; used against what the conjunction excludes. */
  readonly certainlyFits: (known: Conjunction, schema: Schema) => boolean;
}

/** Whether no value can be in the conjunction and fit the schema. Says no where in doubt. */
export function isDisjoint(known: Conjunction, schema: Schema, context: DisjointContext): boolean {
  return isEmpty(extend(known, { foreign: [schema] }), context);
}

/** Whether the conjunction has no values. Says no where in doubt. */
export function isEmpty(known: Conjunction, context: DisjointContext, depth = 0): boolean {
  // At the top the answer may rest on an assumption of the proof under way, so it is not kept.
  if (depth === 0) return findEmptiness(known, context, depth);
  let answers = context.known.get(depth);
  if (answers === undefined) context.known.set(depth, (answers = new Map<string, boolean>()));
  let empty = answers.get(known.key);
  if (empty === undefined) {
    empty = findEmptiness(known, context, depth);
    answers.set(known.key, empty);
  }
  return empty;
}

function findEmptiness(known: Conjunction, context: DisjointContext, depth: number): boolean {
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
  const members: Conjunction[] = [];
  // Contradicting values of one member are the usual reason, and cheap to see.
  for (const name of known.present) {
    const member = memberOf(known, name, context.options);
    if (isPlainlyEmpty(member, context)) return true;
    members.push(member);
  }
  return members.some((member) => isEmpty(member, context, depth + 1));
}

/** Whether a member that must be there has contradicting values in the conjunction and the schema; only a quick look. */
export function contradicts(known: Conjunction, schema: Schema, options: EvaluateOptions & MemberOptions): boolean {
  const both = extend(known, { foreign: [schema] });
  if (typesOf(both).size === 0) return true;
  return [...known.present].some((name) => {
    const member = memberOf(both, name, options);
    return typesOf(member).size === 0 || finiteValues(member, options)?.length === 0;
  });
}

function isPlainlyEmpty(known: Conjunction, context: DisjointContext): boolean {
  return typesOf(known).size === 0 || finiteValues(known, context.options)?.length === 0;
}

function hasOnlyEmptyBranches(known: Conjunction, context: DisjointContext, depth: number): boolean {
  return known.all.some((schema) => {
    const branches = schema.anyOf ?? schema.oneOf;
    if (branches === undefined || branches.length > 12) return false;
    if (known.settled.has("disjoint")) return false;
    // None of it is the writer's own word for sure, and calling it foreign claims less.
    return branches.every((one) => isEmpty(extend(known, { foreign: [one], settled: "disjoint" }), context, depth + 2));
  });
}
