import {
  type Assertion,
  CharSet,
  CombinedTransformer,
  DFA,
  getIntersectionWordSets,
  isDisjointWith,
  JS,
  NFA,
  type NoParent,
  type Concatenation,
  type Element,
  Transformers,
  transform,
  type Expression,
} from "refa";
import type { Pattern } from "../patterns/pattern.js";

const maxNodes = 3_000;
const maxComplementNodes = 2_000;
const cacheSize = 500;

const automata = new Map<string, NFA | undefined>();

/** A regular expression that is searched for; flags as in JavaScript. */
export interface Expressed {
  readonly source: string;
  readonly flags: string;
}

/** Largest character where texts are read by code points. */
export const largestCodePoint = 0x10ffff;

/**
 * The texts in which an expression is found, as an automaton; undefined when it is too large or not regular.
 * @param wide whether characters are to be code points also where the expression reads UTF-16 units; undefined is also
 * answered where that would make a difference.
 */
export function automatonOf(expressed: Expressed, wide: boolean): NFA | undefined {
  const key = `${wide ? "wide" : ""} ${expressed.flags}/${expressed.source}`;
  if (automata.has(key)) return automata.get(key);
  if (automata.size >= cacheSize) automata.clear();
  const automaton = attempt(() => buildAutomaton(expressed, wide));
  automata.set(key, automaton);
  return automaton;
}

function buildAutomaton({ source, flags }: Expressed, wide: boolean): NFA {
  const parser = JS.Parser.fromLiteral({ source, flags });
  const parsed = parser.parse({ maxNodes, backreferences: "throw", assertions: "parse" });
  const widened = wide && !flags.includes("u");
  const expression = widened
    ? { ...parsed.expression, alternatives: widen(parsed.expression.alternatives) }
    : parsed.expression;
  const maxCharacter = widened ? largestCodePoint : parsed.maxCharacter;
  const all = CharSet.all(maxCharacter);
  // A pattern is searched for, so anything may come before and after what it matches.
  const alternatives: NoParent<Concatenation>[] = [
    {
      type: "Concatenation",
      elements: [anyText(all), { type: "Alternation", alternatives: expression.alternatives }, anyText(all)],
    },
  ];
  const searched: NoParent<Expression> = { type: "Expression", alternatives };
  const applied = transform(
    new CombinedTransformer([Transformers.simplify(), Transformers.applyAssertions()]),
    searched,
  );
  return NFA.fromRegex(
    settleEdges(applied.alternatives, true, true),
    { maxCharacter },
    { assertions: "throw", unknowns: "throw" },
    new NFA.LimitedNodeFactory(maxNodes),
  );
}

type Alternatives = readonly NoParent<Concatenation>[];

const surrogates = { min: 0xd800, max: 0xdfff };

/** The same with code points for UTF-16 units. @throws Error where that may change what it finds. */
function widen(alternatives: Alternatives, asserts = false): NoParent<Concatenation>[] {
  return alternatives.map(({ elements }) => ({
    type: "Concatenation",
    elements: elements.map((element): NoParent<Element> => {
      if (element.type === "CharacterClass") return { ...element, characters: widenSet(element.characters, asserts) };
      if (element.type === "Unknown") throw new Error("Unknown element.");
      const within = asserts || element.type === "Assertion";
      return { ...element, alternatives: widen(element.alternatives, within) };
    }),
  }));
}

function widenSet(characters: CharSet, asserts: boolean): CharSet {
  // The ends of a text are written as "no character at all beside".
  if (asserts && characters.isAll) return CharSet.all(largestCodePoint);
  if (!characters.isDisjointWith(surrogates)) throw new Error("Units and code points differ.");
  return CharSet.empty(largestCodePoint).union(characters.ranges);
}

/** Decides the assertions that are left at the edges of the whole text, where nothing comes before or after. */
function settleEdges(alternatives: Alternatives, atStart: boolean, atEnd: boolean): NoParent<Concatenation>[] {
  const settled: NoParent<Concatenation>[] = [];
  for (const { elements: all } of alternatives) {
    let elements: readonly NoParent<Element>[] = all;
    let possible = true;
    for (let first = elements[0]; atStart && isAssertion(first, "behind"); first = elements[0]) {
      possible &&= first.negate;
      elements = elements.slice(1);
    }
    for (let last = elements.at(-1); atEnd && isAssertion(last, "ahead"); last = elements.at(-1)) {
      possible &&= last.negate;
      elements = elements.slice(0, -1);
    }
    if (!possible) continue;
    const inner = elements.map((element, at) => {
      if (element.type !== "Alternation") return element;
      const edges = [atStart && at === 0, atEnd && at === elements.length - 1] as const;
      return { ...element, alternatives: settleEdges(element.alternatives, ...edges) };
    });
    settled.push({ type: "Concatenation", elements: inner });
  }
  return settled;
}

