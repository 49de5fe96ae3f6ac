import { invalidArgument } from "../../core/errors.js";
import type { EventRecord } from "../../core/event.js";
import { type Freshness, freshnessRule, type TimeUnit } from "../../core/quality.js";
import type { Violation } from "../../core/violation.js";
import { compileFieldPath } from "./field-path.js";
import { ruleFailed } from "./rule-failed.js";

/** A hundred years: beyond it nothing is meant. */
const maxSpanMs = 100 * 365 * 24 * 60 * 60 * 1000;

/** How old an event is. */
export interface FreshnessMeasure {
  /** Negative when its time lies in the future; undefined when it has none. */
  readonly ageMs: number | undefined;
  /** Set when the age is out of bounds, or when there is none. */
  readonly violation: Violation | undefined;
}

/** Measures an event against the moment it arrived. The payload is asked for only where the time is in it. */
export type MeasureFreshness = (event: EventRecord, payload: () => unknown, arrivedAt: Date) => FreshnessMeasure;

/**
 * Makes a freshness ready to measure.
 * @throws SluiceError INVALID_ARGUMENT
 */
export function compileFreshness(freshness: Freshness): MeasureFreshness {
  const { maxAgeMs, maxFutureSkewMs, severity, unit } = freshness;
  const place = "config.quality.freshness";
  if (maxAgeMs === undefined && maxFutureSkewMs === undefined) {
    throw invalidArgument(place, "must set max_age, max_future_skew or both");
  }
  checkSpan(`${place}.max_age`, maxAgeMs, 1);
  checkSpan(`${place}.max_future_skew`, maxFutureSkewMs, 0);
  const find = freshness.path === "" ? undefined : compileFieldPath(`${place}.path`, freshness.path);
  const instancePath = freshness.path;
  const violation = (code: string, message: string): Violation => ({
    code,
    instancePath,
    schemaPath: "/quality/freshness",
    keyword: freshnessRule,
    message,
    hint: "",
    severity,
  });
  const tooOld = violation("too-old", `is older than ${(maxAgeMs ?? 0) / 1000} s`);
  const tooNew = violation("too-far-ahead", `lies more than ${(maxFutureSkewMs ?? 0) / 1000} s in the future`);
  const unknown = {
    ...ruleFailed(freshnessRule, "there is no time to judge by", find ? "" : "Set the event's `time`."),
    instancePath,
  };
  return (event, payload, arrivedAt) => {
    const time = find === undefined ? eventTimeMs(event) : timeMs(find(payload()), unit);
    if (time === undefined) return { ageMs: undefined, violation: unknown };
    const ageMs = arrivedAt.getTime() - time;
    if (maxAgeMs !== undefined && ageMs > maxAgeMs) return { ageMs, violation: tooOld };
    if (maxFutureSkewMs !== undefined && -ageMs > maxFutureSkewMs) return { ageMs, violation: tooNew };
    return { ageMs, violation: undefined };
  };
}

function checkSpan(field: string, span: number | undefined, least: number): void {
  if (span === undefined || (span >= least && span <= maxSpanMs)) return;
  throw invalidArgument(field, least === 0 ? "must be at most 100 years" : "must be more than 0 and at most 100 years");
}

function eventTimeMs({ time }: EventRecord): number | undefined {
  return time && Number(time.seconds) * 1000 + Math.floor(time.nanos / 1_000_000);
}

const perMillisecond: Readonly<Record<TimeUnit, number>> = {
  seconds: 0.001,
  milliseconds: 1,
  microseconds: 1000,
  nanoseconds: 1_000_000,
};

/** RFC 3339 section 5.6. */
const dateTime = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d{1,18})?(?:[Zz]|[+-]\d{2}:\d{2})$/;

/** A number beyond 2^53, which Avro and Protobuf payloads show as text. */
const wholeNumber = /^-?\d{1,19}$/;

function timeMs(value: unknown, unit: TimeUnit): number | undefined {
  if (typeof value === "number") return finite(value / perMillisecond[unit]);
  if (typeof value !== "string") return undefined;
  if (wholeNumber.test(value)) return finite(Number(value) / perMillisecond[unit]);
  return dateTime.test(value) ? finite(Date.parse(value.toUpperCase().replace(" ", "T"))) : undefined;
}

/** The largest time a Date can hold, in milliseconds. */
const maxTimeMs = 8.64e15;

function finite(ms: number): number | undefined {
  return Math.abs(ms) <= maxTimeMs ? Math.floor(ms) : undefined;
}
