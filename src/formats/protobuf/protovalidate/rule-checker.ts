import { create, type DescMessage, fromBinary } from "@bufbuild/protobuf";
import { reflect, type ReflectMessage } from "@bufbuild/protobuf/reflect";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { CompilationError, createValidator, type Validator } from "@bufbuild/protovalidate";
import { maxViolations, type Violation } from "../../../core/violation.js";
import { createExpressions } from "../../../expressions/expressions.js";
import type { LoadedSchema } from "../load-schema.js";
import { refusedRule } from "./refused-rule.js";
import { ruleLanguage } from "./rule-language.js";
import { type MessagePlan, RulePlanner } from "./rule-plan.js";
import { ofLibrary, ruleFailed } from "./rule-violation.js";
import { RuleWalk, TooCostly } from "./rule-walk.js";
import { withStandardRules } from "./standard-rules.js";

/** Payloads up to this size are told all that is wrong with them, in bytes; the library would list millions for larger ones. */
const thoroughBytes = 16_384;

/** Steps beside the usual ones that a byte of a payload is worth: large events may cost more than small ones. */
const stepsOfByte = 0.2;

/** Steps that it costs to make room for a field, and to judge by all its rules where none of them is out of the ordinary. */
const slotCost = { decoding: 0.1, judging: 0.5 };

/** What is known of a payload from looking at its bytes. */
export interface PayloadSize {
  /** See `WireReport`. */
  readonly slots: number;
  /** Deepest nesting allowed. */
  readonly maxDepth: number;
}

/** Judges payloads by the rules that their schema states. */
export interface RuleChecker {
  /** What is not met; empty when everything is. Call only with payloads that can be read. Takes bounded time. */
  check(message: DescMessage, payload: Uint8Array, size: PayloadSize): readonly Violation[];
}

/**
 * Makes the rules of a schema ready to judge: those of Protovalidate's catalogue are the library's, those written in CEL
 * are run here, where they are paid for.
 * @throws SluiceError INVALID_SCHEMA for rules that can never be checked
 */
export function createRuleChecker(schema: LoadedSchema): RuleChecker {
  const expressions = createExpressions(ruleLanguage(schema.registry));
  const planner = new RulePlanner(schema, expressions);
  for (const type of schema.registry) if (type.kind === "message") planner.plan(type);
  const busy = busyPlans([...planner.plans]);
  const registry = withStandardRules(schema);
  const options = { registry, regexMatch: (pattern: string, text: string) => expressions.pattern(pattern)(text) };
  const first = createValidator({ ...options, failFast: true });
  let thorough: Validator | undefined;
  expressions.begin();
  for (const plan of busy) tryOut(schema, first, registry.getMessage(plan.desc.typeName));

  /** Undefined when it cannot be found out. */
  function standardViolations(message: DescMessage, payload: Uint8Array, decoded: ReturnType<typeof create>) {
    const stated = registry.getMessage(message.typeName) ?? message;
    let result = first.validate(stated, decoded);
    if (result.kind === "invalid" && payload.length <= thoroughBytes) {
      thorough ??= createValidator(options);
      result = thorough.validate(stated, decoded);
    }
    if (result.kind === "error") return undefined;
    return (result.violations ?? []).slice(0, maxViolations).map((violation) => ofLibrary(message, violation));
  }

  /** What expressions find. @throws TooCostly */
  function statedViolations(plan: MessagePlan, decoded: ReflectMessage, sizeBound: number): readonly Violation[] {
    if (planner.isPlain && expressions.affords(sizeBound)) return [];
    return new RuleWalk({ expressions, busy, now: timestampNow() }).walk(plan, decoded);
  }

  return {
    check(message, payload, { slots, maxDepth }) {
      const plan = planner.plan(message);
      if (!busy.has(plan)) return [];
      const failed = [ruleFailed({ steps: [], mapKeys: [] }, message.typeName, { id: "", why: tooCostly })];
      expressions.begin(payload.length * stepsOfByte);
      if (!expressions.pay(slots * slotCost.decoding)) return failed;
      // One level more than was allowed, so that what was found readable can be read.
      const decoded = fromBinary(message, payload, { recursionLimit: Math.max(100, maxDepth + 1) });
      try {
        const bound = (slots + payload.length) * slotCost.judging;
        const stated = statedViolations(plan, reflect(message, decoded), bound);
        const standard = standardViolations(message, payload, decoded);
        return standard === undefined ? failed : [...standard, ...stated].slice(0, maxViolations);
      } catch (caught) {
        if (caught instanceof TooCostly) return failed;
        throw caught;
      }
    },
  };
}

const tooCostly = "the rules cost too much for this event";

/** Plans that have something to look at, and those that lead to one that has. */
function busyPlans(plans: readonly MessagePlan[]): ReadonlySet<MessagePlan> {
  const leadingTo = new Map<MessagePlan, MessagePlan[]>();
  for (const plan of plans) {
    for (const { value } of plan.fields) {
      const next = (value.message ?? value.items?.value.message)?.();
      if (next === undefined) continue;
      const known = leadingTo.get(next);
      if (known === undefined) leadingTo.set(next, [plan]);
      else known.push(plan);
    }
  }
  // A set that grows while it is walked instead of recursion: types may refer deeper than the stack reaches.
  const busy = new Set(plans.filter(({ isStated }) => isStated));
  for (const plan of busy) for (const leading of leadingTo.get(plan) ?? []) busy.add(leading);
  return busy;
}

/** What the library finds wrong with the rules of a type, it finds when it first sees a message. */
function tryOut(schema: LoadedSchema, validator: Validator, message: DescMessage | undefined): void {
  if (message === undefined) return;
  const { error } = validator.validate(message, create(message));
  if (!(error instanceof CompilationError)) return;
  const [, named = ""] = /(?:field|message) ([\w.]+)$/.exec(error.message) ?? [];
  const type = schema.registry.getMessage(named);
  const owner = schema.registry.getMessage(named.slice(0, Math.max(0, named.lastIndexOf("."))));
  const field = owner?.fields.find(({ name }) => named.endsWith(`.${name}`));
  const own = schema.registry.getMessage(message.typeName) ?? message;
  const { proto: node } = field ?? type ?? own;
  throw refusedRule(schema, { node, name: named === "" ? message.typeName : named }, error.message);
}
