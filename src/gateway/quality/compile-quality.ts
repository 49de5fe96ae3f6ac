import { invalidArgument } from "../../core/errors.js";
import type { StreamQuality } from "../../core/quality.js";
import { compileCompleteness, type MeasureCompleteness } from "./completeness.js";
import { type CompiledRule, compileRule, type ExpressionTools } from "./compile-rule.js";
import { compileFreshness, type MeasureFreshness } from "./freshness.js";
import type { CompileJsonSchema } from "./schema-rule.js";

/** Most rules of a stream. */
const maxRules = 100;

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

/** CEL takes a tenth of a second to load, which nobody should wait for who does not use it. */
async function loadExpressions(): Promise<ExpressionTools> {
  const [{ createExpressions }, { attributesOf, celValueOf, timestampOf }] = await Promise.all([
    import("./expression.js"),
    import("./expression-values.js"),
  ]);
  return {
    ...createExpressions(),
    values: {
      bindingsOf: (event, payload, arrivedAt) => ({
        event: attributesOf(event),
        data: celValueOf(payload),
        now: timestampOf(arrivedAt),
      }),
    },
  };
}
