import {
  type CompareSchemasResponse,
  CompatibilityPolicy,
  CompatibilityPolicySchema,
  type Finding,
  Severity,
  Verdict,
  VerdictSchema,
} from "@sluice/client/gen";
import { verdictLabel } from "../findings.js";
import type { Look } from "../look.js";
import { counted } from "../numbers.js";
import { assumptions } from "../semantic-options.js";
import { printable } from "../text-width.js";
import { upperWord, word } from "../words.js";
import { type ComparedSchemas, reportFinding } from "./finding-view.js";
import type { ReportedFinding } from "./report.js";
import { type FindingStyle, renderReported, summaryHead, summaryLine } from "./terminal.js";

type Compared = Pick<CompareSchemasResponse, "findings" | "witness">;

/** The proof of the verdict goes to the first error, where no finding has one of its own. */
function withProof({ findings, witness }: Compared): readonly Finding[] {
  const first = findings.findIndex(({ severity }) => severity === Severity.ERROR);
  if (witness === undefined || findings.some((finding) => finding.witness !== undefined)) return findings;
  return findings.map((finding, at) => (at === first ? { ...finding, witness } : finding));
}

/** The findings of a comparison of two schemas. */
export function comparisonFindings(response: Compared, schemas: ComparedSchemas): readonly ReportedFinding[] {
  return withProof(response).map((finding) => reportFinding(finding, schemas));
}

/** What it comes to: verdict, counts and the lens it was judged through. */
export function renderComparisonSummary(
  response: CompareSchemasResponse,
  findings: readonly ReportedFinding[],
  schemas: ComparedSchemas,
  look: Look,
): string {
  const { colors } = look;
  const { verdict, policy, semanticOptions } = response;
  const [own, other] = [schemas.own("").name, schemas.other("").name].map(printable);
  const [reader, writer] = schemas.ownReads ? [own, other] : [other, own];
  const assumed = policy === CompatibilityPolicy.SEMANTIC ? assumptions(semanticOptions) : "";
  const mark = verdict === Verdict.COMPATIBLE ? colors.green("✓") : colors.red("✗");
  const lens = `by ${word(CompatibilityPolicySchema, policy)} policy${assumed === "" ? "" : `, assuming ${assumed}`}`;
  return [
    summaryHead(`✗ ${upperWord(VerdictSchema, verdict)}`, `${mark} ${verdictLabel(verdict, look)}`, findings, look),
    summaryLine(`does ${reader ?? ""} read what ${writer ?? ""} writes? ${lens}`, look),
  ].join("\n");
}

/** The answer to a comparison: every finding with its places, proof and fix, and what it comes to. */
export function renderComparison(
  response: CompareSchemasResponse,
  schemas: ComparedSchemas,
  { look, style }: { readonly look: Look; readonly style: FindingStyle },
): string {
  const findings = comparisonFindings(response, schemas);
  const shown = renderReported(findings, look, style);
  const fixes = findings.filter(({ edits }) => edits.length > 0).length;
  return [
    ...(shown === "" ? [] : [shown, ""]),
    renderComparisonSummary(response, findings, schemas, look),
    ...(fixes === 0 ? [] : [look.colors.dim(`  ${counted(fixes, "fix", "fixes")}: apply with --fix`)]),
  ].join("\n");
}
