import { invalidArgument, SluiceError } from "../../core/errors.js";
import { completenessRule, freshnessRule, type QualityRule } from "../../core/quality.js";
import type { Violation } from "../../core/violation.js";
import { ExpressionFault } from "../../expressions/expression-fault.js";
import type { EvaluateExpression, Expressions } from "../../expressions/expressions.js";
import { appliesTo, checkTypes } from "./event-types.js";
import type { ExpressionValues, JudgedEvent } from "./judged-event.js";
import { ruleFailed } from "./rule-failed.js";
import { type CompileJsonSchema, compileSchemaRule } from "./schema-rule.js";

/** Longest description of a rule, in characters. */
const maxDescriptionLength = 500;

const ruleId = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** Everything expressions need. Loaded only where there are expressions, since it takes a while. */
export interface ExpressionTools extends Expressions {
  readonly values: ExpressionValues;
}

/** What compiling rules needs. */
export interface RuleDeps {
  readonly compileJsonSchema: CompileJsonSchema;
  readonly expressions: () => Promise<ExpressionTools>;
}

/** A rule that is ready to judge. */
export interface CompiledRule {
  readonly id: string;
  appliesTo(type: string): boolean;
  /** What is wrong with the event; undefined when the rule is met. May throw where the payload cannot be decoded. */
  judge(judged: JudgedEvent): Violation | undefined;
}

/**
 * Makes a rule ready to judge. `field` names it in errors.
 * @throws SluiceError INVALID_ARGUMENT
 */
export async function compileRule(deps: RuleDeps, field: string, rule: QualityRule): Promise<CompiledRule> {
  const { id, types, check, description } = rule;
  if (!ruleId.test(id)) {
    const form = "must be 1 to 64 lower-case letters, digits, '.', '_' and '-', and begin with a letter or digit";
    throw invalidArgument(`${field}.id`, form);
  }
  if (id === completenessRule || id === freshnessRule) throw invalidArgument(`${field}.id`, `'${id}' is taken`);
  if (description.length > maxDescriptionLength) {
    const actual = `has ${description.length} characters`;
    throw invalidArgument(`${field}.description`, `${actual}; at most ${maxDescriptionLength} are allowed`);
  }
  checkTypes(`${field}.types`, types);
  const judge =
    check.kind === "cel"
      ? judgeByExpression(rule, await deps.expressions(), `${field}.expression`)
      : await judgeBySchema(rule, deps.compileJsonSchema, `${field}.json_schema`);
  return { id, appliesTo: (type) => appliesTo(types, type), judge };
}

function judgeByExpression(rule: QualityRule, tools: ExpressionTools, field: string): CompiledRule["judge"] {
  const evaluate = compileExpression(tools, field, rule.check.text);
  const missed = violationOf(rule);
  const hint = "Guard what may be missing with has(), as in: !has(data.x) || data.x > 0";
  return (judged) => {
    const verdict = evaluate(judged.bindings(tools.values));
    if ("failure" in verdict) {
      const why = verdict.tooCostly ? "the rules of this stream cost too much for this event" : verdict.failure;
      return ruleFailed(rule.id, why, hint);
    }
    return verdict.holds ? undefined : missed;
  };
}

function compileExpression(tools: ExpressionTools, field: string, text: string): EvaluateExpression {
  try {
    return tools.compile(text);
  } catch (caught) {
    if (!(caught instanceof ExpressionFault)) throw caught;
    const { message, place } = caught;
    const metadata: Record<string, string> =
      place === undefined ? {} : { line: String(place.line), column: String(place.column) };
    const description = place === undefined ? message : `line ${place.line}, column ${place.column}: ${message}`;
    throw new SluiceError("INVALID_ARGUMENT", `${field}: ${description}`, {
      fields: [{ field, description }],
      metadata,
    });
  }
}

async function judgeBySchema(
  rule: QualityRule,
  compile: CompileJsonSchema,
  field: string,
): Promise<CompiledRule["judge"]> {
  const check = await compileSchemaRule(compile, field, rule.check.text);
  const missed = violationOf(rule);
  return (judged) => {
    const leading = check(judged.json);
    if (leading === undefined) return undefined;
    const { instancePath, schemaPath, message } = leading;
    const place = { instancePath, schemaPath: `${missed.schemaPath}/json_schema${schemaPath}` };
    return rule.description === ""
      ? { ...missed, ...place, message }
      : { ...missed, ...place, hint: `${instancePath} ${message}`.trimStart() };
  };
}

function violationOf({ id, description, severity }: QualityRule): Violation {
  return {
    code: "rule",
    instancePath: "",
    schemaPath: `/quality/rules/${id}`,
    keyword: id,
    message: description === "" ? `does not meet the rule '${id}'` : description,
    hint: "",
    severity,
  };
}
