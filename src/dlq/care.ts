import { checkPerson, checkWords } from "../core/attribution.js";
import type { Clock } from "../core/clock.js";
import { invalidArgument } from "../core/errors.js";
import type { CareChange, DeadLetterStore } from "../store/store.js";
import type { ChangeResult } from "./close.js";
import { type Selection, selectionQuery } from "./selection.js";
import { walkIds } from "./walk.js";

/** A change of how letters are cared for. */
export interface CareRequest {
  readonly selection: Selection;
  readonly change: CareChange;
  readonly actor: string;
  /** Kept with each letter; empty for none, where none is required. */
  readonly note: string;
  /** What is not changed when it aborts stays as it is, and the call ends with its reason. */
  readonly signal?: AbortSignal;
}

/** The furthest a letter can be snoozed. */
const maxSnoozeMs = 366 * 24 * 60 * 60 * 1000;

/**
 * Annotates, assigns, snoozes, holds or releases letters. Filters and groups mean the open ones where they name no state;
 * ids mean exactly what they name.
 * @throws SluiceError INVALID_ARGUMENT
 */
export async function careFor(
  deps: { deadLetters: DeadLetterStore; clock: Clock },
  { selection, change, actor, note, signal }: CareRequest,
): Promise<ChangeResult> {
  const now = deps.clock.now();
  check({ change, actor, note }, now);
  const query = selectionQuery(selection, ["open"]);
  let selected = 0;
  let changed = 0;
  for await (const ids of walkIds(deps.deadLetters, query, signal && { signal })) {
    selected += ids.length;
    changed += await deps.deadLetters.care({ ids, change, note, author: actor, at: now });
  }
  const missing = query.ids === undefined ? 0 : query.ids.length - selected;
  return { changed, unchanged: selected - changed + missing };
}

function check({ change, actor, note }: Pick<CareRequest, "change" | "actor" | "note">, now: Date): void {
  checkPerson("actor", actor);
  checkWords(change.kind === "hold" ? "reason" : "note", note);
  if (change.kind === "annotate" && note.trim() === "") throw invalidArgument("note", "is required");
  if (change.kind === "hold" && note.trim() === "") {
    throw invalidArgument("reason", `is required: why do you ${change.held ? "hold" : "release"} them?`);
  }
  if (change.kind === "assign") checkPerson("assignee", change.assignee);
  if (change.kind !== "snooze" || change.until === undefined) return;
  const span = change.until.getTime() - now.getTime();
  if (span <= 0) throw invalidArgument("until", "lies in the past; leave it out to wake them");
  if (span > maxSnoozeMs) throw invalidArgument("until", "is more than a year from now");
}
