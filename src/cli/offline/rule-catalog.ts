import { formats } from "../../formats/catalog.js";
import { lintRules } from "../../lint/rule-table.js";
import type { ReportRule } from "../report/report.js";
import { invalidSchemaRule } from "../report/schema-fault.js";

/** Every rule a finding of a comparison can have. */
export function comparisonRules(): readonly ReportRule[] {
  const page = "docs/rules.md";
  const rules = formats.flatMap(({ rules: own }) =>
    own.map(({ id, summary, severity }) => ({ id, summary, level: severity, page })),
  );
  return [invalidSchemaRule, ...rules];
}

/** Every rule a finding of lint can have. A rule that is off by itself was turned on, and warns. */
export function lintRuleFacts(): readonly ReportRule[] {
  const page = "docs/lint.md";
  return [
    invalidSchemaRule,
    ...lintRules.map(({ id, summary, severity }) => ({
      ...{ id, summary, page },
      level: severity === "off" ? ("warning" as const) : severity,
    })),
  ];
}
