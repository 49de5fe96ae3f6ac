import { advise } from "../advice.js";
import { declaredNames } from "../compare/members.js";
import { placeOf, type Rule } from "./rule.js";

/** Members that must be there. */
export const presence: Rule = {
  keywords: ["required", "dependentRequired"],
  describe(obstacle) {
    const { property = "", keyword, writer } = obstacle;
    const place = placeOf(obstacle);
    const promise = `Require '${property}' in the writer as well.`;
    if (keyword === "dependentRequired") {
      return {
        ruleId: "dependent-required-added",
        message: `${place} must have '${property}' for the reader when another property is there; the writer does not promise that.`,
        advice: advise(`Make '${property}' optional.`, promise),
      };
    }
    const ruleId = declaredNames(writer).has(property) ? "property-became-required" : "required-property-added";
    return {
      ruleId,
      message: `${place} must have the property '${property}' for the reader, but the writer may leave it out.`,
      advice: advise(
        `Make '${property}' optional, or introduce it as optional first and require it in a new major version.`,
        promise,
      ),
    };
  },
};
