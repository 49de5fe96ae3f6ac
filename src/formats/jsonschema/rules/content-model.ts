import { placeOf, type Rule, type RuleText } from "./rule.js";
import type { Obstacle } from "../compare/obstacle.js";

function closed(obstacle: Obstacle): RuleText {
  const { property } = obstacle;
  const place = placeOf(obstacle);
  if (property !== undefined) {
    return {
      ruleId: "property-removed-from-closed-content-model",
      message: `${place} may have the property '${property}' for the writer, which the reader does not allow.`,
      suggestion: `Keep '${property}' in the reader, or let the reader accept properties it does not know.`,
    };
  }
  return {
    ruleId: "additional-properties-closed",
    message: `${place} may have properties for the writer that the reader does not know and does not allow.`,
    suggestion: "Let the reader accept properties it does not know, or close the writer first.",
  };
}

const texts: Readonly<Record<string, (obstacle: Obstacle) => RuleText>> = {
  additionalProperties: closed,
  unevaluatedProperties: closed,
  patternProperties: (obstacle) => ({
    ruleId: "pattern-properties-narrowed",
    message: `Properties of ${placeOf(obstacle)} whose names match a pattern have a narrower schema in the reader.`,
    suggestion: "Keep the schema of the pattern as wide as it was.",
  }),
  propertyNames: (obstacle) => ({
    ruleId: "property-names-narrowed",
    message: `${placeOf(obstacle)} may have property names for the writer that the reader does not allow.`,
    suggestion: "Keep 'propertyNames' as wide as it was.",
  }),
  minProperties: (obstacle) => ({
    ruleId: "min-properties-increased",
    message: `${placeOf(obstacle)} may have fewer properties for the writer than the reader demands.`,
    suggestion: "Lower 'minProperties'.",
  }),
  maxProperties: (obstacle) => ({
    ruleId: "max-properties-decreased",
    message: `${placeOf(obstacle)} may have more properties for the writer than the reader allows.`,
    suggestion: "Raise 'maxProperties'.",
  }),
};

/** Which members an object may have. */
export const contentModel: Rule = {
  keywords: Object.keys(texts),
  describe: (obstacle) => texts[obstacle.keyword]?.(obstacle) ?? closed(obstacle),
};
