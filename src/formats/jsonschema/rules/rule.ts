import type { Obstacle } from "../compare/obstacle.js";
import { type Advice } from "../advice.js";
import { type Schema, statedIn } from "../model/schema.js";
import { type SchemaSpot, spotOfKeyword } from "../schema-spot.js";
import type { SemanticRuleId } from "./catalog.js";

/** What a rule says about an obstacle. */
export interface RuleText {
  readonly ruleId: SemanticRuleId;
  readonly message: string;
  readonly advice: Advice;
}

/** A family of rules: the reader's keywords it speaks about, and what it says. */
export interface Rule {
  readonly keywords: readonly string[];
  describe(obstacle: Obstacle): RuleText;
}

/** The writer's schema that has the keyword in force at the obstacle, if any has. */
export function writersOwn(obstacle: Obstacle, keyword: keyof Schema): Schema | undefined {
  return obstacle.writer.all.find((schema) => schema[keyword] !== undefined);
}

/** Where an event has the place an obstacle is about, in words. */
export function placeOf(obstacle: Obstacle): string {
  const steps: string[] = [];
  for (let at = obstacle.trail; at !== undefined; at = at.up) {
    steps.unshift(at.step.kind === "member" ? at.step.name : String(at.step.index));
  }
  return steps.length === 0 ? "The event" : `'${steps.join("/")}'`;
}

/** Where the reader has the keyword. */
export function readerSpotOf(obstacle: Obstacle): SchemaSpot {
  return spotOfKeyword(obstacle.reader, obstacle.keyword);
}

/** Where the writer has the keyword, or its schema where it has no such keyword; undefined where it says nothing at all. */
export function writerSpotOf({ writer, keyword }: Obstacle): SchemaSpot | undefined {
  const own = writer.all.filter((schema) => !writer.foreign.has(schema));
  const stating = own.find((schema) => statedIn(schema).includes(keyword));
  if (stating !== undefined) return spotOfKeyword(stating, keyword);
  return own[0] && spotOfKeyword(own[0], "false");
}
