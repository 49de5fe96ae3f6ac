import { type MessageInitShape } from "@bufbuild/protobuf";
import {
  type EventChange,
  EventChangeOp,
  type RecipeSample,
  type RecipeStep,
  type RecipeUseSchema,
} from "@sluice/client/gen";
import { indented } from "./findings.js";
import { readInputText } from "./input-file.js";
import type { Look } from "./look.js";
import { parseRecipeFile, stepLine } from "./recipe-file.js";
import type { Surroundings } from "./surroundings.js";
import { printable, truncate } from "./text-width.js";
import { violationsInShort } from "./violations.js";

/** Help text of options that name a recipe. */
export const recipeWords = "a saved recipe, or a file of steps (ends in .json, has a / in it, or is -)";

/** The recipe a word names: a file of steps when it looks like one, otherwise a saved one. */
export async function recipeUseOf(
  named: string,
  surroundings: Pick<Surroundings, "stdin">,
): Promise<MessageInitShape<typeof RecipeUseSchema>> {
  if (!/^-$|\/|\.json$/.test(named)) return { name: named };
  const { steps } = parseRecipeFile(named, await readInputText(named, surroundings));
  return { steps: [...steps] };
}

/** Steps, one a line, as files have them. */
export function renderSteps(steps: readonly RecipeStep[], look: Look): string {
  return steps.map((step, index) => indented(`${index + 1}. ${stepLine(step)}`, look)).join("\n");
}

/** What a recipe changes in one event, as removed and added lines. */
export function renderChanges(changes: readonly EventChange[], look: Look): string {
  const { colors } = look;
  const line = (mark: string, path: string, value: string, paint: (text: string) => string): string =>
    // JSON is never empty: an empty value is one that is not to be seen.
    paint(truncate(`    ${mark} ${printable(path)}: ${value === "" ? "***" : printable(value)}`, look.width));
  return changes
    .flatMap(({ op, path, from, before, after }) => {
      const removed = line("-", op === EventChangeOp.MOVE ? from : path, before, colors.red);
      const added = line("+", path, after, colors.green);
      if (op === EventChangeOp.ADD) return [added];
      return op === EventChangeOp.REMOVE ? [removed] : [removed, added];
    })
    .join("\n");
}

/** What a recipe does to one dead letter. */
export function renderSample(sample: RecipeSample, look: Look): string {
  const { colors } = look;
  const verdict = sample.wouldPass
    ? colors.green("✓ would pass")
    : `${colors.red("✗ fails")} ${violationsInShort(sample.violations)}`;
  const changes = sample.changes.length === 0 ? "" : `\n${renderChanges(sample.changes, look)}`;
  return `  ${printable(sample.deadLetterId)}  ${verdict}${changes}`;
}
