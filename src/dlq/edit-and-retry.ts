import { checkAttribution } from "../core/attribution.js";
import { invalidArgument, SluiceError } from "../core/errors.js";
import type { EventFailure } from "../core/event.js";
import type { DeadLetterRow, DeadLetterStore } from "../store/store.js";
import type { Change, StepFailure } from "../transform/recipe-step.js";
import { applyRecipe, describeStepFailure, type RecipeCopy } from "./apply-recipe.js";
import type { EditedPayload, Redelivery, RedeliverResult } from "./redelivery.js";

/** A dead letter with another payload to send instead of its own. */
export interface Edit {
  readonly id: string;
  /** The new payload, as it is or as JSON to be encoded by its schema, or what makes it of the old one. */
  readonly payload: { readonly data: Uint8Array } | { readonly json: string } | { readonly recipe: RecipeCopy };
  /** The revision that was edited; 0 skips the check. */
  readonly expectedRevision: number;
  readonly actor: string;
  readonly reason: string;
  readonly dryRun: boolean;
}

/** What became of an edit. `would-pass` answers a dry run. */
export interface EditResult {
  readonly result: Exclude<RedeliverResult, { outcome: "blocked" }> | { readonly outcome: "would-pass" };
  readonly letter: DeadLetterRow;
  /** What the recipe changed; empty without one. */
  readonly changes: readonly Change[];
}

/**
 * Checks the new payload and, unless it is a dry run, publishes it in place of the original, which stays as it is.
 * @throws SluiceError DEAD_LETTER_NOT_FOUND; DEAD_LETTER_STATE when the letter is closed, was changed in between, or waits
 * behind another of its key; RECIPE_NOT_APPLICABLE; INVALID_ARGUMENT when JSON cannot be encoded, which a dry run answers
 */
export async function editAndRetry(
  deps: { deadLetters: DeadLetterStore; redelivery: Redelivery },
  edit: Edit,
): Promise<EditResult> {
  checkAttribution(edit);
  const letter = await findDeadLetter(deps.deadLetters, edit.id);
  refuseUnlessEditable(letter, edit);
  const { edited, changes, reason, refusal } = await newPayload(deps.redelivery, edit, letter);
  if (refusal !== undefined) {
    if (!edit.dryRun) throw invalidArgument("data_json", refusal.message);
    return { result: dryResult(encodingFailure(letter, refusal)), letter, changes };
  }
  if (edit.dryRun) {
    const recheck = await deps.redelivery.recheckAgainst({ kind: "today" });
    return { result: dryResult(await recheck(letter, edited)), letter, changes };
  }
  const actor = reason === "" ? edit.actor : `${edit.actor}: ${reason}`;
  const [result] = await deps.redelivery.redeliver([
    { letter, editedData: edited?.data, editedNames: edited?.names, trigger: "edit", actor, redriveId: "" },
  ]);
  if (result?.outcome === "blocked") {
    const [violation] = result.failure.violations;
    throw stateError(
      letter,
      `cannot be sent on now: ${violation?.message ?? "it waits"}. ${violation?.hint ?? ""}`.trim(),
    );
  }
  if (result === undefined || result.outcome === "skipped") {
    throw stateError(letter, "was changed by somebody else in between; look at it again");
  }
  return { result, letter: await findDeadLetter(deps.deadLetters, edit.id), changes };
}

function refuseUnlessEditable(letter: DeadLetterRow, edit: Edit): void {
  if (letter.status !== "open") {
    throw stateError(letter, `is ${letter.status}; only an open dead letter can be edited and retried`);
  }
  if (edit.expectedRevision !== 0 && edit.expectedRevision !== letter.revision) {
    throw stateError(letter, `is at revision ${letter.revision}, not ${edit.expectedRevision}; look at it again`);
  }
}

interface NewPayload {
  readonly edited: EditedPayload | undefined;
  readonly changes: readonly Change[];
  readonly reason: string;
  /** Why what was given cannot be encoded. */
  readonly refusal?: StepFailure;
}

/** The payload to send; undefined sends the original, which the recipe left as it is. */
async function newPayload(
  redelivery: Redelivery,
  { payload, reason }: Edit,
  letter: DeadLetterRow,
): Promise<NewPayload> {
  if ("data" in payload) return { edited: { data: payload.data }, changes: [], reason };
  if ("json" in payload) {
    const encoded = await redelivery.encodePayload(letter, payload.json);
    return "code" in encoded
      ? { edited: undefined, changes: [], reason, refusal: encoded }
      : { edited: encoded, changes: [], reason };
  }
  const applied = await applyRecipe(redelivery, payload.recipe, letter);
  if (applied.kind === "not-applicable") throw notApplicable(letter, applied.failure);
  const { label } = payload.recipe;
  const { edited, changes } = applied;
  return { edited, changes, reason: reason === "" ? label : `${label}: ${reason}` };
}

function notApplicable({ id }: DeadLetterRow, failure: StepFailure): SluiceError {
  const { step, path, code } = failure;
  const place = path.startsWith("/") && code !== "not-encodable" ? `${path} ` : "";
  return new SluiceError("RECIPE_NOT_APPLICABLE", `Dead letter ${id}: ${place}${describeStepFailure(failure)}.`, {
    metadata: { id, step: String(step), path, code },
  });
}

/** An edit that cannot be encoded, as what keeps it from passing. */
function encodingFailure({ schema }: DeadLetterRow, { path, message }: StepFailure): EventFailure {
  const place = { code: "encoding", instancePath: path, schemaPath: "", keyword: "encoding", hint: "" } as const;
  return { failureType: "schema-violation", violations: [{ ...place, message, severity: "error" }], schema };
}

function dryResult(failure: EventFailure | undefined): EditResult["result"] {
  return failure === undefined ? { outcome: "would-pass" } : { outcome: "failed-again", failure };
}

function stateError(letter: DeadLetterRow, description: string): SluiceError {
  return new SluiceError("DEAD_LETTER_STATE", `Dead letter ${letter.id} ${description}`.replace(/\.?$/, "."), {
    metadata: { id: letter.id, status: letter.status, revision: String(letter.revision) },
  });
}

/** Most characters of a payload that is shown as JSON. */
const maxJson = 1024 * 1024;

/** The payload of a letter as JSON, to be edited; empty where it is that itself, cannot be read, or is long. */
export async function dataJson(redelivery: Pick<Redelivery, "openPayload">, letter: DeadLetterRow): Promise<string> {
  const opened = await redelivery.openPayload(letter, { against: { kind: "today" } });
  if (opened.kind === "closed" || opened.text.length > maxJson) return "";
  return Buffer.from(opened.text, "utf8").equals(letter.event.data) ? "" : opened.text;
}

/** @throws SluiceError DEAD_LETTER_NOT_FOUND */
export async function findDeadLetter(deadLetters: DeadLetterStore, id: string): Promise<DeadLetterRow> {
  if (id === "") throw invalidArgument("id", "is required");
  const letter = await deadLetters.get(id);
  if (letter !== undefined) return letter;
  throw new SluiceError("DEAD_LETTER_NOT_FOUND", `There is no dead letter '${id}'.`, { metadata: { id } });
}
