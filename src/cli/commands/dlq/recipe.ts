import { create } from "@bufbuild/protobuf";
import {
  DeleteRecipeResponseSchema,
  GetRecipeResponseSchema,
  ListRecipesResponseSchema,
  type PreviewRecipeResponse,
  PreviewRecipeResponseSchema,
  type Recipe,
  SaveRecipeResponseSchema,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { failure } from "../../cli-error.js";
import { confirm, requireConsent } from "../../confirm.js";
import { renderRemaining } from "../../dead-letter.js";
import { addFilterOptions, selectionOf, type SelectionOptions } from "../../dead-letter-selection.js";
import { exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import { readInputText } from "../../input-file.js";
import type { Look } from "../../look.js";
import { count, counted, parseWhole } from "../../numbers.js";
import { addPageOptions, type PageOptions, readPages, renderMore } from "../../pages.js";
import { recipeText, parseRecipeFile } from "../../recipe-file.js";
import { recipeUseOf, recipeWords, renderSample } from "../../recipe.js";
import { addConnectionOptions, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";
import { renderTable } from "../../table.js";
import { printable } from "../../text-width.js";
import { relativeTime } from "../../times.js";

/** `sluice dlq recipe …`: steps under a name. */
export function addDlqRecipe(parent: Command, surroundings: Surroundings): void {
  const recipe = parent
    .command("recipe")
    .description("keep recipes that make valid events of invalid ones, and try them");
  addSave(recipe, surroundings);
  addList(recipe, surroundings);
  addGet(recipe, surroundings);
  addDelete(recipe, surroundings);
  addPreview(recipe, surroundings);
}

function present(recipe: Recipe | undefined): Recipe {
  if (recipe === undefined) throw failure("the server answered without a recipe");
  return recipe;
}

interface SaveOptions {
  readonly description?: string;
  readonly revision?: string;
  readonly actor?: string;
}

function addSave(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("save <name> <file>")
    .description("save the steps of a file under a name (- reads standard input)")
    .option("--revision <number>", "replace the recipe at this revision; without it the recipe must be new")
    .option("--description <text>", "what it is for; else as the file says")
    .option("--actor <name>", "who saves it");
  addConnectionOptions(command);
  addHelp(command, {
    examples: [
      "dlq recipe save amount-to-number steps.json",
      "dlq recipe save amount-to-number steps.json --revision 1",
    ],
    notes: [
      'The file holds an array of steps such as {"cast": {"path": "/amount", "to": "number"}}, or a JSON Patch. See docs/recipes.md.',
    ],
  });
  command.action((name: string, file: string, options: SaveOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const { description, steps } = parseRecipeFile(file, await readInputText(file, surroundings));
      const response = await services.recipes.saveRecipe({
        name,
        steps: [...steps],
        description: options.description ?? description,
        expectedRevision: options.revision === undefined ? 0 : parseWhole("--revision", options.revision, 1),
        actor: options.actor ?? "",
      });
      const saved = present(response.recipe);
      await output.show(
        SaveRecipeResponseSchema,
        response,
        ({ colors }) =>
          `${colors.green("✓")} saved ${colors.bold(printable(saved.name))} revision ${saved.revision} (${counted(saved.steps.length, "step")})`,
      );
      return exitCodes.ok;
    }),
  );
}

function renderRecipes(recipes: readonly Recipe[], look: Look): string {
  if (recipes.length === 0) return "no recipes; save one with: sluice dlq recipe save NAME FILE";
  return renderTable(
    [
      { title: "name", flexible: true },
      { title: "revision", align: "right" },
      { title: "steps", align: "right" },
      { title: "saved" },
      { title: "description", flexible: true, below: 1 },
    ],
    recipes.map(({ name, revision, steps, updatedAt, description }) => [
      name,
      String(revision),
      String(steps.length),
      relativeTime(updatedAt, look.now),
      description,
    ]),
    look,
  );
}

function addList(parent: Command, surroundings: Surroundings): void {
  const command = parent.command("list").description("list recipes");
  addConnectionOptions(addPageOptions(command));
  addHelp(command, { examples: ["dlq recipe list"] });
  command.action((options: PageOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const pages = await readPages(options, (page) => services.recipes.listRecipes(page));
      const response = create(ListRecipesResponseSchema, {
        recipes: pages.flatMap(({ recipes }) => recipes),
        nextPageToken: pages.at(-1)?.nextPageToken ?? "",
      });
      await output.show(
        ListRecipesResponseSchema,
        response,
        (look) => renderRecipes(response.recipes, look) + renderMore(response.nextPageToken, look),
      );
      return exitCodes.ok;
    }),
  );
}

function addGet(parent: Command, surroundings: Surroundings): void {
  const command = parent.command("get <name>").description("print a recipe as the file it can be saved from again");
  addConnectionOptions(command);
  addHelp(command, { examples: ["dlq recipe get amount-to-number > steps.json"] });
  command.action((name: string) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const response = await services.recipes.getRecipe({ name });
      await output.show(GetRecipeResponseSchema, response, () => recipeText(present(response.recipe)));
      return exitCodes.ok;
    }),
  );
}

