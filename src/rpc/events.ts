import type { MessageInitShape } from "@bufbuild/protobuf";
import { type ErrorReason, invalidArgument, SluiceError } from "../core/errors.js";
import type { EventFailure, EventRecord, SchemaUsed } from "../core/event.js";
import type { Violation } from "../core/violation.js";
import type { ConvertedEntry, EntryConversion } from "../gateway/convert-entries.js";
import type { ItemOutcome } from "../gateway/submission.js";
import type {
  DeadLetteredSchema,
  Event,
  EventOutcomeSchema,
  EventSchema,
  FailedSchema,
  LoggedEventSchema,
  TrackConversionSchema,
  RejectedSchema,
  SchemaUsedSchema,
  ViolationSchema,
} from "../../gen/proto/sluice/v1/event_pb.js";
import type { OutcomeCountsSchema } from "../../gen/proto/sluice/v1/gateway_pb.js";
import { failureTypes, severities } from "./names.js";
import { eventTimeIn, eventTimeOut, timeOut } from "./times.js";

const encoder = new TextEncoder();

/** An event from the wire; `field` names it in errors. */
export function eventIn(field: string, event: Event): EventRecord {
  if (event.dataText !== "" && event.data.length > 0) {
    throw invalidArgument(`${field}.data_text`, "cannot be set together with data");
  }
  return {
    id: event.id,
    source: event.source,
    type: event.type,
    subject: event.subject,
    time: event.time === undefined ? undefined : eventTimeIn(`${field}.time`, event.time),
    datacontenttype: event.datacontenttype,
    dataschema: event.dataschema,
    extensions: event.extensions,
    data: event.dataText === "" ? event.data : encoder.encode(event.dataText),
    schemaId: event.schemaId,
  };
}

/**
 * The events of a batch. One that contradicts itself is passed on with its defect, so that it is rejected by itself and
 * the others of its batch go their way.
 */
export function eventsIn(field: string, events: readonly Event[]): readonly EventRecord[] {
  return events.map((event, index) => {
    const place = `${field}[${index}]`;
    try {
      return eventIn(place, event);
    } catch (caught) {
      const defect = caught instanceof SluiceError ? caught.fields[0] : undefined;
      if (defect === undefined) throw caught;
      const readable: Event = { ...event, dataText: "" };
      delete readable.time;
      return { ...eventIn(place, readable), defect };
    }
  });
}

/** An event for the wire, on demand without its payload. */
export function eventOut(event: EventRecord, withData = true): MessageInitShape<typeof EventSchema> {
  const { id, source, type, subject, time, datacontenttype, dataschema, extensions, data, schemaId } = event;
  return {
    id,
    source,
    type,
    subject,
    ...(time && { time: eventTimeOut(time) }),
    datacontenttype,
    dataschema,
    extensions: { ...extensions },
    ...(withData && { data: new Uint8Array(data) }),
    schemaId,
  };
}

/** The schema that was used, where there was one. */
export function schemaUsedOut(
  schema: SchemaUsed | undefined,
): { schema: MessageInitShape<typeof SchemaUsedSchema> } | undefined {
  return schema && { schema: { ...schema } };
}

/** One statement about an event. */
export function violationOut(violation: Violation): MessageInitShape<typeof ViolationSchema> {
  return { ...violation, severity: severities.of[violation.severity] };
}

/** An event of the log. */
export function entryOut(entry: ConvertedEntry): MessageInitShape<typeof LoggedEventSchema> {
  return {
    ...(entry.conversion && { conversion: conversionOut(entry.conversion) }),
    position: BigInt(entry.position),
    event: eventOut(entry.event),
    ...schemaUsedOut(entry.schema),
    publishedAt: timeOut(entry.publishedAt),
    hasWarnings: entry.hasWarnings,
    redrivenFrom: entry.redrivenFrom,
  };
}

function conversionOut(conversion: EntryConversion): MessageInitShape<typeof TrackConversionSchema> {
  const { schema, majors, reason } = conversion;
  const tracks = majors.map((major) => `v${major}`);
  return { converted: schema !== undefined, ...schemaUsedOut(schema), tracks, reason };
}

/** Why an event was refused. */
export function rejectedOut(failure: EventFailure): MessageInitShape<typeof RejectedSchema> {
  return {
    failureType: failureTypes.of[failure.failureType],
    violations: failure.violations.map(violationOut),
    ...schemaUsedOut(failure.schema),
  };
}

type DeadLetteredOutcome = Extract<ItemOutcome, { kind: "dead-lettered" }>;

function deadLetteredOut({ letter }: DeadLetteredOutcome): MessageInitShape<typeof DeadLetteredSchema> {
  return {
    deadLetterId: letter.id,
    failureType: failureTypes.of[letter.failureType],
    fingerprint: letter.fingerprint,
    violations: letter.violations.map(violationOut),
    ...schemaUsedOut(letter.schema),
    blockedBy: letter.blockedBy,
  };
}

/** What an event is told that was not parked because its flood breaker is open. */
export const breakerOpenMessage =
  "The event is invalid, and so is nearly everything the stream gets: it was not parked.";

/** What is said of a dead letter that somebody else closed or changed first. */
export const changedInBetween = "It was changed in between.";

function refusedOut({
  failure,
  retryAfterMs,
}: Extract<ItemOutcome, { kind: "refused" }>): MessageInitShape<typeof FailedSchema> {
  return {
    reason: "FLOOD_BREAKER_OPEN" satisfies ErrorReason,
    message: breakerOpenMessage,
    retryable: true,
    retryAfterMs,
    failureType: failureTypes.of[failure.failureType],
    violations: failure.violations.map(violationOut),
  };
}

type OutcomeInit = MessageInitShape<typeof EventOutcomeSchema>;

/** What became of one event. */
export function outcomeOut(sequence: number, eventId: string, outcome: ItemOutcome): OutcomeInit {
  const common = { sequence: BigInt(sequence), eventId };
  switch (outcome.kind) {
    case "published": {
      const value = { position: BigInt(outcome.position), ...schemaUsedOut(outcome.schema) };
      return { ...common, outcome: { case: "published", value }, warnings: outcome.warnings.map(violationOut) };
    }
    case "duplicate":
      return { ...common, outcome: { case: "duplicate", value: placeOut(outcome.place) } };
    case "dead-lettered":
      return { ...common, outcome: { case: "deadLettered", value: deadLetteredOut(outcome) } };
    case "refused":
      return { ...common, outcome: { case: "failed", value: refusedOut(outcome) } };
    case "rejected":
    case "failed-again":
      return { ...common, outcome: { case: "rejected", value: rejectedOut(outcome.failure) } };
    case "skipped":
      return {
        ...common,
        outcome: { case: "failed", value: { reason: "DEAD_LETTER_STATE", message: changedInBetween } },
      };
  }
}

function placeOut(place: number | string | undefined): { position?: bigint; deadLetterId?: string } {
  if (place === undefined) return {};
  return typeof place === "number" ? { position: BigInt(place) } : { deadLetterId: place };
}

/** The totals of a batch. */
export function countOutcomes(outcomes: readonly ItemOutcome[]): MessageInitShape<typeof OutcomeCountsSchema> {
  const count = (kind: ItemOutcome["kind"]): bigint => BigInt(outcomes.filter((one) => one.kind === kind).length);
  return {
    published: count("published"),
    duplicate: count("duplicate"),
    deadLettered: count("dead-lettered"),
    rejected: count("rejected"),
    failed: count("refused"),
    warned: BigInt(outcomes.filter((one) => one.kind === "published" && one.warnings.length > 0).length),
  };
}
