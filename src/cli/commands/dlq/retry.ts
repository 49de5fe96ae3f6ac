import { durationFromMs } from "@bufbuild/protobuf/wkt";
import { type PreviewRetryResponse, RetryDeadLettersResponseSchema } from "@sluice/client/gen";
import type { Command } from "commander";
import { failure, usageError } from "../../cli-error.js";
import { confirm, requireConsent } from "../../confirm.js";
import { addFilterOptions, selectionInWords, selectionOf, type SelectionOptions } from "../../dead-letter-selection.js";
import { type ExitCode, exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import { lookOf } from "../../look.js";
import { parseShare, parseWhole } from "../../numbers.js";
import { renderPreview, watchPreview } from "../../preview.js";
import { recipeUseOf, recipeWords } from "../../recipe.js";
import { exitCodeOf, followRedrive, isRunning, renderRedrive } from "../../redrive.js";
import { addConnectionOptions, type Session, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";

interface RetryOptions extends SelectionOptions {
  readonly wait?: boolean;
  readonly yes?: boolean;
  readonly maxPerSecond?: string;
  readonly abortAfterFailures?: string;
  readonly abortFailed?: string;
  readonly canary?: string;
  readonly canaryMaxFailed?: string;
  readonly canaryHold?: boolean;
  readonly requestId?: string;
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
async function isWanted(preview: PreviewRetryResponse, what: string, { surroundings }: Session): Promise<boolean> {
  surroundings.stderr.write(`${renderPreview(preview, lookOf(surroundings.stderr, surroundings))}\n`);
  return confirm(`Retry ${what}?`, surroundings);
}

function canaryOf({ canary, canaryMaxFailed, canaryHold }: RetryOptions) {
  if (canary === undefined) {
    if (canaryMaxFailed !== undefined || canaryHold === true) throw usageError("--canary-…: goes with --canary COUNT");
    return {};
  }
  return {
    canary: {
      count: parseWhole("--canary", canary, 1),
      maxFailedRatio: canaryMaxFailed === undefined ? 0 : parseShare("--canary-max-failed", canaryMaxFailed),
      hold: canaryHold ?? false,
    },
  };
}

function rulesOf(options: RetryOptions) {
  const { maxPerSecond, abortAfterFailures, abortFailed } = options;
  return {
    maxPerSecond: maxPerSecond === undefined ? 0 : parseWhole("--max-per-second", maxPerSecond, 1),
    abortAfterFailures:
      abortAfterFailures === undefined ? 0 : parseWhole("--abort-after-failures", abortAfterFailures, 1),
    abortFailedRatio: abortFailed === undefined ? 0 : parseShare("--abort-failed", abortFailed),
    ...canaryOf(options),
  };
}

async function retry(
  selection: Selection,
  { plan, handedBackTo }: PreviewRetryResponse,
  options: RetryOptions,
  session: Session,
): Promise<ExitCode> {
  const { services, output } = session;
  const response = await services.deadLetters.retryDeadLetters({
    ...selection,
    plan,
    ...rulesOf(options),
    requestId: options.requestId ?? "",
    actor: options.actor ?? "",
    reason: options.reason ?? "",
    wait: durationFromMs(options.wait === true ? beforeFollowingMs : withoutFollowingMs),
  });
  const started = response.redrive;
  if (started === undefined) throw failure("the server answered without a redrive");
  const redrive = options.wait === true && isRunning(started) ? await followRedrive(started, session) : started;
  await output.show(RetryDeadLettersResponseSchema, { ...response, redrive }, (look) =>
    renderRedrive(redrive, look, handedBackTo),
  );
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
    .option("--abort-failed <share>", "stop when a larger share than this has failed again, such as 0.1")
    .option("--canary <count>", "so many go first, and the rest only if they get through")
    .option("--canary-max-failed <share>", "share of the canary that may fail again; default 0")
    .option("--canary-hold", "wait after the canary until the redrive is resumed")
    .option("--request-id <id>", "makes it repeatable: with the same id there is one redrive")
    .option("--actor <name>", "who asks for it")
    .option("--reason <text>", "why");
  addConnectionOptions(addFilterOptions(command));
  addHelp(command, {
    examples: [
      "dlq retry 01JD8Z3V5R9C2M4X6T8W0Y1A3B",
      "dlq retry --stream orders --type order.created --wait --yes --max-per-second 200",
      "dlq retry --stream orders --recipe amount-to-number",
      "dlq retry --group 5f0c1d2e3a4b5c6d --canary 100 --canary-max-failed 0.05 --canary-hold",
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
      rulesOf(options);
      requireConsent("retry", options.yes ?? false, surroundings);
      // Whoever is asked gets to know about all of them; otherwise the plan is what matters.
      const preview =
        options.yes === true
          ? await session.services.deadLetters.previewRetry(selection)
          : await watchPreview(selection, session);
      if (preview.selected === 0n) {
        surroundings.stderr.write(`${renderPreview(preview, lookOf(surroundings.stderr, surroundings))}\n`);
        return exitCodes.ok;
      }
      if (options.yes !== true && !(await isWanted(preview, selectionInWords(ids, options), session))) {
        return exitCodes.failure;
      }
      return retry(selection, preview, options, session);
    }),
  );
}
