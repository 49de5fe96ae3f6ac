import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import { invalidArgument } from "../core/errors.js";
import type { DeadLetters } from "../dlq/dead-letters.js";
import { listedPayloadBytes } from "../dlq/list-letters.js";
import type { RecipeSample } from "../dlq/preview-recipe.js";
import type { Recipe } from "../dlq/recipes.js";
import type { EventFix, SchemaFix, Suggestions } from "../suggest/suggest-fixes.js";
import type {
  EventFixSchema,
  RecipeSampleSchema,
  RecipeSchema,
  RecipeService,
  SchemaFixSuggestionSchema,
} from "../../gen/proto/sluice/v1/recipe_pb.js";
import type { ShownLetter } from "../registry/redaction.js";
import type { DeadLetterRow } from "../store/store.js";
import { againstIn } from "./impact.js";
import { violationOut } from "./events.js";
import { findingOut } from "./findings.js";
import { remainingOut, selectionIn } from "./letters.js";
import { verdicts } from "./names.js";
import { changesOut, recipeUseIn, stepOut, stepsIn } from "./recipe-steps.js";
import { timeOut } from "./times.js";

/** What the service needs. */
export interface RecipeServiceDeps {
  readonly deadLetters: DeadLetters;
  readonly now: () => Date;
  /** A letter as it is shown: with sensitive fields masked. */
  readonly redact: (letter: DeadLetterRow) => Promise<ShownLetter>;
  /** `limit` 0 leaves it to the server. */
  readonly suggest: (group: string, limit: number) => Promise<Suggestions>;
}

type Service = ServiceImpl<typeof RecipeService>;

/** sluice.v1.RecipeService: each method decodes, calls its use case, and encodes. */
export function recipeService(deps: RecipeServiceDeps): Service {
  return { ...keeping(deps), ...trying(deps) };
}

function keeping({
  deadLetters: { recipes },
}: RecipeServiceDeps): Pick<Service, "saveRecipe" | "getRecipe" | "listRecipes" | "deleteRecipe"> {
  return {
    async saveRecipe({ name, description, steps, expectedRevision, actor }) {
      const wish = { name, description, steps: stepsIn("steps", steps), expectedRevision, actor };
      return { recipe: recipeOut(await recipes.save(wish)) };
    },
    async getRecipe({ name }) {
      return { recipe: recipeOut(await recipes.get(name)) };
    },
    async listRecipes(request) {
      const page = await recipes.list(request);
      return { recipes: page.items.map(recipeOut), nextPageToken: page.nextPageToken };
    },
    async deleteRecipe({ name, expectedRevision }) {
      return { recipe: recipeOut(await recipes.remove(name, expectedRevision)) };
    },
  };
}

function recipeOut(recipe: Recipe): MessageInitShape<typeof RecipeSchema> {
  const { name, description, steps, revision, actor, createdAt, updatedAt } = recipe;
  const times = { createdAt: timeOut(createdAt), updatedAt: timeOut(updatedAt) };
  return { name, description, steps: steps.map(stepOut), revision, actor, ...times };
}

function trying({
  deadLetters,
  now,
  redact,
  suggest,
}: RecipeServiceDeps): Pick<Service, "previewRecipe" | "suggestFixes"> {
  /** Values of a payload that is shown masked stay out of what is said about it. */
  const shownSample = async (sample: RecipeSample): Promise<SampleOut> =>
    sampleOut(sample, !(await redact(sample.letter)).redacted);
  const shownFix = async ({ sample }: EventFix): Promise<SampleOut | undefined> =>
    sample && (await shownSample(sample));
  return {
    async previewRecipe(request, { signal }) {
      if (request.recipe === undefined) throw invalidArgument("recipe", "is required");
      const preview = await deadLetters.previewRecipe({
        selection: selectionIn(request, now()),
        recipe: await deadLetters.recipes.copy(recipeUseIn(request.recipe)),
        against: againstIn(request),
        limit: request.limit,
        samples: request.samples,
        signal,
      });
      const { selected, examined, changed, unchanged, notApplicable, wouldPass, failures } = preview;
      return {
        selected: BigInt(selected),
        examined,
        changed,
        unchanged,
        notApplicable,
        wouldPass,
        stillFail: examined - wouldPass,
        failures: failures.map(remainingOut),
        stepChanges: [...preview.stepChanges],
        samples: await Promise.all(preview.samples.map(shownSample)),
      };
    },
    async suggestFixes({ group, limit }) {
      const { open, examined, passAlready, eventFixes, schemaFixes, note } = await suggest(group, limit);
      return {
        open: BigInt(open),
        examined,
        passAlready,
        eventFixes: await Promise.all(eventFixes.map(async (fix) => eventFixOut(fix, await shownFix(fix)))),
        schemaFixes: schemaFixes.map(schemaFixOut),
        note,
      };
    },
  };
}

type SampleOut = MessageInitShape<typeof RecipeSampleSchema>;

function sampleOut(sample: RecipeSample, withValues: boolean): SampleOut {
  const { letter, changes, wouldPass, violations, text } = sample;
  return {
    deadLetterId: letter.id,
    changes: changesOut(changes, withValues),
    wouldPass,
    violations: violations.map(violationOut),
    dataText: !withValues || Buffer.byteLength(text) > listedPayloadBytes ? "" : text,
  };
}

function eventFixOut(fix: EventFix, sample: SampleOut | undefined): MessageInitShape<typeof EventFixSchema> {
  const { title, steps, mended, stillFail, altersContent } = fix;
  const tried = { mended, stillFail, altersContent };
  return { title, steps: steps.map(stepOut), ...tried, ...(sample && { sample }) };
}

function schemaFixOut(fix: SchemaFix): MessageInitShape<typeof SchemaFixSuggestionSchema> {
  return {
    title: fix.title,
    subject: fix.subject,
    baseVersion: fix.baseVersion,
    schema: fix.text,
    diff: fix.diff,
    registrable: fix.refusal === "",
    verdict: verdicts.of[fix.verdict],
    semver: fix.semver,
    findings: fix.findings.map(findingOut),
    refusal: fix.refusal,
    unlocked: fix.unlocked,
    stillFail: fix.stillFail,
    releasableDeadLetters: fix.impact.wouldPass,
    examinedDeadLetters: fix.impact.examined,
  };
}
