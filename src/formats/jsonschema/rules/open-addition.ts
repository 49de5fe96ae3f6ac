import { declaredNames } from "../compare/members.js";
import type { Obstacle } from "../compare/obstacle.js";
import type { RuleText } from "./rule.js";

/**
 * A property the reader newly gives a schema while the writer's object is open: the writer may send anything under that
 * name. Undefined for other obstacles.
 */
export function openAddition(obstacle: Obstacle): RuleText | undefined {
  const nearest = obstacle.trail;
  const said = obstacle.writer.all.some((schema) => !obstacle.writer.foreign.has(schema));
  if (nearest?.step.kind !== "member" || said) return undefined;
  const { name } = nearest.step;
  if (declaredNames(nearest.writer).has(name)) return undefined;
  return {
    ruleId: "property-added-to-open-content-model",
    message: `The reader gives the property '${name}' a schema, while the writer does not declare it and may send anything under that name.`,
    suggestion:
      "Compare with the option that writers send declared properties only, or close the writer with additionalProperties: false.",
  };
}
