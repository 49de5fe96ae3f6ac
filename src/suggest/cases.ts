import { setImmediate as nextTurn } from "node:timers/promises";
import type { EventFailure } from "../core/event.js";
import type { Recheck, Redelivery } from "../dlq/redelivery.js";
import { walk } from "../dlq/walk.js";
import type { DeadLetterQuery, DeadLetterRow, DeadLetterStore } from "../store/store.js";
import { isStepFailure, type Program } from "../transform/program.js";
import type { Change } from "../transform/recipe-step.js";

/** Payload bytes of all cases together; a group of large events is sampled. */
const maxBytes = 32 * 1024 * 1024;

/** Cases that suggestions are worked out on; all of them are tried afterwards. */
const mostSamples = 40;

/** Characters of all samples together. */
const maxSampleSize = 1_000_000;

/** Characters of payloads after which others have their turn. */
const turnSize = 500_000;

/** An open dead letter with JSON as payload that fails today. */
export interface Case {
  readonly letter: DeadLetterRow;
  readonly text: string;
  readonly failure: EventFailure;
  readonly close: (text: string) => Uint8Array;
}

/** What is to be mended. */
export interface Cases {
  readonly examined: number;
  readonly passAlready: number;
  /** Whose payload cannot be changed here, with the reason of the first. */
  readonly closed: { readonly count: number; readonly reason: string };
  readonly failing: readonly Case[];
}

/** Reads the open letters of a query, up to a limit, and checks each as it is. */
export async function readCases(
  deps: { readonly letters: DeadLetterStore; readonly redelivery: Redelivery },
  query: DeadLetterQuery,
  limit: number,
): Promise<Cases> {
  const recheck = await deps.redelivery.recheckAgainst({ kind: "today" });
  const failing: Case[] = [];
  let [examined, passAlready, bytes, closed, reason] = [0, 0, 0, 0, ""];
  for await (const letters of walk(deps.letters, query, { limit })) {
    await nextTurn();
    for (const letter of letters) {
      if (bytes > maxBytes) return { examined, passAlready, closed: { count: closed, reason }, failing };
      examined += 1;
      const failure = await recheck(letter);
      if (failure === undefined) {
        passAlready += 1;
        continue;
      }
      const opened = await deps.redelivery.openPayload(letter);
      if (opened.kind === "closed") {
        closed += 1;
        reason ||= opened.reason;
        continue;
      }
      bytes += letter.event.data.length;
      failing.push({ letter, text: opened.text, failure, close: opened.close });
    }
  }
  return { examined, passAlready, closed: { count: closed, reason }, failing };
}

/** Some of the cases, from all over the list; fewer of large ones, at least one. */
export function sampleOf(cases: readonly Case[]): readonly Case[] {
  const step = Math.max(1, Math.ceil(cases.length / mostSamples));
  let size = 0;
  return cases.filter(({ text }, index) => {
    if (index % step !== 0 || size > maxSampleSize) return false;
    size += text.length;
    return true;
  });
}

/** Trials of one search. */
const mostTrials = 150;

/** How long one search may try: somebody waits for it. */
const longestSearchMs = 3000;

/** How much may still be tried. What was found until then is offered. */
export class Effort {
  #left = mostTrials;
  readonly #until = performance.now() + longestSearchMs;

  /** Whether another trial may be made; counts it. */
  spend(): boolean {
    this.#left -= 1;
    return this.#left >= 0 && performance.now() < this.#until;
  }
}

/** A case after something was tried on it. */
export interface Trial {
  readonly case: Case;
  readonly text: string;
  readonly changes: readonly Change[];
  /** Undefined when it passes. */
  readonly failure: EventFailure | undefined;
  /** The steps could not be done. */
  readonly notApplicable: boolean;
}

/** Applies a program (none: the payloads as they are) and checks what comes out. Lets others have their turn. */
export async function tryOn(
  cases: readonly Case[],
  recheck: Recheck,
  program: Program | undefined,
): Promise<readonly Trial[]> {
  await nextTurn();
  const trials: Trial[] = [];
  let size = 0;
  for (const one of cases) {
    size += one.text.length;
    if (size > turnSize) {
      size = 0;
      await nextTurn();
    }
    const result = program?.apply(one.text) ?? { text: one.text, changes: [] };
    if (isStepFailure(result)) {
      trials.push({ case: one, text: one.text, changes: [], failure: one.failure, notApplicable: true });
      continue;
    }
    const data = result.changes.length === 0 ? undefined : one.close(result.text);
    const failure = await recheck(one.letter, data);
    trials.push({ case: one, ...result, failure, notApplicable: false });
  }
  return trials;
}

/** How many pass. */
export function passing(trials: readonly Trial[]): number {
  return trials.filter(({ failure }) => failure === undefined).length;
}

/** How many violations are left in all; what a step could not be done on counts like a wreck. */
export function remaining(trials: readonly Trial[]): number {
  return trials.reduce((sum, { failure, notApplicable }) => {
    return sum + (failure?.violations.length ?? 0) + (notApplicable ? 100 : 0);
  }, 0);
}
