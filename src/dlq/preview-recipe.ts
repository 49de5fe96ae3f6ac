import { setImmediate as nextTurn } from "node:timers/promises";
import type { EventFailure } from "../core/event.js";
import type { RemainingFailure } from "../core/schema-impact.js";
import type { Violation } from "../core/violation.js";
import type { DeadLetterRow, DeadLetterStore } from "../store/store.js";
import type { Change } from "../transform/recipe-step.js";
import { type AppliedRecipe, applyRecipe, type RecipeCopy, recipeFailure } from "./apply-recipe.js";
import { CauseTally, type LetterSample } from "./failures.js";
import type { RecheckAgainst, Redelivery } from "./redelivery.js";
import { type Selection, selectionQuery } from "./selection.js";
import { walk } from "./walk.js";

/** What a recipe does to one letter. */
export interface RecipeSample {
  readonly letter: DeadLetterRow;
  readonly changes: readonly Change[];
  readonly wouldPass: boolean;
  readonly violations: readonly Violation[];
  /** The payload that would be sent on; empty where the recipe cannot be applied. */
  readonly text: string;
}

/** What a recipe would do. */
export interface RecipePreview {
  readonly selected: number;
  readonly examined: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly notApplicable: number;
  readonly wouldPass: number;
  readonly failures: readonly RemainingFailure[];
  /** By step, how many letters it changed; empty for upcasters. */
  readonly stepChanges: readonly number[];
  readonly samples: readonly RecipeSample[];
}

/** What a preview is about. */
export interface RecipePreviewRequest {
  readonly selection: Selection;
  readonly recipe: RecipeCopy;
  readonly against: RecheckAgainst;
  readonly limit: number;
  readonly samples: number;
  readonly signal?: AbortSignal;
}

/** Applies a recipe to the selected open dead letters, up to a limit, checks the results, and changes nothing. */
export async function previewRecipe(
  deps: { deadLetters: DeadLetterStore; redelivery: Redelivery },
  request: RecipePreviewRequest,
): Promise<RecipePreview> {
  const query = selectionQuery(request.selection, ["open"]);
  const selected = await deps.deadLetters.count(query, request.signal);
  const recheck = await deps.redelivery.recheckAgainst(request.against);
  const failures = new CauseTally<LetterSample>();
  const stepChanges = Array<number>(request.recipe.stepCount).fill(0);
  const samples: RecipeSample[] = [];
  const counts = { examined: 0, changed: 0, unchanged: 0, notApplicable: 0, wouldPass: 0 };
  const { limit, signal } = request;
  for await (const letters of walk(deps.deadLetters, query, { limit, ...(signal && { signal }) })) {
    // Thousands of letters take a while, and the store answers without giving others a turn.
    await nextTurn();
    for (const letter of letters) {
      const applied = await applyRecipe(deps.redelivery, request.recipe, letter, request.against);
      const failure =
        applied.kind === "edited" ? await recheck(letter, applied.edited) : recipeFailure(letter, applied.failure);
      counts.examined += 1;
      counts[outcomeOf(applied)] += 1;
      countSteps(stepChanges, applied);
      if (failure === undefined) counts.wouldPass += 1;
      else failures.add(failure, { sampleId: letter.id });
      if (samples.length < request.samples) samples.push(sampleOf(letter, applied, failure));
    }
  }
  return {
    selected,
    ...counts,
    failures: failures.list(),
    stepChanges,
    samples,
  };
}

function outcomeOf(applied: AppliedRecipe): "changed" | "unchanged" | "notApplicable" {
  if (applied.kind === "not-applicable") return "notApplicable";
  return applied.edited === undefined ? "unchanged" : "changed";
}

/** Counts for each step whether it changed anything. */
function countSteps(counts: number[], applied: AppliedRecipe): void {
  const changing = new Set(applied.kind === "edited" ? applied.changes.map(({ step }) => step) : []);
  for (const [index, before] of counts.entries()) if (changing.has(index + 1)) counts[index] = before + 1;
}

function sampleOf(letter: DeadLetterRow, applied: AppliedRecipe, failure: EventFailure | undefined): RecipeSample {
  const [changes, text] = applied.kind === "edited" ? [applied.changes, applied.text] : [[], ""];
  return { letter, changes, text, wouldPass: failure === undefined, violations: failure?.violations ?? [] };
}
