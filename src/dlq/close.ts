import { checkAttribution } from "../core/attribution.js";
import type { Clock } from "../core/clock.js";
import { invalidArgument } from "../core/errors.js";
import type { DeadLetterStatus, DeadLetterStore } from "../store/store.js";
import { statesBefore } from "./letter.js";
import { type Selection, selectionQuery } from "./selection.js";
import { walkIds } from "./walk.js";

/** A change of state by hand. */
export interface ChangeRequest {
  readonly selection: Selection;
  readonly actor: string;
  readonly reason: string;
  /** What is not changed when it aborts stays as it is, and the call ends with its reason. */
  readonly signal?: AbortSignal;
}

/** How many changed, and how many of the selected could not. */
export interface ChangeResult {
  readonly changed: number;
  readonly unchanged: number;
}

type ByHand = "resolve" | "discard" | "restore";

const target: Readonly<Record<ByHand, DeadLetterStatus>> = {
  resolve: "resolved",
  discard: "discarded",
  restore: "open",
};

/** Filters and groups mean what is visible as work; ids mean exactly what they name. */
const meant: Readonly<Record<ByHand, readonly DeadLetterStatus[]>> = {
  resolve: ["open"],
  discard: ["open"],
  restore: statesBefore("restore"),
};

/** Resolves, discards or restores dead letters. Those whose state does not allow it stay as they are and are counted. */
export async function changeState(
  deps: { deadLetters: DeadLetterStore; clock: Clock },
  event: ByHand,
  request: ChangeRequest,
): Promise<ChangeResult> {
  if (event !== "restore" && request.reason === "") {
    throw invalidArgument("reason", `is required: why do you ${event} them?`);
  }
  checkAttribution(request);
  const query = selectionQuery(request.selection, meant[event]);
  let selected = 0;
  let changed = 0;
  // Of a line of letters the last one first: what waits behind a closed one is sent on at once, unless it is closed by then.
  // The other way round where letters are opened, since each has its place back only behind an earlier one.
  const order = event === "restore" ? "oldest-first" : "newest-first";
  const { signal } = request;
  for await (const ids of walkIds(deps.deadLetters, query, { order, ...(signal && { signal }) })) {
    selected += ids.length;
    changed += await deps.deadLetters.transition({
      ids,
      from: statesBefore(event),
      to: target[event],
      actor: request.actor,
      reason: request.reason,
      at: deps.clock.now(),
    });
  }
  const missing = query.ids === undefined ? 0 : query.ids.length - selected;
  return { changed, unchanged: selected - changed + missing };
}
