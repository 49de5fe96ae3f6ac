import { type JsonTypeName, typeOf } from "../../model/json.js";
import { covers, judge } from "./holds.js";
import { type Atom, concerns, type Literal, type Node, type Part } from "./node.js";
import { shortestList, typesOfNode } from "./node-facts.js";

/** Something to assume: of a whole node, or of one demand of it. */
export type Demand = Literal | Atom;

/** Demands of which at least one list must be met whole. */
export interface Clause {
  readonly alternatives: readonly (readonly Demand[])[];
  readonly owner: Node;
  /** Whether it only says what follows from something, which mostly has nothing to do with what is looked for. */
  readonly isConditional: boolean;
}

/**
 * What is assumed about one value of one type while a value is looked for. Everything that follows at once is unfolded:
 * what is left are demands about the type itself, and clauses to choose from.
 */
export class Branch {
  readonly type: JsonTypeName;
  readonly decided: Map<Node, boolean>;
  readonly atoms: Atom[];
  readonly present: Set<string>;
  readonly absent: Set<string>;
  clauses: Clause[];
  /** Set once the assumptions contradict each other. */
  isClosed = false;
  /** What was found out about single members and items; begun anew whenever more is known about them. */
  findings: Map<Part, boolean>;
  #members: Map<string, Literal[]> | undefined;

  constructor(type: JsonTypeName, like?: Branch) {
    this.type = type;
    this.decided = new Map(like?.decided);
    this.atoms = [...(like?.atoms ?? [])];
    this.present = new Set(like?.present);
    this.absent = new Set(like?.absent);
    this.clauses = [...(like?.clauses ?? [])];
    this.findings = like?.findings ?? new Map<Part, boolean>();
  }

  copy(): Branch {
    return new Branch(this.type, this);
  }

  /** Assumes something and everything that follows at once. */
  assume(demand: Demand): void {
    if (this.isClosed) return;
    if ("part" in demand) this.#assumeAtom(demand);
    else this.#assumeNode(demand);
  }

