import { durationFromMs } from "@bufbuild/protobuf/wkt";
import { RetryDeadLettersResponseSchema } from "@sluice/client/gen";
import type { Command } from "commander";
import { failure, usageError } from "../../cli-error.js";
import { confirm, requireConsent } from "../../confirm.js";
import { addFilterOptions, selectionInWords, selectionOf, type SelectionOptions } from "../../dead-letter-selection.js";
import { type ExitCode, exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import { lookOf } from "../../look.js";
import { parseWhole } from "../../numbers.js";
import { recipeUseOf, recipeWords } from "../../recipe.js";
import { exitCodeOf, followRedrive, isRunning, renderRedrive } from "../../redrive.js";
import { addConnectionOptions, type Session, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";
import { renderPreview } from "./preview.js";

interface RetryOptions extends SelectionOptions {
  readonly wait?: boolean;
  readonly yes?: boolean;
  readonly maxPerSecond?: string;
  readonly abortAfterFailures?: string;
  readonly actor?: string;
  readonly reason?: string;
  readonly recipe?: string;
}

/** How long the call itself waits: a short redrive then needs no following, and a long one shows progress soon. */
const beforeFollowingMs = 250;
const withoutFollowingMs = 2000;

/** Which dead letters, and what is done to them before they are sent on. */
type Selection = ReturnType<typeof selectionOf> & { recipe?: Awaited<ReturnType<typeof recipeUseOf>> };

/** Shows what would happen, on standard error so that standard output holds the result alone, and asks. */
async function isWanted(selection: Selection, what: string, session: Session): Promise<boolean | "nothing"> {
  const { services, surroundings } = session;
  const preview = await services.deadLetters.previewRetry(selection);
  surroundings.stderr.write(`${renderPreview(preview, lookOf(surroundings.stderr, surroundings))}\n`);
  if (preview.selected === 0n) return "nothing";
  return confirm(`Retry ${what}?`, surroundings);
}

async function retry(selection: Selection, options: RetryOptions, session: Session): Promise<ExitCode> {
  const { services, output } = session;
  const response = await services.deadLetters.retryDeadLetters({
    ...selection,
    maxPerSecond: options.maxPerSecond === undefined ? 0 : parseWhole("--max-per-second", options.maxPerSecond, 1),
    abortAfterFailures:
      options.abortAfterFailures === undefined
        ? 0
        : parseWhole("--abort-after-failures", options.abortAfterFailures, 1),
    actor: options.actor ?? "",
    reason: options.reason ?? "",
    wait: durationFromMs(options.wait === true ? beforeFollowingMs : withoutFollowingMs),
  });
  const started = response.redrive;
  if (started === undefined) throw failure("the server answered without a redrive");
  const redrive = options.wait === true && isRunning(started) ? await followRedrive(started, session) : started;
  await output.show(RetryDeadLettersResponseSchema, { ...response, redrive }, (look) => renderRedrive(redrive, look));
  return exitCodeOf(redrive);
}

/** `sluice dlq retry`: checks dead letters again and publishes those that pass. */
export function addDlqRetry(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("retry [ids...]")
    .description("check dead letters again and publish those that pass; shows a preview and asks first")
    .option("--recipe <recipe>", `change each by ${recipeWords}`)
    .option("--wait", "follow the redrive to its end")
    .option("--yes", "do not ask")
    .option("--max-per-second <count>", "at most this many a second")
    .option("--abort-after-failures <count>", "stop when this many have failed again in a row")
    .option("--actor <name>", "who asks for it")
    .option("--reason <text>", "why");
  addConnectionOptions(addFilterOptions(command));
  addHelp(command, {
    examples: [
      "dlq retry 01JD8Z3V5R9C2M4X6T8W0Y1A3B",
      "dlq retry --stream orders --type order.created --wait --yes --max-per-second 200",
      "dlq retry --stream orders --recipe amount-to-number",
    ],
    exitCodes: [exitCodes.notPublished],
    notes: [
      "Ends with 3 when something failed again. Without --wait it ends after two seconds at most, while the redrive goes on.",
    ],
  });
  command.action((ids: readonly string[], options: RetryOptions) =>
    withSession(command, surroundings, async (session) => {
      if (options.recipe === "-" && options.yes !== true) {
        throw usageError("--recipe - needs --yes: standard input cannot answer questions as well");
      }
      const selection: Selection = selectionOf(ids, options, surroundings.now());
      if (options.recipe !== undefined) selection.recipe = await recipeUseOf(options.recipe, surroundings);
      requireConsent("retry", options.yes ?? false, surroundings);
      if (options.yes !== true) {
        const wanted = await isWanted(selection, selectionInWords(ids, options), session);
        if (wanted === "nothing") return exitCodes.ok;
        if (!wanted) return exitCodes.failure;
      }
      return retry(selection, options, session);
    }),
  );
}
