import { type AST, RegExpParser } from "@eslint-community/regexpp";
import type { CharSet } from "refa";
import { characterSetOf, type CharacterElement, isCharacterElement } from "../patterns/character-sets.js";
import type { Pattern } from "../patterns/pattern.js";
import type { SpanMatcher } from "./span-matcher.js";

/** So many characters of one kind in a row. */
interface Step {
  readonly characters: CharSet;
  /** By ASCII code, 1 for those that are meant. */
  readonly table: Uint8Array;
  readonly min: number;
  readonly max: number;
}

/**
 * The test of a pattern on the bytes of a text of plain ASCII: exact where there is one. Only for the commonest form, `^`, kinds
 * of characters with counts, `$`, where a kind that may go on is told from what can follow it by one character; undefined for others.
 */
export function compileSpanPattern({ source, flags }: Pattern): SpanMatcher | undefined {
  const parser = new RegExpParser({ ecmaVersion: 2022 });
  const tree = parser.parsePattern(source, 0, source.length, { unicode: flags === "u" });
  const [only, ...others] = tree.alternatives;
  if (only === undefined || others.length > 0) return undefined;
  const [first, ...inner] = only.elements;
  const last = inner.pop();
  if (!isEdge(first, "start") || !isEdge(last, "end")) return undefined;
  const steps = inner.map((element) => readStep(element, flags));
  if (!steps.every((step) => step !== undefined) || !isDeterministic(steps)) return undefined;
  return (bytes, from, to) => {
    let at = from;
    for (const { table, min, max } of steps) {
      const start = at;
      while (at < to && at - start < max && table[bytes[at] ?? 0] === 1) at++;
      if (at - start < min) return false;
    }
    return at === to;
  };
}

function isEdge(element: AST.Element | undefined, kind: "start" | "end"): boolean {
  return element?.type === "Assertion" && element.kind === kind;
}

function readStep(element: AST.Element, flags: Pattern["flags"]): Step | undefined {
  if (isCharacterElement(element)) return stepOf(element, flags, { min: 1, max: 1 });
  if (element.type !== "Quantifier" || !isCharacterElement(element.element)) return undefined;
  return stepOf(element.element, flags, element);
}

function stepOf(
  element: CharacterElement,
  flags: Pattern["flags"],
  { min, max }: { readonly min: number; readonly max: number },
): Step {
  const characters = characterSetOf(element, flags);
  const table = Uint8Array.from({ length: 128 }, (_, code) => (characters.has(code) ? 1 : 0));
  return { characters, table, min, max };
}

/** Whether taking as many as there are is never wrong: what may come after a step of open length is of another kind. */
function isDeterministic(steps: readonly Step[]): boolean {
  return steps.every(({ characters, min, max }, index) => {
    if (min === max) return true;
    for (const next of steps.slice(index + 1)) {
      if (!characters.isDisjointWith(next.characters)) return false;
      if (next.min > 0) return true;
    }
    return true;
  });
}