  #assumeNode({ node, holds }: Literal): void {
    const known = this.decided.get(node);
    if (known === holds) return;
    if (known !== undefined) {
      this.isClosed = true;
      return;
    }
    this.decided.set(node, holds);
    const parts = node.parts.filter((part) => concerns(part, this.type));
    if (holds) {
      for (const part of parts) this.assume({ part, holds, owner: node });
      return;
    }
    const alternatives = parts.map((part): Demand[] => [{ part, holds, owner: node }]);
    this.#choose(alternatives, node);
  }

  #choose(alternatives: readonly (readonly Demand[])[], owner: Node, isConditional = false): void {
    const [only] = alternatives;
    if (only === undefined) this.isClosed = true;
    else if (alternatives.length > 1) this.clauses.push({ alternatives, owner, isConditional });
    else for (const demand of only) this.assume(demand);
  }

  #assumeAtom(atom: Atom): void {
    const { part, holds, owner } = atom;
    if (!concerns(part, this.type)) {
      if (!holds) this.isClosed = true;
      return;
    }
    switch (part.kind) {
      case "types":
        this.#assumeType(atom, part);
        return;
      case "values":
        this.#assumeValues(atom, part);
        return;
      case "required":
        this.#assumePresence(part.name, holds);
        return;
      case "needs":
      case "dependent":
        this.#assumeDependency(part, holds, owner);
        return;
      case "all":
      case "any":
      case "one":
      case "not":
      case "if":
        this.#assumeCombination(part, holds, owner);
        return;
      default:
        this.atoms.push(atom);
        if (!holds) return;
        this.#members = undefined;
        this.findings = new Map();
    }
  }

  #assumeValues(atom: Atom, { values }: Part & { readonly kind: "values" }): void {
    if (values.some((value) => typeOf(value) === this.type)) this.atoms.push(atom);
    else if (atom.holds) this.isClosed = true;
  }

  #assumeType({ holds, owner }: Atom, part: Part & { readonly kind: "types" }): void {
    const whole = this.type === "number" && part.wholeOnly;
    const fits = part.types.has(this.type);
    if (fits && whole) this.atoms.push({ part: { kind: "divisor", divisor: 1 }, holds, owner });
    else if (fits !== holds) this.isClosed = true;
  }

  #assumePresence(name: string, holds: boolean): void {
    if (!holds && !this.absent.has(name)) this.findings = new Map();
    (holds ? this.present : this.absent).add(name);
    if (this.present.has(name) && this.absent.has(name)) this.isClosed = true;
  }

  #assumeDependency(part: Part & { readonly kind: "needs" | "dependent" }, holds: boolean, owner: Node): void {
    const trigger = (there: boolean): Atom => ({ part: { kind: "required", name: part.trigger }, holds: there, owner });
    const consequence: Demand =
      part.kind === "needs"
        ? { part: { kind: "required", name: part.name }, holds, owner }
        : { node: part.node, holds };
    if (holds) this.#choose([[trigger(false)], [trigger(true), consequence]], owner, true);
    else this.#choose([[trigger(true), consequence]], owner);
  }

  #assumeCombination(
    part: Part & { readonly kind: "all" | "any" | "one" | "not" | "if" },
    holds: boolean,
    owner: Node,
  ): void {
    if (part.kind === "not") this.assume({ node: part.node, holds: !holds });
    else if (part.kind === "if") this.#choose(conditionAlternatives(part, holds), owner, holds);
    else if (part.kind === "one") this.#choose(this.#exactlyOne(part.nodes, holds), owner);
    else if ((part.kind === "all") === holds) for (const node of part.nodes) this.assume({ node, holds });
    else
      this.#choose(
        part.nodes.map((node) => [{ node, holds }]),
        owner,
      );
  }

  #exactlyOne(nodes: readonly Node[], holds: boolean): Demand[][] {
    if (holds) {
      return nodes.flatMap((node, at) =>
        typesOfNode(node).has(this.type)
          ? [
              [
                { node, holds: true },
                ...nodes.filter((_, other) => other !== at).map((other) => ({ node: other, holds: false })),
              ],
            ]
          : [],
      );
    }
    const alternatives: Demand[][] = [nodes.map((node) => ({ node, holds: false }))];
    const possible = nodes.filter((node) => typesOfNode(node).has(this.type));
    for (const [at, node] of possible.entries()) {
      for (const other of possible.slice(at + 1))
        alternatives.push([
          { node, holds: true },
          { node: other, holds: true },
        ]);
    }
    return alternatives;
  }

  /** What is known about the value of a member, should it be there. */
  memberLiterals(name: string): readonly Literal[] {
    this.#members ??= new Map();
    let literals = this.#members.get(name);
    if (literals === undefined) {
      const nodes = new Set<Node>();
      for (const { part, holds } of this.atoms) if (holds && "node" in part && covers(part, name)) nodes.add(part.node);
      literals = [...nodes].map((node) => ({ node, holds: true }));
      this.#members.set(name, literals);
    }
    return literals;
  }

  /** What is known about the item at an index, should it be there. */
  itemLiterals(index: number): readonly Literal[] {
    const nodes = new Set<Node>();
    for (const { part, holds } of this.atoms) {
      if (!holds) continue;
      if (part.kind === "item" && part.index === index) nodes.add(part.node);
      if (part.kind === "rest-items" && part.from <= index) nodes.add(part.node);
    }
    return [...nodes].map((node) => ({ node, holds: true }));
  }

  /** What the assumptions say about a node of the same value; undefined where nothing is known. */
  statusOf(node: Node): boolean | undefined {
    const known = this.decided.get(node);
    if (known !== undefined) return known;
    if (!node.parts.some((part) => concerns(part, this.type))) return true;
    return typesOfNode(node).has(this.type) ? undefined : false;
  }
}

function conditionAlternatives({ test, yes, no }: Part & { readonly kind: "if" }, holds: boolean): Demand[][] {
  const branches = [
    { when: true, then: yes },
    { when: false, then: no },
  ];
  return branches.flatMap(({ when, then }): Demand[][] => {
    const condition = { node: test, holds: when };
    if (then !== undefined) return [[condition, { node: then, holds }]];
    return holds ? [[condition]] : [];
  });
}

/** Whether literals exclude each other at sight: by their types, or because they list values of which none is left. */
export function contradict(literals: readonly Literal[]): boolean {
  const required = literals.filter(({ holds }) => holds);
  const values = shortestList(required);
  if (values !== undefined) return values.length <= 200 && values.every((value) => judge(literals, value) === false);
  let types: ReadonlySet<JsonTypeName> | undefined;
  for (const { node } of required) {
    const own = typesOfNode(node);
    types = types === undefined ? own : new Set([...types].filter((type) => own.has(type)));
    if (types.size === 0) return true;
  }
  return false;
}
