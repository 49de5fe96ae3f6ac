import { summarize } from "../dlq/explain-failure.js";
import type { AttemptRow, SettleDeadLetter } from "../store/store.js";
import type { Item, Retry } from "./submission.js";

/** Closes the letter of a redelivered event with it. */
export function settlement(item: Extract<Item, { kind: "redeliver" }>, at: Date): SettleDeadLetter {
  const { letter, editedData } = item.retry;
  const attempt = attemptOf(item.retry, at, item);
  return { deadLetterId: letter.id, expectedRevision: letter.revision, letter, attempt, editedData };
}

/** The attempt that trying a letter again is. */
export function attemptOf(
  retry: Retry,
  at: Date,
  item: Extract<Item, { kind: "redeliver" | "fail-again" }>,
): Omit<AttemptRow, "number"> {
  const { trigger, actor, redriveId } = retry;
  return item.kind === "redeliver"
    ? { at, trigger, actor, redriveId, succeeded: true, failureType: undefined, errorMessage: "", schema: item.schema }
    : {
        at,
        trigger,
        actor,
        redriveId,
        succeeded: false,
        failureType: item.failure.failureType,
        errorMessage: summarize(item.failure),
        schema: item.failure.schema,
      };
}
