import type { Obstacle } from "../compare/obstacle.js";
import type { Schema } from "../model/schema.js";
import { schemaPathOf } from "../validation/violations.js";

/** What a rule says about an obstacle. */
export interface RuleText {
  /** Stable, kebab-case. */
  readonly ruleId: string;
  readonly message: string;
  readonly suggestion: string;
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

/** The pointer of the reader's keyword. */
export function readerPathOf(obstacle: Obstacle): string {
  return schemaPathOf(obstacle.reader, obstacle.keyword);
}

/** The pointer of the writer's keyword, or of its schema where it has no such keyword. */
export function writerPathOf(obstacle: Obstacle): string {
  const own = obstacle.writer.all.find((schema) => obstacle.keyword in schema && !obstacle.writer.foreign.has(schema));
  if (own !== undefined) return schemaPathOf(own, obstacle.keyword);
  const any = obstacle.writer.all.find((schema) => !obstacle.writer.foreign.has(schema));
  return any === undefined ? "" : schemaPathOf(any, "false");
}
