import { type CelEnv, type CelFunc, type CelInput, type CelValue, isCelError, parse, plan } from "@bufbuild/cel";
import { checkExpression, UncheckedExpression } from "./check-expression.js";
import { ExpressionFault, type ExpressionPlace } from "./expression-fault.js";
import { ExpressionMeter, ExpressionPatterns, meteredEnvironment } from "./metered-environment.js";

/** Characters of what the parser says that are passed on. */
const maxFaultLength = 300;

/** What the expressions of one kind see and may answer. */
export interface ExpressionLanguage {
  /** The names that every expression sees. */
  readonly variables: readonly string[];
  /** Types of the messages that expressions come upon; default none. */
  readonly types?: CelEnv["registry"];
  /** Functions beside those of CEL. */
  readonly functions?: readonly MeteredFunction[];
  /** Steps that a part of an expression costs beside calls: more where fields are looked for in long lists. Default a quarter. */
  readonly partCost?: number;
  /** Whether a text is an answer too: why the expression does not hold, or nothing when it does. Default false. */
  readonly answersInTexts?: boolean;
}

/**
 * A function that expressions may call, and what a call costs beside being a call, in steps. It looks at no more of the values
 * than `limit` steps are worth.
 */
export interface MeteredFunction {
  readonly declaration: CelFunc;
  readonly cost?: (values: readonly CelValue[], limit: number) => number;
}

/** What an expression sees, by the names of its language. */
export type ExpressionBindings = Readonly<Record<string, CelInput>>;

/** Whether an expression holds, or why that could not be found out. `text` is the text that a language may answer with. */
export type ExpressionVerdict =
  | { readonly holds: boolean; readonly text?: string }
  | { readonly failure: string; readonly tooCostly: boolean };

/** An expression that is ready to run. Never throws, and takes bounded time. */
export type EvaluateExpression = (bindings: ExpressionBindings) => ExpressionVerdict;

/** Compiles expressions that share what they may cost. */
export interface Expressions {
  /**
   * Parses an expression and looks at all of it.
   * @throws ExpressionFault
   */
  compile(text: string): EvaluateExpression;
  /**
   * To be called for each event, before its first expression. `further` steps may be spent beside the usual ones, and a part
   * of an expression costs `partFactor` times as much as usual.
   */
  begin(further?: number, partFactor?: number): void;
  /** Whether an event has cost too much. */
  isExhausted(): boolean;
  /** Pays for work that is done for an event beside its expressions; false when it may cost no more. */
  pay(steps: number): boolean;
  /** Compiles a pattern, or finds it compiled. @throws Error when it is none, or too large */
  pattern(text: string): MeteredPattern;
}

/** A pattern that is paid for like an expression. @throws Error when it may cost no more */
export type MeteredPattern = (text: string) => boolean;

/** Makes a place where the expressions of one stream or schema are compiled. */
export function createExpressions(language: ExpressionLanguage): Expressions {
  const meter = new ExpressionMeter();
  const patterns = new ExpressionPatterns();
  const env = meteredEnvironment(meter, patterns, language);
  return {
    begin: (further = 0, partFactor = 1) => {
      meter.refill(further, partFactor);
    },
    isExhausted: () => meter.exhausted,
    pay: (steps) => meter.pay(steps),
    pattern(text) {
      const { pattern, cost } = patterns.add(text);
      return (searched) => {
        if (!meter.pay(cost(searched))) throw new Error("costs too much");
        return pattern.test(searched);
      };
    },
    compile(text) {
      const parsed = parseText(text);
      const placeOf = (id: bigint | undefined): ExpressionPlace | undefined => {
        const offset = id === undefined ? undefined : parsed.sourceInfo?.positions[id.toString()];
        return offset === undefined ? undefined : placeAt(text, offset);
      };
      let cost: number;
      try {
        cost = 1 + checkExpression(parsed.expr, { env, patterns, language });
      } catch (caught) {
        if (caught instanceof UncheckedExpression) throw new ExpressionFault(caught.message, placeOf(caught.id));
        throw caught;
      }
      const evaluate = plan(env, parsed);
      return (bindings) => {
        const result = meter.pay(cost * meter.partFactor) ? withoutStacks(() => evaluate({ ...bindings })) : undefined;
        if (meter.exhausted) return { failure: "it costs too much", tooCostly: true };
        if (typeof result === "boolean") return { holds: result };
        if (typeof result === "string" && language.answersInTexts === true)
          return { holds: result === "", text: result };
        const place = isCelError(result) ? placeOf(result.exprId) : undefined;
        // What the evaluator says is not passed on, since it may hold values of the payload.
        const failure = isCelError(result)
          ? `${inWords(place)}something is missing or of another type`
          : "the expression is neither true nor false";
        return { failure, tooCostly: false };
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

function parseText(text: string): ReturnType<typeof parse> {
  try {
    return parse(text);
  } catch (caught) {
    if (caught instanceof RangeError) throw new ExpressionFault("nests too deep");
    const message = caught instanceof Error ? caught.message : String(caught);
    const shown = message.replace(/^<input>:\d+:\d+: /, "").slice(0, maxFaultLength);
    throw new ExpressionFault(shown, placeOfFault(caught));
  }
}

function placeOfFault(caught: unknown): ExpressionPlace | undefined {
  const { location } = caught as { readonly location?: { readonly start: ExpressionPlace } };
  return location && { line: location.start.line, column: location.start.column };
}

function placeAt(text: string, offset: number): ExpressionPlace {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function inWords(place: ExpressionPlace | undefined): string {
  return place === undefined ? "" : `at line ${place.line}, column ${place.column}, `;
}
