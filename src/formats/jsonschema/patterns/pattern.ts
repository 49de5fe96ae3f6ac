import { type AST, RegExpParser } from "@eslint-community/regexpp";
import { isBounded } from "./bounded-safety.js";
import { isDirectlySafe } from "./direct-safety.js";
import { linearMatcher } from "./linear-matcher.js";

/** A regular expression of a schema, ready to search texts in time linear to their length. */
export interface Pattern {
  readonly source: string;
  /** `u`, or empty for the few sources that are valid only without it. */
  readonly flags: "u" | "";
  /**
   * How it runs: `native` by the engine of JavaScript because it was shown not to backtrack, or only within bounds, `linear` by an automaton,
   * `parts` as several of these joined by leading lookaheads.
   */
  readonly engine: "native" | "linear" | "parts";
  /** Whether the expression is found anywhere in the text. */
  test(text: string): boolean;
  /** What an expression of the engine `parts` consists of: it is found where all of these are, or are not if negated. */
  readonly parts?: readonly PatternPart[];
}

/** One of several expressions that are searched for in the same text. */
export interface PatternPart {
  readonly pattern: Pattern;
  readonly negate: boolean;
}

/** Why a regular expression may not be part of a schema. The message continues "the schema …" and names the fix. */
export class PatternRefused extends Error {
  override readonly name = "PatternRefused";
}

/** Most groups within each other: what reads, prints and compares expressions calls itself for each. */
const maxDepth = 200;

const cacheSize = 2_000;
const cache = new Map<string, Pattern>();

/**
 * Reads a regular expression in the dialect of ECMA-262, with the `u` flag where the source allows it, as JSON Schema
 * recommends (2020-12 core 6.4).
 * @throws PatternRefused when it is not valid, cannot be run without the danger of endless backtracking, or nests too deeply.
 */
export function readPattern(source: string): Pattern {
  const known = cache.get(source);
  if (known !== undefined) return known;
  if (depthOf(source) > maxDepth) {
    throw new PatternRefused(
      `the regular expression has more than ${maxDepth} groups within each other. Take out the groups that are not needed.`,
    );
  }
  const pattern = createPattern(source, flagsFor(source));
  if (cache.size >= cacheSize) for (const oldest of [...cache.keys()].slice(0, cacheSize / 2)) cache.delete(oldest);
  cache.set(source, pattern);
  return pattern;
}

function createPattern(source: string, flags: "u" | ""): Pattern {
  const tree = new RegExpParser({ ecmaVersion: 2022 }).parsePattern(source, 0, source.length, {
    unicode: flags === "u",
  });
  if (isDirectlySafe(tree, flags)) return native(source, flags);
  const linear = linearMatcher(tree, flags);
  if (linear !== undefined) return { source, flags, engine: "linear", test: linear };
  const parts = readParts(tree, source, flags);
  if (parts !== undefined) return parts;
  if (isBounded(tree)) return native(source, flags);
  throw new PatternRefused(
    "the regular expression uses lookaround or backreferences in a way that may backtrack without bound, so it cannot " +
      "be run safely. Rewrite it without them, or split it into several patterns under 'allOf'.",
  );
}

/** How many groups are within each other at most; of a source that is not valid, at least that. */
function depthOf(source: string): number {
  let depth = 0;
  let deepest = 0;
  let inClass = false;
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at];
    if (character === "\\") at += 1;
    else if (inClass) inClass = character !== "]";
    else if (character === "[") inClass = true;
    else if (character === "(") deepest = Math.max(deepest, (depth += 1));
    else if (character === ")") depth -= 1;
  }
  return deepest;
}

function flagsFor(source: string): "u" | "" {
  try {
    new RegExp(source, "u");
    return "u";
  } catch {
    try {
      new RegExp(source);
      return "";
    } catch (caught) {
      const detail = caught instanceof Error ? caught.message.replace(/^.*\/u?: /s, "") : "syntax error";
      throw new PatternRefused(`this is not a valid regular expression: ${detail}.`);
    }
  }
}

function native(source: string, flags: "u" | ""): Pattern {
  const expression = new RegExp(source, flags);
  return { source, flags, engine: "native", test: (text) => expression.test(text) };
}

/** `^(?=A)(?!B)C` holds where `^A` and `^C` are found and `^B` is not; each of these may be linear on its own. */
function readParts(tree: AST.Pattern, source: string, flags: "u" | ""): Pattern | undefined {
  const [only, ...others] = tree.alternatives;
  // What refers back may mean a group of another part.
  if (only === undefined || others.length > 0 || /\\[1-9k]/.test(source)) return undefined;
  const [start, ...elements] = only.elements;
  if (start?.type !== "Assertion" || start.kind !== "start") return undefined;
  // Read like the whole: a part by itself may be valid with `u` where the whole is not.
  const parts: PatternPart[] = [];
  let rest = 0;
  for (const element of elements) {
    if (element.type !== "Assertion" || element.kind !== "lookahead") break;
    const inner = element.alternatives.map((alternative) => alternative.raw).join("|");
    parts.push({ pattern: createPattern(`^(?:${inner})`, flags), negate: element.negate });
    rest++;
  }
  if (parts.length === 0) return undefined;
  const remaining = elements.slice(rest).map((element) => element.raw);
  parts.push({ pattern: createPattern(`^${remaining.join("")}`, flags), negate: false });
  const test = (text: string): boolean => parts.every(({ pattern, negate }) => pattern.test(text) !== negate);
  return { source, flags, engine: "parts", test, parts };
}
