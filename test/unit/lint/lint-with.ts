import type { Finding } from "../../../src/core/finding.js";
import type { SchemaFormatName } from "../../../src/core/schema.js";
import { lint } from "../../../src/lint/lint.js";
import { parseLintConfig } from "../../../src/lint/lint-config.js";
import type { LintOptions } from "../../../src/lint/lint-rule.js";
import type { LintRuleId } from "../../../src/lint/rule-table.js";

/** What one rule says about a schema. */
export function lintWith(
  format: SchemaFormatName,
  rule: LintRuleId,
  text: string,
  options: LintOptions = {},
): readonly Finding[] {
  const config = parseLintConfig({ extends: "none", rules: { [rule]: ["warning", options] } });
  return lint(format, { text, references: [] }, config);
}
