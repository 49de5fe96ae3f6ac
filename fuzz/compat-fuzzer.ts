import type { Verdict } from "../src/core/finding.js";

/** A fuzzer of one schema language. */
export interface CompatFuzzer {
  readonly name: string;
  /**
   * Makes a pair of schemas from the seed (the same seed, the same pair), compares it, and tries to refute the verdict by
   * means that share no code with the comparison.
   */
  round(seed: number): Promise<FuzzRound>;
}

/** What became of one pair. */
export interface FuzzRound {
  readonly verdict: Verdict;
  /** How many documents were tried against the verdict. */
  readonly tried: number;
  /** Set when the verdict is wrong, or was not the same twice. */
  readonly refutation?: Refutation;
}

/** Everything needed to see what went wrong. */
export interface Refutation {
  readonly reader: string;
  readonly writer: string;
  /** The document that contradicts the verdict, in a form people can read. */
  readonly document: string;
  /** Who says so, and what. */
  readonly why: string;
}
