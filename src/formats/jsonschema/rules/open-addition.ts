import { advise } from "../advice.js";
import { declaredNames } from "../compare/members.js";
import type { Obstacle, Trail } from "../compare/obstacle.js";
import type { RuleText } from "./rule.js";

/**
 * The step to a property the reader newly gives a schema while the writer's object is open: the writer may send anything
 * under that name. Undefined for other obstacles.
 */
export function openStep(obstacle: Obstacle): Trail | undefined {
  const nearest = obstacle.trail;
  const said = obstacle.writer.all.some((schema) => !obstacle.writer.foreign.has(schema));
  if (nearest?.step.kind !== "member" || said) return undefined;
  return declaredNames(nearest.writer).has(nearest.step.name) ? undefined : nearest;
}

/** What is said about such an obstacle; undefined for others. */
export function openAddition(obstacle: Obstacle): RuleText | undefined {
  const step = openStep(obstacle)?.step;
  if (step?.kind !== "member") return undefined;
  const { name } = step;
  return {
    ruleId: "property-added-to-open-content-model",
    message: `The reader gives the property '${name}' a schema, while the writer does not declare it and may send anything under that name.`,
    advice: advise(
      `Leave the schema of '${name}' empty, or compare with the option that writers send declared properties only.`,
      `Declare '${name}' in the writer as the reader has it, or close the writer with additionalProperties: false.`,
    ),
  };
}
