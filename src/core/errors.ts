import type { LevelVerdict } from "./finding.js";

/**
 * Why Sluice refuses something. The set is closed: each edge (rpc, rest, cli) has one complete table from these to its
 * own codes, so a new reason does not compile until every edge has a row for it.
 */
export type ErrorReason =
  | "INVALID_ARGUMENT"
  | "INVALID_SCHEMA"
  | "REFERENCE_NOT_FOUND"
  | "SUBJECT_NOT_FOUND"
  | "VERSION_NOT_FOUND"
  | "SCHEMA_NOT_FOUND"
  | "INCOMPATIBLE_SCHEMA"
  | "UNDECIDED_COMPATIBILITY"
  | "SEMVER_CONFLICT"
  | "VERSION_REFERENCED"
  | "VERSION_NEEDED_BY_DEAD_LETTERS"
  | "NOT_SOFT_DELETED"
  | "DEAD_LETTER_NOT_FOUND"
  | "DEAD_LETTER_STATE"
  | "REDRIVE_NOT_FOUND"
  | "PROTOCOL_VIOLATION"
  | "SEQUENCE_GAP"
  | "PRODUCER_FENCED"
  | "LIMIT_EXCEEDED"
  | "CONFLICT"
  | "OVERLOADED"
  | "LINT_FAILED"
  | "STORE_UNAVAILABLE"
  | "INTERNAL"
  | "SERVER_STOPPING"
  | "FLOOD_BREAKER_OPEN"
  | "RECIPE_NOT_FOUND"
  | "REVISION_CONFLICT"
  | "RECIPE_NOT_APPLICABLE"
  | "UPCASTER_NOT_FOUND"
  | "PLAN_STALE"
  | "PLAN_MISMATCH"
  | "REDRIVE_STATE"
  | "ARCHIVE_NOT_CONFIGURED"
  | "ARCHIVE_UNAVAILABLE"
  | "ARCHIVE_REFUSED"
  | "ALERT_NOT_FOUND"
  | "WEBHOOK_NOT_FOUND"
  | "GROUP_NOT_FOUND"
  | "CONSUMER_GROUP_NOT_FOUND"
  | "DELIVERY_LOST"
  | "MALFORMED_REQUEST"
  | "UNIMPLEMENTED"
  | "DEADLINE_EXCEEDED"
  | "CANCELLED";

/** One field of a request and what is wrong with it. */
export interface FieldViolation {
  /** Path of the field as the contract names it, for example `references[0].subject`. */
  readonly field: string;
  /** What is wrong and what would be right. */
  readonly description: string;
}

/** What an error may carry beside its message. All of it is sent to the caller, except `cause`. */
export interface ErrorDetails {
  readonly fields?: readonly FieldViolation[];
  readonly metadata?: Readonly<Record<string, string>>;
  readonly retryAfterMs?: number;
  /** The findings that led to a refused registration. */
  readonly evidence?: LevelVerdict;
  /** Kept for the log, never sent. */
  readonly cause?: unknown;
}

/** The one error class of Sluice: a reason from the closed set, a message for people, and details for programs. */
export class SluiceError extends Error {
  override readonly name = "SluiceError";
  readonly reason: ErrorReason;
  readonly fields: readonly FieldViolation[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly retryAfterMs: number | undefined;
  readonly evidence: LevelVerdict | undefined;

  constructor(reason: ErrorReason, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.reason = reason;
    this.fields = details.fields ?? [];
    this.metadata = details.metadata ?? {};
    this.retryAfterMs = details.retryAfterMs;
    this.evidence = details.evidence;
  }

  /** The funnel for everything caught: a SluiceError as it is, anything else as INTERNAL with the original as cause. */
  static from(caught: unknown): SluiceError {
    if (caught instanceof SluiceError) return caught;
    return new SluiceError("INTERNAL", "Something went wrong inside Sluice.", { cause: caught });
  }
}

/** Whether something caught is an error with one of these reasons. */
export function hasReason(caught: unknown, ...reasons: readonly ErrorReason[]): boolean {
  return caught instanceof SluiceError && reasons.includes(caught.reason);
}

/** A request field is missing, malformed or contradicts another. */
export function invalidArgument(field: string, description: string): SluiceError {
  return new SluiceError("INVALID_ARGUMENT", `${field}: ${description}`, { fields: [{ field, description }] });
}
