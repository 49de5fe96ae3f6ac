import { CharBase, type CharSet, type NFA } from "refa";
import { automatonOf, type Expressed } from "../languages.js";

/** A step of an automaton: the characters it is taken by, and where it leads. */
export interface Edge {
  readonly characters: CharSet;
  readonly to: number;
}

interface State {
  readonly nodes: readonly NFA.ReadonlyNode[];
  readonly accepting: boolean;
  /** Whether every text from here on is accepted. */
  readonly always: boolean;
  edges: readonly Edge[] | undefined;
}

/** Raised when an automaton grows beyond what is looked at. */
export class AutomatonTooLarge extends Error {
  override readonly name = "AutomatonTooLarge";
}

const maxStates = 5_000;

/**
 * The texts in which an expression is found, as a deterministic automaton that is built as far as it is walked. Steps
 * that are missing lead nowhere: nothing that begins so is accepted.
 */
export class TextAutomaton {
  readonly #states: State[] = [];
  readonly #known = new Map<string, number>();
  readonly #ids = new Map<NFA.ReadonlyNode, number>();
  readonly #automaton: NFA;
  readonly start: number;

  constructor(automaton: NFA) {
    this.#automaton = automaton;
    this.start = this.#stateOf(new Set([automaton.initial]));
  }

  accepts(state: number): boolean {
    return this.#states[state]?.accepting === true;
  }

  /** Whether every text from there on is accepted. */
  always(state: number): boolean {
    return this.#states[state]?.always === true;
  }

  /** The steps from a state, by sets of characters that have none in common. @throws AutomatonTooLarge */
  edges(state: number): readonly Edge[] {
    const at = this.#states[state];
    if (at === undefined) return [];
    at.edges ??= this.#findEdges(at);
    return at.edges;
  }

  #findEdges({ nodes }: State): Edge[] {
    const out = nodes.flatMap((node) => [...node.out]);
    const found = new Map<number, CharSet>();
    for (const set of new CharBase(out.map(([, characters]) => characters)).sets) {
      const targets = new Set<NFA.ReadonlyNode>();
      for (const [node, characters] of out) if (characters.isSupersetOf(set)) targets.add(node);
      const to = this.#stateOf(targets);
      found.set(to, found.get(to)?.union(set) ?? set);
    }
    return [...found].map(([to, characters]) => ({ to, characters }));
  }

  #stateOf(nodes: ReadonlySet<NFA.ReadonlyNode>): number {
    const always = [...nodes].find((node) => this.#acceptsAlways(node));
    // What was found once stays found, wherever else the search may still be.
    const kept = always === undefined ? [...nodes] : [always];
    const key = kept
      .map((node) => this.#idOf(node))
      .sort((a, b) => a - b)
      .join();
    let state = this.#known.get(key);
    if (state === undefined) {
      if (this.#states.length >= maxStates) throw new AutomatonTooLarge();
      const accepting = kept.some((node) => this.#isFinal(node));
      state = this.#states.push({ nodes: kept, accepting, always: always !== undefined, edges: undefined }) - 1;
      this.#known.set(key, state);
    }
    return state;
  }

  #isFinal(node: NFA.ReadonlyNode): boolean {
    const finals: ReadonlySet<NFA.ReadonlyNode> = this.#automaton.finals;
    return finals.has(node);
  }

  #acceptsAlways(node: NFA.ReadonlyNode): boolean {
    return this.#isFinal(node) && node.out.get(node)?.isAll === true;
  }

  #idOf(node: NFA.ReadonlyNode): number {
    let id = this.#ids.get(node);
    if (id === undefined) this.#ids.set(node, (id = this.#ids.size));
    return id;
  }
}

const cacheSize = 300;
const automata = new Map<string, TextAutomaton | undefined>();

/** The automaton of an expression; undefined where there is none. See `automatonOf`. */
export function textAutomaton(expressed: Expressed, wide: boolean): TextAutomaton | undefined {
  const key = `${wide} ${expressed.flags}/${expressed.source}`;
  if (automata.has(key)) return automata.get(key);
  if (automata.size >= cacheSize) automata.clear();
  const automaton = automatonOf(expressed, wide);
  const made = automaton === undefined ? undefined : new TextAutomaton(automaton);
  automata.set(key, made);
  return made;
}
