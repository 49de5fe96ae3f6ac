import type { MessageInitShape } from "@bufbuild/protobuf";
import { invalidArgument } from "../core/errors.js";
import type { RemainingFailure } from "../core/schema-impact.js";
import { listedPayloadBytes } from "../dlq/list-letters.js";
import type { ShownLetter } from "../registry/redaction.js";
import type { Selection } from "../dlq/selection.js";
import type {
  AttemptSchema,
  DeadLetterFilter,
  DeadLetterGroupSchema,
  DeadLetterSchema,
  RemainingFailureSchema,
} from "../../gen/proto/sluice/v1/dead_letter_pb.js";
import type { AttemptRow, DeadLetterGroupRow, DeadLetterQuery, DeadLetterRow, LetterNote } from "../store/store.js";
import { eventOut, schemaUsedOut, violationOut } from "./events.js";
import { attemptTriggers, failureTypes, framings, groupStates, letterStatuses, snoozedSelections } from "./names.js";
import { dateIn, optionalTimeOut, timeOut } from "./times.js";

/** The conditions of a filter that are set. */
export function filterIn(filter: DeadLetterFilter, now: Date): DeadLetterQuery {
  const { stream, type, sourceService, fingerprint, subject, text, orderingKey, parkedAfter, parkedBefore } = filter;
  const { assignee, held } = filter;
  const snoozed = snoozedSelections.word("filter.snoozed", filter.snoozed);
  const failureType = failureTypes.word("filter.failure_type", filter.failureType);
  const status = letterStatuses.word("filter.status", filter.status);
  return {
    ...(stream && { stream }),
    ...(type && { type }),
    ...(sourceService && { sourceService }),
    ...(fingerprint && { fingerprint }),
    ...(subject && { subject }),
    ...(text && { text }),
    ...(orderingKey && { orderingKey }),
    ...(assignee && { assignee }),
    ...(held !== undefined && { held }),
    ...(snoozed !== "included" && { snoozed: { at: now, only: snoozed === "only" } }),
    ...(failureType && { failureType }),
    ...(status && { statuses: [status] }),
    ...(parkedAfter && { parkedAfter: dateIn("filter.parked_after", parkedAfter) }),
    ...(parkedBefore && { parkedBefore: dateIn("filter.parked_before", parkedBefore) }),
  };
}

/**
 * The dead letters a call is about.
 * @throws SluiceError INVALID_ARGUMENT for a filter without a condition: a name that was left empty by mistake would mean
 * every dead letter of every stream
 */
export function selectionIn(
  request: {
    readonly ids: readonly string[];
    readonly group: string;
    readonly filter?: DeadLetterFilter | undefined;
  },
  now: Date,
): Selection {
  const filter = request.filter && filterIn(request.filter, now);
  if (filter !== undefined && !hasCondition(filter)) {
    throw invalidArgument("filter", "names no condition; to mean all of them, name their status");
  }
  return { ids: request.ids, group: request.group, filter };
}

/** That snoozed letters are left out is no condition: it holds where nothing is said. */
function hasCondition({ snoozed, ...conditions }: DeadLetterQuery): boolean {
  return snoozed?.only === true || Object.keys(conditions).length > 0;
}

/** A dead letter as it is shown. */
export function shownOut(
  { letter, redacted, redactedFields }: ShownLetter,
  attempts?: readonly AttemptRow[],
  notes?: readonly LetterNote[],
): MessageInitShape<typeof DeadLetterSchema> {
  return { ...letterOut(letter, attempts, notes), redacted, redactedFields: [...redactedFields] };
}

