import type { EventFailure } from "../core/event.js";
import type { DeadLetterRow } from "../store/store.js";
import { isStepFailure, type Program } from "../transform/program.js";
import type { Change, StepFailure } from "../transform/recipe-step.js";
import type { Redelivery, RedeliverItem, RedeliverResult } from "./redelivery.js";

/** A recipe as it was when somebody asked for it; what is saved under its name may change meanwhile. */
export interface RecipeCopy {
  /** For people: `recipe cents-to-euros, revision 3`. */
  readonly label: string;
  /** How many steps it has; 0 where that differs by subject. */
  readonly stepCount: number;
  /** The steps for a letter; a failure where there are none for its subject. */
  programFor(letter: DeadLetterRow): Promise<Program | StepFailure>;
}

/** A letter with a recipe applied to its payload. */
export type AppliedRecipe =
  | {
      readonly kind: "edited";
      /** Undefined when the recipe changes nothing. */
      readonly data: Uint8Array | undefined;
      readonly text: string;
      readonly changes: readonly Change[];
    }
  | { readonly kind: "not-applicable"; readonly failure: StepFailure };

/** Applies a recipe to the payload of a dead letter, which stays as it is. Never throws for anything a payload may hold. */
export async function applyRecipe(
  redelivery: Pick<Redelivery, "openPayload">,
  recipe: RecipeCopy,
  letter: DeadLetterRow,
): Promise<AppliedRecipe> {
  const program = await recipe.programFor(letter);
  if ("code" in program) return { kind: "not-applicable", failure: program };
  const opened = await redelivery.openPayload(letter);
  if (opened.kind === "closed") {
    const failure = { code: "unsupported", step: 0, path: "", message: opened.reason } as const;
    return { kind: "not-applicable", failure };
  }
  const result = program.apply(opened.text);
  if (isStepFailure(result)) return { kind: "not-applicable", failure: result };
  const data = result.changes.length === 0 ? undefined : opened.close(result.text);
  return { kind: "edited", data, text: result.text, changes: result.changes };
}

/** A recipe that cannot be applied, as what keeps a letter from passing. */
export function recipeFailure(letter: DeadLetterRow, failure: StepFailure): EventFailure {
  return {
    failureType: letter.failureType,
    violations: [
      {
        code: "recipe",
        instancePath: failure.path.startsWith("/") ? failure.path : "",
        schemaPath: "",
        keyword: failure.code,
        message: describeStepFailure(failure),
        hint: "",
        severity: "error",
      },
    ],
    schema: letter.schema,
  };
}

/** In one line, with the step but without the place. */
export function describeStepFailure({ step, path, message }: StepFailure): string {
  const place = path.startsWith("$") ? `${path} ` : "";
  return step === 0 ? `the payload ${message}` : `step ${step} of the recipe cannot be done: ${place}${message}`;
}

/**
 * Sends letters on with a recipe applied to each. Those it cannot be applied to are not sent and not touched; they count as
 * failed again.
 */
export async function redeliverEdited(
  redelivery: Pick<Redelivery, "openPayload" | "redeliver">,
  recipe: RecipeCopy,
  items: readonly RedeliverItem[],
): Promise<readonly RedeliverResult[]> {
  const results = new Map<RedeliverItem, RedeliverResult>();
  const sent: { readonly item: RedeliverItem; readonly edited: RedeliverItem }[] = [];
  for (const item of items) {
    const applied = item.letter.status === "open" ? await applyRecipe(redelivery, recipe, item.letter) : undefined;
    if (applied?.kind === "not-applicable") {
      results.set(item, { outcome: "failed-again", failure: recipeFailure(item.letter, applied.failure) });
    } else sent.push({ item, edited: { ...item, editedData: applied?.data } });
  }
  const outcomes = sent.length === 0 ? [] : await redelivery.redeliver(sent.map(({ edited }) => edited));
  for (const [index, { item }] of sent.entries()) results.set(item, outcomes[index] ?? { outcome: "skipped" });
  return items.map((item) => results.get(item) ?? { outcome: "skipped" });
}
