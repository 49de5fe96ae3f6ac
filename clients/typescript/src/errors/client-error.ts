import { type Code } from "@connectrpc/connect";

import { type Finding } from "../gen/sluice/v1/finding_pb.js";

/** One field of a request or option and what is wrong with it. */
export interface ErrorField {
  /** Path of the field, for example `references[0].subject`, or the name of an option. */
  readonly field: string;
  /** What is wrong and what would be right. */
  readonly description: string;
}

/** What is known about a failed call, in one shape for every kind of failure. */
export interface ErrorDescription {
  /**
   * The server's `ErrorReason` without prefix (`SUBJECT_NOT_FOUND`); where no Sluice server answered, the gRPC status
   * (`UNAVAILABLE`, `DEADLINE_EXCEEDED`); for errors of this library one of `INVALID_CONFIG`, `CLOSED`,
   * `VALIDATION_FAILED`, `REGISTRY_UNAVAILABLE`.
   */
  readonly reason: string;
  /** In plain words. */
  readonly message: string;
  /** The fields at fault; empty when none was named. */
  readonly fields: readonly ErrorField[];
  /** Facts for programs, for example `expected` and `received` of a sequence gap. */
  readonly metadata: Readonly<Record<string, string>>;
  /** How long to wait before trying again, in milliseconds; undefined when nobody said. */
  readonly retryAfterMs: number | undefined;
  /** The gRPC status code; undefined for errors that never were a call. */
  readonly code: Code | undefined;
  /** Compatibility findings the server attached; empty for other errors. */
  readonly findings: readonly Finding[];
}

/** The one error class of this library. `cause` holds the error underneath, if there was one. */
export class SluiceClientError extends Error implements ErrorDescription {
  override readonly name: string = "SluiceClientError";
  readonly reason: string;
  readonly fields: readonly ErrorField[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly retryAfterMs: number | undefined;
  readonly code: Code | undefined;
  readonly findings: readonly Finding[];

  /**
   * @param reason stable code, see {@link ErrorDescription.reason}
   * @param message in plain words, naming the place and the fix
   * @param details whatever else is known
   */
  constructor(
    reason: string,
    message: string,
    details: Partial<Omit<ErrorDescription, "reason" | "message">> & { readonly cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.reason = reason;
    this.fields = details.fields ?? [];
    this.metadata = details.metadata ?? {};
    this.retryAfterMs = details.retryAfterMs;
    this.code = details.code;
    this.findings = details.findings ?? [];
  }
}

/**
 * An option that cannot be used.
 * @param key the option as the caller wrote it, `timeoutMs` or `REGISTRY_TIMEOUT`
 * @param description what is wrong and what would be right
 */
export function invalidConfig(key: string, description: string): SluiceClientError {
  return new SluiceClientError("INVALID_CONFIG", `${key}: ${description}`, { fields: [{ field: key, description }] });
}
