import { type JsonTypeName, type JsonValue, typeOf, valueKey } from "../../model/json.js";
import { type Budget, BudgetExceeded } from "../obstacle.js";
import { findArray } from "./arrays.js";
import { Branch, type Clause, type Demand } from "./branch.js";
import { isEntailed, isRefuted } from "./lookahead.js";
import { settleEvaluated, type Supposing, unsettled } from "./evaluated.js";
import type { NodeGraph } from "./graph.js";
import { judge } from "./holds.js";
import { keyOf, type Literal, type Node, type Part } from "./node.js";
import { shortestList, typesOfNode } from "./node-facts.js";
import { findNumber } from "./numbers.js";
import { findObject } from "./objects.js";
import { blockedBy, found, none, type Outcome } from "./outcome.js";
import type { Search } from "./search.js";
import { findText } from "./texts.js";

/** Deepest nesting of values that is looked into. */
const maxDepth = 48;
/** Most excluded objects or arrays that are told apart one by one. */
const maxExcluded = 40;

/** Simplest values first. */
const typeOrder: readonly JsonTypeName[] = ["null", "boolean", "number", "string", "array", "object"];

/** A question under way. */
interface OpenQuestion {
  /** The outermost open question its answer rests on: "not inside itself". */
  restsOn: number;
  /** Where in the list of answers that rest on open questions those found inside it begin. */
  readonly mark: number;
}

/**
 * Looks for a value that fits some nodes and does not fit others, or shows that there is none. A question that comes up
 * again inside itself is answered with "none": of all values that answer it, a smallest one has no other inside. What was
 * concluded from that is kept only when it turns out to be so.
 */
export class Solver implements Search {
  readonly graph: NodeGraph;
  readonly #budget: Budget;
  readonly #answers = new Map<string, Outcome>();
  readonly #open: OpenQuestion[] = [];
  readonly #position = new Map<string, number>();
  readonly #resting: { readonly key: string; restsOn: number }[] = [];
  readonly #restingBy = new Map<string, { readonly key: string; restsOn: number }>();

  constructor(graph: NodeGraph, budget: Budget) {
    this.graph = graph;
    this.#budget = budget;
  }

  spend(): void {
    this.#budget.spend();
  }

  /** A value that fits what holds and nothing else of the literals. @throws BudgetExceeded */
  solve(literals: readonly Literal[]): Outcome {
    this.spend();
    const key = keyOf(literals);
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    const before = this.#position.get(key) ?? this.#restingBy.get(key)?.restsOn;
    if (before !== undefined) {
      this.#restOn(before);
      return none;
    }
    const depth = this.#open.length;
    if (depth >= maxDepth) return blockedBy("$ref", literals.at(-1)?.node, "the schemas nest too deeply");
    this.#open.push({ restsOn: Number.POSITIVE_INFINITY, mark: this.#resting.length });
    this.#position.set(key, depth);
    let outcome: Outcome | undefined;
    try {
      outcome = this.#find(literals);
    } finally {
      this.#position.delete(key);
      this.#close(key, depth, outcome);
    }
    return outcome;
  }

