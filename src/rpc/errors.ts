import { Code, ConnectError } from "@connectrpc/connect";
import { durationFromMs } from "@bufbuild/protobuf/wkt";
import { type ErrorReason, type FieldViolation, SluiceError } from "../core/errors.js";
import { shortened } from "../core/shortened.js";
import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from "../../gen/proto/google/rpc/error_details_pb.js";
import { CheckCompatibilityResponseSchema } from "../../gen/proto/sluice/v1/registry_pb.js";
import { evidenceOut } from "./evidence.js";

/** The gRPC code of each reason. A new reason does not compile without a row. */
export const codes: Readonly<Record<ErrorReason, Code>> = {
  INVALID_ARGUMENT: Code.InvalidArgument,
  INVALID_SCHEMA: Code.InvalidArgument,
  REFERENCE_NOT_FOUND: Code.InvalidArgument,
  SUBJECT_NOT_FOUND: Code.NotFound,
  VERSION_NOT_FOUND: Code.NotFound,
  SCHEMA_NOT_FOUND: Code.NotFound,
  INCOMPATIBLE_SCHEMA: Code.FailedPrecondition,
  UNDECIDED_COMPATIBILITY: Code.FailedPrecondition,
  SEMVER_CONFLICT: Code.FailedPrecondition,
  VERSION_REFERENCED: Code.FailedPrecondition,
  VERSION_NEEDED_BY_DEAD_LETTERS: Code.FailedPrecondition,
  NOT_SOFT_DELETED: Code.FailedPrecondition,
  DEAD_LETTER_NOT_FOUND: Code.NotFound,
  DEAD_LETTER_STATE: Code.FailedPrecondition,
  REDRIVE_NOT_FOUND: Code.NotFound,
  PROTOCOL_VIOLATION: Code.InvalidArgument,
  SEQUENCE_GAP: Code.OutOfRange,
  PRODUCER_FENCED: Code.Aborted,
  LIMIT_EXCEEDED: Code.ResourceExhausted,
  CONFLICT: Code.Aborted,
  OVERLOADED: Code.ResourceExhausted,
  LINT_FAILED: Code.FailedPrecondition,
  STORE_UNAVAILABLE: Code.Unavailable,
  INTERNAL: Code.Internal,
  SERVER_STOPPING: Code.Unavailable,
  FLOOD_BREAKER_OPEN: Code.ResourceExhausted,
  RECIPE_NOT_FOUND: Code.NotFound,
  REVISION_CONFLICT: Code.Aborted,
  RECIPE_NOT_APPLICABLE: Code.FailedPrecondition,
  UPCASTER_NOT_FOUND: Code.NotFound,
  PLAN_STALE: Code.FailedPrecondition,
  PLAN_MISMATCH: Code.FailedPrecondition,
  REDRIVE_STATE: Code.FailedPrecondition,
  ARCHIVE_NOT_CONFIGURED: Code.FailedPrecondition,
  ARCHIVE_UNAVAILABLE: Code.Unavailable,
  ARCHIVE_REFUSED: Code.FailedPrecondition,
  ALERT_NOT_FOUND: Code.NotFound,
  WEBHOOK_NOT_FOUND: Code.NotFound,
  GROUP_NOT_FOUND: Code.NotFound,
  CONSUMER_GROUP_NOT_FOUND: Code.NotFound,
  DELIVERY_LOST: Code.FailedPrecondition,
  MALFORMED_REQUEST: Code.InvalidArgument,
  UNIMPLEMENTED: Code.Unimplemented,
  DEADLINE_EXCEEDED: Code.DeadlineExceeded,
  CANCELLED: Code.Canceled,
};

/** Characters of a message that are sent. Errors travel as metadata, of which most gRPC clients take 8 KiB in all. */
const maxMessageLength = 1000;

/** Characters of each value in the metadata of an error that are sent. */
const maxValueLength = 500;

/** Most fields one error names. */
const maxFields = 3;

/** A text of at most `length` characters, with an ellipsis where there was more. */
function within(text: string, length: number): string {
  return text.length <= length ? text : shortened(text, length - 1);
}

function fieldOut({ field, description }: FieldViolation): { field: string; description: string } {
  return { field, description: within(description, maxMessageLength) };
}

function metadataOut({ metadata }: SluiceError): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, within(value, maxValueLength)]));
}

/** A Sluice error as callers see it: code, message, and google.rpc details. The cause stays here. */
export function toConnectError(error: SluiceError, requestId: string): ConnectError {
  const internal = error.reason === "INTERNAL";
  const metadata = internal ? { request_id: requestId } : metadataOut(error);
  const message = internal
    ? `Something went wrong inside Sluice; see its log for request ${requestId}.`
    : within(error.message, maxMessageLength);
  const { fields, retryAfterMs, evidence } = error;
  const info = { desc: ErrorInfoSchema, value: { reason: error.reason, domain: "sluice", metadata } };
  const badRequest = { desc: BadRequestSchema, value: { fieldViolations: fields.slice(0, maxFields).map(fieldOut) } };
  const retryInfo = { desc: RetryInfoSchema, value: { retryDelay: durationFromMs(retryAfterMs ?? 0) } };
  return new ConnectError(message, codes[error.reason], undefined, [
    info,
    ...(fields.length === 0 ? [] : [badRequest]),
    ...(retryAfterMs === undefined ? [] : [retryInfo]),
    ...(evidence === undefined ? [] : [{ desc: CheckCompatibilityResponseSchema, value: evidenceOut(evidence) }]),
  ]);
}

/** The funnel of the rpc edge: Connect's own errors (deadlines, limits, cancelled calls) pass, everything else is mapped. */
export function fromCaught(caught: unknown, requestId: string): ConnectError {
  return caught instanceof ConnectError ? caught : toConnectError(SluiceError.from(caught), requestId);
}

/** What Node says of a stream whose other end has gone. */
const lostConnection = /^(ERR_HTTP2_\w+|ERR_STREAM_\w+|ECONNRESET|EPIPE)$/;

/**
 * A broken connection as the cancelled call it is; anything else as it was. `signal` is that of a call that may come over
 * HTTP/1.1.
 */
export function connectionLossAsCancel(caught: unknown, signal?: AbortSignal): unknown {
  const code = caught instanceof Error && "code" in caught ? caught.code : undefined;
  // Over HTTP/1.1 the library gives the signal no reason when a caller hangs up.
  const isHungUp = signal?.aborted === true && caught instanceof Error && caught.name === "AbortError";
  const isLost = isHungUp || (typeof code === "string" && lostConnection.test(code));
  return isLost ? new ConnectError("The caller has gone.", Code.Canceled, undefined, undefined, caught) : caught;
}
