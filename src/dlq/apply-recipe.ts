import type { EventFailure } from "../core/event.js";
import type { DeadLetterRow } from "../store/store.js";
import { isStepFailure, type Program } from "../transform/program.js";
import type { Change, RecipeStep, StepFailure } from "../transform/recipe-step.js";
import type { EditedPayload, RecheckAgainst, Redelivery, Upcast } from "./redelivery.js";

/** A recipe as plain data, which is how a redrive keeps it. */
export type RecipeSource =
  | { readonly kind: "steps"; readonly label: string; readonly steps: readonly RecipeStep[] }
  | ({ readonly kind: "upcast" } & Upcast);

/** A recipe as it was when somebody asked for it; what is saved under its name, and upcasters, may change meanwhile. */
export interface RecipeCopy {
  readonly source: RecipeSource;
  /** For people: `recipe cents-to-euros, revision 3`. */
  readonly label: string;
  /** How many steps it has; 0 where that differs by subject. */
  readonly stepCount: number;
  /** The track that the steps lead to; undefined where they lead to no other. */
  readonly toMajor: number | undefined;
  /** The steps for a letter; a failure where there are none for its subject. */
  programFor(letter: DeadLetterRow): Promise<Program | StepFailure>;
}

/** A letter with a recipe applied to its payload. */
export type AppliedRecipe =
  | {
      readonly kind: "edited";
      /** Undefined when the recipe changes nothing, and nothing has to be encoded anew. */
      readonly edited: EditedPayload | undefined;
      readonly text: string;
      readonly changes: readonly Change[];
    }
  | { readonly kind: "not-applicable"; readonly failure: StepFailure };

/**
 * Applies a recipe to the payload of a dead letter, which stays as it is. Never throws for anything a payload may hold.
 * @param against what the result is going to be checked against
 */
export async function applyRecipe(
  redelivery: Pick<Redelivery, "openPayload">,
  recipe: RecipeCopy,
  letter: DeadLetterRow,
  against: RecheckAgainst = { kind: "today" },
): Promise<AppliedRecipe> {
  const program = await recipe.programFor(letter);
  if ("code" in program) return { kind: "not-applicable", failure: program };
  const opened = await redelivery.openPayload(letter, { against, major: recipe.toMajor });
  if (opened.kind === "closed") {
    const failure = { code: "unsupported", step: 0, path: "", message: opened.reason } as const;
    return { kind: "not-applicable", failure };
  }
  const result = program.apply(opened.text);
  if (isStepFailure(result)) return { kind: "not-applicable", failure: result };
  const { text, changes } = result;
  if (changes.length === 0 && opened.isCurrent) return { kind: "edited", edited: undefined, text, changes };
  const edited = await opened.close(text);
  if ("code" in edited) return { kind: "not-applicable", failure: edited };
  return { kind: "edited", edited, text, changes };
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
export function describeStepFailure({ code, step, path, message }: StepFailure): string {
  if (code === "not-encodable") return message;
  const place = path.startsWith("$") ? `${path} ` : "";
  return step === 0 ? `the payload ${message}` : `step ${step} of the recipe cannot be done: ${place}${message}`;
}
