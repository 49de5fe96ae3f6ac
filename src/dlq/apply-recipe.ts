import type { EventFailure } from "../core/event.js";
import type { DeadLetterRow } from "../store/store.js";
import { isStepFailure, type Program } from "../transform/program.js";
import type { Change, RecipeStep, StepFailure } from "../transform/recipe-step.js";
import type { Redelivery } from "./redelivery.js";

/** A recipe as plain data, which is how a redrive keeps it. */
export type RecipeSource =
  | { readonly kind: "steps"; readonly label: string; readonly steps: readonly RecipeStep[] }
  | { readonly kind: "upcast"; readonly fromMajor: number; readonly toMajor: number };

/** A recipe as it was when somebody asked for it; what is saved under its name may change meanwhile. */
export interface RecipeCopy {
  readonly source: RecipeSource;
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
