import { valueKey } from "../model/json.js";
import { placeOf, type Rule, writersOwn } from "./rule.js";

/** Listed values. */
export const values: Rule = {
  keywords: ["enum", "const"],
  describe(obstacle) {
    const place = placeOf(obstacle);
    const own = writersOwn(obstacle, "enum") ?? writersOwn(obstacle, "constant");
    const sent = own?.enum ?? (own?.constant === undefined ? undefined : [own.constant.value]);
    if (sent === undefined) {
      const ruleId = obstacle.keyword === "const" ? "const-added" : "enum-added";
      return {
        ruleId,
        message: `${place} is limited to listed values by the reader but not by the writer.`,
        suggestion: "Leave the value open in the reader.",
      };
    }
    const { reader } = obstacle;
    const kept = new Set((reader.enum ?? (reader.constant === undefined ? [] : [reader.constant.value])).map(valueKey));
    const removed = sent.map(valueKey).filter((value) => !kept.has(value));
    const shown = removed.slice(0, 5).join(", ");
    return {
      ruleId: obstacle.keyword === "const" ? "const-changed" : "enum-value-removed",
      message: `${place} may be ${shown} for the writer, which the reader does not list.`,
      suggestion: "Keep the removed values in the reader.",
    };
  },
};
