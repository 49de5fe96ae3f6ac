import { SluiceError } from "../core/errors.js";

/** What the log may say about an error that was caught. */
export interface CauseDescription {
  /** Class of the error, or the type of what was thrown instead of one. */
  readonly type: string;
  readonly code?: string;
  /** Left out unless it surely quotes no payload. */
  readonly message?: string;
  /** Where it was thrown, innermost first. */
  readonly frames?: readonly string[];
  readonly cause?: CauseDescription;
}

const maxFrames = 12;
const maxDepth = 4;
const maxMessageLength = 500;

/**
 * Describes an error for the log. Parsers quote their input in messages (`Unexpected token … in JSON`), so a message is
 * only kept of errors that are known not to: Sluice's own, the system's (`ENOSPC`) and SQLite's.
 */
export function describeCause(cause: unknown, depth = 1): CauseDescription {
  if (!(cause instanceof Error)) return { type: typeof cause };
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
  const frames = framesOf(cause);
  const deeper = cause.cause === undefined || depth === maxDepth ? undefined : describeCause(cause.cause, depth + 1);
  return {
    type: cause.constructor.name,
    ...(code === undefined ? {} : { code }),
    ...(quotesNoPayload(cause, code) ? { message: cause.message.slice(0, maxMessageLength) } : {}),
    ...(frames.length === 0 ? {} : { frames }),
    ...(deeper === undefined ? {} : { cause: deeper }),
  };
}

function quotesNoPayload(cause: Error, code: string | undefined): boolean {
  if (cause instanceof SluiceError) return true;
  return code !== undefined && (/^SQLITE_[A-Z_]+$/.test(code) || ("errno" in cause && /^E[A-Z0-9]+$/.test(code)));
}

/** The lines of the stack that are frames; what is above them is the message. */
function framesOf(cause: Error): string[] {
  const frames = (cause.stack ?? "").replace(cause.message, "").split("\n");
  return frames
    .filter((line) => /^ {4}at .+:\d+:\d+\)?$/.test(line))
    .map((line) => line.trim().slice(3))
    .slice(0, maxFrames);
}
