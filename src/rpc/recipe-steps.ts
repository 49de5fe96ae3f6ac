import { shortened } from "../core/shortened.js";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { invalidArgument } from "../core/errors.js";
import type { RecipeCopy } from "../dlq/apply-recipe.js";
import type { RecipeRequest, Recipes } from "../dlq/recipes.js";
import type { Change, RecipeStep, StepAction } from "../transform/recipe-step.js";
import type {
  EventChangeSchema,
  RecipeStep as StepMessage,
  RecipeStepSchema,
  RecipeUse,
} from "../../gen/proto/sluice/v1/recipe_step_pb.js";
import { castTypes, eventChangeOps, jsonPatchOps, letterCases } from "./names.js";
import { parseMajor } from "./tracks.js";

type StepCases = NonNullable<StepMessage["step"]["case"]>;
type ValueOf<Case extends StepCases> = Extract<StepMessage["step"], { case: Case }>["value"];

function required<Word>(field: string, word: Word | undefined): Word {
  if (word === undefined) throw invalidArgument(field, "is required");
  return word;
}

/** How each kind of step is read. `field` names the step in errors. */
const readers: { readonly [Case in StepCases]: (value: ValueOf<Case>, field: string) => StepAction } = {
  jsonPatch: ({ op, path, from, value }, field) => ({
    kind: "patch",
    op: required(`${field}.op`, jsonPatchOps.word(`${field}.op`, op)),
    path,
    from,
    value,
  }),
  set: ({ path, value }) => ({ kind: "set", path, value }),
  rename: ({ path, to }) => ({ kind: "rename", path, to }),
  move: ({ from, to, within }) => ({ kind: "move", from, to, within }),
  default: ({ path, value, replaceNull }) => ({ kind: "default", path, value, replaceNull }),
  drop: ({ path, onlyNull }) => ({ kind: "drop", path, ...(onlyNull && { onlyNull }) }),
  cast: ({ path, to }, field) => ({
    kind: "cast",
    path,
    to: required(`${field}.to`, castTypes.word(`${field}.to`, to)),
  }),
  scale: ({ path, multiply, divide, add, digits }) => ({ kind: "scale", path, multiply, divide, add, digits }),
  time: ({ path, from, to }) => ({ kind: "time", path, from: [...from], to }),
  changeCase: ({ path, to }, field) => ({
    kind: "case",
    path,
    to: required(`${field}.to`, letterCases.word(`${field}.to`, to)),
  }),
  match: ({ path, values }) => ({ kind: "match", path, values: [...values] }),
  mapValues: ({ path, entries, keepOthers }) => ({
    kind: "map",
    path,
    entries: entries.map(({ from, to }) => ({ from, to })),
    otherwise: keepOthers ? "keep" : "fail",
  }),
  trim: ({ path }) => ({ kind: "trim", path }),
};

/** Steps from the wire. */
export function stepsIn(field: string, steps: readonly StepMessage[]): readonly RecipeStep[] {
  return steps.map(({ step, required: isRequired }, index) => {
    const place = `${field}[${index}]`;
    if (step.case === undefined) throw invalidArgument(place, "says nothing to do");
    const read = readers[step.case] as (value: unknown, field: string) => StepAction;
    return { ...read(step.value, place), ...(isRequired && { required: true }) };
  });
}

/** A step on the wire. */
export function stepOut(step: RecipeStep): MessageInitShape<typeof RecipeStepSchema> {
  return { step: actionOut(step), required: step.required ?? false };
}

type StepInit = NonNullable<MessageInitShape<typeof RecipeStepSchema>["step"]>;

function actionOut(step: StepAction): StepInit {
  switch (step.kind) {
    case "patch": {
      const { path, from, value } = step;
      const patch = { op: jsonPatchOps.of[step.op], path, from, ...(value !== undefined && { value }) };
      return { case: "jsonPatch", value: patch };
    }
    case "cast":
      return { case: "cast", value: { path: step.path, to: castTypes.of[step.to] } };
    case "case":
      return { case: "changeCase", value: { path: step.path, to: letterCases.of[step.to] } };
    case "scale": {
      const { path, multiply, divide, add, digits } = step;
      return { case: "scale", value: { path, multiply, divide, add, ...(digits !== undefined && { digits }) } };
    }
    case "time":
      return { case: "time", value: { path: step.path, from: [...step.from], to: step.to } };
    case "match":
      return { case: "match", value: { path: step.path, values: [...step.values] } };
    case "map": {
      const entries = step.entries.map(({ from, to }) => ({ from, to }));
      return { case: "mapValues", value: { path: step.path, entries, keepOthers: step.otherwise === "keep" } };
    }
    default:
      return structureOut(step);
  }
}

type ValueKind = "patch" | "cast" | "case" | "scale" | "time" | "match" | "map";

function structureOut(step: Exclude<StepAction, { kind: ValueKind }>): StepInit {
  switch (step.kind) {
    case "set":
      return { case: "set", value: { path: step.path, value: step.value } };
    case "rename":
      return { case: "rename", value: { path: step.path, to: step.to } };
    case "move":
      return { case: "move", value: { from: step.from, to: step.to, within: step.within } };
    case "default":
      return { case: "default", value: { path: step.path, value: step.value, replaceNull: step.replaceNull } };
    case "drop":
      return { case: "drop", value: { path: step.path, onlyNull: step.onlyNull ?? false } };
    case "trim":
      return { case: "trim", value: { path: step.path } };
  }
}

/** Which recipe a call is about. @throws SluiceError INVALID_ARGUMENT unless it is named in exactly one way */
export function recipeUseIn(use: RecipeUse): RecipeRequest {
  const { name, revision, steps, upcast } = use;
  if ([name !== "", steps.length > 0, upcast !== undefined].filter(Boolean).length !== 1) {
    throw invalidArgument("recipe", "set exactly one of name, steps and upcast");
  }
  if (revision !== 0 && name === "") throw invalidArgument("recipe.revision", "belongs to a name");
  if (upcast !== undefined) {
    const fromMajor = parseMajor("recipe.upcast.from", upcast.from);
    return { kind: "upcast", fromMajor, toMajor: parseMajor("recipe.upcast.to", upcast.to) };
  }
  if (name !== "") return { kind: "saved", field: "recipe", name, revision };
  return { kind: "steps", field: "recipe.steps", steps: stepsIn("recipe.steps", steps) };
}

/** Most changes of one event that are told. */
const maxChanges = 100;

/** Characters of a value that are told. */
const maxValue = 500;

/** What steps changed. */
export function changesOut(
  changes: readonly Change[],
  withValues = true,
): MessageInitShape<typeof EventChangeSchema>[] {
  return changes.slice(0, maxChanges).map(({ step, op, path, from, before, after }) => ({
    step,
    op: eventChangeOps.of[op],
    path,
    from,
    before: withValues ? shortened(before, maxValue) : "",
    after: withValues ? shortened(after, maxValue) : "",
  }));
}

/** A copy of the recipe a call names; undefined when it names none. */
export async function recipeIn(
  { recipes }: { readonly recipes: Recipes },
  use: RecipeUse | undefined,
): Promise<RecipeCopy | undefined> {
  return use && (await recipes.copy(recipeUseIn(use)));
}
