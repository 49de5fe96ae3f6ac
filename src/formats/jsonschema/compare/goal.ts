import type { Schema } from "../model/schema.js";
import { noteAlsoDeclared } from "../validation/also-declared.js";
import type { EvaluateOptions } from "../validation/frame.js";
import { type Conjunction, conjunctionOf } from "./conjunction.js";
import type { SchemaEquality } from "./equal-schemas.js";
import type { MemberOptions } from "./members.js";
import type { Obstacle, Trail } from "./obstacle.js";

/** What a proof may assume. */
export interface ProofOptions extends EvaluateOptions, MemberOptions {
  readonly declaredOnly: boolean;
  readonly defaultsFill: boolean;
}

/** A goal: show that everything in `writer` fits `reader`. */
export interface Goal {
  readonly writer: Conjunction;
  readonly reader: Schema;
  readonly trail: Trail | undefined;
}

/** What the rules for single keywords may ask of the proof they are part of. */
export interface Proving {
  readonly options: ProofOptions;
  readonly equality: SchemaEquality;
  /** Whether the goal at hand is only tried, so that one obstacle is as good as all. */
  readonly isTentative: boolean;
  /** What stands in the way of a proof about the value at hand; empty when it succeeded. */
  prove(goal: Goal): readonly Obstacle[];
  /** Like `prove`, about a member or an item of the value at hand. */
  proveInside(goal: Goal): readonly Obstacle[];
  /** Whether the proof succeeds, for goals that are tried rather than demanded: the reasons do not matter. */
  tries(goal: Goal): boolean;
  /** Like `tries`, about a member or an item of the value at hand. */
  triesInside(goal: Goal): boolean;
  /** Whether no value is in the conjunction and fits the schema. */
  isDisjoint(known: Conjunction, schema: Schema): boolean;
  /** Whether the conjunction has no values. */
  isEmpty(known: Conjunction): boolean;
}

/** An obstacle of a goal. */
export function obstacle(
  goal: Goal,
  keyword: string,
  more: { property?: string; unsupported?: boolean } = {},
): Obstacle {
  return { reader: goal.reader, keyword, writer: goal.writer, trail: goal.trail, ...more };
}

/** The goal that starts a comparison. */
export function rootGoal(writer: Schema, reader: Schema): Goal {
  noteAlsoDeclared(writer);
  return { writer: conjunctionOf(writer), reader, trail: undefined };
}
