import type { DeadLetterRow, DeadLetterStore } from "../store/store.js";
import { applyRecipe, type RecipeCopy, recipeFailure } from "./apply-recipe.js";
import { createFailureTally, type RemainingFailure } from "./failures.js";
import type { EventFailure } from "../core/event.js";
import type { Recheck, RecheckAgainst, Redelivery } from "./redelivery.js";
import { createTurnsInLine } from "./turns-in-line.js";
import { type Selection, selectionQuery } from "./selection.js";
import { walk } from "./walk.js";

/** What a retry would do. */
export interface RetryPreview {
  readonly selected: number;
  readonly examined: number;
  readonly wouldPass: number;
  readonly stillFail: number;
  /** Not tried, because they wait behind one of their key that is not selected or would fail. */
  readonly blocked: number;
  readonly failures: readonly RemainingFailure[];
}

/** What a preview is about. */
export interface RetryPreviewRequest {
  readonly selection: Selection;
  readonly against: RecheckAgainst;
  readonly limit: number;
  /** Applied to each letter before it is checked. */
  readonly recipe?: RecipeCopy | undefined;
}

/** Checks the selected open dead letters again, up to a limit, and changes nothing. */
export async function previewRetry(
  deps: { deadLetters: DeadLetterStore; redelivery: Redelivery },
  { selection, against, limit, recipe }: RetryPreviewRequest,
): Promise<RetryPreview> {
  const query = selectionQuery(selection, ["open"]);
  const selected = await deps.deadLetters.count(query);
  const recheck = await deps.redelivery.recheckAgainst(against);
  const failures = createFailureTally();
  let examined = 0;
  let stillFail = 0;
  let blocked = 0;
  const turns = createTurnsInLine(deps.deadLetters);
  for await (const letters of walk(deps.deadLetters, query, { limit })) {
    for (const letter of letters) {
      examined += 1;
      const waits = await turns.blocked(letter);
      const failure =
        waits ??
        (await (recipe === undefined ? recheck(letter) : recheckEdited(deps.redelivery, recheck, letter, recipe)));
      if (failure === undefined) {
        turns.passed(letter);
        continue;
      }
      if (waits === undefined) stillFail += 1;
      else blocked += 1;
      failures.add(letter.id, failure);
    }
  }
  const wouldPass = examined - stillFail - blocked;
  return { selected, examined, wouldPass, stillFail, blocked, failures: failures.list() };
}

async function recheckEdited(
  redelivery: Redelivery,
  recheck: Recheck,
  letter: DeadLetterRow,
  recipe: RecipeCopy,
): Promise<EventFailure | undefined> {
  const applied = await applyRecipe(redelivery, recipe, letter);
  if (applied.kind === "not-applicable") return recipeFailure(letter, applied.failure);
  return await recheck(letter, applied.data);
}
