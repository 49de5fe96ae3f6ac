import type { Recheck } from "../dlq/redelivery.js";
import type { RecipeSample } from "../dlq/preview-recipe.js";
import { createProgram, type Program } from "../transform/program.js";
import type { RecipeStep } from "../transform/recipe-step.js";
import { type Case, type Effort, passing, remaining, sampleOf, type Trial, tryOn } from "./cases.js";
import { describeStep } from "./describe-step.js";
import { encodingCandidates } from "./encoding-candidates.js";
import { type Candidate, eventCandidates } from "./event-candidates.js";
import { type Problem, problemKey, problemsOf } from "./problems.js";
import { type SchemaView } from "./schema-view.js";

/** A recipe that was tried on every case. */
export interface EventFix {
  readonly title: string;
  readonly steps: readonly RecipeStep[];
  readonly mended: number;
  readonly stillFail: number;
  readonly altersContent: boolean;
  readonly sample: RecipeSample | undefined;
}

/** Most steps of a suggestion. */
const maxSteps = 12;

/** First steps that are followed up. */
const mostBranches = 6;

/** Most suggestions. */
const mostFixes = 5;

interface Draft {
  readonly steps: readonly Candidate[];
  readonly trials: readonly Trial[];
}

/** What searching for recipes needs. */
export interface EventSearch {
  readonly cases: readonly Case[];
  readonly recheck: Recheck;
  /** The schema that speaks in a failure; undefined where it cannot be read. */
  schemaOf(trial: Trial): Promise<SchemaView | undefined>;
  readonly effort: Effort;
}

/**
 * Works out recipes on samples, problem by problem, and tries each on every case. Only those that mend something are
 * handed out, those that mend most first, and of these the ones that lose least.
 */
export async function findEventFixes(search: EventSearch): Promise<readonly EventFix[]> {
  const samples = sampleOf(search.cases);
  const start: Draft = { steps: [], trials: await tryOn(samples, search.recheck, undefined) };
  const found = new Map<string, readonly Candidate[]>();
  for (const draft of await branch(search, start)) {
    const grown = await grow(search, draft);
    if (passing(grown.trials) === 0) continue;
    const steps = await withoutNeedless(search, grown, samples);
    found.set(JSON.stringify(steps.map(({ step }) => step)), steps);
  }
  const fixes: { fix: EventFix; cost: number }[] = [];
  for (const steps of found.values()) {
    const fix = await verify(search, steps);
    if (fix.mended > 0) fixes.push({ fix, cost: costOf(steps) });
  }
  fixes.sort((a, b) => b.fix.mended - a.fix.mended || a.cost - b.cost);
  return fixes.slice(0, mostFixes).map(({ fix }) => fix);
}

/** The drafts that begin with each step that is any good. */
async function branch(search: EventSearch, start: Draft): Promise<readonly Draft[]> {
  const drafts: Draft[] = [];
  for (const problem of problemsOf(start.trials)) {
    drafts.push(...(await improvements(search, start, problem)));
    if (drafts.length > 0) break;
  }
  return drafts.slice(0, mostBranches);
}

/** Adds steps as long as they help. */
async function grow(search: EventSearch, from: Draft): Promise<Draft> {
  let draft = from;
  const hopeless = new Set<string>();
  while (draft.steps.length < maxSteps) {
    const problem = problemsOf(draft.trials).find((one) => !hopeless.has(problemKey(one)));
    if (problem === undefined) return draft;
    const [best] = await improvements(search, draft, problem);
    if (best === undefined) hopeless.add(problemKey(problem));
    else draft = best;
  }
  return draft;
}

/** What the candidates for a problem lead to, where that is better than before; best first. */
async function improvements(search: EventSearch, draft: Draft, problem: Problem): Promise<readonly Draft[]> {
  if (!(await search.effort.goesOn())) return [];
  const better: { next: Draft; gain: number; cost: number }[] = [];
  const cases = draft.trials.map((trial) => trial.case);
  for (const candidate of await candidatesFor(search, draft, problem)) {
    const steps = [...draft.steps, candidate];
    const program = programOf(steps);
    if (program === undefined || !search.effort.spend()) continue;
    const trials = await tryOn(cases, search.recheck, program);
    const gain = worth(trials) - worth(draft.trials) + solved(problem, trials);
    if (gain > 0) better.push({ next: { steps, trials }, gain, cost: candidate.cost });
  }
  return better.sort((a, b) => a.cost - b.cost || b.gain - a.gain).map(({ next }) => next);
}

async function candidatesFor(search: EventSearch, draft: Draft, problem: Problem): Promise<readonly Candidate[]> {
  if (problem.encoding !== undefined) return encodingCandidates(problem, problem.encoding);
  const having = draft.trials.find((trial) =>
    trial.failure?.violations.some(({ schemaPath }) => schemaPath === problem.schemaPath),
  );
  const schema = having && (await search.schemaOf(having));
  return schema === undefined ? [] : eventCandidates(problem, schema);
}

function worth(trials: readonly Trial[]): number {
  return passing(trials) * 1000 - remaining(trials);
}

/** Encoding gives up at the first failure, so of these it counts that another one, or none, is the first. */
function solved(problem: Problem, trials: readonly Trial[]): number {
  if (problem.encoding === undefined) return 0;
  const left = problemsOf(trials).find((one) => problemKey(one) === problemKey(problem));
  return problem.count - (left?.count ?? 0);
}

/** A candidate's step may be one that no program takes, a match of values that cannot be told apart for example. */
function programOf(steps: readonly Candidate[]): Program | undefined {
  try {
    return createProgram(
      "steps",
      steps.map(({ step }) => step),
    );
  } catch {
    return undefined;
  }
}

/** Leaves out steps that later ones made needless. */
async function withoutNeedless(
  search: EventSearch,
  { steps, trials }: Draft,
  samples: readonly Case[],
): Promise<readonly Candidate[]> {
  let kept = steps;
  for (const step of steps) {
    const fewer = kept.filter((one) => one !== step);
    const program = fewer.length === 0 ? undefined : programOf(fewer);
    if (program === undefined || !search.effort.spend()) continue;
    if (passing(await tryOn(samples, search.recheck, program)) >= passing(trials)) kept = fewer;
  }
  return kept;
}

async function verify(search: EventSearch, candidates: readonly Candidate[]): Promise<EventFix> {
  const steps = candidates.map(({ step }) => step);
  const trials = await tryOn(search.cases, search.recheck, createProgram("steps", steps));
  const mended = trials.find(({ failure }) => failure === undefined);
  return {
    title: steps.map(describeStep).join("; "),
    steps,
    mended: passing(trials),
    stillFail: trials.length - passing(trials),
    altersContent: steps.some(altersContent),
    sample: mended && {
      letter: mended.case.letter,
      changes: mended.changes,
      wouldPass: true,
      violations: [],
      text: mended.text,
    },
  };
}

/** Whether a step takes something away, or puts something in that the producer did not send. */
function altersContent(step: RecipeStep): boolean {
  return ["drop", "default", "set"].includes(step.kind) || (step.kind === "scale" && step.digits !== undefined);
}

function costOf(steps: readonly Candidate[]): number {
  return steps.reduce((sum, { cost }) => sum + cost, 0);
}
