import { isObject, type JsonValue } from "../../model/json.js";
import type { Branch, Demand } from "./branch.js";
import type { NodeGraph } from "./graph.js";
import { covers, unevaluatedNames } from "./holds.js";
import type { Atom, Node, Part } from "./node.js";
import { contributes } from "./node-facts.js";

/** What the keywords beside and below `unevaluated*` look at, once it is settled which of them hold. */
interface Looked {
  readonly names: Set<string>;
  readonly patterns: (Part & { readonly kind: "pattern-members" })[];
  /** Whether every member was looked at. */
  allMembers: boolean;
  /** Demands like `additionalProperties`, each of which looks at what its neighbours leave. */
  readonly rests: (Part & { readonly kind: "rest-members" })[];
  /** Every item before this index was looked at. */
  before: number;
  allItems: boolean;
  readonly marks: Node[];
  declares: boolean;
  /** What is not settled, and the nodes that hangs on it whether they looked. */
  readonly open: { readonly demand: Demand; readonly nodes: readonly Node[] }[];
}

/**
 * What to suppose of nodes that are not settled when it is asked what was looked at: that they make it harder to find a
 * value, or easier. A value found though it was hard is one in any case; where none is found though it was easy, there is
 * none.
 */
export type Supposing = "harder" | "easier";

/**
 * Something that has to be settled before it is known what was looked at; undefined where everything is. Of several, one
 * that may have looked at a member which stands in the way in a value that turned out not to fit.
 */
export function unsettled(branch: Branch, misfit: JsonValue | undefined): Demand | undefined {
  let first: Demand | undefined;
  for (const { part, holds, owner } of branch.atoms) {
    if (!isAboutEvaluated(part)) continue;
    const { open } = lookThrough(branch, owner, true);
    first ??= open[0]?.demand;
    if (!isObject(misfit) || !holds) continue;
    const names = unevaluatedNames(owner, misfit);
    const telling = open.find(({ nodes }) => nodes.some((node) => names.some((name) => looksAt(node, name))));
    if (telling !== undefined) return telling.demand;
  }
  return first;
}

/** Whether a node, or one that judges the same value by way of it, may look at the member of that name. */
function looksAt(node: Node, name: string): boolean {
  return node.parts.some((part) => covers(part, name) || nodesInside(part).some((inner) => looksAt(inner, name)));
}

function nodesInside(part: Part): readonly Node[] {
  switch (part.kind) {
    case "all":
    case "any":
    case "one":
      return part.nodes;
    case "dependent":
      return [part.node];
    case "if":
      return [part.test, part.yes, part.no].filter((node) => node !== undefined);
    default:
      return [];
  }
}

/** Puts what is said about unevaluated members and items as plain demands. */
export function settleEvaluated(branch: Branch, graph: NodeGraph, supposing: Supposing): void {
  const asked = branch.atoms.filter(({ part }) => isAboutEvaluated(part));
  if (asked.length === 0) return;
  const plain = asked.map((atom) => {
    // What must all be looked at is harder the less was; what must not be, the more was.
    const counts = (supposing === "easier") === atom.holds;
    return { atom, demand: plainDemand(atom, lookThrough(branch, atom.owner, counts), graph) };
  });
  const kept = branch.atoms.filter((atom) => !asked.includes(atom));
  branch.atoms.splice(0, branch.atoms.length, ...kept);
  for (const { atom, demand } of plain) {
    if (demand !== undefined) branch.assume(demand);
    else if (!atom.holds) branch.isClosed = true;
  }
}

function isAboutEvaluated(part: Part): boolean {
  return part.kind === "unevaluated-members" || part.kind === "unevaluated-items" || part.kind === "closed";
}

/** The demand without the word "unevaluated"; undefined where it holds in any case. */
function plainDemand({ part, holds, owner }: Atom, looked: Looked, graph: NodeGraph): Demand | undefined {
  if (part.kind === "unevaluated-items") {
    if (looked.allItems) return undefined;
    const node = graph.any([...looked.marks, part.node]);
    return { part: { kind: "rest-items", from: looked.before, node }, holds, owner };
  }
  if (part.kind !== "unevaluated-members" && part.kind !== "closed") return undefined;
  if (looked.allMembers || (part.kind === "closed" && !looked.declares)) return undefined;
  const outside = looked.patterns.map(({ pattern }) => pattern);
  if (part.kind === "unevaluated-members") {
    return { part: { kind: "rest-members", except: looked.names, outside, node: part.node }, holds, owner };
  }
  const except = new Set([...looked.names, ...part.names]);
  outside.push(...part.patterns);
  return { part: { kind: "rest-members", except, outside, node: graph.never() }, holds, owner };
}

