import { celFromScalar, type CelInput } from "@bufbuild/cel";
import { isReflectList, isReflectMap, isReflectMessage, type ReflectMessage } from "@bufbuild/protobuf/reflect";
import { maxViolations, type Violation } from "../../../core/violation.js";
import type { Expressions } from "../../../expressions/expressions.js";
import type { ElementPlan, MessagePlan, RuleExpression, ValuePlan } from "./rule-plan.js";
import { type PayloadPlace, ruleUnchecked, ruleViolation } from "./rule-violation.js";
import type { StandardRules } from "./standard-rules.js";

/** Thrown when the rules of a schema cost more for a message than they may. */
class TooCostly extends Error {
  override readonly name = "TooCostly";
}

/** What it costs to come to an item of a list or to an entry of a map, in steps of expressions. */
const elementCost = 0.1;

/** What a walk needs to know. */
export interface WalkTools {
  readonly expressions: Expressions;
  readonly standard: StandardRules;
  /** Types in which, or below which, there is something to look at. */
  readonly busy: ReadonlySet<MessagePlan>;
  readonly now: CelInput;
  /** Whether all that is wrong with a message is told, or what the library finds first. */
  readonly isThorough: boolean;
}

/** Judges a message and all in it: has the library judge each by itself, and runs the rules that are expressions. */
export class RuleWalk {
  readonly #tools: WalkTools;
  readonly #steps: string[] = [];
  readonly #mapKeys: number[] = [];
  readonly #found: Violation[] = [];

  constructor(tools: WalkTools) {
    this.#tools = tools;
  }

  /** What is not met, up to `maxViolations`. */
  walk(plan: MessagePlan, message: ReflectMessage): readonly Violation[] {
    try {
      this.#message(plan, message);
    } catch (caught) {
      if (!(caught instanceof TooCostly)) throw caught;
      this.#fail(plan.desc.typeName, "", tooCostly);
    }
    return this.#found.slice(0, maxViolations);
  }

  #message(plan: MessagePlan, message: ReflectMessage): void {
    if (!this.#tools.busy.has(plan) || this.#isFull()) return;
    this.#pay(plan.cost);
    for (const { field, value, isLookedAt } of plan.fields) {
      if (value.cost !== undefined && isLookedAt(message)) this.#pay(value.cost(message.get(field)));
    }
    this.#standard(plan, message);
    this.#judge(plan.expressions, message, plan.desc.typeName);
    for (const { field, value, isLookedAt } of plan.fields) {
      if (this.#isFull()) return;
      if (!isLookedAt(message)) continue;
      this.#steps.push(field.jsonName);
      this.#value(value, message.get(field), `${field.parent.typeName}.${field.name}`);
      this.#steps.pop();
    }
  }

  #standard(plan: MessagePlan, message: ReflectMessage): void {
    if (!plan.isStated) return;
    const { standard, expressions, isThorough } = this.#tools;
    const found = standard.judge(plan.desc, message.message, { place: this.#place(), isThorough });
    if (found !== undefined) this.#found.push(...found);
    else if (expressions.isExhausted()) throw new TooCostly();
    else this.#fail(plan.desc.typeName, "", "a rule is about something that this value is not");
  }

  #value(plan: ValuePlan, value: unknown, about: string): void {
    if (plan.expressions.length > 0) {
      const seen = plan.scalar === undefined ? value : celFromScalar(plan.scalar, value as never);
      this.#judge(plan.expressions, seen as CelInput, about);
    }
    if (plan.message !== undefined && isReflectMessage(value)) this.#message(plan.message(), value);
    if (isReflectList(value) && this.#leads(plan.items)) {
      for (let index = 0; index < value.size && !this.#isFull(); index += 1) {
        this.#element(plan.items, value.get(index), { step: String(index), about });
      }
    }
    if (!isReflectMap(value) || !(this.#leads(plan.keys) || this.#leads(plan.items))) return;
    for (const [key, item] of value) {
      if (this.#isFull()) return;
      this.#mapKeys.push(this.#steps.length);
      const at = { step: String(key), about };
      this.#element(plan.keys, key, at);
      this.#element(plan.items, item, at);
      this.#mapKeys.pop();
    }
  }

  /** Whether there is anything to look at in elements. */
  #leads(plan: ElementPlan | undefined): boolean {
    if (plan === undefined) return false;
    const { message, expressions } = plan.value;
    return expressions.length > 0 || (message !== undefined && this.#tools.busy.has(message()));
  }

  #element(plan: ElementPlan | undefined, element: unknown, at: { step: string; about: string }): void {
    this.#pay(elementCost);
    if (plan?.isLookedAt(element) !== true) return;
    this.#steps.push(at.step);
    this.#value(plan.value, element, at.about);
    this.#steps.pop();
  }

  #judge(rules: readonly RuleExpression[], seen: CelInput, about: string): void {
    const { now } = this.#tools;
    for (const { id, message, text, evaluate, bindings } of rules) {
      const verdict = evaluate({ ...bindings, this: seen, now });
      if ("failure" in verdict) {
        if (verdict.tooCostly) throw new TooCostly();
        this.#fail(about, id, verdict.failure);
      } else if (!verdict.holds) {
        // A text that does not stand in the expression may have been made of the payload.
        const says = message === "" && text.includes(verdict.text ?? "") ? (verdict.text ?? "") : message;
        this.#found.push(ruleViolation(this.#place(), about, { id, message: says }));
      }
    }
  }

  #fail(about: string, id: string, why: string): void {
    this.#found.push(ruleUnchecked(this.#place(), about, { id, why }));
  }

  #isFull(): boolean {
    return this.#found.length >= maxViolations;
  }

  #place(): PayloadPlace {
    return { steps: [...this.#steps], mapKeys: [...this.#mapKeys] };
  }

  #pay(steps: number): void {
    if (!this.#tools.expressions.pay(steps)) throw new TooCostly();
  }
}

/** Why the rules of an event are not checked to their end. */
export const tooCostly = "the rules cost too much for this event";
