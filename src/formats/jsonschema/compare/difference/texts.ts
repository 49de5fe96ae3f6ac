import { CharSet } from "refa";
import { type Expressed, largestCodePoint, readableCharacter } from "../languages.js";
import { formatLanguage, formatSamples } from "./format-languages.js";
import { meets, orUnknown } from "./holds.js";
import type { Atom } from "./node.js";
import { blockedBy, found, none, type Outcome } from "./outcome.js";
import { AutomatonTooLarge, textAutomaton, type TextAutomaton } from "./text-automaton.js";

/** Most steps of automata that one search for a text takes. */
const maxSteps = 40_000;
/** Longest text that is made. */
const longestText = 20_000;
/** Most characters of forbidden texts that are followed one by one. */
const maxForbidden = 200_000;
const surrogates = { min: 0xd800, max: 0xdfff };

/** What texts have to be like. */
interface TextDemands {
  readonly atoms: readonly Atom[];
  readonly least: number;
  readonly most: number;
  readonly forbidden: ReadonlySet<string>;
  readonly languages: readonly Language[];
}

interface Language {
  readonly expressed: Expressed;
  readonly inside: boolean;
  readonly atom: Atom;
}

/** A text that meets all demands about texts. */
export function findText(atoms: readonly Atom[]): Outcome {
  const demands = demandsOf(atoms);
  if (demands.least > demands.most) return none;
  const outcome = demands.languages.length === 0 ? findPlainText(demands) : findInLanguages(demands);
  if (outcome.kind === "none") return none;
  const fits = (text: string): boolean =>
    orUnknown(() => atoms.every((atom) => meets(atom.part, atom.owner, text) === atom.holds)) === true;
  if (outcome.kind === "found" && typeof outcome.value === "string" && fits(outcome.value)) return outcome;
  const formats = atoms.filter(({ part }) => part.kind === "format");
  const sample = formats.flatMap(({ part }) => (part.kind === "format" ? formatSamples(part.name) : [])).find(fits);
  if (sample !== undefined) return found(sample);
  if (outcome.kind === "unknown") return outcome;
  return blockedBy("format", formats[0] ?? atoms[0], "not every text can be told to have the format or not");
}

function demandsOf(atoms: readonly Atom[]): TextDemands {
  const forbidden = new Set<string>();
  const languages: Language[] = [];
  for (const atom of atoms) {
    const { part, holds } = atom;
    if (part.kind === "pattern") languages.push({ expressed: part.pattern, inside: holds, atom });
    else if (part.kind === "values" && !holds) {
      for (const value of part.values) if (typeof value === "string") forbidden.add(value);
    } else if (part.kind === "format") {
      const language = formatLanguage(part.name);
      if (language !== undefined && (holds || language.isExact))
        languages.push({ expressed: language, inside: holds, atom });
    }
  }
  return { atoms, ...lengthsOf(atoms), forbidden, languages: distinctLanguages(languages) };
}

function lengthsOf(atoms: readonly Atom[]): { least: number; most: number } {
  let [least, most] = [0, Number.POSITIVE_INFINITY];
  for (const { part, holds } of atoms) {
    if (part.kind === "shortest" && holds) least = Math.max(least, part.count);
    else if (part.kind === "shortest") most = Math.min(most, part.count - 1);
    else if (part.kind === "longest" && holds) most = Math.min(most, part.count);
    else if (part.kind === "longest") least = Math.max(least, part.count + 1);
  }
  return { least, most };
}

function distinctLanguages(languages: readonly Language[]): Language[] {
  const keyed = languages.map((one) => [`${one.inside} ${one.expressed.flags}/${one.expressed.source}`, one] as const);
  return [...new Map(keyed).values()];
}

/** A text of which only length and the texts it must not be are known. */
function findPlainText({ least, most, forbidden, atoms }: TextDemands): Outcome {
  if (least > longestText) return blockedBy("minLength", atoms[0], "texts that long are not made");
  if (most === 0) return forbidden.has("") ? none : found("");
  for (const text of ["", "a", "b", "x", "example"]) {
    const { length } = text;
    if (length >= least && length <= most && !forbidden.has(text)) return found(text);
  }
  // One of more different texts than are forbidden is none of them.
  const length = Math.max(1, least);
  for (let at = 0; at <= forbidden.size; at++) {
    const first = String.fromCodePoint(at < 26 ? 0x61 + at : 0x4e00 + at - 26);
    const text = first + "a".repeat(length - 1);
    if (at < 20_000 && !forbidden.has(text)) return found(text);
  }
  return blockedBy("enum", atoms[0], "too many texts are excluded");
}

/** One state of every automaton, and how it was reached. */
interface Spot {
  readonly states: readonly number[];
  /** The node of the forbidden texts that were followed so far; undefined once the text differs from all of them. */
  readonly forbidden: Branching | undefined;
  readonly length: number;
  readonly from: Spot | undefined;
  readonly character: string;
}

interface Branching {
  readonly next: Map<string, Branching>;
  ends: boolean;
}

interface Component {
  readonly automaton: TextAutomaton;
  readonly inside: boolean;
}

