import type { PayloadFraming } from "../../core/event.js";
import type { FailureType } from "../../core/violation.js";
import type { AttemptTrigger, DeadLetterRow, DeadLetterStatus } from "../store.js";
import { type CauseColumns, causeColumns, causeReader, type LetterCause, toCause } from "./dead-letter-causes.js";
import type { SqliteDatabase } from "./open.js";
import { foldCase, fromMs, toMs } from "./registry-rows.js";

/** A row of `dead_letters` as it is written; `letterColumns` lists the same names. */
export interface LetterColumns extends CauseColumns {
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
  error_detail: string;
  subject: string;
  fingerprint: string;
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
  tried_schema_id: number | null;
  cause: string | null;
}

/** The columns of a row that is written. */
export const letterColumns = [
  ...(["id", "stream", "event_id", "event_source", "event_type", "event_subject", "event_seconds"] as const),
  ...(["event_nanos", "event_datacontenttype", "event_dataschema", "event_extensions", "event_schema_id"] as const),
  ...(["framing", "status", "failure_type", "error_detail", "subject", "tried_schema_id", "fingerprint"] as const),
  ...(["source_service", "tenant_id", "producer_id", "consumer_group", "attempt_count", "first_trigger"] as const),
  ...(["first_attempt_at", "last_attempt_at", "parked_at", "closed_at", "closed_by", "close_reason"] as const),
  ...(["redriven_position", "revision", "search_text_folded", "event_data", "edited_data", "ordering_key"] as const),
  ...(["next_retry_at", "retry_count", "alerting", "log_position", "cause", "failure_code", "violations"] as const),
  ...(["error_message", "title", "tried_subject", "tried_version", "tried_semver"] as const),
] as const satisfies readonly (keyof LetterColumns)[];

/** The columns of a row that is read, in their order. */
const readColumns = [...letterColumns, "assignee", "snoozed_until", "held"] as const;

/** A row of `dead_letters` as `letterSelect` reads it. */
interface ReadLetterColumns extends LetterColumns {
  assignee: string | null;
  snoozed_until: number | null;
  held: number;
}

/**
 * The same, by place: as objects with a member for each column rows take twice as long to read. What a statement selects
 * beyond that follows.
 */
export type LetterValues = [...ValuesOf<typeof readColumns>, blockedBy: string | null, ...more: unknown[]];

type ValuesOf<Names extends readonly (keyof ReadLetterColumns)[]> = {
  -readonly [Place in keyof Names]: ReadLetterColumns[Names[Place]];
};

/** What a dead letter is read with, and expressions beyond that; a WHERE follows. The statement has to answer raw rows. */
export function letterSelect(...more: readonly string[]): string {
  // The first letter of its line, unless that is itself.
  const blockedBy = `CASE WHEN status = 'open' AND ordering_key IS NOT NULL THEN (
    SELECT first_id FROM key_lines AS lines
    WHERE lines.stream = dead_letters.stream AND lines.ordering_key = dead_letters.ordering_key
      AND first_id <> dead_letters.id) END`;
  return `SELECT ${[...readColumns, blockedBy, ...more].join(", ")} FROM dead_letters`;
}

const isAscii = /^[\0-\x7f]*$/;

/**
 * What a search in any case looks at: the message alone where SQLite can fold the case of the rest by itself, as it can of
 * ASCII, and otherwise all of it.
 */
export function searchText({ event, errorMessage }: Pick<DeadLetterRow, "event" | "errorMessage">): string {
  const { id, source, type } = event;
  if (isAscii.test(id) && isAscii.test(source) && isAscii.test(type)) return foldCase(errorMessage);
  return foldCase([id, source, type, errorMessage].join("\n"));
}

/** That a letter holds a text, which has to be folded. */
export const holdsText = `(instr(search_text_folded, ?) > 0
  OR instr(lower(event_id || char(10) || event_source || char(10) || event_type), ?) > 0)`;

/** What stands in the place of what the cause of a letter says. */
export const saidByCause: CauseColumns = {
  failure_code: "",
  violations: "[]",
  error_message: "",
  title: "",
  tried_subject: null,
  tried_version: null,
  tried_semver: null,
};

