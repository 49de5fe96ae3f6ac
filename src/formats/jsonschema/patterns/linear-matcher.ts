import type { AST } from "@eslint-community/regexpp";
import { RE2JS, RE2JSException } from "re2js";
import { characterSetOf, type Flags, isCharacterElement } from "./character-sets.js";

/** Largest repetition the automaton engine takes in one piece. */
const maxRepeat = 1_000;
/** Longest rewritten source; beyond it the automaton would be too large to run well. */
const maxRewrittenLength = 200_000;

/** Raised where an expression has no equal among regular expressions without lookaround. */
class NotRegular extends Error {}

/**
 * A search for the expression that takes time linear in the text, or undefined when the expression looks around or
 * back. Character classes are spelled out, so that both engines agree on what `\s`, `.` and the like mean.
 */
export function linearMatcher(tree: AST.Pattern, flags: Flags): ((text: string) => boolean) | undefined {
  try {
    const source = printAlternatives(tree.alternatives, flags);
    if (source.length > maxRewrittenLength) return undefined;
    const expression = RE2JS.compile(source);
    return (text) => expression.test(text);
  } catch (caught) {
    if (caught instanceof NotRegular || caught instanceof RE2JSException) return undefined;
    throw caught;
  }
}

function printAlternatives(alternatives: readonly AST.Alternative[], flags: Flags): string {
  return alternatives.map(({ elements }) => elements.map((element) => print(element, flags)).join("")).join("|");
}

function print(element: AST.Element, flags: Flags): string {
  if (isCharacterElement(element)) return printSet(characterSetOf(element, flags).ranges, flags);
  switch (element.type) {
    case "Group":
    case "CapturingGroup":
      return `(?:${printAlternatives(element.alternatives, flags)})`;
    case "Quantifier":
      return printRepeat(print(element.element, flags), element);
    case "Assertion":
      return printAssertion(element);
    default:
      throw new NotRegular();
  }
}

function printAssertion(assertion: AST.Assertion): string {
  if (assertion.kind === "start") return "\\A";
  if (assertion.kind === "end") return "\\z";
  if (assertion.kind === "word") return assertion.negate ? "\\B" : "\\b";
  throw new NotRegular();
}

function printSet(ranges: readonly { readonly min: number; readonly max: number }[], flags: Flags): string {
  if (ranges.length === 0) return "[^\\x{0}-\\x{10FFFF}]";
  // Without `u` one character beyond the BMP is two surrogates; the automaton reads it as one.
  if (flags === "" && ranges.some(({ min, max }) => min <= 0xd800 && max >= 0xdfff)) {
    return printSet([...ranges, { min: 0x10000, max: 0x10ffff }], "u");
  }
  const printed = ranges.map(({ min, max }) => `\\x{${min.toString(16)}}-\\x{${max.toString(16)}}`);
  return `[${printed.join("")}]`;
}

function printRepeat(inner: string, { min, max, greedy }: AST.Quantifier): string {
  const atom = `(?:${inner})`;
  const lazy = greedy ? "" : "?";
  if (max === Number.POSITIVE_INFINITY) {
    if (min <= maxRepeat) return `${atom}{${min},}${lazy}`;
    return printCount(atom, min) + `${atom}*${lazy}`;
  }
  if (max <= maxRepeat) return `${atom}{${min},${max}}${lazy}`;
  const optional = Math.floor((max - min) / maxRepeat);
  const rest = (max - min) % maxRepeat;
  return printCount(atom, min) + `${atom}{0,${maxRepeat}}`.repeat(optional) + `${atom}{0,${rest}}`;
}

function printCount(atom: string, count: number): string {
  if (count > 100_000) throw new NotRegular();
  return `${atom}{${maxRepeat}}`.repeat(Math.floor(count / maxRepeat)) + `${atom}{${count % maxRepeat}}`;
}
