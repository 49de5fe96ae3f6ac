import type { Clock } from "../core/clock.js";
import { type DeliveryPlace, parseDeliveryId } from "../core/delivery-id.js";
import { invalidArgument, SluiceError } from "../core/errors.js";
import type { EventFailure, EventRecord } from "../core/event.js";
import { shortened } from "../core/shortened.js";
import { checkName } from "../core/subject.js";
import type { ConsumerStore, DeadLetterRow, DeadLetterStore, LeasedRow } from "../store/store.js";
import type { FailureAction, FailurePolicies, FailurePolicy } from "./failure-policies.js";
import { maxMessageLength } from "./explain-failure.js";
import { makeDeadLetter } from "./park.js";
import type { Redelivery } from "./redelivery.js";
import { groupTarget } from "./retries.js";
import { nextRetry } from "./retry-schedule.js";
import type { TargetBreakers } from "./target-breakers.js";

/** What a consumer says about an event it could not process. */
export interface ConsumerReport {
  readonly stream: string;
  /** Position in the log; undefined when the event itself is given. */
  readonly position: number | undefined;
  /** With a delivery it stands in for that of the log, if retention has deleted it meanwhile. */
  readonly event: EventRecord | undefined;
  readonly consumerGroup: string;
  readonly errorType: string;
  readonly errorMessage: string;
  readonly errorDetail: string;
  readonly attempts: number;
  /** The delivery that is settled by this; empty for none. */
  readonly deliveryId: string;
  /** No retry before so much time; 0 for none. */
  readonly retryAfterMs: number;
}

/** What became of a report. */
export interface ReportResult {
  /** Undefined when the failure was discarded. */
  readonly letter: DeadLetterRow | undefined;
  /** Whether this report made the letter. */
  readonly created: boolean;
  readonly action: FailureAction;
}

/** What reporting needs. */
export interface ReportDeps {
  readonly redelivery: Redelivery;
  readonly deadLetters: Pick<DeadLetterStore, "get" | "reported">;
  readonly consumers: Pick<ConsumerStore, "leased" | "settle" | "discard">;
  readonly policies: FailurePolicies;
  readonly breakers: TargetBreakers;
  readonly clock: Clock;
  readonly newId: () => string;
  /** A number from 0 up to but excluding 1. */
  readonly random: () => number;
  /** Told what a report led to. */
  readonly onReported: (report: ConsumerReport, result: ReportResult) => void;
  /** Told that a consumer group gets nothing through, so that its retries pause. */
  readonly onTargetDown: (stream: string, group: string) => void;
}

/**
 * Parks an event a consumer could not process, or what the policies of its stream say instead. Reporting the same event for
 * the same group again finds the first report. With a delivery, that is settled in the same transaction.
 * @throws SluiceError DELIVERY_LOST when the delivery does not belong to the caller any more; nothing was stored
 */
export async function reportDeadLetter(deps: ReportDeps, given: ConsumerReport): Promise<ReportResult> {
  checkName("stream", given.stream);
  checkName("consumer_group", given.consumerGroup);
  checkName("error_type", given.errorType);
  const place = given.deliveryId === "" ? undefined : parseDeliveryId("delivery_id", given.deliveryId);
  const report = place === undefined ? given : { ...given, position: place.position };
  if (place === undefined && (report.position === undefined) === (report.event === undefined)) {
    throw invalidArgument("position", "set exactly one of position, event and delivery_id");
  }
  const policy = await deps.policies.of(report.stream, report.errorType);
  const result = await (place === undefined
    ? reportEvent(deps, report, policy)
    : reportDelivery(deps, report, { place, policy }));
  deps.onReported(report, result);
  return result;
}

async function reportEvent(deps: ReportDeps, report: ConsumerReport, policy: FailurePolicy): Promise<ReportResult> {
  const { stream, consumerGroup: group, errorType, position } = report;
  const { action } = policy;
  const letter = await letterOf(deps, report, { policy, retried: undefined });
  if (action === "discard") {
    await deps.consumers.discard({ stream, group, errorType, position, at: letter.parkedAt });
    return { letter: undefined, created: false, action };
  }
  const parked = await deps.redelivery.park(letter);
  return { letter: parked, created: parked.id === letter.id, action };
}

/** A delivery that is reported. */
interface ReportedDelivery {
  readonly place: DeliveryPlace;
  readonly policy: FailurePolicy;
}

