import type { MessageInitShape } from "@bufbuild/protobuf";
import { type Duration, type Timestamp, timestampFromDate, type TimestampSchema } from "@bufbuild/protobuf/wkt";
import { invalidArgument } from "../core/errors.js";
import { type EventTime, timeDefect } from "../core/event.js";

/** A date for the wire. */
export function timeOut(date: Date): Timestamp {
  return timestampFromDate(date);
}

/** A date where there is one. */
export function optionalTimeOut<Key extends string>(key: Key, date: Date | undefined): Partial<Record<Key, Timestamp>> {
  const result: Partial<Record<Key, Timestamp>> = {};
  if (date !== undefined) result[key] = timestampFromDate(date);
  return result;
}

/** A date from the wire, to the millisecond. */
export function dateIn(field: string, time: Timestamp): Date {
  checkTime(field, time);
  return new Date(Number(time.seconds) * 1000 + Math.floor(time.nanos / 1_000_000));
}

/** The time of an event, which keeps its nanoseconds. */
export function eventTimeIn(field: string, time: Timestamp): EventTime {
  checkTime(field, time);
  return { seconds: time.seconds, nanos: time.nanos };
}

/** The time of an event for the wire, to the nanosecond. */
export function eventTimeOut(time: EventTime): MessageInitShape<typeof TimestampSchema> {
  return { seconds: time.seconds, nanos: time.nanos };
}

/** A span of time in whole milliseconds, rounded up; `fallback` where there is none. */
export function millisecondsIn(field: string, duration: Duration | undefined, fallback: number): number {
  if (duration === undefined) return fallback;
  const ms = Math.ceil(Number(duration.seconds) * 1000 + duration.nanos / 1_000_000);
  if (!Number.isFinite(ms) || ms < 0) throw invalidArgument(field, "must not be negative");
  return ms;
}

function checkTime(field: string, time: Timestamp): void {
  const defect = timeDefect(time);
  if (defect !== undefined) throw invalidArgument(field, defect);
}
