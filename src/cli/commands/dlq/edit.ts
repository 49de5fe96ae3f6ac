import {
  type DeadLetter,
  type EditAndRetryResponse,
  EditAndRetryResponseSchema,
  type EventOutcome,
} from "@sluice/client/gen";
import type { Command } from "commander";
import { failure, usageError } from "../../cli-error.js";
import { canAsk, confirm, requireConsent } from "../../confirm.js";
import { editText } from "../../editor.js";
import { type ExitCode, exitCodes } from "../../exit-codes.js";
import { addHelp } from "../../help.js";
import { readInput, readInputText } from "../../input-file.js";
import { type Look, lookOf } from "../../look.js";
import { exitCodeOfOutcome, renderOutcome, renderTrialOutcome, wouldGetThrough } from "../../outcome.js";
import { recipeUseOf, recipeWords, renderChanges } from "../../recipe.js";
import { compactJson, prettyJson, utf8 } from "../../payload.js";
import { addConnectionOptions, type Session, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";

interface EditOptions {
  readonly file?: string;
  readonly data?: string;
  readonly json?: string;
  readonly recipe?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly actor?: string;
  readonly reason?: string;
}

function outcomeOf({ outcome }: EditAndRetryResponse): EventOutcome {
  if (outcome === undefined) throw failure("the server answered without an outcome");
  return outcome;
}

/** The payload as people like to edit it, and back: what was one line of JSON before is one line afterwards. */
function editable(bytes: Uint8Array): { readonly text: string; readonly back: (edited: string) => string } {
  const text = utf8(bytes);
  if (text === undefined) {
    throw failure(
      "the payload is not text, so it cannot be edited here",
      "no schema can read it; send another payload with: sluice dlq edit ID --json FILE, or --file FILE byte for byte",
    );
  }
  const pretty = prettyJson(text);
  const wasCompact = pretty !== undefined && compactJson(text) === text;
  return {
    text: `${pretty ?? text}\n`,
    back: (edited) => {
      const trimmed = edited.endsWith("\n") && !text.endsWith("\n") ? edited.slice(0, -1) : edited;
      return wasCompact ? (compactJson(trimmed) ?? trimmed) : trimmed;
    },
  };
}

/** A dead letter, and its payload as JSON where that is not the payload itself. */
interface EditedLetter {
  readonly letter: DeadLetter;
  readonly dataJson: string;
}

async function readLetter(id: string, options: EditOptions, { services }: Session): Promise<EditedLetter> {
  const shown = await services.deadLetters.getDeadLetter({ id });
  // What is masked must not be sent on: an editor gets the payload itself, which is recorded.
  const needed = shown.deadLetter?.redacted === true && givenOf(options).length === 0;
  const { actor = "", reason = "" } = options;
  if (needed && reason === "") throw usageError("--reason: is required, since the payload holds sensitive fields");
  const { deadLetter, dataJson } = needed
    ? await services.deadLetters.getDeadLetter({ id, reveal: true, actor, reason })
    : shown;
  if (deadLetter === undefined) throw failure("the server answered without a dead letter");
  return { letter: deadLetter, dataJson };
}

/** The options that say what the new payload is. */
function givenOf({ file, data, json, recipe }: EditOptions): readonly string[] {
  return [file, data, json, recipe].filter((way) => way !== undefined);
}

/** One edit of one dead letter, from its payload to the answer. */
async function editAndRetry(edited: EditedLetter, options: EditOptions, session: Session): Promise<ExitCode> {
  const { letter } = edited;
  const { services, surroundings, output } = session;
  const look = lookOf(surroundings.stderr, surroundings);
  const call = async (payload: NewPayload, dryRun: boolean): Promise<EditAndRetryResponse> =>
    services.deadLetters.editAndRetry({
      id: letter.id,
      ...payload,
      dryRun,
      expectedRevision: letter.revision,
      actor: options.actor ?? "",
      reason: options.reason ?? "",
    });
  const payload = await newPayload(edited, options, session, (tried) => call(tried, true));
  if (payload === undefined) {
    surroundings.stderr.write("nothing was changed, so nothing is retried\n");
    return exitCodes.ok;
  }
  const { payload: wanted, trial } = payload;
  const passes = wouldGetThrough(outcomeOf(trial));
  if (options.dryRun === true || !passes) {
    await output.show(EditAndRetryResponseSchema, trial, (stdoutLook) => renderTrial(trial, stdoutLook));
    return passes ? exitCodes.ok : exitCodes.refused;
  }
  if (options.yes !== true) {
    surroundings.stderr.write(`${renderTrial(trial, look)}\n`);
    if (!(await confirm(`Retry dead letter ${letter.id} with it?`, surroundings))) return exitCodes.failure;
  }
  const response = await call(wanted, false);
  const outcome = outcomeOf(response);
  await output.show(EditAndRetryResponseSchema, response, (stdoutLook) => renderOutcome(outcome, stdoutLook));
  return exitCodeOfOutcome(outcome);
}

/** A payload as it is, or what makes it of the one that is parked. */
type NewPayload = { data: Uint8Array } | { dataJson: string } | { recipe: Awaited<ReturnType<typeof recipeUseOf>> };

/** What would become of it, below what a recipe changes. */
function renderTrial(trial: EditAndRetryResponse, look: Look): string {
  const outcome = renderTrialOutcome(outcomeOf(trial), look);
  return trial.changes.length === 0 ? outcome : `${renderChanges(trial.changes, look)}\n${outcome}`;
}

/** A payload and what the server says to it. */
interface Trial {
  readonly payload: NewPayload;
  readonly trial: EditAndRetryResponse;
}

type Attempt = (payload: NewPayload) => Promise<EditAndRetryResponse>;

/** The payload from the options or the editor, tried; undefined when the editor left it as it was. */
async function newPayload(
  edited: EditedLetter,
  options: EditOptions,
  { surroundings }: Session,
  attempt: Attempt,
): Promise<Trial | undefined> {
  const payload = await givenPayload(options, surroundings);
  if (payload !== undefined) return { payload, trial: await attempt(payload) };
  return await editedPayload(edited, surroundings, attempt);
}

async function givenPayload(
  { recipe, json, data, file }: EditOptions,
  surroundings: Surroundings,
): Promise<NewPayload | undefined> {
  if (recipe !== undefined) return { recipe: await recipeUseOf(recipe, surroundings) };
  if (json !== undefined) return { dataJson: await readInputText(json, surroundings) };
  if (data !== undefined) return { data: Buffer.from(data) };
  return file === undefined ? undefined : { data: await readInput(file, surroundings) };
}

async function editedPayload(
  { letter, dataJson }: EditedLetter,
  surroundings: Surroundings,
  attempt: Attempt,
): Promise<Trial | undefined> {
  const original = letter.editedData.length > 0 ? letter.editedData : (letter.event?.data ?? new Uint8Array());
  const { text: start, back } =
    dataJson === "" ? editable(original) : { text: `${prettyJson(dataJson) ?? dataJson}\n`, back: undefined };
  let text = start;
  for (;;) {
    const edited = await editText(text, `${letter.id}.json`, surroundings);
    if (edited === start) return undefined;
    text = edited;
    const payload = back === undefined ? { dataJson: edited } : { data: Buffer.from(back(edited)) };
    const trial = await attempt(payload);
    if (wouldGetThrough(outcomeOf(trial)) || !canAsk(surroundings)) return { payload, trial };
    surroundings.stderr.write(`${renderTrialOutcome(outcomeOf(trial), lookOf(surroundings.stderr, surroundings))}\n`);
    if (!(await confirm("Edit again?", surroundings))) return { payload, trial };
  }
}

/** `sluice dlq edit`: mends the payload of one dead letter and sends it on. */
export function addDlqEdit(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("edit <id>")
    .description("mend the payload of one dead letter and retry it; the original stays as it is")
    .option("--file <file>", "the new payload, byte for byte (- reads standard input); else your editor opens")
    .option("--data <text>", "the new payload as text")
    .option("--json <file>", "the new payload as JSON, encoded as its schema demands (- reads standard input)")
    .option("--recipe <recipe>", recipeWords)
    .option("--dry-run", "only say whether the new payload would pass")
    .option("--yes", "do not ask")
    .option("--actor <name>", "who asks for it")
    .option("--reason <text>", "why");
  addConnectionOptions(command);
  addHelp(command, {
    examples: [
      "dlq edit 01JD8Z3V5R9C2M4X6T8W0Y1A3B",
      "dlq edit 01JD8Z3V5R9C2M4X6T8W0Y1A3B --file fixed.json --yes --reason 'amount was text'",
    ],
    exitCodes: [exitCodes.notPublished, exitCodes.refused],
    notes: [
      "Avro and Protobuf are edited as JSON, and encoded again.",
      "The editor is VISUAL, else EDITOR, else vi. Ends with 100 when the new payload would not pass.",
    ],
  });
  command.action((id: string, options: EditOptions) =>
    withSession(command, surroundings, async (session) => {
      if (givenOf(options).length > 1) throw usageError("give one of --file, --data, --json and --recipe");
      const fromInput = (["file", "json", "recipe"] as const).find((name) => options[name] === "-");
      if (fromInput !== undefined && options.yes !== true && options.dryRun !== true) {
        throw usageError(`--${fromInput} - needs --yes or --dry-run: standard input cannot answer questions as well`);
      }
      if (options.dryRun !== true) requireConsent("retry", options.yes ?? false, surroundings);
      return editAndRetry(await readLetter(id, options, session), options, session);
    }),
  );
}
