import type { ReportedFinding, ReportRule, Report, ShownSchema, Spot } from "./report.js";

/** Why a text is no schema of its language. */
export interface SchemaFault {
  readonly spot: Spot;
  /** What is wrong, without the place. */
  readonly problem: string;
}

/** The rule under which a text that is no schema is reported. */
export const invalidSchemaRule: ReportRule = {
  id: "invalid-schema",
  summary: "The text is a schema of its language.",
  level: "error",
  page: "docs/lint.md",
};

/** A fault as a finding about the schema whose author is asking. */
export function faultFinding({ spot, problem }: SchemaFault, edited: ShownSchema): ReportedFinding {
  const rest = { suggestion: "", facts: [], other: undefined, proof: undefined, edits: [], edited };
  return { ruleId: invalidSchemaRule.id, level: "error", message: problem, own: spot, ...rest };
}

/** The report of a comparison that a fault has kept from being made. */
export function faultReport(fault: SchemaFault): Pick<Report, "cases" | "findings"> {
  const findings = [faultFinding(fault, fault.spot.schema)];
  const suite = fault.spot.schema.name;
  return { cases: [{ suite, name: invalidSchemaRule.id, failure: "1 error", findings }], findings };
}