function findInLanguages(demands: TextDemands): Outcome {
  const { languages, least, most, atoms } = demands;
  const [first] = languages;
  const wide = languages.some(({ expressed }) => expressed.flags.includes("u"));
  const components: Component[] = [];
  for (const { expressed, inside, atom } of languages) {
    const automaton = textAutomaton(expressed, wide);
    if (automaton === undefined) return blockedBy("pattern", atom, "the regular expression cannot be reckoned with");
    components.push({ automaton, inside });
  }
  // Units count pairs twice where lengths count them once.
  const isExact = wide || (least === 0 && most === Number.POSITIVE_INFINITY);
  const branching = branchingOf(demands.forbidden);
  if (branching === undefined) return blockedBy("enum", atoms[0], "too many texts are excluded");
  if (least > longestText) return blockedBy("minLength", atoms[0], "texts that long are not made");
  try {
    const search = new TextSearch(components, demands, wide ? largestCodePoint : 0xffff);
    const spot = search.run(branching);
    if (spot !== undefined) return found(textOf(spot));
    if (isExact && !search.leftOut) return none;
    return blockedBy("pattern", first?.atom, "it reads characters as halves of pairs");
  } catch (caught) {
    if (!(caught instanceof AutomatonTooLarge)) throw caught;
    return blockedBy("pattern", first?.atom, "the regular expressions are too large together");
  }
}

function branchingOf(texts: ReadonlySet<string>): Branching | undefined {
  const root: Branching = { next: new Map(), ends: false };
  let characters = 0;
  for (const text of texts) {
    characters += text.length;
    if (characters > maxForbidden) return undefined;
    let at = root;
    for (const character of text) {
      let next = at.next.get(character);
      if (next === undefined) at.next.set(character, (next = { next: new Map(), ends: false }));
      at = next;
    }
    at.ends = true;
  }
  return root;
}

function textOf(spot: Spot): string {
  const characters: string[] = [];
  for (let at: Spot | undefined = spot; at !== undefined; at = at.from) characters.push(at.character);
  return characters.reverse().join("");
}

/** Walks automata side by side, shortest texts first. */
class TextSearch {
  readonly #components: readonly Component[];
  readonly #demands: TextDemands;
  readonly #all: CharSet;
  #steps = maxSteps;
  /** Whether characters were passed over that no document should hold. */
  leftOut = false;

  constructor(components: readonly Component[], demands: TextDemands, largest: number) {
    this.#components = components;
    this.#demands = demands;
    this.#all = CharSet.all(largest);
  }

  run(forbidden: Branching): Spot | undefined {
    const { least, most } = this.#demands;
    const states = this.#components.map(({ automaton }) => automaton.start);
    let layer: Spot[] = [{ states, forbidden, length: 0, from: undefined, character: "" }];
    const seen = new Set<string>();
    for (let length = 0; layer.length > 0 && length <= most; length++) {
      const next = new Map<string, Spot>();
      for (const spot of layer) {
        if (length >= least && this.#accepts(spot)) return spot;
        for (const step of this.#steppedFrom(spot)) {
          const key = keyOfSpot(step);
          if (next.has(key) || seen.has(key)) continue;
          next.set(key, step);
          // Shorter texts than wanted lead through the same states many times over.
          if (length + 1 >= least) seen.add(key);
        }
      }
      layer = [...next.values()];
    }
    return undefined;
  }

  #accepts({ states, forbidden }: Spot): boolean {
    if (forbidden?.ends === true) return false;
    return this.#components.every(({ automaton, inside }, at) => automaton.accepts(states[at] ?? -1) === inside);
  }

  *#steppedFrom(spot: Spot): Generator<Spot> {
    for (const { characters, states } of this.#joint(spot.states)) {
      let rest = characters;
      for (const [character, inner] of spot.forbidden?.next ?? []) {
        const code = character.codePointAt(0) ?? 0;
        if (code > this.#all.maximum || !rest.has(code)) continue;
        rest = rest.without({ min: code, max: code });
        yield { states, forbidden: inner, length: spot.length + 1, from: spot, character };
      }
      if (rest.isEmpty) continue;
      const plain = rest.without(surrogates);
      if (plain.isEmpty) {
        this.leftOut ||= this.#all.maximum < largestCodePoint;
        continue;
      }
      const character = readableCharacter(plain);
      yield { states, forbidden: undefined, length: spot.length + 1, from: spot, character };
    }
  }

  /** The steps all automata take together; none leads where no text can be right any more. */
  #joint(states: readonly number[]): { characters: CharSet; states: number[] }[] {
    let joint: { characters: CharSet; states: number[] }[] = [{ characters: this.#all, states: [] }];
    for (const [at, { automaton, inside }] of this.#components.entries()) {
      const state = states[at] ?? -1;
      const next: { characters: CharSet; states: number[] }[] = [];
      for (const one of joint) {
        let rest = one.characters;
        for (const { characters, to } of state < 0 ? [] : automaton.edges(state)) {
          this.#spend();
          if (!inside && automaton.always(to)) {
            rest = rest.without(characters);
            continue;
          }
          const both = one.characters.intersect(characters);
          if (both.isEmpty) continue;
          rest = rest.without(characters);
          next.push({ characters: both, states: [...one.states, to] });
        }
        // Where the automaton has no step it will never accept.
        if (!inside && !rest.isEmpty) next.push({ characters: rest, states: [...one.states, -1] });
      }
      joint = next;
    }
    return joint;
  }

  #spend(): void {
    if (this.#steps-- <= 0) throw new AutomatonTooLarge();
  }
}

let nextBranching = 1;
const branchingIds = new WeakMap<Branching, number>();

function keyOfSpot({ states, forbidden }: Spot): string {
  if (forbidden === undefined) return states.join();
  let id = branchingIds.get(forbidden);
  if (id === undefined) branchingIds.set(forbidden, (id = nextBranching++));
  return `${states.join()}/${id}`;
}