/** A dead letter as it is written, with a cause that says what is wrong with it; null where its own row does. */
export function fromLetter(letter: DeadLetterRow, cause: string | null): LetterColumns {
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
    event_extensions: extensionsText(event.extensions),
    event_schema_id: event.schemaId,
    framing: letter.framing,
    status: letter.status,
    failure_type: letter.failureType,
    error_detail: letter.errorDetail,
    subject: letter.subject,
    tried_schema_id: letter.schema?.schemaId ?? null,
    fingerprint: letter.fingerprint,
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
    cause,
    ...(cause === null ? causeColumns(letter) : saidByCause),
  };
}

const noExtensions = "{}";

/** Extensions as JSON. */
export function extensionsText(extensions: Readonly<Record<string, string>>): string {
  for (const _ in extensions) return JSON.stringify(extensions);
  return noExtensions;
}

/** Prepares making letters of the rows that `letterSelect` reads on a connection. */
export function letterReader(connection: SqliteDatabase["reader"]): (values: LetterValues) => DeadLetterRow {
  const causeOf = causeReader(connection);
  return (values) => {
    const row = rowOf(values);
    return toLetter(row, row.cause === null ? toCause(row) : causeOf(row.cause));
  };
}

interface ReadLetter extends ReadLetterColumns {
  blocked_by: string | null;
}

// By hand, since every other way of giving the values their names takes longer than reading them.
function rowOf(values: LetterValues): ReadLetter {
  const [
    id,
    stream,
    event_id,
    event_source,
    event_type,
    event_subject,
    event_seconds,
    event_nanos,
    event_datacontenttype,
    event_dataschema,
    event_extensions,
    event_schema_id,
    framing,
    status,
    failure_type,
    error_detail,
    subject,
    tried_schema_id,
    fingerprint,
    source_service,
    tenant_id,
    producer_id,
    consumer_group,
    attempt_count,
    first_trigger,
    first_attempt_at,
    last_attempt_at,
    parked_at,
    closed_at,
    closed_by,
    close_reason,
    redriven_position,
    revision,
    search_text_folded,
    event_data,
    edited_data,
    ordering_key,
    next_retry_at,
    retry_count,
    alerting,
    log_position,
    cause,
    failure_code,
    violations,
    error_message,
    title,
    tried_subject,
    tried_version,
    tried_semver,
    assignee,
    snoozed_until,
    held,
    blocked_by,
  ] = values;
  return {
    id,
    stream,
    event_id,
    event_source,
    event_type,
    event_subject,
    event_seconds,
    event_nanos,
    event_datacontenttype,
    event_dataschema,
    event_extensions,
    event_schema_id,
    framing,
    status,
    failure_type,
    error_detail,
    subject,
    tried_schema_id,
    fingerprint,
    source_service,
    tenant_id,
    producer_id,
    consumer_group,
    attempt_count,
    first_trigger,
    first_attempt_at,
    last_attempt_at,
    parked_at,
    closed_at,
    closed_by,
    close_reason,
    redriven_position,
    revision,
    search_text_folded,
    event_data,
    edited_data,
    ordering_key,
    next_retry_at,
    retry_count,
    alerting,
    log_position,
    cause,
    failure_code,
    violations,
    error_message,
    title,
    tried_subject,
    tried_version,
    tried_semver,
    assignee,
    snoozed_until,
    held,
    blocked_by,
  };
}

function toLetter(row: ReadLetter, { tried, ...cause }: LetterCause): DeadLetterRow {
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
      extensions:
        row.event_extensions === noExtensions ? {} : (JSON.parse(row.event_extensions) as Record<string, string>),
      data: row.event_data,
      schemaId: row.event_schema_id,
    },
    framing: row.framing,
    status: row.status,
    failureType: row.failure_type,
    failureCode: cause.failureCode,
    violations: cause.violations,
    errorMessage: cause.errorMessage,
    errorDetail: row.error_detail,
    subject: row.subject,
    schema:
      tried === undefined || row.tried_schema_id === null ? undefined : { ...tried, schemaId: row.tried_schema_id },
    fingerprint: row.fingerprint,
    title: cause.title,
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
