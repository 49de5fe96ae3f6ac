import {
  type CheckCompatibilityResponse,
  CompatibilityLevelSchema,
  CompatibilityPolicy,
  CompatibilityPolicySchema,
  Direction,
  DirectionSchema,
  type Finding,
  SemverBump,
  SemverBumpSchema,
  Severity,
  Verdict,
  VerdictSchema,
  type VersionVerdict,
} from "@sluice/client/gen";
import { verdictLabel } from "../findings.js";
import type { Look } from "../look.js";
import { counted } from "../numbers.js";
import { renderImpactLines } from "../impact.js";
import { assumptions } from "../semantic-options.js";
import { printable } from "../text-width.js";
import { upperWord, word } from "../words.js";
import { gatherVersions, reportFinding } from "./finding-view.js";
import type { ReportCase, ReportedFinding, ShownSchema } from "./report.js";
import { type FindingStyle, renderReported, summaryHead, summaryLine } from "./terminal.js";

/** The schemas of a check. `document` names a reference and is empty for the schema itself. */
export interface CheckedSchemas {
  readonly candidate: (document: string) => ShownSchema;
  readonly version: (version: number, document: string) => ShownSchema;
}

function sameComparison(a: Pick<Finding, "version" | "direction">, b: Pick<Finding, "version" | "direction">): boolean {
  return a.version === b.version && a.direction === b.direction;
}

/** Gives the proof of a comparison to its first error, where no finding of it has one of its own. */
function withProofs(findings: readonly Finding[], verdicts: readonly VersionVerdict[]): readonly Finding[] {
  const proofs = new Map<Finding, Finding>();
  for (const verdict of verdicts) {
    const { witness } = verdict;
    const own = findings.filter((finding) => sameComparison(finding, verdict));
    const first = own.find(({ severity }) => severity === Severity.ERROR);
    if (witness === undefined || first === undefined || own.some((finding) => finding.witness !== undefined)) continue;
    proofs.set(first, { ...first, witness });
  }
  return findings.map((finding) => proofs.get(finding) ?? finding);
}

function viewOf(schemas: CheckedSchemas): (finding: Finding) => ReportedFinding {
  return (finding) =>
    reportFinding(finding, {
      own: schemas.candidate,
      other: (document) => schemas.version(finding.version, document),
      ownReads: finding.direction !== Direction.FORWARD,
      ownCalled: "the candidate",
    });
}

/** The findings of a check, each said once for all versions it is about. */
export function checkFindings(
  response: Pick<CheckCompatibilityResponse, "findings" | "verdicts">,
  schemas: CheckedSchemas,
): readonly ReportedFinding[] {
  return gatherVersions(withProofs(response.findings, response.verdicts), viewOf(schemas));
}

/** One case for each comparison, and one more when the check refuses what no comparison does. */
export function checkCases(
  subject: string,
  response: CheckCompatibilityResponse,
  schemas: CheckedSchemas,
): readonly ReportCase[] {
  const findings = withProofs(response.findings, response.verdicts);
  const view = viewOf(schemas);
  const cases = response.verdicts.map((verdict): ReportCase => {
    const own = findings.filter((finding) => sameComparison(finding, verdict));
    const failed = verdict.verdict !== Verdict.COMPATIBLE;
    return {
      suite: subject,
      name: `${word(DirectionSchema, verdict.direction)} with version ${verdict.version}`,
      failure: failed ? word(VerdictSchema, verdict.verdict) : undefined,
      findings: own.map(view),
    };
  });
  const refusedOtherwise = !response.compatible && cases.every(({ failure }) => failure === undefined);
  if (!refusedOtherwise && cases.length > 0) return cases;
  const rest = findings.filter((finding) => !response.verdicts.some((verdict) => sameComparison(finding, verdict)));
  const failure = response.compatible ? undefined : "would be refused";
  return [...cases, { suite: subject, name: "may be registered", failure, findings: rest.map(view) }];
}

function lensOf(response: CheckCompatibilityResponse): string {
  const { level, policy, semanticOptions, verdicts } = response;
  const assumed = policy === CompatibilityPolicy.SEMANTIC ? assumptions(semanticOptions) : "";
  const versions = [...new Set(verdicts.map(({ version }) => version))];
  const compared =
    versions.length === 0
      ? "nothing to compare with"
      : `compared with ${versions.length === 1 ? `version ${versions[0] ?? 0}` : counted(versions.length, "version")}`;
  return [
    `${upperWord(CompatibilityLevelSchema, level)} by ${word(CompatibilityPolicySchema, policy)} policy`,
    ...(assumed === "" ? [] : [`assuming ${assumed}`]),
    compared,
  ].join(", ");
}

function bumpOf(response: CheckCompatibilityResponse): string {
  const { bump, semver, policy, semanticOptions, bumpSemanticOptions } = response;
  const next = `would be ${semver === "" ? "registered" : printable(semver)}`;
  if (bump === SemverBump.UNSPECIFIED) return next;
  const assumed = assumptions(bumpSemanticOptions);
  const sameLens = policy === CompatibilityPolicy.SEMANTIC && assumed === assumptions(semanticOptions);
  const lens = sameLens ? "" : `; judged by meaning${assumed === "" ? "" : `, assuming ${assumed}`}`;
  return `${word(SemverBumpSchema, bump)} change, ${next}${lens}`;
}

/** What it comes to: verdict and counts, the lens it was judged through, what registering would make of it. */
export function renderCheckSummary(
  subject: string,
  response: CheckCompatibilityResponse,
  findings: readonly ReportedFinding[],
  look: Look,
): string {
  const { colors } = look;
  const mark = response.compatible ? colors.green("✓") : colors.red("✗");
  return [
    summaryHead(
      `✗ ${upperWord(VerdictSchema, response.verdict)} ${printable(subject)}`,
      `${mark} ${verdictLabel(response.verdict, look)} ${colors.bold(printable(subject))}`,
      findings,
      look,
    ),
    colors.dim(summaryLine(lensOf(response), look)),
    summaryLine(bumpOf(response), look),
    ...renderImpactLines(subject, response, look),
  ].join("\n");
}

/** The answer to a check: every finding with its places, proof and fix, and what it comes to. */
export function renderCheck(
  subject: string,
  response: CheckCompatibilityResponse,
  schemas: CheckedSchemas,
  { look, style }: { readonly look: Look; readonly style: FindingStyle },
): string {
  const findings = checkFindings(response, schemas);
  const shown = renderReported(findings, look, style);
  const fixes = findings.filter(({ edits }) => edits.length > 0).length;
  const hint = fixes === 0 ? [] : [look.colors.dim(`  ${counted(fixes, "fix", "fixes")}: apply with --fix`)];
  return [...(shown === "" ? [] : [shown, ""]), renderCheckSummary(subject, response, findings, look), ...hint].join(
    "\n",
  );
}
