import { checkAttribution } from "../core/attribution.js";
import type { Clock } from "../core/clock.js";
import { invalidArgument, SluiceError } from "../core/errors.js";
import { cutPage, decodePageToken, type Page, type PageRequest, pageSize } from "../core/paging.js";
import type { ChangeStore, RecipeRow, RecipeStore } from "../store/store.js";
import { createProgram } from "../transform/program.js";
import type { RecipeStep } from "../transform/recipe-step.js";
import type { RecipeCopy } from "./apply-recipe.js";
import { openRecipe } from "./recipe-copy.js";
import type { Redelivery } from "./redelivery.js";

/** A recipe with its steps read. */
export interface Recipe extends Omit<RecipeRow, "steps"> {
  readonly steps: readonly RecipeStep[];
}

/** What somebody wants a recipe to be. */
export interface RecipeWish extends Pick<Recipe, "name" | "description" | "steps" | "actor"> {
  /** 0 when there must be none yet. */
  readonly expectedRevision: number;
}

/** Which recipe a call is about. `field` names it in errors. */
export type RecipeRequest =
  | { readonly kind: "saved"; readonly field: string; readonly name: string; readonly revision: number }
  | { readonly kind: "steps"; readonly field: string; readonly steps: readonly RecipeStep[] }
  | { readonly kind: "upcast"; readonly fromMajor: number; readonly toMajor: number };

/** Recipes under names. */
export interface Recipes {
  /** @throws SluiceError INVALID_ARGUMENT, LIMIT_EXCEEDED, REVISION_CONFLICT */
  save(wish: RecipeWish): Promise<Recipe>;
  /** @throws SluiceError RECIPE_NOT_FOUND */
  get(name: string): Promise<Recipe>;
  list(page: PageRequest): Promise<Page<Recipe>>;
  /** @throws SluiceError RECIPE_NOT_FOUND, REVISION_CONFLICT */
  remove(name: string, expectedRevision: number): Promise<Recipe>;
  /** A copy that no later change reaches. @throws SluiceError */
  copy(request: RecipeRequest): Promise<RecipeCopy>;
}

/** What recipes need. */
export interface RecipeDeps {
  readonly recipes: RecipeStore;
  readonly changes: Pick<ChangeStore, "lastSequence">;
  readonly redelivery: Pick<Redelivery, "upcaster">;
  readonly clock: Clock;
}

const pages = { fallback: 50, maximum: 200 };

const nameForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Longest description, in characters. */
const maxDescription = 2000;

/** Keeps recipes in the store. */
export function createRecipes(deps: RecipeDeps): Recipes {
  const { recipes, redelivery, clock } = deps;
  const get = async (name: string): Promise<Recipe> => {
    const row = await recipes.get(checkRecipeName("name", name));
    if (row === undefined) throw notFound(name);
    return withSteps(row);
  };
  return {
    get,
    async save(wish) {
      const { name, description, steps, actor, expectedRevision } = wish;
      checkAttribution({ actor });
      checkRecipeName("name", name);
      if (description.length > maxDescription) {
        throw invalidArgument("description", `is longer than ${maxDescription} characters`);
      }
      createProgram("steps", steps);
      const change = { name, description, actor, expectedRevision, steps: JSON.stringify(steps), at: clock.now() };
      const saved = await recipes.save(change);
      if (saved.outcome === "conflict") throw conflict(name, expectedRevision, saved.current);
      return withSteps(saved.row);
    },
    async list(page) {
      const limit = pageSize(page, pages.fallback, pages.maximum);
      const rows = await recipes.list(decodePageToken("recipes", page), limit + 1);
      const { items, nextPageToken } = cutPage("recipes", rows, limit, ({ name }) => name);
      return { items: items.map(withSteps), nextPageToken };
    },
    async remove(name, expectedRevision) {
      const removed = await recipes.remove(checkRecipeName("name", name), expectedRevision, clock.now());
      if (removed.outcome === "done") return withSteps(removed.row);
      throw removed.current === undefined ? notFound(name) : conflict(name, expectedRevision, removed.current);
    },
    async copy(request) {
      if (request.kind === "upcast") {
        return openRecipe(redelivery, { ...request, asOf: await deps.changes.lastSequence() });
      }
      if (request.kind === "steps") {
        return openRecipe(redelivery, { kind: "steps", label: "steps", steps: request.steps }, request.field);
      }
      const recipe = await get(request.name);
      if (request.revision !== 0 && request.revision !== recipe.revision) {
        throw conflict(request.name, request.revision, recipe);
      }
      const label = `recipe ${recipe.name}, revision ${recipe.revision}`;
      return openRecipe(redelivery, { kind: "steps", label, steps: recipe.steps }, request.field);
    },
  };
}

function withSteps(row: RecipeRow): Recipe {
  return { ...row, steps: JSON.parse(row.steps) as RecipeStep[] };
}

function checkRecipeName(field: string, name: string): string {
  if (nameForm.test(name)) return name;
  const description =
    name === ""
      ? "is required"
      : "has to be 1 to 100 letters, digits, '-', '_' or '.', and to begin with a letter or digit";
  throw invalidArgument(field, description);
}

function notFound(name: string): SluiceError {
  return new SluiceError("RECIPE_NOT_FOUND", `There is no recipe '${name}'.`, { metadata: { name } });
}

function conflict(name: string, expected: number, current: Pick<Recipe, "revision"> | undefined): SluiceError {
  const now = current === undefined ? "does not exist" : `is at revision ${current.revision}`;
  const wanted = expected === 0 ? "and a new one was to be saved" : `not at ${expected}`;
  return new SluiceError("REVISION_CONFLICT", `Recipe '${name}' ${now}, ${wanted}; look at it again.`, {
    metadata: { name, expected: String(expected), current: String(current?.revision ?? 0) },
  });
}
