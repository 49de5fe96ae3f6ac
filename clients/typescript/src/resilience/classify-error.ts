import { Code } from "@connectrpc/connect";

import { type ErrorDescription } from "../errors/client-error.js";

/**
 * What a failed call says about the far end:
 * - `retryable`: it is away, slow or overloaded; the same call may succeed later;
 * - `auth`: it refuses the credentials; the same call fails until somebody changes them;
 * - `missing`: it answered, and what was asked for does not exist;
 * - `definitive`: it answered, or was not asked since the client is closed, and the same call will fail again.
 */
export type ErrorKind = "retryable" | "auth" | "missing" | "definitive";

const missingReasons = new Set(["SUBJECT_NOT_FOUND", "VERSION_NOT_FOUND", "SCHEMA_NOT_FOUND"]);

const retryableReasons = new Set(["STORE_UNAVAILABLE", "NOT_READY", "CONFLICT", "INTERNAL"]);

const retryableCodes = new Set<Code | undefined>([
  Code.Unavailable,
  Code.DeadlineExceeded,
  Code.ResourceExhausted,
  Code.Aborted,
  // Broken streams, garbage from proxies and crashed servers arrive under these three.
  Code.Unknown,
  Code.Internal,
  Code.Canceled,
]);

/**
 * Sorts a failed call.
 * @param error what `describeError` made of it
 */
export function classifyError({ reason, code, retryAfterMs }: ErrorDescription): ErrorKind {
  if (missingReasons.has(reason)) return "missing";
  if (code === Code.Unauthenticated || code === Code.PermissionDenied) return "auth";
  if (reason === "CLOSED") return "definitive";
  if (reason === "LIMIT_EXCEEDED" && retryAfterMs === undefined) return "definitive";
  return retryableReasons.has(reason) || retryableCodes.has(code) ? "retryable" : "definitive";
}
