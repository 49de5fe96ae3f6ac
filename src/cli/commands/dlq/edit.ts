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
import { readInput } from "../../input-file.js";
import { lookOf } from "../../look.js";
import { exitCodeOfOutcome, renderOutcome, renderTrialOutcome, wouldGetThrough } from "../../outcome.js";
import { compactJson, prettyJson, utf8 } from "../../payload.js";
import { addConnectionOptions, type Session, withSession } from "../../session.js";
import type { Surroundings } from "../../surroundings.js";

interface EditOptions {
  readonly file?: string;
  readonly data?: string;
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
      "save it with: sluice dlq show ID --raw > FILE, and send it with: sluice dlq edit ID --file FILE",
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

async function readLetter(id: string, options: EditOptions, { services }: Session): Promise<DeadLetter> {
  const shown = await services.deadLetters.getDeadLetter({ id });
  // What is masked must not be sent on: an editor gets the payload itself, which is recorded.
  const needed = shown.deadLetter?.redacted === true && options.data === undefined && options.file === undefined;
  const { actor = "", reason = "" } = options;
  if (needed && reason === "") throw usageError("--reason: is required, since the payload holds sensitive fields");
  const { deadLetter } = needed ? await services.deadLetters.getDeadLetter({ id, reveal: true, actor, reason }) : shown;
  if (deadLetter === undefined) throw failure("the server answered without a dead letter");
  return deadLetter;
}

/** One edit of one dead letter, from its payload to the answer. */
async function editAndRetry(letter: DeadLetter, options: EditOptions, session: Session): Promise<ExitCode> {
  const { services, surroundings, output } = session;
  const look = lookOf(surroundings.stderr, surroundings);
  const call = async (data: Uint8Array, dryRun: boolean): Promise<EditAndRetryResponse> =>
    services.deadLetters.editAndRetry({
      id: letter.id,
      data,
      dryRun,
      expectedRevision: letter.revision,
      actor: options.actor ?? "",
      reason: options.reason ?? "",
    });
  const payload = await newPayload(letter, options, session, (data) => call(data, true));
  if (payload === undefined) {
    surroundings.stderr.write("nothing was changed, so nothing is retried\n");
    return exitCodes.ok;
  }
  const { data, trial } = payload;
  const passes = wouldGetThrough(outcomeOf(trial));
  if (options.dryRun === true || !passes) {
    await output.show(EditAndRetryResponseSchema, trial, (stdoutLook) =>
      renderTrialOutcome(outcomeOf(trial), stdoutLook),
    );
    return passes ? exitCodes.ok : exitCodes.refused;
  }
  if (options.yes !== true) {
    surroundings.stderr.write(`${renderTrialOutcome(outcomeOf(trial), look)}\n`);
    if (!(await confirm(`Retry dead letter ${letter.id} with it?`, surroundings))) return exitCodes.failure;
  }
  const response = await call(data, false);
  const outcome = outcomeOf(response);
  await output.show(EditAndRetryResponseSchema, response, (stdoutLook) => renderOutcome(outcome, stdoutLook));
  return exitCodeOfOutcome(outcome);
}

/** A payload and what the server says to it. */
interface Trial {
  readonly data: Uint8Array;
  readonly trial: EditAndRetryResponse;
}

/** The payload from --data, --file or the editor, tried; undefined when the editor left it as it was. */
async function newPayload(
  letter: DeadLetter,
  options: EditOptions,
  { surroundings }: Session,
  attempt: (data: Uint8Array) => Promise<EditAndRetryResponse>,
): Promise<Trial | undefined> {
  if (options.data !== undefined || options.file !== undefined) {
    const data =
      options.data === undefined ? await readInput(options.file ?? "-", surroundings) : Buffer.from(options.data);
    return { data, trial: await attempt(data) };
  }
  const original = letter.editedData.length > 0 ? letter.editedData : (letter.event?.data ?? new Uint8Array());
  const { text: start, back } = editable(original);
  let text = start;
  for (;;) {
    const edited = await editText(text, `${letter.id}.json`, surroundings.environment);
    if (edited === start) return undefined;
    text = edited;
    const data = Buffer.from(back(edited));
    const trial = await attempt(data);
    if (wouldGetThrough(outcomeOf(trial)) || !canAsk(surroundings)) return { data, trial };
    surroundings.stderr.write(`${renderTrialOutcome(outcomeOf(trial), lookOf(surroundings.stderr, surroundings))}\n`);
    if (!(await confirm("Edit again?", surroundings))) return { data, trial };
  }
}

/** `sluice dlq edit`: mends the payload of one dead letter and sends it on. */
export function addDlqEdit(parent: Command, surroundings: Surroundings): void {
  const command = parent
    .command("edit <id>")
    .description("mend the payload of one dead letter and retry it; the original stays as it is")
    .option("--file <file>", "the new payload, byte for byte (- reads standard input); else your editor opens")
    .option("--data <text>", "the new payload as text")
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
    notes: ["The editor is VISUAL, else EDITOR, else vi. Ends with 100 when the new payload would not pass."],
  });
  command.action((id: string, options: EditOptions) =>
    withSession(command, surroundings, async (session) => {
      if (options.file !== undefined && options.data !== undefined) throw usageError("give --file or --data, not both");
      if (options.file === "-" && options.yes !== true && options.dryRun !== true) {
        throw usageError("--file - needs --yes or --dry-run: standard input cannot answer questions as well");
      }
      if (options.dryRun !== true) requireConsent("retry", options.yes ?? false, surroundings);
      return editAndRetry(await readLetter(id, options, session), options, session);
    }),
  );
}