/** Whether an element asserts something about one character before or after it. */
function isAssertion(element: NoParent<Element> | undefined, kind: "ahead" | "behind"): element is NoParent<Assertion> {
  return (
    element?.type === "Assertion" &&
    element.kind === kind &&
    element.alternatives.every(({ elements }) => elements.some((one) => one.type === "CharacterClass"))
  );
}

function anyText(all: CharSet): NoParent<Element> {
  const anyCharacter: NoParent<Concatenation> = {
    type: "Concatenation",
    elements: [{ type: "CharacterClass", characters: all }],
  };
  return { type: "Quantifier", alternatives: [anyCharacter], min: 0, max: Number.POSITIVE_INFINITY, lazy: false };
}

/** Refa reports limits and unsupported constructs by throwing; both mean "cannot tell" here. */
function attempt<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

const inclusions = new Map<string, boolean | undefined>();

/** Whether every text with `inner` in it has `outer` in it too; undefined when that is not known. */
export function includesLanguage(outer: Pattern, inner: Pattern): boolean | undefined {
  if (outer.source === inner.source) return true;
  if (outer.flags !== inner.flags) return undefined;
  const key = `${outer.flags}/${JSON.stringify([outer.source, inner.source])}`;
  if (inclusions.has(key)) return inclusions.get(key);
  if (inclusions.size >= cacheSize) inclusions.clear();
  const outside = complementOf(outer);
  const automaton = automatonOf(inner, false);
  const answer =
    outside === undefined || automaton === undefined
      ? undefined
      : attempt(() => isDisjointWith(automaton, outside, 20_000));
  inclusions.set(key, answer);
  return answer;
}

/** Whether no text has both in it; undefined when that is not known. */
export function areDisjointLanguages(a: Pattern, b: Pattern): boolean | undefined {
  if (a.flags !== b.flags) return undefined;
  const left = automatonOf(a, false);
  const right = automatonOf(b, false);
  return left === undefined || right === undefined ? undefined : attempt(() => isDisjointWith(left, right, 20_000));
}

function complementOf(pattern: Pattern): DFA | undefined {
  const automaton = automatonOf(pattern, false);
  if (automaton === undefined) return undefined;
  return attempt(() => {
    const outside = DFA.fromFA(automaton, new DFA.LimitedNodeFactory(maxComplementNodes));
    outside.complement(new DFA.LimitedNodeFactory(maxComplementNodes));
    return outside;
  });
}

/** Short texts with `inside` in them and, if given, without `outside`; none when none is known. */
export function exampleTexts(inside: Pattern, outside: Pattern | undefined, most: number): string[] {
  const automaton = automatonOf(inside, false);
  if (automaton === undefined) return [];
  if (outside === undefined) return attempt(() => firstWords(automaton.wordSets(), most)) ?? [];
  const other = complementOf(outside);
  if (other === undefined) return [];
  return attempt(() => firstWords(getIntersectionWordSets(automaton, other, 20_000), most)) ?? [];
}

function firstWords(wordSets: Iterable<readonly CharSet[]>, most: number): string[] {
  const words: string[] = [];
  let looked = 0;
  for (const set of wordSets) {
    words.push(set.map(readableCharacter).join(""));
    if (words.length >= most || ++looked > 50) break;
  }
  return words;
}

/** Characters people expect in an example, best first. */
const preferred = "a1A0bB -_.@:/z9";

/** A character of a set that people can read, if there is one. */
export function readableCharacter(set: CharSet): string {
  for (const character of preferred) if (set.has(character.codePointAt(0) ?? 0)) return character;
  const printable = set.ranges.find(({ max }) => max >= 0x21 && max < 0xd800) ?? set.ranges[0];
  return String.fromCodePoint(Math.max(printable?.min ?? 0x61, Math.min(0x21, printable?.max ?? 0x21)));
}
