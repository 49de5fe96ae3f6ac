import type { Violation } from "../core/violation.js";
import type { DeadLetterStore } from "../store/store.js";
import type { Change } from "../transform/recipe-step.js";
import { applyRecipe, type RecipeCopy, recipeFailure } from "./apply-recipe.js";
import { createFailureTally, type RemainingFailure } from "./failures.js";
import type { RecheckAgainst, Redelivery } from "./redelivery.js";
import { type Selection, selectionQuery } from "./selection.js";
import { walk } from "./walk.js";

/** What a recipe does to one letter. */
export interface RecipeSample {
  readonly letterId: string;
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
  /** By step, how many letters it changed. */
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
}

/** Applies a recipe to the selected open dead letters, up to a limit, checks the results, and changes nothing. */
export async function previewRecipe(
  deps: { deadLetters: DeadLetterStore; redelivery: Redelivery },
  request: RecipePreviewRequest,
): Promise<RecipePreview> {
  const query = selectionQuery(request.selection, ["open"]);
  const selected = await deps.deadLetters.count(query);
  const recheck = await deps.redelivery.recheckAgainst(request.against);
  const failures = createFailureTally();
  const stepChanges: number[] = [];
  const samples: RecipeSample[] = [];
  const counts = { examined: 0, changed: 0, unchanged: 0, notApplicable: 0, wouldPass: 0 };
  for await (const letters of walk(deps.deadLetters, query, { limit: request.limit })) {
    for (const letter of letters) {
      counts.examined += 1;
      const applied = await applyRecipe(deps.redelivery, request.recipe, letter);
      const edited = applied.kind === "edited" ? applied : undefined;
      const failure =
        applied.kind === "edited" ? await recheck(letter, applied.data) : recipeFailure(letter, applied.failure);
      if (edited === undefined) counts.notApplicable += 1;
      else if (edited.data === undefined) counts.unchanged += 1;
      else counts.changed += 1;
      for (const step of new Set(edited?.changes.map((change) => change.step))) {
        stepChanges[step - 1] = (stepChanges[step - 1] ?? 0) + 1;
      }
      if (failure === undefined) counts.wouldPass += 1;
      else failures.add(letter.id, failure);
      if (samples.length < request.samples) {
        const violations = failure?.violations ?? [];
        const changes = edited?.changes ?? [];
        const wouldPass = failure === undefined;
        samples.push({ letterId: letter.id, changes, wouldPass, violations, text: edited?.text ?? "" });
      }
    }
  }
  return { selected, ...counts, failures: failures.list(), stepChanges: Array.from(stepChanges, (n) => n), samples };
}
