import { toClientError } from "../errors/describe-error.js";
import { type Delivery } from "../gen/sluice/v1/consumer_pb.js";
import { type LoggedEvent } from "../gen/sluice/v1/event_pb.js";
import { ValidationError } from "../registry/validation-result.js";

/** What became of an event: it is processed, it may work later, or it never will. */
export type HandlerResult = "SUCCESS" | "RETRY" | "DEAD_LETTER";

/** A result with what there is to say about it. */
export interface DetailedResult {
  readonly result: HandlerResult;
  /** Why it did not work; its name, message and stack end in the dead letter. */
  readonly error?: unknown;
  /**
   * Do not try again before so much time, in milliseconds; fractions are rounded up. What is negative or not finite counts as
   * left out.
   */
  readonly retryAfterMs?: number | undefined;
}

/** What a handler is told beside the event. */
export interface HandlerContext {
  /** 1 for the first time the group is given this event. */
  readonly attempt: number;
  readonly stream: string;
  readonly group: string;
  /** The dead letter this is a retry of; empty for others. */
  readonly deadLetterId: string;
  /** Aborts when the delivery was lost, or the consumer has no time left to wait for its handlers. */
  readonly signal: AbortSignal;
}

/**
 * Processes an event; answers a HandlerResult or a DetailedResult. Anything else returned means SUCCESS; what it throws is classified. An event may come again after it was
 * processed, when the process died before the acknowledgement: handlers are to be idempotent.
 */
export type Handler = (
  event: LoggedEvent,
  context: HandlerContext,
) => Promise<unknown> | HandlerResult | DetailedResult | undefined;

/** What kind of failure something thrown is. */
export type Classify = (error: unknown) => Exclude<HandlerResult, "SUCCESS">;

/** What does not fit its schema or does not parse never will; everything else may work later. */
export const classifyThrown: Classify = (error) => (validationReasonOf(error) === undefined ? "RETRY" : "DEAD_LETTER");

/** Why an event is invalid, when that is what was thrown: the `reason` of `consumer_validation_failures_total`. */
export function validationReasonOf(error: unknown): "schema_violation" | "malformed" | undefined {
  if (error instanceof ValidationError) return "schema_violation";
  return error instanceof SyntaxError ? "malformed" : undefined;
}

/**
 * Runs a handler.
 * @returns what it said, or what its error was classified as
 */
export async function runHandler(
  handler: Handler,
  delivery: Delivery & { readonly event: LoggedEvent },
  { context, classify }: { readonly context: HandlerContext; readonly classify: Classify },
): Promise<DetailedResult> {
  try {
    return resultOf(await handler(delivery.event, context));
  } catch (error) {
    return { result: classifySafely(classify, error), error, retryAfterMs: retryAfterOf(error) };
  }
}

/** What cannot be classified as it was asked for is classified as by default: no event is left without a decision. */
function classifySafely(classify: Classify, error: unknown): Exclude<HandlerResult, "SUCCESS"> {
  try {
    return classify(error);
  } catch {
    return classifyThrown(error);
  }
}

const results: ReadonlySet<unknown> = new Set(["SUCCESS", "RETRY", "DEAD_LETTER"]);

/** What a handler means; whatever is no result is what its last call happened to answer. */
function resultOf(said: unknown): DetailedResult {
  if (typeof said === "string") return { result: results.has(said) ? (said as HandlerResult) : "SUCCESS" };
  const detailed = said as Partial<DetailedResult> | null | undefined;
  return detailed?.result !== undefined && results.has(detailed.result)
    ? { ...detailed, result: detailed.result, retryAfterMs: waitMsOf(detailed.retryAfterMs) }
    : { result: "SUCCESS" };
}

function retryAfterOf(error: unknown): number | undefined {
  const said = typeof error === "object" && error !== null && "retryAfterMs" in error ? error.retryAfterMs : undefined;
  return waitMsOf(said) ?? waitMsOf(toClientError(error).retryAfterMs);
}

/** Nobody means to wait longer than a year, and a Duration may not hold what is much longer. */
const longestWaitMs = 365 * 24 * 3_600_000;

/** A time to wait as it can be sent. */
function waitMsOf(said: unknown): number | undefined {
  const isWait = typeof said === "number" && Number.isFinite(said) && said >= 0;
  return isWait ? Math.min(Math.ceil(said), longestWaitMs) : undefined;
}
