import type { AST } from "@eslint-community/regexpp";
import { startsAnchored } from "./direct-safety.js";

/** Most steps of an expression that begins with `^`, which is tried once in a text. */
const maxAnchoredSteps = 200_000;

/** Most steps of one that is tried at every position of a text. */
const maxFloatingSteps = 100;

/** What running an expression, or a part of it, comes to at most. */
interface Effort {
  /** Ways to go through it that an engine may try, one after the other, before it gives up. */
  readonly ways: number;
  /** Characters that one way looks at. */
  readonly length: number;
}

const nothing: Effort = { ways: 1, length: 0 };
const oneCharacter: Effort = { ways: 1, length: 1 };
const endless: Effort = { ways: Number.POSITIVE_INFINITY, length: 1 };

/**
 * Whether an engine that tries every way comes to an end soon: nothing is repeated without limit, and there are few ways
 * in all. Depends on nothing but the expression, so that one that was accepted stays so.
 */
export function isBounded(tree: AST.Pattern): boolean {
  const { ways, length } = new Estimate().ofAlternatives(tree.alternatives);
  const limit = tree.alternatives.every(startsAnchored) ? maxAnchoredSteps : maxFloatingSteps;
  return ways * (length + 1) <= limit;
}

class Estimate {
  /** What groups match that are referred to, in characters; 0 while that is being worked out, since within itself a group matches nothing. */
  readonly #lengths = new Map<AST.CapturingGroup, number>();

  /** Elements that may still be looked at: a group is looked into again for what refers to it. */
  #budget = maxAnchoredSteps;

  ofAlternatives(alternatives: readonly AST.Alternative[]): Effort {
    return alternatives
      .map(({ elements }) => this.#ofSequence(elements))
      .reduce((one, other) => ({ ways: one.ways + other.ways, length: Math.max(one.length, other.length) }));
  }

  #ofSequence(elements: readonly AST.Element[]): Effort {
    return elements
      .map((element) => this.#ofElement(element))
      .reduce((one, other) => ({ ways: one.ways * other.ways, length: one.length + other.length }), nothing);
  }

  #ofElement(element: AST.Element): Effort {
    if (this.#budget-- <= 0) return endless;
    switch (element.type) {
      case "Quantifier":
        return this.#ofQuantifier(element);
      case "Group":
      case "CapturingGroup":
        return this.ofAlternatives(element.alternatives);
      case "Assertion":
        return "alternatives" in element ? this.ofAlternatives(element.alternatives) : nothing;
      case "Backreference":
        return { ways: 1, length: Math.max(...[element.resolved].flat().map((group) => this.#lengthOf(group))) };
      default:
        return oneCharacter;
    }
  }

  /** The ways for each number of times by itself; where there are several, they are soon too many. */
  #ofQuantifier({ element, min, max }: AST.Quantifier): Effort {
    const once = this.#ofElement(element);
    if (max > maxAnchoredSteps) return endless;
    let ways = once.ways === 1 ? max - min + 1 : 0;
    if (once.ways > 1) {
      for (let times = min; times <= max && ways <= maxAnchoredSteps; times += 1) ways += once.ways ** times;
    }
    return { ways, length: Math.max(1, once.length) * max };
  }

  #lengthOf(group: AST.CapturingGroup): number {
    const known = this.#lengths.get(group);
    if (known !== undefined) return known;
    this.#lengths.set(group, 0);
    const { length } = this.ofAlternatives(group.alternatives);
    this.#lengths.set(group, length);
    return length;
  }
}
