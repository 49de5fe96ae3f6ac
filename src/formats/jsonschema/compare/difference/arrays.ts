import { type JsonValue, valueKey } from "../../model/json.js";
import type { Branch } from "./branch.js";
import type { Atom, Literal, Node, Part } from "./node.js";
import { blockedBy, found, none, type Outcome } from "./outcome.js";
import type { Search } from "./search.js";

/** Longest array that is made. */
const longestArray = 400;
/** Longest array whose items must all differ. */
const longestDistinct = 150;

/** An array that meets all assumptions of a branch whose clauses are settled. */
export function findArray(branch: Branch, search: Search): Outcome {
  return new ArraySearch(branch, search).run();
}

/** Whether some single item may break a demand, as far as is known about items one by one. */
export function canHoldItem(branch: Branch, part: Part, search: Search): boolean {
  if (part.kind !== "item" && part.kind !== "rest-items") return true;
  const broken: Literal = { node: part.node, holds: false };
  const from = part.kind === "item" ? part.index : part.from;
  // Beyond every prefix all items are alike.
  const to = part.kind === "item" ? part.index : Math.max(from, ...branch.atoms.map((atom) => prefixOf(atom.part)));
  for (let index = from; index <= Math.min(to, longestArray); index++) {
    const known = branch.itemLiterals(index);
    if (known.some(({ node }) => node === part.node)) continue;
    if (search.solve([...known, broken]).kind !== "none") return true;
  }
  return to > longestArray;
}

function prefixOf(part: Part): number {
  if (part.kind === "item") return part.index + 1;
  return part.kind === "rest-items" ? part.from : 0;
}

/** Something to find a place for among the items. */
type Task =
  | { readonly kind: "break"; readonly from: number; readonly to: number; readonly literal: Literal }
  | { readonly kind: "fit"; readonly node: Node; readonly after: number | undefined }
  | { readonly kind: "limit"; readonly node: Node; readonly count: number }
  | { readonly kind: "repeat" };

class ArraySearch {
  readonly #branch: Branch;
  readonly #search: Search;
  readonly #tasks: Task[] = [];
  #prefix = 0;
  #least = 0;
  #most = Number.POSITIVE_INFINITY;
  #distinct = false;
  #blocked: Outcome | undefined;
  #slots: (readonly Literal[])[] = [];
  /** Two places that hold the same value. */
  #pair: readonly [number, number] | undefined;

  constructor(branch: Branch, search: Search) {
    this.#branch = branch;
    this.#search = search;
    for (const atom of branch.atoms) this.#readSize(atom);
    for (const atom of branch.atoms) this.#readItems(atom);
    const order = { break: 0, fit: 1, repeat: 2, limit: 3 } as const;
    this.#tasks.sort((a, b) => order[a.kind] - order[b.kind]);
  }

  run(): Outcome {
    const needed = this.#tasks.filter(({ kind }) => kind !== "limit").length + (this.#repeats() ? 1 : 0);
    // Whatever can be done at all can be done with so many items: others could be taken away from the end.
    const enough = Math.max(this.#least, this.#prefix + needed);
    if (this.#least > longestArray) return this.#refusal("minItems", "arrays that long are not made");
    for (let length = this.#least; length <= Math.min(this.#most, enough, longestArray); length++) {
      this.#search.spend();
      this.#slots = Array.from({ length }, (_, at) => this.#branch.itemLiterals(at));
      this.#pair = undefined;
      const items = this.#slots.every((_, at) => this.#isPossible(at)) ? this.#place(0) : undefined;
      if (items !== undefined) return found(items);
    }
    if (Math.min(this.#most, enough) > longestArray) return this.#refusal("items", "arrays that long are not made");
    return this.#blocked ?? none;
  }

  #refusal(keyword: string, why: string): Outcome {
    return this.#blocked ?? blockedBy(keyword, this.#branch.atoms[0], why);
  }

  #repeats(): boolean {
    return this.#tasks.some(({ kind }) => kind === "repeat");
  }

  #readSize({ part, holds }: Atom): void {
    if (part.kind !== "least-items" && part.kind !== "most-items") return;
    const isLeast = (part.kind === "least-items") === holds;
    if (isLeast) this.#least = Math.max(this.#least, holds ? part.count : part.count + 1);
    else this.#most = Math.min(this.#most, holds ? part.count : part.count - 1);
  }

  #readItems({ part, holds }: Atom): void {
    switch (part.kind) {
      case "item":
        this.#prefix = Math.max(this.#prefix, part.index + 1);
        if (!holds) this.#addBreak(part.index, part.index, part.node);
        return;
      case "rest-items":
        this.#prefix = Math.max(this.#prefix, part.from);
        if (!holds) this.#addBreak(part.from, Number.POSITIVE_INFINITY, part.node);
        return;
      case "least-fitting":
        if (holds) this.#addFits(part.node, part.count);
        else this.#tasks.push({ kind: "limit", node: part.node, count: part.count - 1 });
        return;
      case "most-fitting":
        if (holds) this.#tasks.push({ kind: "limit", node: part.node, count: part.count });
        else this.#addFits(part.node, part.count + 1);
        return;
      case "unique":
        if (holds) this.#distinct = true;
        else this.#tasks.push({ kind: "repeat" });
        return;
      default:
    }
  }

