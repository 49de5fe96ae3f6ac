import type { Severity } from "./finding.js";

/** What is asked of the events of a stream beyond their schemas. Plain data, as it is configured and stored. */
export interface StreamQuality {
  readonly completeness?: Completeness;
  readonly freshness?: Freshness;
  readonly rules: readonly QualityRule[];
}

/** What it is to miss something: `error` makes the event invalid, `warning` rides along. */
export type QualitySeverity = Exclude<Severity, "info">;

/** A score from the fields that are present: their weights, divided by the weights of all. */
export interface Completeness {
  /** At least one. */
  readonly fields: readonly CompletenessField[];
  /** Least score that is well, from 0 to 1. */
  readonly minimum: number;
  readonly severity: QualitySeverity;
}

/** A field that counts for the score. */
export interface CompletenessField {
  /** JSON Pointer into the decoded payload. */
  readonly path: string;
  /** More than 0. */
  readonly weight: number;
  /** Only for these event types; empty means all. */
  readonly types: readonly string[];
}

/** What a number counts that stands for a time since 1970. */
export type TimeUnit = "seconds" | "milliseconds" | "microseconds" | "nanoseconds";

/** How old events may be when they arrive. */
export interface Freshness {
  /** Undefined means any age. */
  readonly maxAgeMs: number | undefined;
  /** Undefined means any distance. */
  readonly maxFutureSkewMs: number | undefined;
  /** JSON Pointer to the time in the decoded payload; empty means the time of the event. */
  readonly path: string;
  readonly unit: TimeUnit;
  readonly severity: QualitySeverity;
}

/** Something that must hold for an event. */
export interface QualityRule {
  readonly id: string;
  /** In plain words; may be empty. */
  readonly description: string;
  readonly severity: QualitySeverity;
  /** Only for these event types; empty means all. */
  readonly types: readonly string[];
  readonly check: QualityCheck;
}

/** A CEL expression that must be true, or a JSON Schema that the decoded payload must fit. */
export type QualityCheck = { readonly kind: "cel" | "json-schema"; readonly text: string };

/** The ids under which completeness and freshness speak; no rule may have them. */
export const completenessRule = "completeness";
/** See `completenessRule`. */
export const freshnessRule = "freshness";

/** The code of violations that say that a rule could not be evaluated. */
export const ruleFailedCode = "rule-failed";
