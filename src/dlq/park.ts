import type { EventFailure, EventRecord, PayloadFraming } from "../core/event.js";
import type { AttemptTrigger, DeadLetterRow } from "../store/store.js";
import { explainFailure } from "./explain-failure.js";
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

/** Characters of a stack trace that are kept. */
const maxDetailLength = 16_000;

/** Makes the dead letter of a failed event. Pure: it is parked by the commit that acknowledges it. */
export function makeDeadLetter(failed: FailedEvent): DeadLetterRow {
  const { event, failure, stream, at } = failed;
  const { consumerGroup, subject } = failed;
  const explanation = explainFailure({ stream, type: event.type, subject, consumerGroup }, failure);
  return {
    id: failed.id,
    stream,
    event,
    framing: failed.framing,
    status: "open",
    failureType: failure.failureType,
    failureCode: explanation.failureCode,
    violations: explanation.violations,
    errorMessage: explanation.errorMessage,
    errorDetail: failed.errorDetail.slice(0, maxDetailLength),
    subject,
    schema: failure.schema,
    fingerprint: explanation.fingerprint,
    title: explanation.title,
    sourceService: event.extensions["service"] ?? event.source,
    producerId: failed.producerId ?? "",
    tenantId: event.extensions["tenant"] ?? event.extensions["tenantid"] ?? "",
    consumerGroup,
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
