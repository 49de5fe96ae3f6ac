import { isCelError, parse, plan } from "@bufbuild/cel";
import { SluiceError } from "../../core/errors.js";
import { checkExpression, ExpressionFault } from "./expression-check.js";
import { ExpressionMeter, ExpressionPatterns, meteredEnvironment } from "./expression-meter.js";
import type { ExpressionBindings } from "./expression-values.js";

/** Characters of what the parser says that are passed on. */
const maxFaultLength = 300;

/** Whether an expression holds, or why that could not be found out. */
export type ExpressionVerdict = { readonly holds: boolean } | { readonly failure: string };

/** An expression that is ready to run. Never throws, and takes bounded time. */
export type EvaluateExpression = (bindings: ExpressionBindings) => ExpressionVerdict;

/** Compiles expressions that share what they may cost. */
export interface Expressions {
  /**
   * Parses an expression and looks at all of it. `field` names it in errors.
   * @throws SluiceError INVALID_ARGUMENT, with `line` and `column` in the metadata where there is a place for it
   */
  compile(field: string, text: string): EvaluateExpression;
  /** To be called for each event, before its first expression. */
  begin(): void;
}

/** Makes a place where expressions are compiled: the expressions of one stream. */
export function createExpressions(): Expressions {
  const meter = new ExpressionMeter();
  const patterns = new ExpressionPatterns();
  const env = meteredEnvironment(meter, patterns);
  return {
    begin: () => {
      meter.refill();
    },
    compile(field, text) {
      const parsed = parseText(field, text);
      const placeOf = (id: bigint | undefined): Place | undefined => {
        const offset = id === undefined ? undefined : parsed.sourceInfo?.positions[id.toString()];
        return offset === undefined ? undefined : placeAt(text, offset);
      };
      try {
        checkExpression(parsed.expr, env, patterns);
      } catch (caught) {
        if (caught instanceof ExpressionFault) throw refused(field, caught.message, placeOf(caught.expressionId));
        throw caught;
      }
      const evaluate = plan(env, parsed);
      return (bindings) => {
        const result = withoutStacks(() => evaluate({ ...bindings }));
        if (meter.exhausted) return { failure: "the rules of this stream cost too much for this event" };
        if (typeof result === "boolean") return { holds: result };
        const place = isCelError(result) ? placeOf(result.exprId) : undefined;
        // What the evaluator says is not passed on, since it may hold values of the payload.
        return isCelError(result)
          ? { failure: `${inWords(place)}something is missing or of another type` }
          : { failure: "the expression is neither true nor false" };
      };
    },
  };
}

/** Missing fields are errors to the evaluator, one for each turn of a loop; most of what they cost is their stacks. */
function withoutStacks<Result>(body: () => Result): Result {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return body();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

interface Place {
  readonly line: number;
  readonly column: number;
}

function parseText(field: string, text: string): ReturnType<typeof parse> {
  try {
    return parse(text);
  } catch (caught) {
    if (caught instanceof RangeError) throw refused(field, "nests too deep");
    const message = caught instanceof Error ? caught.message : String(caught);
    throw refused(field, message.replace(/^<input>:\d+:\d+: /, "").slice(0, maxFaultLength), placeOfFault(caught));
  }
}

function placeOfFault(caught: unknown): Place | undefined {
  const { location } = caught as { readonly location?: { readonly start: Place } };
  return location && { line: location.start.line, column: location.start.column };
}

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function inWords(place: Place | undefined): string {
  return place === undefined ? "" : `at line ${place.line}, column ${place.column}, `;
}

function refused(field: string, description: string, place?: Place): SluiceError {
  const metadata: Record<string, string> =
    place === undefined ? {} : { line: String(place.line), column: String(place.column) };
  const full = place === undefined ? description : `line ${place.line}, column ${place.column}: ${description}`;
  return new SluiceError("INVALID_ARGUMENT", `${field}: ${full}`, {
    fields: [{ field, description: full }],
    metadata,
  });
}
