import { invalidArgument } from "../../core/errors.js";
import type { QualityRule, StreamQuality } from "../../core/quality.js";
import { compileCompleteness, type MeasureCompleteness } from "./completeness.js";
import { type CompiledRule, compileRule, type ExpressionTools } from "./compile-rule.js";
import { compileFreshness, type MeasureFreshness } from "./freshness.js";
import type { CompileJsonSchema } from "./schema-rule.js";

/** Most rules of a stream. */
const maxRules = 100;

/** Longest expression, in characters. */
const maxExpressionLength = 2048;

/** Longest JSON Schema of a rule, in characters. */
const maxRuleSchemaLength = 65_536;

/** All expressions and schemas of a stream, in characters. */
const maxTextLength = 256 * 1024;

/** The quality rules of a stream, ready to judge events. */
export interface CompiledQuality {
  readonly completeness: MeasureCompleteness | undefined;
  readonly freshness: MeasureFreshness | undefined;
  readonly rules: readonly CompiledRule[];
  /** To be called before an event is judged: what its expressions may cost is counted from there. */
  readonly begin: () => void;
}

/**
 * Checks a configuration and makes it ready to judge events.
 * @throws SluiceError INVALID_ARGUMENT, naming the field, and line and column where a text is at fault
 */
export async function compileQuality(
  deps: { readonly compileJsonSchema: CompileJsonSchema },
  { completeness, freshness, rules }: StreamQuality,
): Promise<CompiledQuality> {
  const field = "config.quality.rules";
  if (rules.length > maxRules) {
    throw invalidArgument(field, `holds ${rules.length} rules; at most ${maxRules} are allowed`);
  }
  checkLengths(rules, field);
  let tools: ExpressionTools | undefined;
  const ruleDeps = { ...deps, expressions: async () => (tools ??= await loadExpressions()) };
  const compiled: CompiledRule[] = [];
  const ids = new Set<string>();
  for (const [index, rule] of rules.entries()) {
    const one = await compileRule(ruleDeps, `${field}[${index}]`, rule);
    if (ids.has(one.id)) throw invalidArgument(`${field}[${index}].id`, `'${one.id}' is the id of another rule`);
    ids.add(one.id);
    compiled.push(one);
  }
  return {
    completeness: completeness && compileCompleteness(completeness),
    freshness: freshness && compileFreshness(freshness),
    rules: compiled,
    begin: () => {
      tools?.begin();
    },
  };
}

/** Looks at all texts before any of them is compiled, which takes the longer the more there is. */
function checkLengths(rules: readonly QualityRule[], field: string): void {
  let all = 0;
  for (const [index, { check }] of rules.entries()) {
    const { length } = check.text;
    const [name, most] =
      check.kind === "cel" ? ["expression", maxExpressionLength] : ["json_schema", maxRuleSchemaLength];
    if (length > most) {
      throw invalidArgument(`${field}[${index}].${name}`, `has ${length} characters; at most ${most} are allowed`);
    }
    all += length;
  }
  if (all > maxTextLength) {
    throw invalidArgument(field, `have ${all} characters together; at most ${maxTextLength} are allowed`);
  }
}

/** CEL takes a tenth of a second to load, which nobody should wait for who does not use it. */
async function loadExpressions(): Promise<ExpressionTools> {
  const [{ createExpressions }, { attributesOf, celValueOf, timestampOf, variables }] = await Promise.all([
    import("../../expressions/expressions.js"),
    import("./expression-values.js"),
  ]);
  return {
    ...createExpressions({ variables }),
    values: {
      bindingsOf: (event, payload, arrivedAt) => ({
        event: attributesOf(event),
        data: celValueOf(payload),
        now: timestampOf(arrivedAt),
      }),
    },
  };
}
