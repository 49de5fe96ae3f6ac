import { invalidArgument } from "../core/errors.js";
import type { RemainingFailure } from "../core/schema-impact.js";
import type { DeadLetterQuery, DeadLetterStore } from "../store/store.js";
import { createFailureTally, needsEdit } from "./failures.js";
import { draftPlan, type PlanCounts, type PlanDeps, type PlanDraft, selectionKey, writePlan } from "./plan.js";
import type { RecheckAgainst, Redelivery } from "./redelivery.js";
import { type Selection, selectionQuery } from "./selection.js";
import { walk } from "./walk.js";

/** What a retry would do, or what of it is known so far. */
export interface RetryPreview extends PlanCounts {
  readonly failures: readonly RemainingFailure[];
  /** What executes it; undefined while it is under way, and where there is nothing to execute. */
  readonly plan: { readonly token: string; readonly expiresAt: Date } | undefined;
}

/** What previewing needs. */
export interface PreviewDeps extends Omit<PlanDeps, "deadLetters"> {
  readonly deadLetters: DeadLetterStore;
  readonly redelivery: Redelivery;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** What to preview. */
export interface PreviewRequest {
  readonly selection: Selection;
  readonly against: RecheckAgainst;
  /** Examine at most so many. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** Left to others after each slice of a long examination: about half of the time. */
export const pauseBetweenSlicesMs = 2;

/**
 * Checks the selected open dead letters again, up to a limit, and changes nothing. Yields what is known after each slice;
 * the last one is the whole preview, with the plan.
 */
export async function* previewRetry(deps: PreviewDeps, request: PreviewRequest): AsyncGenerator<RetryPreview> {
  const { selection, against, limit, signal } = request;
  const { deadLetters } = deps;
  const query = selectionQuery(selection, ["open"]);
  const draft = await draftPlan(deps);
  const [newest] = await deadLetters.list(query, { order: "newest-first", after: "", limit: 1 });
  const through = newest?.id ?? "";
  const bounded = { ...query, through };
  const selected = newest === undefined ? 0 : await deadLetters.count(bounded);
  const recheck = await deps.redelivery.recheckAgainst(against);
  const failures = createFailureTally();
  const counts = { selected, examined: 0, wouldPass: 0, stillFail: 0, needsEdit: 0 };
  const soFar = (): RetryPreview => ({ ...counts, failures: failures.list(), plan: undefined });
  for await (const letters of walk(deadLetters, bounded, { limit: Math.min(limit, selected) })) {
    for (const letter of letters) {
      draft.add(letter);
      counts.examined += 1;
      const failure = await recheck(letter);
      if (failure === undefined) {
        counts.wouldPass += 1;
        continue;
      }
      counts.stillFail += 1;
      if (needsEdit(failure)) counts.needsEdit += 1;
      failures.add(letter.id, failure);
    }
    yield soFar();
    await deps.sleep(pauseBetweenSlicesMs, signal);
    if (signal.aborted) return;
  }
  if (selected === 0 || against.kind !== "today") yield soFar();
  else yield { ...soFar(), plan: await makePlan(deps, draft, { query, through, counts }) };
}

async function makePlan(
  deps: PreviewDeps,
  draft: PlanDraft,
  { query, through, counts }: { query: DeadLetterQuery; through: string; counts: PlanCounts },
): Promise<RetryPreview["plan"]> {
  const plan = await draft.finish(deps, { selection: selectionKey(query), through, counts: { ...counts } });
  return { token: await writePlan(deps, plan), expiresAt: new Date(plan.expiresAt) };
}

const previews = { fallback: 1000, maximum: 10_000 };

/** How many a single answer examines. `limit` 0 leaves it to the server. */
export function previewLimit(limit: number): number {
  if (limit > previews.maximum) throw invalidArgument("limit", `is ${limit}; at most ${previews.maximum} are allowed`);
  return limit === 0 ? previews.fallback : limit;
}

/** The last of what comes, which there has to be. */
export async function lastOf<T>(items: AsyncIterable<T>): Promise<T> {
  let last: { readonly item: T } | undefined;
  for await (const item of items) last = { item };
  if (last === undefined) throw new Error("Nothing came.");
  return last.item;
}
