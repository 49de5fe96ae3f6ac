import type { AST } from "@eslint-community/regexpp";
import type { CharSet } from "refa";
import { characterSetOf, type Flags, isCharacterElement, noCharacters } from "./character-sets.js";

/** Longest match an expression without `^` may have and still run natively: it is tried at every position. */
const maxFloatingLength = 100;

/**
 * Whether the engine of JavaScript runs the expression in linear time for certain: one character of lookahead always
 * decides which way to go (so a wrong way fails at once), and the match starts at the beginning or is short. Says no
 * where in doubt.
 */
export function isDirectlySafe(tree: AST.Pattern, flags: Flags): boolean {
  const walk = new DeterminismWalk(flags);
  const alternatives = tree.alternatives.map((alternative) => innerElements(alternative.elements));
  if (!walk.alternatives(alternatives, noCharacters(flags))) return false;
  const anchored = tree.alternatives.every((alternative) => startsAnchored(alternative));
  return anchored || Math.max(...alternatives.map((elements) => longestOf(elements))) <= maxFloatingLength;
}

/** Whether an alternative begins with `^`. */
export function startsAnchored(alternative: AST.Alternative): boolean {
  const first = alternative.elements[0];
  return first?.type === "Assertion" && first.kind === "start";
}

function innerElements(elements: readonly AST.Element[]): readonly AST.Element[] {
  const first = elements[0];
  const last = elements[elements.length - 1];
  const from = first?.type === "Assertion" && first.kind === "start" ? 1 : 0;
  const to = last?.type === "Assertion" && last.kind === "end" && elements.length > from ? -1 : undefined;
  return elements.slice(from, to);
}

function longestOf(elements: readonly AST.Element[]): number {
  let total = 0;
  for (const element of elements) total += longestElement(element);
  return total;
}

function longestElement(element: AST.Element): number {
  if (isCharacterElement(element)) return 1;
  if (element.type === "Group" || element.type === "CapturingGroup") {
    return Math.max(...element.alternatives.map((alternative) => longestOf(alternative.elements)));
  }
  if (element.type !== "Quantifier") return Number.POSITIVE_INFINITY;
  const inner = longestElement(element.element);
  return inner === 0 ? 0 : inner * element.max;
}

/** Raised inside the walk where an element has no decidable first character. */
class Undecidable extends Error {}

/** Checks that the expression is one-unambiguous by comparing the sets of first characters with those that may follow. */
class DeterminismWalk {
  readonly #flags: Flags;
  #budget = 5_000;

  constructor(flags: Flags) {
    this.#flags = flags;
  }

  alternatives(list: readonly (readonly AST.Element[])[], follow: CharSet): boolean {
    try {
      return this.#choice(list, follow);
    } catch (caught) {
      if (caught instanceof Undecidable) return false;
      throw caught;
    }
  }

  #choice(list: readonly (readonly AST.Element[])[], follow: CharSet): boolean {
    let seen = noCharacters(this.#flags);
    for (const elements of list) {
      const first = this.#first(elements, follow);
      if (list.length > 1 && !first.isDisjointWith(seen)) return false;
      seen = seen.union(first);
      if (!this.#sequence(elements, follow)) return false;
    }
    return true;
  }

  #sequence(elements: readonly AST.Element[], follow: CharSet): boolean {
    return elements.every((element, at) => this.#element(element, this.#first(elements.slice(at + 1), follow)));
  }

  #element(element: AST.Element, follow: CharSet): boolean {
    if (this.#budget-- <= 0) return false;
    if (isCharacterElement(element)) return true;
    if (element.type === "Group" || element.type === "CapturingGroup") {
      return this.#choice(
        element.alternatives.map((alternative) => alternative.elements),
        follow,
      );
    }
    return element.type === "Quantifier" && this.#quantifier(element, follow);
  }

  #quantifier(element: AST.Quantifier, follow: CharSet): boolean {
    const inner = [element.element];
    // Looping over something that may be empty is where engines differ.
    if (element.max > 1 && this.#isNullable(element.element)) return false;
    const first = this.#first(inner, noCharacters(this.#flags));
    if (element.min !== element.max && !first.isDisjointWith(follow)) return false;
    const after = element.max > 1 ? first.union(follow) : follow;
    return this.#element(element.element, after);
  }

  #first(elements: readonly AST.Element[], follow: CharSet): CharSet {
    let set = noCharacters(this.#flags);
    for (const element of elements) {
      set = set.union(this.#firstOf(element));
      if (!this.#isNullable(element)) return set;
    }
    return set.union(follow);
  }

  #firstOf(element: AST.Element): CharSet {
    if (this.#budget-- <= 0) throw new Undecidable();
    if (isCharacterElement(element)) return characterSetOf(element, this.#flags);
    if (element.type === "Group" || element.type === "CapturingGroup") {
      const none = noCharacters(this.#flags);
      return element.alternatives.reduce((set, { elements }) => set.union(this.#first(elements, none)), none);
    }
    if (element.type === "Quantifier") return this.#firstOf(element.element);
    throw new Undecidable();
  }

  #isNullable(element: AST.Element): boolean {
    if (isCharacterElement(element)) return false;
    if (element.type === "Quantifier") return element.min === 0 || this.#isNullable(element.element);
    if (element.type === "Group" || element.type === "CapturingGroup") {
      return element.alternatives.some(({ elements }) => elements.every((inner) => this.#isNullable(inner)));
    }
    throw new Undecidable();
  }
}
