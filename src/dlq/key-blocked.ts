import type { EventFailure, SchemaUsed } from "../core/event.js";
import { maxViolations, type Violation } from "../core/violation.js";
import type { DeadLetterRow } from "../store/store.js";
import { type FailedEvent, makeDeadLetter } from "./park.js";

/** The failure of an event that waits behind another of its key. */
export function keyBlocked(behind: string, schema?: SchemaUsed): EventFailure {
  const violation: Violation = {
    code: "key-blocked",
    instancePath: "",
    schemaPath: "",
    keyword: "ordering",
    // The title of the group, too, so it names no letter.
    message: "waits for an earlier dead letter of its key",
    hint: `Retry, edit, resolve or discard dead letter ${behind}; what waits behind it follows in order.`,
    severity: "error",
  };
  return { failureType: "key-blocked", violations: [violation], schema };
}

/** An event that may be valid and cannot be published yet. */
export interface FollowingEvent extends Omit<FailedEvent, "failure"> {
  readonly orderingKey: string;
  /** The first letter of its line. */
  readonly behind: string;
  readonly schema: SchemaUsed | undefined;
  /** What is wrong with the event itself, as far as that is known already. */
  readonly violations: readonly Violation[];
}

/** Makes the dead letter of an event that waits behind another. Those that say the same have the same violations. */
export function makeFollower({ behind, schema, violations, ...event }: FollowingEvent): DeadLetterRow {
  const letter = makeDeadLetter({ ...event, failure: keyBlocked(behind, schema) });
  return { ...letter, violations: joined(letter.violations, violations), blockedBy: behind };
}

/** By what they were made of. */
const joinedLists = new WeakMap<readonly Violation[], WeakMap<readonly Violation[], readonly Violation[]>>();

/** The first list and the second, always the same one for the same two. */
function joined(first: readonly Violation[], second: readonly Violation[]): readonly Violation[] {
  if (second.length === 0) return first;
  const known = joinedLists.get(first) ?? new WeakMap<readonly Violation[], readonly Violation[]>();
  joinedLists.set(first, known);
  const found = known.get(second) ?? [...first, ...second].slice(0, maxViolations);
  known.set(second, found);
  return found;
}

/**
 * A letter that waited for another, after its turn has come and it has failed: it says what is wrong with it from now on,
 * and belongs to the group of that. Undefined for other letters, which keep the failure they were parked with.
 */
export function ownFailure(letter: DeadLetterRow, failure: EventFailure, subject: string): DeadLetterRow | undefined {
  if (letter.failureType !== "key-blocked") return undefined;
  const { id, stream, event, framing, consumerGroup, producerId, errorDetail, parkedAt } = letter;
  const known = { id, stream, event, framing, failure, subject, consumerGroup, producerId, errorDetail };
  const failed = makeDeadLetter({ ...known, at: parkedAt, trigger: letter.firstTrigger, attempts: 1 });
  return { ...failed, orderingKey: letter.orderingKey };
}
