import { objectOf, type JsonValue } from "../../model/json.js";
import type { Pattern } from "../../patterns/pattern.js";
import type { Branch } from "./branch.js";
import { covers, judge } from "./holds.js";
import type { Atom, Literal, Node, Part } from "./node.js";
import { blockedBy, found, none, type Outcome } from "./outcome.js";
import type { Search } from "./search.js";

/** Most patterns of names that are told apart in every combination. */
const maxPatterns = 8;
/** Most members that are added only because there have to be so many. */
const maxFilled = 300;

/** An object that meets all assumptions of a branch whose clauses are settled. */
export function findObject(branch: Branch, search: Search): Outcome {
  return new ObjectSearch(branch, search).run();
}

/** Whether some single member may break a demand, as far as is known about members one by one. */
export function canBreak(branch: Branch, part: Part, search: Search): boolean {
  if (part.kind === "member") {
    const known = branch.memberLiterals(part.name);
    if (branch.absent.has(part.name) || known.some(({ node }) => node === part.node)) return false;
    return search.solve([...known, { node: part.node, holds: false }]).kind !== "none";
  }
  return new ObjectSearch(branch, search).canPlace(wantedBy(part));
}

/** A member that must be there to break something: which names it may have, and what its value or name must be like. */
interface Wanted {
  readonly part: Part;
  readonly value: Literal | undefined;
  readonly name: Literal | undefined;
}

function wantedBy(part: Part): Wanted {
  const broken: Literal | undefined = "node" in part ? { node: part.node, holds: false } : undefined;
  return part.kind === "names" ? { part, value: undefined, name: broken } : { part, value: broken, name: undefined };
}

interface Slot {
  readonly extra: readonly Literal[];
  readonly value: JsonValue;
}

class ObjectSearch {
  readonly #branch: Branch;
  readonly #search: Search;
  readonly #wanted: Wanted[] = [];
  readonly #nameNodes: Node[] = [];
  readonly #patterns = new Map<string, Pattern>();
  readonly #explicit = new Set<string>();
  readonly #slots = new Map<string, Slot>();
  #least = 0;
  #most = Number.POSITIVE_INFINITY;
  #blocked: Outcome | undefined;

  constructor(branch: Branch, search: Search) {
    this.#branch = branch;
    this.#search = search;
    for (const atom of branch.atoms) this.#read(atom);
    for (const name of [...branch.present, ...branch.absent]) this.#explicit.add(name);
  }

  run(): Outcome {
    if (this.#least > this.#most) return none;
    for (const name of this.#branch.present) {
      if (!this.#mayHave(name)) return none;
      const outcome = this.#tryValue(name, []);
      if (outcome.kind !== "found") return outcome;
    }
    if (this.#assign(0)) return found(objectOf([...this.#slots].map(([name, { value }]) => [name, value] as const)));
    return this.#blocked ?? none;
  }

  /** Whether there is a place for a wanted member, were there nothing else to think of. */
  canPlace(wanted: Wanted): boolean {
    const value = wanted.value === undefined ? [] : [wanted.value];
    this.#readNames(wanted.part);
    for (const name of this.#namesFor(wanted)) {
      const known = this.#branch.memberLiterals(name);
      if (value.some(({ node }) => known.some((one) => one.node === node))) continue;
      if (this.#search.solve([...known, ...value]).kind !== "none") return true;
    }
    return this.#blocked !== undefined;
  }

  #read({ part, holds: demanded }: Atom): void {
    switch (part.kind) {
      case "least-members":
        if (demanded) this.#least = Math.max(this.#least, part.count);
        else this.#most = Math.min(this.#most, part.count - 1);
        return;
      case "most-members":
        if (demanded) this.#most = Math.min(this.#most, part.count);
        else this.#least = Math.max(this.#least, part.count + 1);
        return;
      case "names":
        if (demanded) this.#nameNodes.push(part.node);
        else this.#wanted.push(wantedBy(part));
        return;
      case "member":
      case "pattern-members":
      case "rest-members":
        this.#readNames(part);
        if (!demanded) this.#wanted.push(wantedBy(part));
        return;
      default:
    }
  }

  #readNames(part: Part): void {
    if (part.kind === "member") this.#explicit.add(part.name);
    const patterns =
      part.kind === "pattern-members" ? [part.pattern] : part.kind === "rest-members" ? part.outside : [];
    for (const pattern of patterns) this.#patterns.set(`${pattern.flags}/${pattern.source}`, pattern);
    if (part.kind === "rest-members") for (const name of part.except) this.#explicit.add(name);
  }

  #mayHave(name: string): boolean {
    if (this.#branch.absent.has(name)) return false;
    return this.#isNamed(
      name,
      this.#nameNodes.map((node) => ({ node, holds: true })),
    );
  }

  #isNamed(name: string, literals: readonly Literal[]): boolean {
    const fits = judge(literals, name);
    if (fits === undefined)
      this.#blocked ??= blockedBy("format", literals[0]?.node, "there is no check for the format");
    return fits === true;
  }