  #restOn(position: number): void {
    const innermost = this.#open.at(-1);
    if (innermost !== undefined) innermost.restsOn = Math.min(innermost.restsOn, position);
  }

  #close(key: string, depth: number, outcome: Outcome | undefined): void {
    const question = this.#open.pop();
    if (question === undefined) return;
    const restsOn = question.restsOn < depth ? question.restsOn : Number.POSITIVE_INFINITY;
    const isNone = outcome?.kind === "none";
    for (const one of this.#resting.splice(question.mark)) {
      this.#restingBy.delete(one.key);
      if (one.restsOn < depth) this.#rest(one.key, one.restsOn);
      else if (isNone && restsOn === Number.POSITIVE_INFINITY) this.#answers.set(one.key, none);
      else if (isNone) this.#rest(one.key, restsOn);
    }
    if (outcome === undefined) return;
    if (isNone && restsOn !== Number.POSITIVE_INFINITY) {
      this.#rest(key, restsOn);
      this.#restOn(restsOn);
    } else this.#answers.set(key, outcome);
  }

  #rest(key: string, restsOn: number): void {
    const one = { key, restsOn };
    this.#resting.push(one);
    this.#restingBy.set(key, one);
  }

  #find(literals: readonly Literal[]): Outcome {
    const holding = new Set(literals.filter(({ holds }) => holds).map(({ node }) => node));
    if (literals.some(({ node, holds }) => !holds && holding.has(node))) return none;
    const listed = shortestList(literals);
    if (listed !== undefined) return firstFitting(listed, literals);
    let blocked: Outcome | undefined;
    for (const type of typeOrder) {
      if ([...holding].some((node) => !typesOfNode(node).has(type))) continue;
      const outcome = this.#findOfType(type, literals);
      if (outcome.kind === "found") return confirmed(outcome, literals);
      if (outcome.kind === "unknown") blocked ??= outcome;
    }
    return blocked ?? none;
  }

  #findOfType(type: JsonTypeName, literals: readonly Literal[]): Outcome {
    if (type === "null" || type === "boolean") {
      return firstFitting(type === "null" ? [null] : [true, false], literals);
    }
    const branch = new Branch(type);
    for (const literal of literals) branch.assume(literal);
    return this.#search(branch, literals, 0);
  }

  #search(branch: Branch, goal: readonly Literal[], excluded: number): Outcome {
    this.spend();
    const clause = this.#simplify(branch);
    if (branch.isClosed) return none;
    if (clause === undefined) return this.#leaf(branch, goal, excluded);
    let blocked: Outcome | undefined;
    for (const alternative of clause.alternatives) {
      const inner = branch.copy();
      inner.clauses = inner.clauses.filter((one) => one !== clause);
      for (const demand of alternative) inner.assume(demand);
      const outcome = this.#search(inner, goal, excluded);
      if (outcome.kind === "found") return outcome;
      if (outcome.kind === "unknown") blocked ??= outcome;
    }
    return blocked ?? none;
  }

  /** Takes away what is decided already. @returns the clause to decide next, if any is left. */
  #simplify(branch: Branch): Clause | undefined {
    for (let changed = true; changed; ) {
      changed = false;
      if (branch.atoms.some((atom) => !atom.holds && isRefuted(atom, branch, this))) branch.isClosed = true;
      if (branch.isClosed) return undefined;
      const clauses = branch.clauses;
      branch.clauses = [];
      for (const clause of clauses) {
        const settled = this.#settle(clause, branch);
        if (settled === "closed") return undefined;
        if (settled === "assumed") changed = true;
      }
    }
    let next: Clause | undefined;
    for (const clause of branch.clauses) if (next === undefined || costOf(clause) < costOf(next)) next = clause;
    return next;
  }

  /** Keeps what of a clause is still to be decided; where it came down to one alternative, that is assumed. */
  #settle(clause: Clause, branch: Branch): "kept" | "assumed" | "closed" {
    const left = this.#remaining(clause, branch);
    if (left === undefined) return "kept";
    if (left.length > 1) {
      branch.clauses.push(left.length === clause.alternatives.length ? clause : { ...clause, alternatives: left });
      return "kept";
    }
    const [only] = left;
    if (only === undefined) branch.isClosed = true;
    for (const demand of only ?? []) branch.assume(demand);
    return branch.isClosed ? "closed" : "assumed";
  }

  /** The alternatives that may still be met; undefined where one is met already. */
  #remaining(clause: Clause, branch: Branch): (readonly Demand[])[] | undefined {
    const left: (readonly Demand[])[] = [];
    for (const alternative of clause.alternatives) {
      if (alternative.every((demand) => isEntailed(demand, branch))) return undefined;
      if (!alternative.some((demand) => isRefuted(demand, branch, this))) left.push(alternative);
    }
    return left;
  }

  /** Every clause is settled; what is left is about the type. */
  #leaf(branch: Branch, goal: readonly Literal[], excluded: number): Outcome {
    const listed = branch.atoms.find(({ part, holds }) => part.kind === "values" && holds);
    if (listed?.part.kind === "values") return firstFitting(listed.part.values, goal);
    if (branch.type === "number") return findNumber(branch.atoms);
    if (branch.type === "string") return findText(branch.atoms);
    const hard = this.#supposing("harder", branch, goal, excluded);
    if (hard.kind === "found" || unsettled(branch, undefined) === undefined) return hard;
    const easy = this.#supposing("easier", branch, goal, excluded);
    if (easy.kind === "none" || (easy.kind === "found" && judge(goal, easy.value) === true)) return easy;
    const open = unsettled(branch, easy.kind === "found" ? easy.value : undefined);
    return open === undefined ? easy : this.#split(branch, open, goal, excluded);
  }

  #supposing(supposing: Supposing, branch: Branch, goal: readonly Literal[], excluded: number): Outcome {
    const inner = branch.copy();
    settleEvaluated(inner, this.graph, supposing);
    if (inner.isClosed) return none;
    const outcome = inner.type === "object" ? findObject(inner, this) : findArray(inner, this);
    return outcome.kind === "found" ? this.#unlessExcluded(outcome, branch, { goal, excluded }) : outcome;
  }

  #split(branch: Branch, open: Demand, goal: readonly Literal[], excluded: number): Outcome {
    let blocked: Outcome | undefined;
    for (const holds of [open.holds, !open.holds]) {
      const inner = branch.copy();
      inner.assume({ ...open, holds });
      const outcome = inner.isClosed ? none : this.#search(inner, goal, excluded);
      if (outcome.kind === "found") return outcome;
      if (outcome.kind === "unknown") blocked ??= outcome;
    }
    return blocked ?? none;
  }

  /** Objects and arrays that are excluded one by one are looked at only when one of them turns up. */
  #unlessExcluded(
    outcome: Outcome & { readonly kind: "found" },
    branch: Branch,
    { goal, excluded }: { readonly goal: readonly Literal[]; readonly excluded: number },
  ): Outcome {
    const key = valueKey(outcome.value);
    const atom = branch.atoms.find(({ part, holds }) => part.kind === "values" && !holds && part.keys.has(key));
    if (atom === undefined) return outcome;
    if (excluded >= maxExcluded) return blockedBy("enum", atom.owner, "too many values are excluded");
    const inner = branch.copy();
    inner.clauses.push({
      alternatives: this.#differing(outcome.value, atom.owner),
      owner: atom.owner,
      isConditional: false,
    });
    return this.#search(inner, goal, excluded + 1);
  }

  /** The ways in which an object or array can differ from a value. */
  #differing(value: JsonValue, owner: Node): Demand[][] {
    const has = (part: Part, holds: boolean): Demand => ({ part, holds, owner });
    if (Array.isArray(value)) {
      const items = value as readonly JsonValue[];
      return [
        [has({ kind: "least-items", count: items.length }, false)],
        [has({ kind: "most-items", count: items.length }, false)],
        ...items.map((item, index) => [has({ kind: "item", index, node: this.graph.values([item]) }, false)]),
      ];
    }
    if (typeOf(value) !== "object" || value === null) return [];
    const names = Object.keys(value);
    const rest: Part = { kind: "rest-members", except: new Set(names), outside: [], node: this.graph.never() };
    return [
      ...names.map((name) => [has({ kind: "required", name }, false)]),
      [has(rest, false)],
      ...Object.entries(value as Readonly<Record<string, JsonValue>>).map(([name, item]) => [
        has({ kind: "member", name, node: this.graph.values([item]) }, false),
      ]),
    ];
  }
}

/** Clauses with few alternatives are decided first, conditions last. */
function costOf({ alternatives, isConditional }: Clause): number {
  return alternatives.length + (isConditional ? 1_000 : 0);
}

/** The first of a few values that fits, where nothing else can. */
function firstFitting(values: readonly JsonValue[], literals: readonly Literal[]): Outcome {
  let isCertain = true;
  for (const value of values) {
    const fits = judge(literals, value);
    if (fits === true) return found(value);
    if (fits === undefined) isCertain = false;
  }
  return isCertain ? none : blockedBy("format", literals.at(-1)?.node, "there is no check for the format");
}

/** What was found, if it stands the check; otherwise nothing is said rather than something wrong. */
function confirmed(outcome: Outcome & { readonly kind: "found" }, literals: readonly Literal[]): Outcome {
  if (judge(literals, outcome.value) === true) return outcome;
  return blockedBy("type", literals.at(-1)?.node, "the search went astray");
}

/** Whether an error says that the budget was used up, or the stack. */
export function isExhaustion(caught: unknown): boolean {
  return caught instanceof BudgetExceeded || caught instanceof RangeError;
}
