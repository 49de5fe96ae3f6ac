import type { PayloadFraming, SchemaUsed } from "../../core/event.js";
import type { FailureType, Violation } from "../../core/violation.js";
import type { AttemptRow, AttemptTrigger, DeadLetterRow, DeadLetterStatus } from "../store.js";
import { foldCase, fromMs, toMs } from "./registry-rows.js";

/** The columns that hold the schema that was tried. */
interface TriedColumns {
  tried_subject: string | null;
  tried_version: number | null;
  tried_semver: string | null;
  tried_schema_id: number | null;
}

/** A row of `dead_letters` as it is written; `letterColumns` lists the same names. */
export interface LetterColumns extends TriedColumns {
  id: string;
  stream: string;
  event_id: string;
  event_source: string;
  event_type: string;
  event_subject: string;
  event_seconds: number | bigint | null;
  event_nanos: number | null;
  event_datacontenttype: string;
  event_dataschema: string;
  event_extensions: string;
  event_schema_id: number;
  framing: PayloadFraming;
  status: DeadLetterStatus;
  failure_type: FailureType;
  failure_code: string;
  violations: string;
  error_message: string;
  error_detail: string;
  subject: string;
  fingerprint: string;
  title: string;
  source_service: string;
  tenant_id: string;
  producer_id: string;
  consumer_group: string;
  attempt_count: number;
  first_trigger: AttemptTrigger;
  first_attempt_at: number;
  last_attempt_at: number;
  parked_at: number;
  closed_at: number | null;
  closed_by: string;
  close_reason: string;
  redriven_position: number | null;
  revision: number;
  search_text_folded: string;
  event_data: Uint8Array;
  edited_data: Uint8Array | null;
  ordering_key: string | null;
  next_retry_at: number | null;
  retry_count: number;
  alerting: number;
  log_position: number | null;
}

/** A row of `dead_letters` as `letterSelect` reads it. */
export interface ReadLetterColumns extends LetterColumns {
  blocked_by: string | null;
  assignee: string | null;
  snoozed_until: number | null;
  held: number;
}

/** What a dead letter is read with; a WHERE follows. */
export const letterSelect = `
  SELECT *, CASE WHEN status = 'open' THEN (
    SELECT first_id FROM key_lines AS lines
    WHERE lines.stream = dead_letters.stream AND lines.ordering_key = dead_letters.ordering_key
      AND first_id <> dead_letters.id) END AS blocked_by
  FROM dead_letters`;

/** A row of `dead_letter_attempts`. */
export interface AttemptColumns extends TriedColumns {
  number: number;
  at: number;
  trigger: AttemptTrigger;
  actor: string;
  succeeded: number;
  failure_type: FailureType | null;
  error_message: string;
  redrive_id: string;
}

/** The schema that was tried, as columns. */
export function fromSchema(schema: SchemaUsed | undefined): TriedColumns {
  return {
    tried_subject: schema?.subject ?? null,
    tried_version: schema?.version ?? null,
    tried_semver: schema?.semver ?? null,
    tried_schema_id: schema?.schemaId ?? null,
  };
}

function toSchema(row: TriedColumns): SchemaUsed | undefined {
  const { tried_subject: subject, tried_version: version, tried_semver: semver, tried_schema_id: schemaId } = row;
  if (subject === null || version === null || semver === null || schemaId === null) return undefined;
  return { subject, version, semver, schemaId };
}

/** What a search in any case looks at. */
function searchText({ event, errorMessage }: DeadLetterRow): string {
  return foldCase([event.id, event.source, event.type, errorMessage].join("\n"));
}