/** A dead letter; with its attempts also with its payload whatever the size. */
function letterOut(
  letter: DeadLetterRow,
  attempts?: readonly AttemptRow[],
  notes: readonly LetterNote[] = [],
): MessageInitShape<typeof DeadLetterSchema> {
  const withData = (data: Uint8Array): boolean => attempts !== undefined || data.length <= listedPayloadBytes;
  return {
    id: letter.id,
    stream: letter.stream,
    event: eventOut(letter.event, withData(letter.event.data)),
    status: letterStatuses.of[letter.status],
    failureType: failureTypes.of[letter.failureType],
    failureCode: letter.failureCode,
    violations: letter.violations.map(violationOut),
    errorMessage: letter.errorMessage,
    errorDetail: letter.errorDetail,
    ...schemaUsedOut(letter.schema),
    fingerprint: letter.fingerprint,
    sourceService: letter.sourceService,
    producerId: letter.producerId,
    tenantId: letter.tenantId,
    attemptCount: letter.attemptCount,
    attempts: (attempts ?? []).map(attemptOut),
    firstAttemptAt: timeOut(letter.firstAttemptAt),
    lastAttemptAt: timeOut(letter.lastAttemptAt),
    parkedAt: timeOut(letter.parkedAt),
    ...optionalTimeOut("closedAt", letter.closedAt),
    closedBy: letter.closedBy,
    closeReason: letter.closeReason,
    ...(letter.redrivenPosition !== undefined && { redrivenPosition: BigInt(letter.redrivenPosition) }),
    revision: letter.revision,
    consumerGroup: letter.consumerGroup,
    framing: framings.of[letter.framing],
    ...(letter.editedData && withData(letter.editedData) && { editedData: new Uint8Array(letter.editedData) }),
    orderingKey: letter.orderingKey,
    blockedBy: letter.blockedBy,
    notes: notes.map(({ number, at, author, text }) => ({ number, at: timeOut(at), author, text })),
    assignee: letter.care.assignee,
    ...optionalTimeOut("snoozedUntil", letter.care.snoozedUntil),
    held: letter.care.held,
    ...optionalTimeOut("nextRetryAt", letter.status === "open" ? letter.nextRetryAt : undefined),
    retryCount: letter.retryCount,
    alerting: letter.alerting,
    ...(letter.logPosition !== undefined && { logPosition: BigInt(letter.logPosition) }),
  };
}

function attemptOut(attempt: AttemptRow): MessageInitShape<typeof AttemptSchema> {
  return {
    number: attempt.number,
    at: timeOut(attempt.at),
    trigger: attemptTriggers.of[attempt.trigger],
    actor: attempt.actor,
    succeeded: attempt.succeeded,
    ...(attempt.failureType && { failureType: failureTypes.of[attempt.failureType] }),
    errorMessage: attempt.errorMessage,
    ...schemaUsedOut(attempt.schema),
    redriveId: attempt.redriveId,
  };
}

/** A group with its trend. */
export function groupOut(group: DeadLetterGroupRow): MessageInitShape<typeof DeadLetterGroupSchema> {
  const { fingerprint, stream, type, subject, failureCode, title, sampleId } = group;
  return {
    fingerprint,
    stream,
    type,
    subject,
    failureType: failureTypes.of[group.failureType],
    failureCode,
    title,
    openCount: BigInt(group.openCount),
    totalCount: BigInt(group.totalCount),
    firstSeenAt: timeOut(group.firstSeenAt),
    lastSeenAt: timeOut(group.lastSeenAt),
    sampleId,
    trend: [...group.trend],
    state: groupStates.of[group.state],
    ...optionalTimeOut("stateAt", group.stateAt),
    stateBy: group.stateBy,
    stateReason: group.stateReason,
    ignoredUntil: BigInt(group.ignoreUntil),
    streamShare: group.openInStream === 0 ? 0 : group.openCount / group.openInStream,
    services: group.services.map(({ service, count }) => ({ service, count: BigInt(count) })),
    producers: group.producers.map(({ producer, count }) => ({ producerId: producer, count: BigInt(count) })),
  };
}

/** A cause a retry runs into. */
export function remainingOut(failure: RemainingFailure): MessageInitShape<typeof RemainingFailureSchema> {
  const { message, count, sampleId, violations } = failure;
  const failureType = failureTypes.of[failure.failureType];
  return { failureType, message, count, sampleId, violations: violations.map(violationOut) };
}
