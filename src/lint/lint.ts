import type { Finding, Severity, TextPosition } from "../core/finding.js";
import type { SchemaFormatName, SchemaSource } from "../core/schema.js";
import type { LintConfig } from "./lint-config.js";
import type { LintRemark } from "./lint-rule.js";
import { readSubject } from "./lint-subject.js";
import { matchesGlob } from "./path-glob.js";
import { type LintRuleId, lintRules } from "./rule-table.js";
import { lintChecks } from "./rules/index.js";

/** Findings of one rule; of more only the number is told. */
const mostOfRule = 200;

/** Fixes worked out for one schema; each reads the text anew. */
const mostFixes = 200;

/**
 * What rules say about one schema that its language accepts (compile it first); its references are not looked into.
 * Findings have the shape of those of a comparison: reader path, position and fix speak of the schema, the writer's side is
 * empty. They are in the order of the text. A fix makes the schema refuse nothing that it accepted before.
 * @throws SluiceError INVALID_SCHEMA or LIMIT_EXCEEDED when the text cannot be read at all.
 */
export function lint(format: SchemaFormatName, source: SchemaSource, config: LintConfig): readonly Finding[] {
  const subject = readSubject(format, source.text);
  const remarks: Located[] = [];
  for (const { id, formats } of lintRules) {
    const level = config.levels[id];
    if (level === "off" || !formats.includes(format)) continue;
    const said: LintRemark[] = [];
    const remark = (one: LintRemark): void => {
      if (!config.ignore.some((glob) => matchesGlob(glob, one.path))) said.push(one);
    };
    lintChecks[id](subject, remark, config.options[id] ?? {});
    remarks.push(...limited(said).map((one) => ({ ...one, id, level })));
  }
  remarks.sort((a, b) => byPosition(a.position, b.position));
  let fixes = 0;
  return remarks.map((remark): Finding => {
    const edits = remark.edits !== undefined && fixes < mostFixes ? remark.edits() : [];
    if (edits.length > 0) fixes += 1;
    const { position } = remark;
    return {
      ruleId: remark.id,
      severity: remark.level,
      readerPath: remark.path,
      writerPath: "",
      ...(position && { readerPosition: { ...position, document: "" } }),
      message: remark.message,
      suggestion: remark.suggestion ?? "",
      ...(edits.length > 0 && { fix: { side: "reader", edits } }),
    };
  });
}

interface Located extends LintRemark {
  readonly id: LintRuleId;
  readonly level: Severity;
}

function limited(remarks: readonly LintRemark[]): readonly LintRemark[] {
  const next = remarks[mostOfRule];
  if (next === undefined) return remarks;
  const { path, position } = next;
  const message = `${remarks.length - mostOfRule} more findings of this rule were left out.`;
  return [...remarks.slice(0, mostOfRule), { path, position, message }];
}

function byPosition(a: TextPosition | undefined, b: TextPosition | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return a.line - b.line || a.column - b.column;
}