  #addBreak(from: number, to: number, node: Node): void {
    this.#tasks.push({ kind: "break", from, to, literal: { node, holds: false } });
  }

  #addFits(node: Node, count: number): void {
    if (count > longestArray) {
      this.#blocked ??= blockedBy("minContains", this.#branch.atoms[0], "arrays that long are not made");
      this.#most = -1;
    }
    for (let at = 0; at < Math.min(count, longestArray); at++) {
      // One of several alike comes after the one before it.
      const after = at === 0 ? undefined : this.#tasks.length - 1;
      this.#tasks.push({ kind: "fit", node, after });
    }
  }

  #isPossible(at: number): boolean {
    const outcome = this.#search.solve(this.#slots[at] ?? []);
    if (outcome.kind === "unknown") this.#blocked ??= outcome;
    return outcome.kind === "found";
  }

  /** Finds a place for every task from one on, then values for all items. */
  #place(at: number, last = -1): readonly JsonValue[] | undefined {
    this.#search.spend();
    const task = this.#tasks[at];
    if (task === undefined) return this.#values();
    switch (task.kind) {
      case "break":
        return this.#placeAt(at, task.literal, task.from, Math.min(task.to, this.#slots.length - 1));
      case "fit":
        return this.#placeAt(
          at,
          { node: task.node, holds: true },
          task.after === undefined ? 0 : last + 1,
          this.#slots.length - 1,
        );
      case "limit":
        return this.#placeLimit(at, task.node, this.#freeChoices(task.node, task.count));
      case "repeat":
        return this.#placePair(at);
    }
  }

  #placeAt(at: number, literal: Literal, from: number, to: number): readonly JsonValue[] | undefined {
    for (let index = from; index <= to; index++) {
      const items = this.#with([[index, literal]], () => this.#place(at + 1, index));
      if (items !== undefined) return items;
    }
    return undefined;
  }

  /** Goes on with more said about some items, and takes it back when that leads nowhere. */
  #with(
    more: readonly (readonly [index: number, literal: Literal])[],
    goOn: () => readonly JsonValue[] | undefined,
  ): readonly JsonValue[] | undefined {
    const before = this.#slots;
    this.#slots = [...before];
    for (const [index, literal] of more) this.#slots[index] = [...(this.#slots[index] ?? []), literal];
    const touched = [...new Set(more.map(([index]) => index))];
    const items = touched.every((index) => this.#isPossible(index)) ? goOn() : undefined;
    if (items === undefined) this.#slots = before;
    return items;
  }

  /** Which items are left free to fit what only so many may fit. */
  *#freeChoices(node: Node, count: number): Generator<ReadonlySet<number>> {
    const must = [...this.#slots.keys()].filter((index) =>
      this.#slots[index]?.some((literal) => literal.node === node && literal.holds),
    );
    if (must.length > count) return;
    const others = [...this.#slots.keys()].filter((index) => !must.includes(index));
    for (const more of subsets(others, Math.min(count - must.length, others.length))) yield new Set([...must, ...more]);
  }

  #placeLimit(at: number, node: Node, choices: Iterable<ReadonlySet<number>>): readonly JsonValue[] | undefined {
    for (const free of choices) {
      this.#search.spend();
      const bound = [...this.#slots.keys()].filter((index) => !free.has(index));
      const more = bound.map((index) => [index, { node, holds: false }] as const);
      const items = this.#with(more, () => this.#place(at + 1));
      if (items !== undefined) return items;
    }
    return undefined;
  }

  #placePair(at: number): readonly JsonValue[] | undefined {
    for (let first = 0; first < this.#slots.length; first++) {
      for (let second = first + 1; second < this.#slots.length; second++) {
        this.#pair = [first, second];
        const more = [
          ...(this.#slots[first] ?? []).map((literal) => [second, literal] as const),
          ...(this.#slots[second] ?? []).map((literal) => [first, literal] as const),
        ];
        const items = this.#with(more, () => this.#place(at + 1));
        if (items !== undefined) return items;
      }
    }
    this.#pair = undefined;
    return undefined;
  }

  #values(): readonly JsonValue[] | undefined {
    if (this.#distinct) return this.#distinctValues();
    const items: JsonValue[] = [];
    for (const [at, literals] of this.#slots.entries()) {
      const repeated = this.#pair?.[1] === at ? this.#pair[0] : undefined;
      const shared = this.#pair?.[0] === at ? [...literals, ...(this.#slots[this.#pair[1]] ?? [])] : literals;
      const outcome = this.#search.solve(shared);
      if (outcome.kind === "unknown") this.#blocked ??= outcome;
      if (outcome.kind !== "found") return undefined;
      items.push(repeated === undefined ? outcome.value : (items[repeated] ?? null));
    }
    return items;
  }

  /** Different values for all items, where that is possible: each item has as many to choose from as there are items. */
  #distinctValues(): readonly JsonValue[] | undefined {
    const { length } = this.#slots;
    if (this.#pair !== undefined) return undefined;
    if (length > longestDistinct) {
      this.#blocked ??= blockedBy("uniqueItems", this.#branch.atoms[0], "that many different items are not made");
      return undefined;
    }
    const choices = this.#slots.map((literals) => this.#severalValues(literals, length));
    return matched(choices);
  }

  readonly #several = new Map<string, JsonValue[]>();

  #severalValues(literals: readonly Literal[], most: number): JsonValue[] {
    const key = `${most} ${literals.map(({ node, holds }) => `${node.id}${holds}`).join()}`;
    const known = this.#several.get(key);
    if (known !== undefined) return known;
    const values: JsonValue[] = [];
    while (values.length < most) {
      this.#search.spend();
      const others: Literal[] = values.length === 0 ? [] : [{ node: this.#search.graph.values(values), holds: false }];
      const outcome = this.#search.solve([...literals, ...others]);
      if (outcome.kind === "unknown") this.#blocked ??= outcome;
      if (outcome.kind !== "found") break;
      values.push(outcome.value);
    }
    this.#several.set(key, values);
    return values;
  }
}

function* subsets<Item>(items: readonly Item[], size: number): Generator<readonly Item[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (const [at, first] of items.entries()) {
    for (const rest of subsets(items.slice(at + 1), size - 1)) yield [first, ...rest];
  }
}

/** One of its own choices for each, all different; undefined where that is impossible. */
function matched(choices: readonly (readonly JsonValue[])[]): JsonValue[] | undefined {
  const takenBy = new Map<string, number>();
  const values = new Map<string, JsonValue>();
  const take = (at: number, tried: Set<string>): boolean => {
    for (const value of choices[at] ?? []) {
      const key = valueKey(value);
      if (tried.has(key)) continue;
      tried.add(key);
      values.set(key, value);
      const holder = takenBy.get(key);
      if (holder === undefined || take(holder, tried)) {
        takenBy.set(key, at);
        return true;
      }
    }
    return false;
  };
  for (const at of choices.keys()) if (!take(at, new Set())) return undefined;
  const items: JsonValue[] = [];
  for (const [key, at] of takenBy) items[at] = values.get(key) ?? null;
  return items;
}