async function reportDelivery(
  deps: ReportDeps,
  report: ConsumerReport,
  { place, policy }: ReportedDelivery,
): Promise<ReportResult> {
  const { stream, consumerGroup: group, errorType } = report;
  const leased = await deps.consumers.leased(stream, group, place.position, place.leaseId);
  if (leased === undefined) return await reportedBefore(deps, report, policy);
  const retried = leased.deadLetterId === "" ? undefined : await deps.deadLetters.get(leased.deadLetterId);
  const letter = await letterOf(deps, report, { policy, retried });
  const known = retried ?? (await openReport(deps, letter));
  const action = actionFor(leased, policy, { letter, isKnown: known !== undefined, errorType });
  const [settled] = await deps.consumers.settle(stream, group, [{ ...place, action }], deps.clock.now());
  if (settled?.outcome !== "settled") return await reportedBefore(deps, report, policy);
  if (retried !== undefined && deps.breakers.record(groupTarget(stream, group), false)) {
    deps.onTargetDown(stream, group);
  }
  if (action.kind === "discard") return { letter: undefined, created: false, action: "discard" };
  const id = known?.id ?? letter.id;
  return { letter: await deps.deadLetters.get(id), created: known === undefined, action: policy.action };
}

function actionFor(
  leased: LeasedRow,
  { action }: FailurePolicy,
  { letter, isKnown, errorType }: { letter: DeadLetterRow; isKnown: boolean; errorType: string },
): { kind: "discard"; errorType: string } | { kind: "park"; letter: DeadLetterRow } | { kind: "ack" } {
  // A retry always leads to an attempt of its letter, which somebody may be looking at.
  if (leased.deadLetterId !== "") return { kind: "park", letter };
  if (action === "discard") return { kind: "discard", errorType };
  return isKnown ? { kind: "ack" } : { kind: "park", letter };
}

async function openReport(deps: ReportDeps, letter: DeadLetterRow): Promise<DeadLetterRow | undefined> {
  const { stream, event, consumerGroup } = letter;
  const known = await deps.deadLetters.reported(stream, event.source, event.id, consumerGroup);
  return known?.status === "open" ? known : undefined;
}

/** A report that comes twice, since its answer was lost, finds what the first one did. */
async function reportedBefore(
  deps: ReportDeps,
  report: ConsumerReport,
  { action }: FailurePolicy,
): Promise<ReportResult> {
  const { stream, position = 0, consumerGroup } = report;
  const { source, id } = await reportedEvent(deps, report);
  const letter = await deps.deadLetters.reported(stream, source, id, consumerGroup);
  if (letter?.logPosition === position) return { letter, created: false, action };
  throw new SluiceError(
    "DELIVERY_LOST",
    "The lease of the delivery has expired, or it is settled already; the event belongs to whoever has it now.",
    { metadata: { delivery_id: report.deliveryId } },
  );
}

/** The event of the log, or where that is gone the one the consumer has. */
async function reportedEvent({ redelivery }: ReportDeps, report: ConsumerReport): Promise<EventRecord> {
  const { stream, position, event } = report;
  if (position === undefined && event !== undefined) return event;
  try {
    return await redelivery.eventAt(stream, position ?? 0);
  } catch (cause) {
    if (event === undefined || SluiceError.from(cause).reason !== "INVALID_ARGUMENT") throw cause;
    return event;
  }
}

async function letterOf(
  deps: ReportDeps,
  report: ConsumerReport,
  { policy, retried }: { policy: FailurePolicy; retried: DeadLetterRow | undefined },
): Promise<DeadLetterRow> {
  const { stream, position, retryAfterMs } = report;
  const event = retried?.event ?? (await reportedEvent(deps, report));
  const at = deps.clock.now();
  const state = {
    parkedAt: retried?.parkedAt ?? at,
    retryCount: retried === undefined ? 0 : retried.retryCount + 1,
    now: at,
    retryAfterMs,
  };
  // What did not come from the log cannot be delivered again.
  const retries = policy.action === "retry" && position !== undefined;
  return makeDeadLetter({
    id: deps.newId(),
    stream,
    event,
    framing: await deps.redelivery.framingOf(stream),
    failure: failureOf(report),
    subject: "",
    at,
    trigger: "report",
    attempts: Math.max(1, report.attempts),
    consumerGroup: report.consumerGroup,
    errorDetail: report.errorDetail,
    reported: {
      nextRetryAt: retries ? nextRetry(policy.retry, state, deps.random) : undefined,
      alerting: policy.action === "alert",
      logPosition: position,
    },
  });
}

function failureOf(report: ConsumerReport): EventFailure {
  const message = report.errorMessage === "" ? report.errorType : `${report.errorType}: ${report.errorMessage}`;
  const violation = {
    code: report.errorType,
    instancePath: "",
    schemaPath: "",
    keyword: "processing",
    // It is remembered, which a mere slice would do with the whole of it.
    message: shortened(message, maxMessageLength - 1),
    hint: "",
    severity: "error",
  } as const;
  return { failureType: "processing", violations: [violation], schema: undefined };
}
