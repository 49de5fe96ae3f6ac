import { invalidArgument } from "../core/errors.js";
import { createProgram } from "../transform/program.js";
import type { RecipeCopy, RecipeSource } from "./apply-recipe.js";
import type { Redelivery } from "./redelivery.js";

/**
 * Makes a recipe ready to be applied.
 * @throws SluiceError INVALID_ARGUMENT; `field` names the steps in it
 */
export function openRecipe(
  redelivery: Pick<Redelivery, "upcaster">,
  source: RecipeSource,
  field = "recipe",
): RecipeCopy {
  if (source.kind === "upcast") return openUpcast(redelivery, source);
  const program = createProgram(field, source.steps);
  return {
    source,
    label: source.label,
    stepCount: program.steps.length,
    toMajor: undefined,
    programFor: async () => program,
  };
}

function openUpcast(
  redelivery: Pick<Redelivery, "upcaster">,
  source: Extract<RecipeSource, { kind: "upcast" }>,
): RecipeCopy {
  const { fromMajor, toMajor } = source;
  if (fromMajor === toMajor) throw invalidArgument("recipe.upcast.to", "is the track events come from");
  return {
    source,
    label: `upcast from v${fromMajor} to v${toMajor}`,
    stepCount: 0,
    toMajor,
    async programFor(letter) {
      const program = await redelivery.upcaster(letter, source);
      if (program !== undefined) return program;
      const message = `cannot be upcast: no upcasters lead from v${fromMajor} to v${toMajor} of its subject`;
      return { code: "unsupported", step: 0, path: "", message };
    },
  };
}
