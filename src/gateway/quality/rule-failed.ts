import { ruleFailedCode } from "../../core/quality.js";
import type { Violation } from "../../core/violation.js";

/** Says that a rule could not be evaluated for an event: always a warning, since nothing was found out about the event. */
export function ruleFailed(ruleId: string, why: string, hint: string): Violation {
  return {
    code: ruleFailedCode,
    instancePath: "",
    schemaPath: `/quality/${ruleId}`,
    keyword: ruleId,
    message: `could not be evaluated: ${why}`,
    hint,
    severity: "warning",
  };
}
