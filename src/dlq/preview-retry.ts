import { givingWay, progressTimer } from "../core/give-way.js";
import type { EventFailure } from "../core/event.js";
import type { RemainingFailure } from "../core/schema-impact.js";
import type { DeadLetterQuery, DeadLetterRow, DeadLetterStore } from "../store/store.js";
import { applyRecipe, type RecipeCopy, recipeFailure } from "./apply-recipe.js";
import { CauseTally, type LetterSample, needsEdit } from "./failures.js";
import { draftPlan, type PlanCounts, type PlanDeps, type PlanDraft, selectionKey, writePlan } from "./plan.js";
import type { LetterVerdict, Recheck, RecheckAgainst, Redelivery } from "./redelivery.js";
import { type Selection, selectionQuery } from "./selection.js";
import { createTurnsInLine, type TurnsInLine } from "./turns-in-line.js";
import { walk } from "./walk.js";

/** What a retry would do, or what of it is known so far. */
export interface RetryPreview extends PlanCounts {
  /** What would be given back to the consumer groups that reported it instead of being published, most first. */
  readonly handedBack: readonly HandedBack[];
  readonly failures: readonly RemainingFailure[];
  /** What executes it; undefined while it is under way, and where there is nothing to execute. */
  readonly plan: { readonly token: string; readonly expiresAt: Date } | undefined;
}

/** Letters that a consumer group would get back. */
export interface HandedBack {
  readonly stream: string;
  readonly consumerGroup: string;
  readonly count: number;
}

/** What previewing needs. */
export interface PreviewDeps extends Omit<PlanDeps, "deadLetters"> {
  readonly deadLetters: DeadLetterStore;
  readonly redelivery: Redelivery;
}

/** What to preview. */
export interface PreviewRequest {
  readonly selection: Selection;
  readonly against: RecheckAgainst;
  /** Examine at most so many. */
  readonly limit: number;
  /** Applied to each letter before it is checked. */
  readonly recipe?: RecipeCopy | undefined;
  readonly signal: AbortSignal;
}

/**
 * Checks the selected open dead letters again, up to a limit, and changes nothing. Yields what is known from time to
 * time; the last one is the whole preview, with the plan. Ends with the reason of the signal once that aborts.
 */
export async function* previewRetry(deps: PreviewDeps, request: PreviewRequest): AsyncGenerator<RetryPreview> {
  const { selection, against, limit, recipe, signal } = request;
  const { deadLetters } = deps;
  const query = selectionQuery(selection, ["open"]);
  const draft = await draftPlan(deps, recipe?.source);
  const [newest] = await deadLetters.list(query, { order: "newest-first", after: "", limit: 1, signal });
  const through = newest?.id ?? "";
  const bounded = { ...query, through };
  const selected = newest === undefined ? 0 : await deadLetters.count(bounded, signal);
  const recheck = await deps.redelivery.recheckAgainst(against);
  const failures = new CauseTally<LetterSample>();
  const counts = { selected, examined: 0, wouldPass: 0, stillFail: 0, needsEdit: 0, blocked: 0 };
  const handedBack = createHandedBackTally();
  const soFar = (): RetryPreview => ({
    ...counts,
    handedBack: handedBack.list(),
    failures: failures.list(),
    plan: undefined,
  });
  const turns = createTurnsInLine(deadLetters);
  const examine = async (letter: DeadLetterRow): Promise<void> => {
    draft.add(letter);
    counts.examined += 1;
    // Ids may name what is closed: a redrive passes over it.
    if (letter.status !== "open") return;
    const ofGroup = recipe === undefined ? await verdictOfGroup(deps.redelivery, letter, turns) : undefined;
    if (ofGroup?.kind === "returns") {
      handedBack.add(letter);
      return;
    }
    const waits = ofGroup?.kind === "waits" ? ofGroup.failure : await turns.blocked(letter);
    const failure = waits ?? (await recheckWith(deps.redelivery, { recheck, against, recipe }, letter));
    if (failure === undefined) {
      turns.passed(letter);
      counts.wouldPass += 1;
      return;
    }
    failures.add(failure, { sampleId: letter.id });
    if (waits !== undefined) counts.blocked += 1;
    else {
      counts.stillFail += 1;
      counts.needsEdit += needsEdit(failure) ? 1 : 0;
    }
  };
  const isTime = progressTimer();
  for await (const letters of walk(deadLetters, bounded, { limit: Math.min(limit, selected), signal })) {
    for await (const letter of givingWay(letters)) await examine(letter);
    if (isTime()) yield soFar();
  }
  if (selected === 0 || against.kind !== "today") yield soFar();
  else yield { ...soFar(), plan: await makePlan(deps, draft, { query, recipe, through, counts }) };
}

function createHandedBackTally(): { add(letter: DeadLetterRow): void; list(): readonly HandedBack[] } {
  const counts = new Map<string, HandedBack>();
  return {
    add({ stream, consumerGroup }) {
      const key = JSON.stringify([stream, consumerGroup]);
      counts.set(key, { stream, consumerGroup, count: (counts.get(key)?.count ?? 0) + 1 });
    },
    list: () => [...counts.values()].sort((a, b) => b.count - a.count),
  };
}

/** What a redrive does with a letter that a consumer group reported; a recipe makes it a new payload, which is published. */
async function verdictOfGroup(
  redelivery: Redelivery,
  letter: DeadLetterRow,
  turns: TurnsInLine,
): Promise<LetterVerdict | undefined> {
  if (letter.logPosition === undefined) return undefined;
  const item = { letter, editedData: undefined, trigger: "redrive", actor: "", redriveId: "" } as const;
  const { verdicts } = await redelivery.check([item], turns);
  return verdicts[0];
}

async function recheckWith(
  redelivery: Redelivery,
  { recheck, against, recipe }: { recheck: Recheck; against: RecheckAgainst; recipe: RecipeCopy | undefined },
  letter: DeadLetterRow,
): Promise<EventFailure | undefined> {
  if (recipe === undefined) return await recheck(letter);
  const applied = await applyRecipe(redelivery, recipe, letter, against);
  if (applied.kind === "not-applicable") return recipeFailure(letter, applied.failure);
  return await recheck(letter, applied.edited);
}

async function makePlan(
  deps: PreviewDeps,
  draft: PlanDraft,
  about: { query: DeadLetterQuery; recipe: RecipeCopy | undefined; through: string; counts: PlanCounts },
): Promise<RetryPreview["plan"]> {
  const { query, recipe, through, counts } = about;
  const selection = selectionKey(query, recipe?.source);
  const plan = await draft.finish(deps, { selection, through, counts: { ...counts } });
  return { token: await writePlan(deps, plan), expiresAt: new Date(plan.expiresAt) };
}
