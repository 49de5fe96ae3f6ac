import { type Duration } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";

import { BadRequestSchema, ErrorInfoSchema, RetryInfoSchema } from "../gen/google/rpc/error_details_pb.js";
import { CheckCompatibilityResponseSchema } from "../gen/sluice/v1/registry_pb.js";
import { type ErrorDescription, SluiceClientError } from "./client-error.js";

/** The domain under which Sluice attaches `google.rpc.ErrorInfo`. */
const domain = "sluice";

/**
 * Reads whatever was thrown by a call: reason, message, fields, metadata and delay, from `google.rpc.ErrorInfo`,
 * `BadRequest` and `RetryInfo` where the server attached them. Never throws.
 * @param error anything that was caught
 */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof SluiceClientError) return error;
  const connect = connectErrorOf(error);
  if (connect.cause instanceof SluiceClientError) return connect.cause;
  const info = connect.findDetails(ErrorInfoSchema).find((detail) => detail.domain === domain);
  const fields = connect
    .findDetails(BadRequestSchema)
    .flatMap((detail) => detail.fieldViolations)
    .map(({ field, description }) => ({ field, description }));
  const delay = connect.findDetails(RetryInfoSchema)[0]?.retryDelay;
  const code = isUnencodable(connect) ? Code.InvalidArgument : connect.code;
  return {
    reason: info?.reason ?? statusName(code),
    message: connect.rawMessage,
    fields,
    metadata: { ...info?.metadata },
    retryAfterMs: delay === undefined ? retryAfterHeaderMs(connect.metadata) : durationMs(delay),
    code,
    findings: connect.findDetails(CheckCompatibilityResponseSchema).flatMap((detail) => detail.findings),
  };
}

/**
 * The same as an error object that keeps the original as its `cause`.
 * @param error anything that was caught
 */
export function toClientError(error: unknown): SluiceClientError {
  if (error instanceof SluiceClientError) return error;
  const { reason, message, ...details } = describeError(error);
  return new SluiceClientError(reason, message, { ...details, cause: error });
}

/** Anything may be thrown, also what has no text. */
function connectErrorOf(error: unknown): ConnectError {
  try {
    return ConnectError.from(error);
  } catch {
    return new ConnectError("something that cannot be shown", Code.Unknown);
  }
}

/**
 * Whether a request could not be encoded. The library calls that an internal error, as if a server had said so and might say
 * something else the next time; but no server heard of it, which shows in that nothing came along with the error.
 */
function isUnencodable({ code, rawMessage, metadata }: ConnectError): boolean {
  return code === Code.Internal && rawMessage.startsWith("serialize binary: ") && [...metadata.keys()].length === 0;
}

/** `Code.DeadlineExceeded` as `DEADLINE_EXCEEDED`. */
function statusName(code: Code): string {
  return Code[code].replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
}

function durationMs(duration: Duration): number {
  return Number(duration.seconds) * 1000 + Math.ceil(duration.nanos / 1_000_000);
}

/** HTTP `Retry-After` in seconds, as proxies in front of the server send it (RFC 9110, 10.2.3). */
function retryAfterHeaderMs(metadata: Headers): number | undefined {
  const value = metadata.get("retry-after");
  return value !== null && /^\d{1,6}$/.test(value) ? Number(value) * 1000 : undefined;
}