  /** Gives a member a value that fits everything known about it, if there is one. */
  #tryValue(name: string, extra: readonly Literal[]): Outcome {
    const outcome = this.#search.solve([...this.#branch.memberLiterals(name), ...extra]);
    if (outcome.kind === "found") this.#slots.set(name, { extra, value: outcome.value });
    if (outcome.kind === "unknown") this.#blocked ??= outcome;
    return outcome;
  }

  /** Finds a place for every wanted member from `at` on. */
  #assign(at: number): boolean {
    this.#search.spend();
    const wanted = this.#wanted[at];
    if (wanted === undefined) return this.#fill();
    for (const name of this.#namesFor(wanted)) {
      const before = this.#slots.get(name);
      if (before === undefined && this.#slots.size >= this.#most) continue;
      const extra = [...(before?.extra ?? []), ...(wanted.value === undefined ? [] : [wanted.value])];
      if (this.#tryValue(name, extra).kind === "found" && this.#assign(at + 1)) return true;
      if (before === undefined) this.#slots.delete(name);
      else this.#slots.set(name, before);
    }
    return false;
  }

  *#namesFor(wanted: Wanted): Generator<string> {
    const fits = (name: string): boolean =>
      this.#mayHave(name) &&
      (wanted.name === undefined ? covers(wanted.part, name) : this.#isNamed(name, [wanted.name]));
    const there = [...this.#slots.keys()].filter(fits);
    yield* there;
    yield* [...this.#explicit].filter((name) => !there.includes(name) && fits(name));
    if (wanted.part.kind !== "member") yield* this.#freshNames(wanted);
  }

  /** Adds members until there are as many as there must be. */
  #fill(): boolean {
    if (this.#slots.size > this.#most) return false;
    if (this.#least - this.#slots.size > maxFilled) {
      const atom = this.#branch.atoms.find(({ part }) => part.kind === "least-members");
      this.#blocked ??= blockedBy("minProperties", atom, "objects that large are not made");
      return false;
    }
    const before = new Map(this.#slots);
    for (const name of this.#explicit) {
      if (this.#slots.size >= this.#least) return true;
      if (!this.#slots.has(name) && this.#mayHave(name)) this.#tryValue(name, []);
    }
    while (this.#slots.size < this.#least) {
      const size = this.#slots.size;
      for (const name of this.#freshNames(undefined)) {
        if (this.#tryValue(name, []).kind === "found") break;
      }
      if (this.#slots.size === size) break;
    }
    if (this.#slots.size >= this.#least) return true;
    this.#slots.clear();
    for (const [name, slot] of before) this.#slots.set(name, slot);
    return false;
  }

  /** Names nobody mentions and that are not there yet: one of every kind that the patterns tell apart. */
  *#freshNames(wanted: Wanted | undefined): Generator<string> {
    const { graph } = this.#search;
    const taken = [...new Set([...this.#explicit, ...this.#slots.keys()])];
    const literals: Literal[] = [{ node: graph.values(taken), holds: false }];
    for (const node of this.#nameNodes) literals.push({ node, holds: true });
    if (wanted?.name !== undefined) literals.push(wanted.name);
    const free = new Map(this.#patterns);
    const settle = (pattern: Pattern, inside: boolean): void => {
      literals.push({ node: graph.text(pattern), holds: inside });
      free.delete(`${pattern.flags}/${pattern.source}`);
    };
    if (wanted?.part.kind === "pattern-members") settle(wanted.part.pattern, true);
    if (wanted?.part.kind === "rest-members") for (const pattern of wanted.part.outside) settle(pattern, false);
    literals.push({
      node: graph.make("text", [{ kind: "types", types: new Set(["string"]), wholeOnly: false }]),
      holds: true,
    });
    for (const chosen of this.#choices([...free.values()])) {
      this.#search.spend();
      const kinds = chosen.map(([pattern, inside]) => ({ node: graph.text(pattern), holds: inside }));
      const outcome = this.#search.solve([...literals, ...kinds]);
      if (outcome.kind === "found" && typeof outcome.value === "string") yield outcome.value;
      else if (outcome.kind === "unknown") this.#blocked ??= outcome;
    }
  }

  /** Which of the patterns a name may match: fewest first. */
  *#choices(patterns: readonly Pattern[]): Generator<(readonly [Pattern, boolean])[]> {
    const count = patterns.length;
    if (count > maxPatterns) {
      yield patterns.map((pattern) => [pattern, false] as const);
      for (const only of patterns) yield patterns.map((pattern) => [pattern, pattern === only] as const);
      const atom = this.#branch.atoms.find(({ part }) => part.kind === "pattern-members");
      this.#blocked ??= blockedBy("patternProperties", atom, "there are too many patterns to tell all names apart");
      return;
    }
    const masks = Array.from({ length: 2 ** count }, (_, mask) => mask);
    const bits = (mask: number): number => mask.toString(2).replaceAll("0", "").length;
    for (const mask of masks.sort((a, b) => bits(a) - bits(b) || a - b)) {
      yield patterns.map((pattern, at) => [pattern, (mask & (1 << at)) !== 0] as const);
    }
  }
}
