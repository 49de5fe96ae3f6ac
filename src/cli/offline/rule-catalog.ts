import { formats } from "../../formats/catalog.js";
import { lintRules } from "../../lint/rule-table.js";
import { invalidSchema } from "../report/lint-view.js";
import type { ReportRule } from "../report/report.js";

/** Every rule a finding of a comparison can have. */
export function comparisonRules(): readonly ReportRule[] {
  return formats.flatMap(({ rules }) =>
    rules.map(({ id, summary, severity }) => ({ id, summary, level: severity, page: "docs/rules.md" })),
  );
}

/** Every rule a finding of lint can have. A rule that is off by itself was turned on, and warns. */
export function lintRuleFacts(): readonly ReportRule[] {
  const page = "docs/lint.md";
  return [
    { id: invalidSchema, summary: "The text is a schema of its language.", level: "error", page },
    ...lintRules.map(({ id, summary, severity }) => ({
      ...{ id, summary, page },
      level: severity === "off" ? ("warning" as const) : severity,
    })),
  ];
}
