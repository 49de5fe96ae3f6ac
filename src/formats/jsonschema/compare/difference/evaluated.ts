import type { Branch, Demand } from "./branch.js";
import type { NodeGraph } from "./graph.js";
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
  /** The first that is not settled. */
  open: Demand | undefined;
}

/**
 * What to suppose of nodes that are not settled when it is asked what was looked at: that they make it harder to find a
 * value, or easier. A value found though it was hard is one in any case; where none is found though it was easy, there is
 * none.
 */
export type Supposing = "harder" | "easier";

/** What has to be settled before it is known what was looked at; undefined where everything is. */
export function unsettled(branch: Branch): Demand | undefined {
  for (const { part, owner } of branch.atoms) {
    if (!isAboutEvaluated(part)) continue;
    const { open } = lookThrough(branch, owner, undefined);
    if (open !== undefined) return open;
  }
  return undefined;
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
  if (looked.allMembers || (part.kind === "closed" && !looked.declares)) return undefined;
  const outside = looked.patterns.map(({ pattern }) => pattern);
  const node = part.kind === "unevaluated-members" ? part.node : graph.never();
  return { part: { kind: "rest-members", except: looked.names, outside, node }, holds, owner };
}

/** @param counts whether nodes that are not settled count as looking; undefined where the first of them is asked for. */
function lookThrough(branch: Branch, owner: Node, counts: boolean | undefined): Looked {
  const looked: Looked = {
    names: new Set(),
    patterns: [],
    allMembers: false,
    rests: [],
    before: 0,
    allItems: false,
    marks: [],
    declares: false,
    open: undefined,
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
  readonly counts: boolean | undefined;
  /** Whether the node at hand is known to hold. */
  readonly isSure: boolean;
}

/** Notes what a node looks at. */
function visit(node: Node, walk: Visit): void {
  const { looked, owner, isSure, counts } = walk;
  // An object is closed by whoever declares, so what is not sure to declare counts the other way round.
  if (node.declares && (isSure || counts === false)) looked.declares = true;
  if (isSure || counts === true) {
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
    walk.looked.open ??= { node, holds: true };
    if (walk.counts === undefined) return;
  }
  visit(node, status === undefined ? { ...walk, isSure: false } : walk);
}

function visitDependent(part: Part & { readonly kind: "dependent" }, owner: Node, walk: Visit): void {
  if (!contributes(part.node) || walk.branch.absent.has(part.trigger)) return;
  if (walk.branch.present.has(part.trigger)) {
    visitIfHolds(part.node, walk);
    return;
  }
  walk.looked.open ??= { part: { kind: "required", name: part.trigger }, holds: true, owner };
  if (walk.counts !== undefined) visitIfHolds(part.node, { ...walk, isSure: false });
}

function visitCondition({ test, yes, no }: Part & { readonly kind: "if" }, walk: Visit): void {
  if (![test, yes, no].some((node) => node !== undefined && contributes(node))) return;
  const status = walk.branch.statusOf(test);
  if (status === undefined) {
    walk.looked.open ??= { node: test, holds: true };
    if (walk.counts === undefined) return;
    const unsure = { ...walk, isSure: false };
    for (const node of [test, yes, no]) if (node !== undefined) visitIfHolds(node, unsure);
    return;
  }
  if (status) visit(test, walk);
  const next = status ? yes : no;
  if (next !== undefined) visitIfHolds(next, walk);
}
