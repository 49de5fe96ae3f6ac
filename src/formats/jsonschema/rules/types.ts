import { advise } from "../advice.js";
import { typesOf } from "../compare/conjunction.js";
import { placeOf, type Rule } from "./rule.js";

/** JSON types. */
export const types: Rule = {
  keywords: ["type", "false"],
  describe(obstacle) {
    const place = placeOf(obstacle);
    if (obstacle.keyword === "false") {
      return {
        ruleId: "value-forbidden",
        message: `${place} may be there for the writer, but the reader allows no value.`,
        advice: advise("Allow the value in the reader.", "Do not send the value: forbid it in the writer as well."),
      };
    }
    const allowed = [...(obstacle.reader.types ?? [])].join(" or ");
    const sent = [...typesOf(obstacle.writer)].join(" or ");
    return {
      ruleId: "type-narrowed",
      message: `${place} must be ${allowed} for the reader; the writer may send ${sent}.`,
      advice: advise(
        "Let the reader accept every type the writer may send.",
        `Let the writer send ${allowed === "" ? "what the reader accepts" : allowed} only.`,
      ),
    };
  },
};
