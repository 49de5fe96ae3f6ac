import type { FieldViolation } from "./errors.js";
import type { Violation, FailureType } from "./violation.js";

/** A moment with nanosecond precision, as CloudEvents carry it. */
export interface EventTime {
  readonly seconds: bigint;
  readonly nanos: number;
}

/** Seconds of the years 1 and 9999, between which google.protobuf.Timestamp is defined. */
const earliest = -62_135_596_800;
const latest = 253_402_300_799;

/** What is wrong with a time; undefined when nothing is. */
export function timeDefect({
  seconds,
  nanos,
}: {
  readonly seconds: bigint | number;
  readonly nanos: number;
}): string | undefined {
  const isDefined = seconds >= earliest && seconds <= latest && nanos >= 0 && nanos <= 999_999_999;
  return isDefined ? undefined : "is outside the years 1 to 9999";
}

/** One event as it travels through Sluice: CloudEvents attributes and an untouched payload. */
export interface EventRecord {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: EventTime | undefined;
  readonly datacontenttype: string;
  readonly dataschema: string;
  readonly extensions: Readonly<Record<string, string>>;
  readonly data: Uint8Array;
  /** Content id the producer named; 0 when it named none. */
  readonly schemaId: number;
  /** What of the event cannot be kept as it came. Such an event is rejected in every mode, since it cannot be stored. */
  readonly defect?: FieldViolation;
}

/**
 * A copy of an event with other members. Only this copies one: an event may hold its members in any way, so that an object
 * spread of it can come out empty.
 */
export function copyEvent(event: EventRecord, changes: Partial<EventRecord>): EventRecord {
  const { id, source, type, subject, time, datacontenttype, dataschema, extensions, data, schemaId, defect } = event;
  const copy = { id, source, type, subject, time, datacontenttype, dataschema, extensions, data, schemaId };
  return { ...copy, ...(defect && { defect }), ...changes };
}

/** An event that says nothing. */
export const blankEvent: EventRecord = {
  id: "",
  source: "",
  type: "",
  subject: "",
  time: undefined,
  datacontenttype: "",
  dataschema: "",
  extensions: {},
  data: new Uint8Array(),
  schemaId: 0,
};

/** How event payloads are framed: bare, or with Confluent's magic byte and schema id. */
export type PayloadFraming = "plain" | "confluent";

/** The schema an event was checked against. */
export interface SchemaUsed {
  readonly subject: string;
  readonly version: number;
  readonly semver: string;
  readonly schemaId: number;
}

/** What is wrong with an event, and which schema said so. */
export interface EventFailure {
  readonly failureType: FailureType;
  /** At least one; most telling first. */
  readonly violations: readonly Violation[];
  readonly schema: SchemaUsed | undefined;
}
