import { Direction, type Finding } from "@sluice/client/gen";
import type { Look } from "../look.js";
import { gatherVersions, reportFinding } from "./finding-view.js";
import type { ReportedFinding, ShownSchema } from "./report.js";
import { type FindingStyle, renderReported } from "./terminal.js";

function candidateFindings(
  findings: readonly Finding[],
  candidate: ShownSchema | undefined,
): readonly ReportedFinding[] {
  const own = candidate ?? { name: "the candidate", file: undefined, text: "" };
  const named = (name: string): ShownSchema => ({ name, file: undefined, text: "" });
  return gatherVersions(findings, (finding) =>
    reportFinding(finding, {
      own: (document) => (document === "" ? own : named(`reference "${document}"`)),
      other: () => named(finding.version === 0 ? "the other schema" : `version ${finding.version}`),
      ownReads: finding.direction !== Direction.FORWARD,
      ownCalled: "the candidate",
    }),
  );
}

/** Findings about a candidate whose earlier versions are not at hand: places in them are named, not shown. */
export function renderCandidateFindings(
  findings: readonly Finding[],
  candidate: ShownSchema | undefined,
  look: Look,
  style: FindingStyle = { verbose: false },
): string {
  return renderReported(candidateFindings(findings, candidate), look, style);
}
