import type { Severity } from "./finding.js";

/** What kind of failure parked or rejected an event. */
export type FailureType =
  | "schema-not-found"
  | "malformed"
  | "schema-violation"
  | "schema-disabled"
  | "invalid-event"
  | "too-large"
  | "processing"
  | "sink"
  | "quality"
  | "key-blocked";

/** One statement about one event. Never holds values of the payload, since it is logged and listed. */
export interface Violation {
  /** Stable code, for example `required` or `malformed-json`. */
  readonly code: string;
  /** JSON Pointer into the payload. */
  readonly instancePath: string;
  /** Which steps of it, counted from 0, are keys of a map: names that the payload chooses and no schema declares. Absent for none. */
  readonly mapKeys?: readonly number[];
  /** The property that is missing there, by its name in the schema; absent where the violation is about something else. */
  readonly missing?: string;
  /** JSON Pointer or path of names into the schema. */
  readonly schemaPath: string;
  readonly keyword: string;
  readonly message: string;
  readonly hint: string;
  readonly severity: Severity;
}

/** The most violations kept for one event; the first ones are the most telling. */
export const maxViolations = 20;

/** Characters of a name that a payload chooses which a violation tells. */
export const maxNameLength = 200;

/** Heavier lists are made anew each time rather than remembered, so that what is remembered by number is bounded in bytes. */
const heaviestRemembered = 8000;

/** Whether two lists say the same in the same order. */
export function areSameViolations(some: readonly Violation[], others: readonly Violation[]): boolean {
  if (some === others) return true;
  return some.length === others.length && some.every((one, index) => isSameViolation(one, others[index]));
}

function isSameViolation(one: Violation, other: Violation | undefined): boolean {
  if (one === other) return true;
  return (
    one.code === other?.code &&
    one.instancePath === other.instancePath &&
    one.missing === other.missing &&
    one.schemaPath === other.schemaPath &&
    one.keyword === other.keyword &&
    one.message === other.message &&
    one.hint === other.hint &&
    one.severity === other.severity &&
    String(one.mapKeys ?? "") === String(other.mapKeys ?? "")
  );
}

/** About how much room violations take where they are told. */
export function weightOfViolations(violations: readonly Violation[]): number {
  return violations.reduce(
    (sum, { message, hint, instancePath, schemaPath, missing = "" }) =>
      sum + 100 + message.length + hint.length + instancePath.length + schemaPath.length + missing.length,
    0,
  );
}

/** Whether violations may be kept in memories that are bounded by number: they take some kB at most. */
export function areLightViolations(violations: readonly Violation[]): boolean {
  return weightOfViolations(violations) <= heaviestRemembered;
}
