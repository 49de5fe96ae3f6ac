import { invalidArgument, SluiceError } from "../core/errors.js";
import { Draft, StepError } from "./draft.js";
import { writeDocument } from "./json-tree.js";
import { isFault, parseJsonText } from "./parse-json.js";
import type { Change, RecipeStep, StepFailure } from "./recipe-step.js";
import { scaleStep, timeStep } from "./steps/conversions.js";
import type { StepRun } from "./steps/places.js";
import { defaultStep, dropStep, moveStep, patchStep, renameStep, setStep } from "./steps/structure.js";
import { WorkExceededError } from "./work.js";
import { caseStep, castStep, mapStep, matchStep, trimStep } from "./steps/values.js";

/** What a program made of an event. */
export interface Transformed {
  readonly text: string;
  /** In the order they were made; replayed as JSON Patch they lead from the old event to the new one. */
  readonly changes: readonly Change[];
}

/** Steps that were checked and can be applied to any number of events. */
export interface Program {
  readonly steps: readonly RecipeStep[];
  /** All steps, or none: a failure leaves nothing half done. Never throws for anything an event may hold. */
  apply(text: string): Transformed | StepFailure;
}

/** Most steps of one program. */
export const maxSteps = 100;

/** Most bytes of all its steps together, as JSON. */
const maxProgramBytes = 256 * 1024;

/**
 * Makes a program of steps, in their order.
 * @param field how errors name the list of steps
 * @throws SluiceError INVALID_ARGUMENT naming the step and its field; LIMIT_EXCEEDED when there are too many or too large ones
 */
export function createProgram(field: string, steps: readonly RecipeStep[]): Program {
  if (steps.length === 0) throw invalidArgument(field, "is required: at least one step");
  refuseBeyond(field, "steps", { limit: maxSteps, received: steps.length });
  refuseBeyond(field, "bytes", { limit: maxProgramBytes, received: Buffer.byteLength(JSON.stringify(steps)) });
  return programOf(
    steps,
    steps.map((step, index) => compileStep(`${field}[${index}]`, step)),
  );
}

/** One program that does what several do, one after the other. */
export function joinPrograms(programs: readonly Program[]): Program {
  return createUnchecked(programs.flatMap(({ steps }) => steps));
}

function createUnchecked(steps: readonly RecipeStep[]): Program {
  return programOf(
    steps,
    steps.map((step, index) => compileStep(`steps[${index}]`, step)),
  );
}

function programOf(steps: readonly RecipeStep[], runs: readonly StepRun[]): Program {
  return {
    steps,
    apply(text) {
      const document = parseJsonText(text);
      if (isFault(document)) {
        const message = `is not JSON: ${document.message} (offset ${document.offset})`;
        return { code: "not-json", step: 0, path: "", message };
      }
      const draft = new Draft(document);
      try {
        for (const [index, run] of runs.entries()) {
          draft.step = index + 1;
          run(draft);
        }
      } catch (caught) {
        if (caught instanceof StepError) return caught.failure;
        if (caught instanceof WorkExceededError) return tooMuchWork(draft, steps);
        throw caught;
      }
      return { text: draft.changes.length === 0 ? text : writeDocument(document), changes: draft.changes };
    },
  };
}

/** The step at which the work was used up need not be the one that did most of it. */
function tooMuchWork({ step }: Draft, steps: readonly RecipeStep[]): StepFailure {
  const kind = steps[step - 1]?.kind ?? "";
  const message = `is too much work for one event by step ${step} (${kind}): narrow its path, or use fewer steps`;
  return { code: "too-large", step, path: "", message };
}

/** Whether applying a program failed. */
export function isStepFailure(result: Transformed | StepFailure): result is StepFailure {
  return "code" in result;
}

function refuseBeyond(field: string, what: string, { limit, received }: { limit: number; received: number }): void {
  if (received <= limit) return;
  throw new SluiceError("LIMIT_EXCEEDED", `${field}: has ${received} ${what}; at most ${limit} are allowed.`, {
    fields: [{ field, description: `has ${received} ${what}; at most ${limit} are allowed` }],
    metadata: { limit: String(limit), received: String(received) },
  });
}

function compileStep(field: string, step: RecipeStep): StepRun {
  const required = step.required ?? false;
  switch (step.kind) {
    case "patch":
      return patchStep(field, step);
    case "set":
      return setStep(field, step, required);
    case "rename":
      return renameStep(field, step, required);
    case "move":
      return moveStep(field, step, required);
    case "default":
      return defaultStep(field, step);
    case "drop":
      return dropStep(field, step, required);
    default:
      return compileValueStep(field, step, required);
  }
}

type StructureKind = "patch" | "set" | "rename" | "move" | "default" | "drop";

function compileValueStep(
  field: string,
  step: Exclude<RecipeStep, { kind: StructureKind }>,
  required: boolean,
): StepRun {
  switch (step.kind) {
    case "cast":
      return castStep(field, step, required);
    case "scale":
      return scaleStep(field, step, required);
    case "time":
      return timeStep(field, step, required);
    case "case":
      return caseStep(field, step, required);
    case "match":
      return matchStep(field, step, required);
    case "map":
      return mapStep(field, step, required);
    case "trim":
      return trimStep(field, step, required);
  }
}
