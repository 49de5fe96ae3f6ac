import { celFromScalar, type CelInput } from "@bufbuild/cel";
import { isReflectList, isReflectMap, isReflectMessage, type ReflectMessage } from "@bufbuild/protobuf/reflect";
import { maxViolations, type Violation } from "../../../core/violation.js";
import type { Expressions } from "../../../expressions/expressions.js";
import type { ElementPlan, MessagePlan, RuleExpression, ValuePlan } from "./rule-plan.js";
import { ruleFailed, ruleViolation } from "./rule-violation.js";

/** Thrown when the rules of a schema cost more for a message than they may. */
export class TooCostly extends Error {
  override readonly name = "TooCostly";
}

/** What it costs to come to an item of a list or to an entry of a map, in steps of expressions. */
const elementCost = 0.1;

/** What a walk needs to know. */
export interface WalkTools {
  readonly expressions: Expressions;
  /** Types in which, or below which, there is something to look at. */
  readonly busy: ReadonlySet<MessagePlan>;
  readonly now: CelInput;
}

/** Pays for what the library will look at in a message, and judges by the rules that are expressions. */
export class RuleWalk {
  readonly #tools: WalkTools;
  readonly #steps: string[] = [];
  readonly #mapKeys: number[] = [];
  readonly #found: Violation[] = [];

  constructor(tools: WalkTools) {
    this.#tools = tools;
  }

  /** What is not met, up to `maxViolations`. @throws TooCostly */
  walk(plan: MessagePlan, message: ReflectMessage): readonly Violation[] {
    this.#message(plan, message);
    return this.#found;
  }

  #message(plan: MessagePlan, message: ReflectMessage): void {
    if (!this.#tools.busy.has(plan)) return;
    this.#pay(plan.cost);
    this.#judge(plan.expressions, message, plan.desc.typeName);
    for (const { field, value, isLookedAt } of plan.fields) {
      if (this.#found.length >= maxViolations) return;
      if (!isLookedAt(message)) continue;
      this.#steps.push(field.jsonName);
      this.#value(value, message.get(field), `${field.parent.typeName}.${field.name}`);
      this.#steps.pop();
    }
  }

  #value(plan: ValuePlan, value: unknown, about: string): void {
    this.#pay(plan.cost(value));
    if (plan.expressions.length > 0) {
      const seen = plan.scalar === undefined ? value : celFromScalar(plan.scalar, value as never);
      this.#judge(plan.expressions, seen as CelInput, about);
    }
    if (plan.message !== undefined && isReflectMessage(value)) this.#message(plan.message(), value);
    if (isReflectList(value) && plan.items !== undefined) {
      for (let index = 0; index < value.size; index += 1) {
        this.#element(plan.items, value.get(index), { step: String(index), about });
      }
    }
    if (!isReflectMap(value) || (plan.keys === undefined && plan.items === undefined)) return;
    for (const [key, item] of value) {
      this.#mapKeys.push(this.#steps.length);
      const at = { step: String(key), about };
      if (plan.keys !== undefined) this.#element(plan.keys, key, at);
      if (plan.items !== undefined) this.#element(plan.items, item, at);
      this.#mapKeys.pop();
    }
  }

  #element({ value, isLookedAt }: ElementPlan, element: unknown, at: { step: string; about: string }): void {
    this.#pay(elementCost);
    if (this.#found.length >= maxViolations || !isLookedAt(element)) return;
    this.#steps.push(at.step);
    this.#value(value, element, at.about);
    this.#steps.pop();
  }

  #judge(rules: readonly RuleExpression[], seen: CelInput, about: string): void {
    const { now } = this.#tools;
    for (const { id, message, text, evaluate, bindings } of rules) {
      if (this.#found.length >= maxViolations) return;
      const verdict = evaluate({ ...bindings, this: seen, now });
      if ("failure" in verdict) {
        if (verdict.tooCostly) throw new TooCostly();
        this.#found.push(ruleFailed(this.#place(), about, { id, why: verdict.failure }));
      } else if (!verdict.holds) {
        // A text that does not stand in the expression may have been made of the payload.
        const says = message === "" && text.includes(verdict.text ?? "") ? (verdict.text ?? "") : message;
        this.#found.push(ruleViolation(this.#place(), about, { id, message: says }));
      }
    }
  }

  #place() {
    return { steps: [...this.#steps], mapKeys: [...this.#mapKeys] };
  }

  #pay(steps: number): void {
    if (!this.#tools.expressions.pay(steps)) throw new TooCostly();
  }
}
