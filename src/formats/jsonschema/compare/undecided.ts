import type { Finding, Severity, Witness } from "../../../core/finding.js";
import type { Schema } from "../model/schema.js";
import type { RuleId } from "../rules/catalog.js";
import { placesOf, spotOfKeyword } from "../schema-spot.js";
import type { Blocked } from "./difference/outcome.js";

/** That the reader is narrower somewhere, where no rule says more. */
export function narrowedFinding(severity: Severity, message: string, witness?: Witness): Finding {
  const ruleId: RuleId = "schema-narrowed";
  return {
    ruleId,
    severity,
    readerPath: "",
    writerPath: "",
    message,
    suggestion: "Accept in the reader what the writer may send.",
    ...(witness !== undefined && { witness }),
  };
}

/** That validators see a document differently. */
export function disputeFinding(message: string): Finding {
  const ruleId: RuleId = "validators-disagree";
  return {
    ruleId,
    severity: "warning",
    readerPath: "",
    writerPath: "",
    message,
    suggestion: "Say it with keywords that all validators read alike.",
  };
}

/** Which construct stopped the comparison, and why. */
export function blockedFinding({ keyword, node, why }: Blocked, writers: ReadonlySet<Schema>): Finding {
  const isExhausted = keyword === "";
  const ruleId: RuleId = isExhausted ? "comparison-budget-exceeded" : "schema-narrowed";
  const origin = node?.origin;
  const spot = origin === undefined ? undefined : spotOfKeyword(origin, isExhausted ? "false" : keyword);
  const isWriter = origin !== undefined && writers.has(origin);
  const construct = isExhausted
    ? "Whether the reader accepts everything the writer may send"
    : `What '${keyword}' leaves`;
  return {
    ruleId,
    severity: "warning",
    ...placesOf(isWriter ? undefined : spot, isWriter ? spot : undefined),
    message: `${construct} could not be found out: ${why}.`,
    suggestion: "Simplify the construct, or compare by hand.",
  };
}
