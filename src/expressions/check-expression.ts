import { type CelEnv, parse } from "@bufbuild/cel";
import type { ExpressionLanguage } from "./expressions.js";
import { type ExpressionPatterns, matchesFunction, rangeFunction } from "./metered-environment.js";

/** A parsed expression. */
export type Expression = ReturnType<typeof parse>["expr"];

/** Deepest nesting of an expression; a chain of `+` nests too. */
const maxExpressionDepth = 100;

/** Steps that a part of an expression costs, and each part of a loop in each turn. */
const usualPartCost = 1 / 4;

/** Names of types, which are values too. */
const typeNames = new Set(["int", "uint", "double", "bool", "string", "bytes", "list", "map", "null_type", "type"]);

/** Operators that the evaluator knows without a function. */
const builtIn = new Set(["_&&_", "_||_", "_?_:_", "_[_]", "@not_strictly_false"]);

/** What is wrong with an expression, and with which part of it. */
export class UncheckedExpression extends Error {
  override readonly name = "UncheckedExpression";
  readonly id: bigint;

  constructor(message: string, { id }: Expression) {
    super(message);
    this.id = id;
  }
}

/** What expressions are looked at with. */
export interface CheckTools {
  readonly env: CelEnv;
  readonly patterns: ExpressionPatterns;
  readonly language: ExpressionLanguage;
}

/**
 * Looks at an expression before it is ever run: everything it names must be known, its patterns are compiled, and the
 * ranges of its loops are made to be paid for. Changes the expression.
 * @returns what it costs in steps beside its calls and the turns of its loops
 * @throws UncheckedExpression
 */
export function checkExpression(expression: Expression, tools: CheckTools): number {
  const variables = new Set(tools.language.variables);
  const checker = new Checker(tools);
  checker.check(expression, { depth: 1, names: variables });
  if (tools.language.answersInTexts !== true) refuseUnlessTruth(expression, variables);
  return checker.cost;
}

/** Functions whose result is a number, a text or a time, whatever they are given. */
const ofNoTruth = new Set([
  ...["_+_", "_-_", "_*_", "_/_", "_%_", "-_", "size", "int", "uint", "double", "string", "bytes", "type"],
  ...["timestamp", "duration", "getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear"],
  ...["getHours", "getMinutes", "getSeconds", "getMilliseconds"],
]);

/** A rule that can never be true or false would only ever be counted as failed, whatever its severity. */
function refuseUnlessTruth(expression: Expression | undefined, variables: ReadonlySet<string>): void {
  if (expression === undefined) return;
  const { exprKind } = expression;
  if (exprKind.case === "callExpr" && exprKind.value.function === "_?_:_") {
    for (const branch of exprKind.value.args.slice(1)) refuseUnlessTruth(branch, variables);
  } else if (isNoTruth(exprKind, variables)) {
    throw new UncheckedExpression("is never true or false, which is what a rule asks for", expression);
  }
}

function isNoTruth(kind: Expression["exprKind"], variables: ReadonlySet<string>): boolean {
  switch (kind.case) {
    case "constExpr":
      return kind.value.constantKind.case !== "boolValue";
    case "listExpr":
    case "structExpr":
      return true;
    case "identExpr":
      return variables.has(kind.value.name) || typeNames.has(kind.value.name);
    case "callExpr":
      return ofNoTruth.has(kind.value.function);
    case "comprehensionExpr":
      // map() and filter(), of which the list they make is the result.
      return kind.value.accuInit?.exprKind.case === "listExpr";
    case "selectExpr":
    case undefined:
      return false;
  }
}

interface Scope {
  readonly depth: number;
  readonly names: ReadonlySet<string>;
}

type Kind<Case extends Expression["exprKind"]["case"]> = Extract<Expression["exprKind"], { case: Case }>["value"];

class Checker {
  readonly #tools: CheckTools;
  /** Parts looked at so far. */
  #parts = 0;

  constructor(tools: CheckTools) {
    this.#tools = tools;
  }

  /** What was looked at so far costs, in steps. */
  get cost(): number {
    return this.#parts * (this.#tools.language.partCost ?? usualPartCost);
  }

  check(expression: Expression | undefined, { depth, names }: Scope): void {
    if (expression === undefined) return;
    this.#parts += 1;
    if (depth > maxExpressionDepth) {
      throw new UncheckedExpression(`nests deeper than ${maxExpressionDepth}; split it into rules`, expression);
    }
    const inner = { depth: depth + 1, names };
    const { exprKind } = expression;
    switch (exprKind.case) {
      case "identExpr":
        this.#checkName(expression, exprKind.value.name, names);
        break;
      case "selectExpr":
        if (!this.#isConstant(expression, names)) this.check(exprKind.value.operand, inner);
        break;
      case "callExpr":
        this.#checkCall(expression, exprKind.value, inner);
        break;
      case "listExpr":
        for (const element of exprKind.value.elements) this.check(element, inner);
        break;
      case "structExpr":
        this.#checkMap(expression, exprKind.value, inner);
        break;
      case "comprehensionExpr":
        this.#checkLoop(exprKind.value, inner);
        break;
      case "constExpr":
      case undefined:
        break;
    }
  }

  /** Whether it names a value of one of the enums that expressions come upon. */
  #isConstant(expression: Expression, names: ReadonlySet<string>): boolean {
    const name = qualifiedName(expression);
    if (name === undefined || names.has(name.slice(0, name.indexOf(".")))) return false;
    const dot = name.lastIndexOf(".");
    const values = this.#tools.language.types?.getEnum(name.slice(0, dot))?.values ?? [];
    return values.some((value) => value.name === name.slice(dot + 1));
  }

