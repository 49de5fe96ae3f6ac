import type { EventRecord, PayloadFraming } from "../core/event.js";
import type { DeadLetterStore } from "../store/store.js";
import { walk } from "./walk.js";

/** So many open dead letters of a subject are examined when a version is registered; a larger backlog is sampled. */
const examineLimit = 1000;

/**
 * How many of the open dead letters of a subject would be accepted, and how many were examined to find out. Those that
 * fitted their schema and were of poor quality are released by no schema.
 */
export async function countReleasable(
  deadLetters: DeadLetterStore,
  subject: string,
  accepts: (event: EventRecord, framing: PayloadFraming) => boolean,
): Promise<{ examined: number; releasable: number }> {
  let examined = 0;
  let releasable = 0;
  for await (const letters of walk(deadLetters, { subject, statuses: ["open"] }, { limit: examineLimit })) {
    examined += letters.length;
    releasable += letters.filter(
      ({ failureType, event, framing }) => failureType !== "quality" && accepts(event, framing),
    ).length;
  }
  return { examined, releasable };
}
