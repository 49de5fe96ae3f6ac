import { advise } from "../advice.js";
import type { Obstacle } from "../compare/obstacle.js";
import { type JsonValue, valueKey } from "../model/json.js";
import { placeOf, type Rule, writersOwn } from "./rule.js";

/** The values the writer lists and the reader does not; undefined where the writer lists none. */
export function missingValues(obstacle: Obstacle): readonly JsonValue[] | undefined {
  const own = writersOwn(obstacle, "enum") ?? writersOwn(obstacle, "constant");
  const sent = own?.enum ?? (own?.constant === undefined ? undefined : [own.constant.value]);
  const { reader } = obstacle;
  const kept = new Set((reader.enum ?? (reader.constant === undefined ? [] : [reader.constant.value])).map(valueKey));
  return sent?.filter((value) => !kept.has(valueKey(value)));
}

/** Listed values. */
export const values: Rule = {
  keywords: ["enum", "const"],
  describe(obstacle) {
    const place = placeOf(obstacle);
    const missing = missingValues(obstacle);
    if (missing === undefined) {
      const ruleId = obstacle.keyword === "const" ? "const-added" : "enum-added";
      return {
        ruleId,
        message: `${place} is limited to listed values by the reader but not by the writer.`,
        advice: advise("Leave the value open in the reader.", "Limit the writer to the values the reader lists."),
      };
    }
    const shown = missing.slice(0, 5).map(valueKey).join(", ");
    return {
      ruleId: obstacle.keyword === "const" ? "const-changed" : "enum-value-removed",
      message: `${place} may be ${shown} for the writer, which the reader does not list.`,
      advice: advise("Keep the removed values in the reader.", "Take those values out of the writer first."),
    };
  },
};
