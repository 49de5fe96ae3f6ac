import type { Clock } from "../core/clock.js";
import { invalidArgument } from "../core/errors.js";
import type { EventFailure, EventRecord } from "../core/event.js";
import { checkName } from "../core/subject.js";
import type { DeadLetterRow } from "../store/store.js";
import { makeDeadLetter, maxMessageLength } from "./park.js";
import type { Redelivery } from "./redelivery.js";

/** What a consumer says about an event it could not process. */
export interface ConsumerReport {
  readonly stream: string;
  /** Position in the log; undefined when the event itself is given. */
  readonly position: number | undefined;
  readonly event: EventRecord | undefined;
  readonly consumerGroup: string;
  readonly errorType: string;
  readonly errorMessage: string;
  readonly errorDetail: string;
  readonly attempts: number;
}

/** The dead letter, and whether this report made it. */
export interface ReportResult {
  readonly letter: DeadLetterRow;
  readonly created: boolean;
}

/** What reporting needs. */
export interface ReportDeps {
  readonly redelivery: Redelivery;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** Parks an event a consumer could not process. Reporting the same event for the same group again finds the first report. */
export async function reportDeadLetter(deps: ReportDeps, report: ConsumerReport): Promise<ReportResult> {
  checkName("stream", report.stream);
  checkName("consumer_group", report.consumerGroup);
  checkName("error_type", report.errorType);
  if ((report.position === undefined) === (report.event === undefined)) {
    throw invalidArgument("position", "set exactly one of position and event");
  }
  const event = report.event ?? (await deps.redelivery.eventAt(report.stream, report.position ?? 0));
  const letter = makeDeadLetter({
    id: deps.newId(),
    stream: report.stream,
    event,
    framing: await deps.redelivery.framingOf(report.stream),
    failure: failureOf(report),
    subject: "",
    at: deps.clock.now(),
    trigger: "report",
    attempts: Math.max(1, report.attempts),
    consumerGroup: report.consumerGroup,
    errorDetail: report.errorDetail,
  });
  const parked = await deps.redelivery.park(letter);
  return { letter: parked, created: parked.id === letter.id };
}

function failureOf(report: ConsumerReport): EventFailure {
  const message = report.errorMessage === "" ? report.errorType : `${report.errorType}: ${report.errorMessage}`;
  const violation = {
    code: report.errorType,
    instancePath: "",
    schemaPath: "",
    keyword: "processing",
    message: message.slice(0, maxMessageLength),
    hint: "",
    severity: "error",
  } as const;
  return { failureType: "processing", violations: [violation], schema: undefined };
}
