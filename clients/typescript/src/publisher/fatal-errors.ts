import { Code } from "@connectrpc/connect";

import { type SluiceClientError } from "../errors/client-error.js";

const fatalReasons = new Set([
  "CLOSED",
  "PRODUCER_FENCED",
  "INVALID_ARGUMENT",
  "PROTOCOL_VIOLATION",
  "STREAM_NOT_FOUND",
  "LIMIT_EXCEEDED",
]);

const fatalCodes = new Set<Code | undefined>([
  Code.Unauthenticated,
  Code.PermissionDenied,
  Code.InvalidArgument,
  Code.Unimplemented,
]);

/**
 * Whether a stream that ended with this error ends in the same way when it is opened again, so that resending helps nobody.
 * @param error how the stream ended
 * @param opened whether the server had opened it; one that has too many streams open says so before
 */
export function isFatal({ reason, code, retryAfterMs }: SluiceClientError, opened: boolean): boolean {
  if (reason === "LIMIT_EXCEEDED" && !opened) return false;
  return (fatalReasons.has(reason) || fatalCodes.has(code)) && retryAfterMs === undefined;
}