  #checkName(expression: Expression, name: string, names: ReadonlySet<string>): void {
    if (names.has(name) || typeNames.has(name)) return;
    const known = this.#tools.language.variables;
    const list = `${known.slice(0, -1).join(", ")} and ${known.at(-1) ?? ""}`;
    throw new UncheckedExpression(`'${name}' is not known; there are ${list}`, expression);
  }

  #checkCall(expression: Expression, call: Kind<"callExpr">, scope: Scope): void {
    const { function: simple, target, args } = call;
    const qualifier = target && qualifiedName(target);
    const isQualified = qualifier !== undefined && this.#tools.env.funcs.find(`${qualifier}.${simple}`) !== undefined;
    const name = isQualified ? `${qualifier}.${simple}` : simple;
    if (!builtIn.has(name) && this.#tools.env.funcs.find(name) === undefined) {
      throw new UncheckedExpression(`there is no function '${name}' with ${args.length} arguments`, expression);
    }
    if (name === matchesFunction) this.#addPattern(expression, args.at(-1));
    if (!isQualified) this.check(target, scope);
    for (const argument of args) this.check(argument, scope);
  }

  /** A pattern from the payload could be of any size, and would be compiled for each event. */
  #addPattern(expression: Expression, pattern: Expression | undefined): void {
    const constant = pattern?.exprKind.case === "constExpr" ? pattern.exprKind.value.constantKind : undefined;
    if (constant?.case !== "stringValue") {
      throw new UncheckedExpression("the pattern of matches() must be a text in quotes", pattern ?? expression);
    }
    try {
      this.#tools.patterns.add(constant.value);
    } catch (caught) {
      throw new UncheckedExpression(caught instanceof Error ? caught.message : String(caught), pattern ?? expression);
    }
  }

  #checkMap(expression: Expression, map: Kind<"structExpr">, scope: Scope): void {
    if (map.messageName !== "") {
      throw new UncheckedExpression("messages cannot be made; use a map, timestamp() or duration()", expression);
    }
    for (const { keyKind, value } of map.entries) {
      if (keyKind.case === "mapKey") {
        if (isUint(keyKind.value)) {
          throw new UncheckedExpression(
            "keys of maps are whole numbers without a 'u', texts or true and false",
            expression,
          );
        }
        this.check(keyKind.value, scope);
      }
      this.check(value, scope);
    }
  }

  #checkLoop(loop: Kind<"comprehensionExpr">, scope: Scope): void {
    this.check(loop.accuInit, scope);
    this.check(loop.iterRange, scope);
    const withResult = { depth: scope.depth, names: new Set([...scope.names, loop.accuVar]) };
    const within = { depth: scope.depth, names: new Set([...withResult.names, loop.iterVar]) };
    const before = this.cost;
    this.check(loop.loopCondition, within);
    this.check(loop.loopStep, within);
    const turn = Math.max(1, this.cost - before);
    this.check(loop.result, withResult);
    if (loop.iterRange !== undefined) loop.iterRange = paidRange(loop.iterRange, turn);
  }
}

/** The evaluator looks for such keys one by one. */
function isUint({ exprKind }: Expression): boolean {
  return exprKind.case === "constExpr" && exprKind.value.constantKind.case === "uint64Value";
}

/** The names of a chain of selects: `a.b.c`; undefined for what is none, or too long to be one. */
function qualifiedName({ exprKind }: Expression, depth = 0): string | undefined {
  if (exprKind.case === "identExpr") return exprKind.value.name;
  if (exprKind.case !== "selectExpr" || exprKind.value.testOnly || exprKind.value.operand === undefined)
    return undefined;
  const before = depth > maxExpressionDepth ? undefined : qualifiedName(exprKind.value.operand, depth + 1);
  return before === undefined ? undefined : `${before}.${exprKind.value.field}`;
}

function paidRange(range: Expression, turn: number): Expression {
  const args = [range, parse(turn.toFixed(2)).expr];
  return {
    $typeName: "cel.expr.Expr",
    id: range.id,
    exprKind: { case: "callExpr", value: { $typeName: "cel.expr.Expr.Call", function: rangeFunction, args } },
  };
}
