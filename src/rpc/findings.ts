import type { MessageInitShape } from "@bufbuild/protobuf";
import type * as core from "../core/finding.js";
import {
  type FindingSchema,
  type SchemaChangeSchema,
  type SchemaFixSchema,
  SemverBump,
  type WitnessSchema,
} from "../../gen/proto/sluice/v1/finding_pb.js";
import type { VersionVerdictSchema } from "../../gen/proto/sluice/v1/registry_pb.js";
import type { SemanticOptions } from "../../gen/proto/sluice/v1/schema_pb.js";
import { bumps, changeKinds, directions, findingScopes, severities, sides, verdicts } from "./names.js";

/** A finding of a comparison; located ones say which version and direction they come from. */
export function findingOut(finding: core.Finding | core.LocatedFinding): MessageInitShape<typeof FindingSchema> {
  const located = "direction" in finding ? finding : undefined;
  const bump = impliedBump(finding);
  return {
    ruleId: finding.ruleId,
    severity: severities.of[finding.severity],
    readerPath: finding.readerPath,
    writerPath: finding.writerPath,
    message: finding.message,
    suggestion: finding.suggestion,
    ...(finding.scope && { scope: findingScopes.of[finding.scope] }),
    ...(finding.readerPosition && { readerPosition: finding.readerPosition }),
    ...(finding.writerPosition && { writerPosition: finding.writerPosition }),
    ...(finding.fix && { fix: fixOut(finding.fix) }),
    ...(finding.witness && { witness: witnessOut(finding.witness) }),
    ...(bump && { bump: bumps.of[bump] }),
    ...(located && { direction: directions.of[located.direction], version: located.version }),
  };
}

/** A finding about one schema alone, which implies nothing about its version number. */
export function lintFindingOut(finding: core.Finding): MessageInitShape<typeof FindingSchema> {
  return { ...findingOut(finding), bump: SemverBump.UNSPECIFIED };
}

/**
 * What one finding alone asks of the version number: a break of the candidate's reading is major, a break of its readers
 * or a change of meaning minor. What breaks nothing may be an addition or only wording: alone it says nothing.
 */
function impliedBump(finding: core.Finding | core.LocatedFinding): core.SemverBump | undefined {
  if (finding.severity === "info") return undefined;
  const forward = "direction" in finding && finding.direction === "forward";
  return finding.severity === "error" && !forward ? "major" : "minor";
}

function fixOut({ side, edits }: core.SchemaFix): MessageInitShape<typeof SchemaFixSchema> {
  return {
    side: sides.of[side],
    edits: edits.map(({ start, end, newText }) => ({
      startLine: start.line,
      startColumn: start.column,
      endLine: end.line,
      endColumn: end.column,
      newText,
    })),
  };
}

/** A concrete event that proves a finding. */
export function witnessOut(witness: core.Witness): MessageInitShape<typeof WitnessSchema> {
  return {
    document: witness.document,
    payload: new Uint8Array(witness.payload),
    readerError: witness.readerError,
    confirmedBy: [...witness.confirmedBy],
  };
}

/** The verdict of one comparison with its proof. */
export function versionVerdictOut(one: core.VersionComparison): MessageInitShape<typeof VersionVerdictSchema> {
  const { version, direction, comparison } = one;
  return {
    version,
    direction: directions.of[direction],
    verdict: verdicts.of[comparison.verdict],
    ...(comparison.witness && { witness: witnessOut(comparison.witness) }),
  };
}

/** One difference between two schemas. */
export function changeOut(change: core.SchemaChange): MessageInitShape<typeof SchemaChangeSchema> {
  return { ...change, kind: changeKinds.of[change.kind] };
}

/** What a semantic comparison may assume. */
export function semanticOptionsIn(options: SemanticOptions): core.SemanticOptions {
  const { declaredPropertiesOnly, readerAppliesDefaults, formatsAssert } = options;
  return { declaredPropertiesOnly, readerAppliesDefaults, formatsAssert };
}