/** @param counts whether nodes that are not settled count as looking. */
function lookThrough(branch: Branch, owner: Node, counts: boolean): Looked {
  const looked: Looked = {
    names: new Set(),
    patterns: [],
    allMembers: false,
    rests: [],
    before: 0,
    allItems: false,
    marks: [],
    declares: false,
    open: [],
  };
  visit(owner, { branch, owner, looked, counts, isSure: true });
  // `additionalProperties` looks at all that its own neighbours, which were looked at too, leave.
  if (looked.rests.length > 0) looked.allMembers = true;
  return looked;
}

interface Visit {
  readonly branch: Branch;
  readonly owner: Node;
  readonly looked: Looked;
  readonly counts: boolean;
  /** Whether the node at hand is known to hold. */
  readonly isSure: boolean;
}

/** Notes what a node looks at. */
function visit(node: Node, walk: Visit): void {
  const { looked, owner, isSure, counts } = walk;
  // An object is closed by whoever declares, so what is not sure to declare counts the other way round.
  if (node.declares && (isSure || !counts)) looked.declares = true;
  if (isSure || counts) {
    looked.marks.push(...node.marks);
    for (const part of node.parts) note(part, looked, node === owner);
  }
  for (const part of node.parts) visitInside(part, node, walk);
}

function note(part: Part, looked: Looked, isAsker: boolean): void {
  if (part.kind === "member") looked.names.add(part.name);
  else if (part.kind === "pattern-members") looked.patterns.push(part);
  else if (part.kind === "rest-members") looked.rests.push(part);
  else if (part.kind === "item") looked.before = Math.max(looked.before, part.index + 1);
  else if (part.kind === "rest-items") looked.allItems = true;
  else if (part.kind === "unevaluated-members" && !isAsker) looked.allMembers = true;
  else if (part.kind === "unevaluated-items" && !isAsker) looked.allItems = true;
}

function visitInside(part: Part, owner: Node, walk: Visit): void {
  switch (part.kind) {
    case "all":
    case "any":
    case "one":
      for (const node of part.nodes) visitIfHolds(node, walk);
      return;
    case "dependent":
      visitDependent(part, owner, walk);
      return;
    case "if":
      visitCondition(part, walk);
      return;
    default:
  }
}

function visitIfHolds(node: Node, walk: Visit): void {
  if (!contributes(node)) return;
  const status = walk.branch.statusOf(node);
  if (status === false) return;
  if (status === undefined) {
    walk.looked.open.push({ demand: { node, holds: true }, nodes: [node] });
  }
  visit(node, status === undefined ? { ...walk, isSure: false } : walk);
}

function visitDependent(part: Part & { readonly kind: "dependent" }, owner: Node, walk: Visit): void {
  if (!contributes(part.node) || walk.branch.absent.has(part.trigger)) return;
  if (walk.branch.present.has(part.trigger)) {
    visitIfHolds(part.node, walk);
    return;
  }
  const demand: Demand = { part: { kind: "required", name: part.trigger }, holds: true, owner };
  walk.looked.open.push({ demand, nodes: [part.node] });
  visitIfHolds(part.node, { ...walk, isSure: false });
}

function visitCondition({ test, yes, no }: Part & { readonly kind: "if" }, walk: Visit): void {
  if (![test, yes, no].some((node) => node !== undefined && contributes(node))) return;
  const status = walk.branch.statusOf(test);
  if (status === undefined) {
    const nodes = [test, yes, no].filter((node) => node !== undefined);
    walk.looked.open.push({ demand: { node: test, holds: true }, nodes });
    for (const node of nodes) visitIfHolds(node, { ...walk, isSure: false });
    return;
  }
  if (status) visit(test, walk);
  const next = status ? yes : no;
  if (next !== undefined) visitIfHolds(next, walk);
}
