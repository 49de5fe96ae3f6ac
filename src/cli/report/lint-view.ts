import { toJson } from "@bufbuild/protobuf";
import { type Finding, FindingSchema } from "@sluice/client/gen";
import type { Look } from "../look.js";
import { counted } from "../numbers.js";
import { safeJson } from "../output.js";
import { reportFinding } from "./finding-view.js";
import type { Level, Report, ReportCase, ReportedFinding, ShownSchema } from "./report.js";
import { faultFinding, invalidSchemaRule, type SchemaFault } from "./schema-fault.js";
import { countFindings, type FindingStyle, renderReported } from "./terminal.js";

/** A file that was held against the rules. */
export interface LintedSchema {
  readonly schema: {
    readonly shown: ShownSchema;
    readonly document: (name: string) => ShownSchema;
    readonly language: { readonly name: string };
  };
  readonly findings: readonly Finding[];
  /** Set when the text is no schema of its language. */
  readonly fault: SchemaFault | undefined;
}

/** The findings of a file; that it is no schema is one. */
export function lintedFindings({ schema, findings, fault }: LintedSchema): readonly ReportedFinding[] {
  if (fault !== undefined) return [faultFinding(fault, schema.shown)];
  const { document } = schema;
  return findings.map((finding) => reportFinding(finding, { own: document, other: document, ownReads: true }));
}

/** Findings one below the other, and what they come to. */
export function renderLint(linted: readonly LintedSchema[], look: Look, style: FindingStyle): string {
  const { colors } = look;
  const byFile = linted.map(lintedFindings);
  const findings = byFile.flat();
  const loud = style.verbose ? byFile : byFile.map((of) => of.filter(({ level }) => level !== "info"));
  const notes = style.verbose ? [] : findings.filter(({ level }) => level === "info");
  const shown = [...loud, notes]
    .map((of) => renderReported(of, look, style))
    .filter((text) => text !== "")
    .join("\n\n");
  const errors = findings.some(({ level }) => level === "error");
  const warnings = findings.some(({ level }) => level === "warning");
  const mark = errors ? colors.red("✗") : warnings ? colors.yellow("!") : colors.green("✓");
  const fixes = findings.filter(({ edits }) => edits.length > 0).length;
  return [
    ...(shown === "" ? [] : [shown, ""]),
    `${mark} ${countFindings(findings)} in ${counted(linted.length, "file")}`,
    ...(fixes === 0 ? [] : [colors.dim(`  ${counted(fixes, "fix", "fixes")}: apply with --fix`)]),
  ].join("\n");
}

/** The findings as one JSON document: files with their findings in the shape of the contract's, and counts. */
export function lintJson(linted: readonly LintedSchema[]): string {
  const all = linted.flatMap(lintedFindings);
  const counts = (level: Level): number => all.filter((finding) => finding.level === level).length;
  const files = linted.map(({ schema, findings, fault }) => ({
    file: schema.shown.file ?? "-",
    schemaFormat: schema.language.name,
    findings: findings.map((finding) => toJson(FindingSchema, finding, { alwaysEmitImplicit: true })),
    ...(fault && { invalid: { message: fault.problem, ...fault.spot.position } }),
  }));
  const summary = { errors: counts("error"), warnings: counts("warning"), infos: counts("info") };
  return `${safeJson(JSON.stringify({ files, ...summary }, undefined, 2))}\n`;
}

/** One case for each rule that was held against each file; those with an error failed. */
export function lintReport(
  linted: readonly LintedSchema[],
  rules: readonly (readonly string[])[],
): Pick<Report, "cases" | "findings"> {
  const cases = linted.flatMap((one, at): readonly ReportCase[] => {
    const findings = lintedFindings(one);
    const suite = one.schema.shown.name;
    return [invalidSchemaRule.id, ...(one.fault === undefined ? (rules[at] ?? []) : [])].map((rule) => {
      const own = findings.filter(({ ruleId }) => ruleId === rule);
      const errors = own.filter(({ level }) => level === "error").length;
      return { suite, name: rule, failure: errors === 0 ? undefined : counted(errors, "error"), findings: own };
    });
  });
  return { cases, findings: linted.flatMap(lintedFindings) };
}
