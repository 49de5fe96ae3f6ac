import { type DescMessage, fromBinary } from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import type { Violation } from "../../../core/violation.js";
import { createExpressions } from "../../../expressions/expressions.js";
import type { WireReport } from "../check-wire.js";
import { messagesOf } from "../declarations.js";
import type { LoadedSchema } from "../load-schema.js";
import { ruleLanguage } from "./rule-language.js";
import { type MessagePlan, RulePlanner } from "./rule-plan.js";
import { ruleUnchecked } from "./rule-violation.js";
import { RuleWalk, tooCostly } from "./rule-walk.js";
import { createStandardRules } from "./standard-rules.js";

/**
 * Up to so many values, and bytes of what the rules of a field say, the library is asked for all that is wrong with a message:
 * it tells each of them, and repeats its rule.
 */
const thorough = { values: 4096, ruleBytes: 256 };

/** Steps beside the usual ones that a byte of a payload is worth: large events may cost more than small ones. */
const stepsOfByte = 0.2;

/** By how much a byte of a Struct makes the parts of expressions cost more: looking at a member of one copies all of it. */
const structFactorOfByte = 1 / 4;

/** Steps that it costs to make room for a field. */
const slotCost = 0.2;

/** What is known of a payload from looking at its bytes (`WireReport`). */
export interface PayloadSize extends Pick<WireReport, "slots" | "dynamicBytes"> {
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
  const expressions = createExpressions(ruleLanguage(schema));
  const planner = new RulePlanner(schema, expressions);
  for (const { name } of messagesOf(schema.file.proto)) {
    const type = schema.registry.getMessage(name);
    if (type !== undefined) planner.plan(type);
  }
  const busy = busyPlans(planner.plans);
  const stated = [...planner.plans].filter(({ isStated }) => isStated).map(({ desc }) => desc);
  expressions.begin();
  const standard = createStandardRules(schema, expressions, stated);
  const mostThorough = thorough.values / (1 + longestRules(stated) / thorough.ruleBytes);
  return {
    check(message, payload, { slots, dynamicBytes, maxDepth }) {
      const plan = planner.plan(message);
      if (!busy.has(plan)) return [];
      expressions.begin(payload.length * stepsOfByte, 1 + dynamicBytes * structFactorOfByte);
      if (!expressions.pay(slots * slotCost)) {
        return [ruleUnchecked({ steps: [], mapKeys: [] }, message.typeName, { id: "", why: tooCostly })];
      }
      // One level more than was allowed, so that what was found readable can be read.
      const decoded = fromBinary(message, payload, { recursionLimit: Math.max(100, maxDepth + 1) });
      const isThorough = slots + payload.length <= mostThorough;
      const walk = new RuleWalk({ expressions, standard, busy, now: timestampNow(), isThorough });
      return walk.walk(plan, reflect(message, decoded));
    },
  };
}

/** Bytes of the longest rules of a field. */
function longestRules(types: readonly DescMessage[]): number {
  const lengths = types.flatMap(({ fields }) =>
    fields.flatMap(({ proto }) => (proto.options?.$unknown ?? []).map(({ data }) => data.length)),
  );
  return lengths.reduce((most, length) => Math.max(most, length), 0);
}

/** Plans that have something to look at, and those that lead to one that has. */
function busyPlans(plans: Iterable<MessagePlan>): ReadonlySet<MessagePlan> {
  const leadingTo = new Map<MessagePlan, MessagePlan[]>();
  const stated: MessagePlan[] = [];
  // There are more of them with each type that is come upon.
  for (const plan of plans) {
    if (plan.isStated) stated.push(plan);
    for (const { value } of plan.fields) {
      const next = (value.message ?? value.items?.value.message)?.();
      if (next === undefined) continue;
      const known = leadingTo.get(next);
      if (known === undefined) leadingTo.set(next, [plan]);
      else known.push(plan);
    }
  }
  // A set that grows while it is walked instead of recursion: types may refer deeper than the stack reaches.
  const busy = new Set(stated);
  for (const plan of busy) for (const leading of leadingTo.get(plan) ?? []) busy.add(leading);
  return busy;
}
