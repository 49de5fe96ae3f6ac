import { advise } from "../advice.js";
import type { Obstacle } from "../compare/obstacle.js";
import { placeOf, type Rule, type RuleText, writersOwn } from "./rule.js";

function closed(obstacle: Obstacle): RuleText {
  const { property } = obstacle;
  const place = placeOf(obstacle);
  if (property !== undefined) {
    return {
      ruleId: "property-removed-from-closed-content-model",
      message: `${place} may have the property '${property}' for the writer, which the reader does not allow.`,
      advice: advise(
        `Keep '${property}' in the reader, or let the reader accept properties it does not know.`,
        `Do not send '${property}': take it out of the writer.`,
      ),
    };
  }
  return {
    ruleId: "additional-properties-closed",
    message: `${place} may have properties for the writer that the reader does not know and does not allow.`,
    advice: advise(
      "Let the reader accept properties it does not know.",
      "Close the writer with additionalProperties: false, so that it sends declared properties only.",
    ),
  };
}

/** A limit of how many members there may be. */
function size(obstacle: Obstacle, keyword: "minProperties" | "maxProperties"): RuleText {
  const isNew = writersOwn(obstacle, keyword) === undefined;
  const least = keyword === "minProperties";
  return {
    ruleId: least
      ? `min-properties-${isNew ? "added" : "increased"}`
      : `max-properties-${isNew ? "added" : "decreased"}`,
    message: `${placeOf(obstacle)} may have ${least ? "fewer properties for the writer than the reader demands" : "more properties for the writer than the reader allows"}.`,
    advice: advise(
      isNew ? `Leave '${keyword}' out of the reader.` : `Keep '${keyword}' as wide as the writer has it.`,
      `Give the writer the '${keyword}' of the reader.`,
    ),
  };
}

const texts: Readonly<Record<string, (obstacle: Obstacle) => RuleText>> = {
  additionalProperties: closed,
  unevaluatedProperties: closed,
  patternProperties: (obstacle) => ({
    ruleId: "pattern-properties-narrowed",
    message: `Properties of ${placeOf(obstacle)} whose names match a pattern have a narrower schema in the reader.`,
    advice: advise(
      "Keep the schema of the pattern as wide as the writer has it.",
      "Give the writer the same schema for the pattern.",
    ),
  }),
  propertyNames: (obstacle) => ({
    ruleId: "property-names-narrowed",
    message: `${placeOf(obstacle)} may have property names for the writer that the reader does not allow.`,
    advice: advise("Keep 'propertyNames' as wide as the writer has it.", "Give the writer the same 'propertyNames'."),
  }),
  minProperties: (obstacle) => size(obstacle, "minProperties"),
  maxProperties: (obstacle) => size(obstacle, "maxProperties"),
};

/** Which members an object may have. */
export const contentModel: Rule = {
  keywords: Object.keys(texts),
  describe: (obstacle) => (texts[obstacle.keyword] ?? closed)(obstacle),
};
