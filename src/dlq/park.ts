import type { EventFailure, EventRecord, PayloadFraming } from "../core/event.js";
import { maxViolations } from "../core/violation.js";
import type { AttemptTrigger, DeadLetterRow } from "../store/store.js";
import { fingerprintOf, foldedPath } from "./fingerprint.js";
import { firstRetryAt } from "./retry-schedule.js";

/** An event that failed, and where. */
export interface FailedEvent {
  readonly id: string;
  readonly stream: string;
  readonly event: EventRecord;
  readonly framing: PayloadFraming;
  readonly failure: EventFailure;
  /** The subject that was looked at; empty when there was none. */
  readonly subject: string;
  readonly at: Date;
  readonly trigger: AttemptTrigger;
  /** For reports from consumers; 1 otherwise. */
  readonly attempts: number;
  readonly consumerGroup: string;
  /** Empty or absent when the producer named itself to nobody. */
  readonly producerId?: string;
  /** Stack trace or the like. */
  readonly errorDetail: string;
  /** The key whose later events wait until the letter is closed; empty or absent for none. */
  readonly orderingKey?: string;
  /** What only reports from consumers have. */
  readonly reported?: Pick<DeadLetterRow, "nextRetryAt" | "alerting" | "logPosition">;
}

/** Characters of an error message that are kept. */
export const maxMessageLength = 2000;

/** Characters of a stack trace that are kept. */
const maxDetailLength = 16_000;

/** Makes the dead letter of a failed event. Pure: it is parked by the commit that acknowledges it. */
export function makeDeadLetter(failed: FailedEvent): DeadLetterRow {
  const { event, failure, stream, at } = failed;
  const leading = failure.violations[0];
  const scope = { stream, type: event.type, subject: failed.subject, consumerGroup: failed.consumerGroup };
  return {
    id: failed.id,
    stream,
    event,
    framing: failed.framing,
    status: "open",
    failureType: failure.failureType,
    failureCode: leading?.code ?? failure.failureType,
    violations: failure.violations.slice(0, maxViolations),
    errorMessage: summarize(failure).slice(0, maxMessageLength),
    errorDetail: failed.errorDetail.slice(0, maxDetailLength),
    subject: failed.subject,
    schema: failure.schema,
    fingerprint: fingerprintOf(scope, failure),
    title: titleOf(failure).slice(0, 300),
    sourceService: event.extensions["service"] ?? event.source,
    producerId: failed.producerId ?? "",
    tenantId: event.extensions["tenant"] ?? event.extensions["tenantid"] ?? "",
    consumerGroup: failed.consumerGroup,
    attemptCount: failed.attempts,
    firstAttemptAt: at,
    lastAttemptAt: at,
    parkedAt: at,
    closedAt: undefined,
    closedBy: "",
    closeReason: "",
    redrivenPosition: undefined,
    editedData: undefined,
    revision: 1,
    firstTrigger: failed.trigger,
    orderingKey: failed.orderingKey ?? "",
    blockedBy: "",
    care: { assignee: "", snoozedUntil: undefined, held: false },
    nextRetryAt: failed.reported?.nextRetryAt ?? firstRetryAt(failure.failureType, at),
    retryCount: 0,
    alerting: failed.reported?.alerting ?? false,
    logPosition: failed.reported?.logPosition,
  };
}

/** The leading violation in one line, with the number of further ones. */
export function summarize(failure: EventFailure): string {
  const [leading, ...others] = failure.violations;
  if (leading === undefined) return failure.failureType;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return `${placed(leading.instancePath, leading.message)}${more}`;
}

/** The same for a whole group: array indexes and keys of maps folded, no count of further violations. */
function titleOf(failure: EventFailure): string {
  const leading = failure.violations[0];
  return leading === undefined ? failure.failureType : placed(foldedPath(leading), leading.message);
}

/** Messages go on where the place ends; those that are sentences of their own stand after it. */
function placed(pointer: string, message: string): string {
  if (pointer === "") return message;
  return /^\p{Lu}/u.test(message) ? `${pointer}: ${message}` : `${pointer} ${message}`;
}