/** A dead letter as it is written. */
export function fromLetter(letter: DeadLetterRow): LetterColumns {
  const { event } = letter;
  return {
    id: letter.id,
    stream: letter.stream,
    event_id: event.id,
    event_source: event.source,
    event_type: event.type,
    event_subject: event.subject,
    event_seconds: event.time?.seconds ?? null,
    event_nanos: event.time?.nanos ?? null,
    event_datacontenttype: event.datacontenttype,
    event_dataschema: event.dataschema,
    event_extensions: JSON.stringify(event.extensions),
    event_schema_id: event.schemaId,
    framing: letter.framing,
    status: letter.status,
    failure_type: letter.failureType,
    failure_code: letter.failureCode,
    violations: JSON.stringify(letter.violations),
    error_message: letter.errorMessage,
    error_detail: letter.errorDetail,
    subject: letter.subject,
    ...fromSchema(letter.schema),
    fingerprint: letter.fingerprint,
    title: letter.title,
    source_service: letter.sourceService,
    tenant_id: letter.tenantId,
    producer_id: letter.producerId,
    consumer_group: letter.consumerGroup,
    attempt_count: letter.attemptCount,
    first_trigger: letter.firstTrigger,
    first_attempt_at: letter.firstAttemptAt.getTime(),
    last_attempt_at: letter.lastAttemptAt.getTime(),
    parked_at: letter.parkedAt.getTime(),
    closed_at: toMs(letter.closedAt),
    closed_by: letter.closedBy,
    close_reason: letter.closeReason,
    redriven_position: letter.redrivenPosition ?? null,
    revision: letter.revision,
    search_text_folded: searchText(letter),
    event_data: event.data,
    edited_data: letter.editedData ?? null,
    ordering_key: letter.orderingKey === "" ? null : letter.orderingKey,
    next_retry_at: toMs(letter.nextRetryAt),
    retry_count: letter.retryCount,
    alerting: Number(letter.alerting),
    log_position: letter.logPosition ?? null,
  };
}

/** A dead letter, as the port has it. */
export function toLetter(row: ReadLetterColumns): DeadLetterRow {
  return {
    id: row.id,
    stream: row.stream,
    event: {
      id: row.event_id,
      source: row.event_source,
      type: row.event_type,
      subject: row.event_subject,
      time:
        row.event_seconds === null ? undefined : { seconds: BigInt(row.event_seconds), nanos: row.event_nanos ?? 0 },
      datacontenttype: row.event_datacontenttype,
      dataschema: row.event_dataschema,
      // Only this store writes the JSON columns.
      extensions: JSON.parse(row.event_extensions) as Record<string, string>,
      data: row.event_data,
      schemaId: row.event_schema_id,
    },
    framing: row.framing,
    status: row.status,
    failureType: row.failure_type,
    failureCode: row.failure_code,
    violations: JSON.parse(row.violations) as Violation[],
    errorMessage: row.error_message,
    errorDetail: row.error_detail,
    subject: row.subject,
    schema: toSchema(row),
    fingerprint: row.fingerprint,
    title: row.title,
    sourceService: row.source_service,
    tenantId: row.tenant_id,
    producerId: row.producer_id,
    consumerGroup: row.consumer_group,
    attemptCount: row.attempt_count,
    firstTrigger: row.first_trigger,
    firstAttemptAt: new Date(row.first_attempt_at),
    lastAttemptAt: new Date(row.last_attempt_at),
    parkedAt: new Date(row.parked_at),
    closedAt: fromMs(row.closed_at),
    closedBy: row.closed_by,
    closeReason: row.close_reason,
    redrivenPosition: row.redriven_position ?? undefined,
    editedData: row.edited_data ?? undefined,
    revision: row.revision,
    orderingKey: row.ordering_key ?? "",
    blockedBy: row.blocked_by ?? "",
    care: { assignee: row.assignee ?? "", snoozedUntil: fromMs(row.snoozed_until), held: row.held === 1 },
    nextRetryAt: fromMs(row.next_retry_at),
    retryCount: row.retry_count,
    alerting: row.alerting === 1,
    logPosition: row.log_position ?? undefined,
  };
}

/** An attempt, as the port has it. */
export function toAttempt(row: AttemptColumns): AttemptRow {
  return {
    number: row.number,
    at: new Date(row.at),
    trigger: row.trigger,
    actor: row.actor,
    succeeded: row.succeeded === 1,
    failureType: row.failure_type ?? undefined,
    errorMessage: row.error_message,
    schema: toSchema(row),
    redriveId: row.redrive_id,
  };
}
