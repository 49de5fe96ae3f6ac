import { setImmediate as nextTurn } from "node:timers/promises";
import type { EncodingFailure } from "../core/encoding.js";
import type { EventFailure } from "../core/event.js";
import type { Violation } from "../core/violation.js";
import type { EditedPayload, NotEncoded, Recheck, Redelivery } from "../dlq/redelivery.js";
import { walk } from "../dlq/walk.js";
import type { DeadLetterQuery, DeadLetterRow, DeadLetterStore } from "../store/store.js";
import { isStepFailure, type Program, type Transformed } from "../transform/program.js";
import type { Change } from "../transform/recipe-step.js";

/** Payload bytes of all cases together; a group of large events is sampled. */
const maxBytes = 32 * 1024 * 1024;

/** Cases that suggestions are worked out on; all of them are tried afterwards. */
const mostSamples = 40;

/** Characters of all samples together. */
const maxSampleSize = 1_000_000;

/** Characters of payloads after which others have their turn. */
const turnSize = 500_000;

/** An open dead letter whose payload can be changed and that fails today. */
export interface Case {
  readonly letter: DeadLetterRow;
  readonly text: string;
  readonly failure: EventFailure;
  /** What its payload is once it is encoded again, or why that cannot be. */
  readonly close: (text: string) => Promise<EditedPayload | NotEncoded>;
  /** Whether it is checked as what it was read as. */
  readonly isCurrent: boolean;
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
      const opened = await deps.redelivery.openPayload(letter, { against: { kind: "today" } });
      if (opened.kind === "closed") {
        closed += 1;
        reason ||= opened.reason;
        continue;
      }
      bytes += letter.event.data.length;
      failing.push({ letter, failure, ...opened });
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
    if (this.#isSpent()) return false;
    this.#left -= 1;
    return true;
  }

  /**
   * Whether to work out what to try next; lets others have their turn before that, since it takes its time as well, and
   * finding nothing to try would give them none.
   */
  async goesOn(): Promise<boolean> {
    if (this.#isSpent()) return false;
    await nextTurn();
    return true;
  }

  #isSpent(): boolean {
    return this.#left <= 0 || performance.now() >= this.#until;
  }
}

/** A case after something was tried on it. */
export interface Trial {
  readonly case: Case;
  readonly text: string;
  readonly changes: readonly Change[];
  /** Undefined when it passes. */
  readonly failure: EventFailure | undefined;
  /** What keeps the text from being encoded; undefined where it is, and for JSON always. */
  readonly encoding: EncodingFailure | undefined;
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
      trials.push({
        case: one,
        text: one.text,
        changes: [],
        failure: one.failure,
        encoding: undefined,
        notApplicable: true,
      });
      continue;
    }
    trials.push({ case: one, ...result, ...(await outcomeOf(one, recheck, result)), notApplicable: false });
  }
  return trials;
}

/** What is wrong with a case once it has another text; without changes, what is wrong with it as it is. */
async function outcomeOf(
  one: Case,
  recheck: Recheck,
  { text, changes }: Transformed,
): Promise<Pick<Trial, "failure" | "encoding">> {
  const isOriginal = changes.length === 0 && one.isCurrent;
  const failure = isOriginal ? await recheck(one.letter) : undefined;
  if (isOriginal && failure === undefined) return { failure, encoding: undefined };
  const edited = await one.close(text);
  if (!("code" in edited)) return { failure: failure ?? (await recheck(one.letter, edited)), encoding: undefined };
  const { message, encoding, path } = edited;
  const place = { code: "encoding", keyword: encoding?.code ?? "", instancePath: path, schemaPath: "" };
  const violation: Violation = { ...place, message, hint: "", severity: "error" };
  const refused: EventFailure = {
    failureType: "schema-violation",
    violations: [violation],
    schema: one.failure.schema,
  };
  return { failure: failure ?? refused, encoding };
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
