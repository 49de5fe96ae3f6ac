import { invalidArgument, SluiceError } from "../core/errors.js";
import type { EventFailure } from "../core/event.js";
import type { DeadLetterRow, DeadLetterStore } from "../store/store.js";
import type { Redelivery, RedeliverResult } from "./redelivery.js";

/** A dead letter with another payload to send instead of its own. */
export interface Edit {
  readonly id: string;
  readonly data: Uint8Array;
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
}

/**
 * Checks the new payload and, unless it is a dry run, publishes it in place of the original, which stays as it is.
 * @throws SluiceError DEAD_LETTER_NOT_FOUND; DEAD_LETTER_STATE when the letter is closed, was changed in between, or waits
 * behind another of its key
 */
export async function editAndRetry(
  deps: { deadLetters: DeadLetterStore; redelivery: Redelivery },
  edit: Edit,
): Promise<EditResult> {
  const letter = await findDeadLetter(deps.deadLetters, edit.id);
  if (letter.status !== "open") {
    throw stateError(letter, `is ${letter.status}; only an open dead letter can be edited and retried`);
  }
  if (edit.expectedRevision !== 0 && edit.expectedRevision !== letter.revision) {
    throw stateError(letter, `is at revision ${letter.revision}, not ${edit.expectedRevision}; look at it again`);
  }
  if (edit.dryRun) {
    const recheck = await deps.redelivery.recheckAgainst({ kind: "today" });
    return { result: dryResult(await recheck(letter, edit.data)), letter };
  }
  const actor = edit.reason === "" ? edit.actor : `${edit.actor}: ${edit.reason}`;
  const [result] = await deps.redelivery.redeliver([
    { letter, editedData: edit.data, trigger: "edit", actor, redriveId: "" },
  ]);
  if (result?.outcome === "blocked") {
    throw stateError(
      letter,
      `waits behind an earlier one of its key. ${result.failure.violations[0]?.hint ?? ""}`.trim(),
    );
  }
  if (result === undefined || result.outcome === "skipped") {
    throw stateError(letter, "was changed by somebody else in between; look at it again");
  }
  return { result, letter: await findDeadLetter(deps.deadLetters, edit.id) };
}

function dryResult(failure: EventFailure | undefined): EditResult["result"] {
  return failure === undefined ? { outcome: "would-pass" } : { outcome: "failed-again", failure };
}

function stateError(letter: DeadLetterRow, description: string): SluiceError {
  return new SluiceError("DEAD_LETTER_STATE", `Dead letter ${letter.id} ${description}`.replace(/\.?$/, "."), {
    metadata: { id: letter.id, status: letter.status, revision: String(letter.revision) },
  });
}

/** @throws SluiceError DEAD_LETTER_NOT_FOUND */
export async function findDeadLetter(deadLetters: DeadLetterStore, id: string): Promise<DeadLetterRow> {
  if (id === "") throw invalidArgument("id", "is required");
  const letter = await deadLetters.get(id);
  if (letter !== undefined) return letter;
  throw new SluiceError("DEAD_LETTER_NOT_FOUND", `There is no dead letter '${id}'.`, { metadata: { id } });
}