interface DeleteOptions {
  readonly revision?: string;
  readonly yes?: boolean;
}

function addDelete(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("delete <name>")
    .description("delete a recipe; retries under way keep their copy")
    .option("--revision <number>", "only when it is at this revision")
    .option("--yes", "do not ask");
  addConnectionOptions(command);
  addHelp(command, { examples: ["dlq recipe delete amount-to-number --yes"] });
  command.action((name: string, options: DeleteOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      requireConsent("delete", options.yes ?? false, surroundings);
      if (options.yes !== true && !(await confirm(`Delete recipe ${name}?`, surroundings))) return exitCodes.failure;
      const expectedRevision = options.revision === undefined ? 0 : parseWhole("--revision", options.revision, 1);
      const response = await services.recipes.deleteRecipe({ name, expectedRevision });
      await output.show(
        DeleteRecipeResponseSchema,
        response,
        ({ colors }) => `${colors.green("✓")} deleted ${colors.bold(printable(name))}`,
      );
      return exitCodes.ok;
    }),
  );
}

/** What a recipe would do: counts, causes and samples with what changes. */
function renderRecipePreview(preview: PreviewRecipeResponse, look: Look): string {
  const { colors } = look;
  if (preview.selected === 0n) return "no open dead letters match";
  const sampled =
    BigInt(preview.examined) < preview.selected ? colors.dim(` (examined ${count(preview.examined)} of them)`) : "";
  const failing =
    preview.stillFail === 0
      ? colors.dim("0 would still fail")
      : colors.red(`${count(preview.stillFail)} would still fail`);
  const idle = preview.stepChanges.flatMap((changed, index) => (changed === 0 ? [String(index + 1)] : []));
  const applied = `${count(preview.changed)} changed, ${count(preview.unchanged)} unchanged, ${count(preview.notApplicable)} not applicable`;
  return [
    `${colors.bold(counted(preview.selected, "dead letter"))} selected${sampled}`,
    `  ${applied}`,
    `  ${colors.green(`${count(preview.wouldPass)} would pass`)}, ${failing}`,
    ...(idle.length === 0 ? [] : [colors.yellow(`  step ${idle.join(", ")} changed nothing`)]),
    ...(preview.failures.length === 0 ? [] : ["", renderRemaining(preview.failures, look)]),
    ...(preview.samples.length === 0 ? [] : ["", ...preview.samples.map((sample) => renderSample(sample, look))]),
  ].join("\n");
}

interface PreviewOptions extends SelectionOptions {
  readonly version?: string;
  readonly limit?: string;
  readonly samples?: string;
}

function addPreview(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("preview <recipe> [ids...]")
    .description("say what a recipe would do to dead letters, and whether they would pass then")
    .option("--version <version>", "check against this version: a number, semver, range, track or latest")
    .option("--limit <count>", "examine at most this many")
    .option("--samples <count>", "show at most this many; default 5");
  addConnectionOptions(addFilterOptions(command));
  addHelp(command, {
    examples: [
      "dlq recipe preview amount-to-number --stream orders",
      "dlq recipe preview ./steps.json --stream orders",
    ],
    exitCodes: [exitCodes.refused],
    notes: [`RECIPE is ${recipeWords}.`, "Ends with 100 when something would still fail."],
  });
  command.action((recipe: string, ids: readonly string[], options: PreviewOptions) =>
    withSession(command, surroundings, async ({ services, output }) => {
      const response = await services.recipes.previewRecipe({
        ...selectionOf(ids, options, surroundings.now()),
        recipe: await recipeUseOf(recipe, surroundings),
        version: options.version ?? "",
        limit: options.limit === undefined ? 0 : parseWhole("--limit", options.limit, 1),
        samples: options.samples === undefined ? 0 : parseWhole("--samples", options.samples, 1),
      });
      await output.show(PreviewRecipeResponseSchema, response, (look) => renderRecipePreview(response, look));
      return response.stillFail > 0 ? exitCodes.refused : exitCodes.ok;
    }),
  );
}
