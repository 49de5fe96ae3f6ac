import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import type { LevelVerdict } from "../core/finding.js";
import { FindingSchema } from "../../gen/proto/sluice/v1/finding_pb.js";
import { type CheckCompatibilityResponseSchema, VersionVerdictSchema } from "../../gen/proto/sluice/v1/registry_pb.js";
import { findingOut, versionVerdictOut } from "./findings.js";
import { verdicts } from "./names.js";

/**
 * Bytes of evidence in an error. Error details travel as metadata, in base64, and most gRPC clients take 8 KiB of that;
 * with more they report a broken call instead of the error. CheckCompatibility tells everything.
 */
const maxEvidenceBytes = 4096;

/** Of these, for the proofs; the rest is for findings. */
const maxProofBytes = 1536;

/** What led to a refused registration, as much of it as an error can carry: most severe findings and first proofs first. */
export function evidenceOut(evidence: LevelVerdict): MessageInitShape<typeof CheckCompatibilityResponseSchema> {
  const proofs: MessageInitShape<typeof VersionVerdictSchema>[] = [];
  let left = maxProofBytes;
  for (const comparison of evidence.comparisons) {
    const { witness: proof, ...bare } = versionVerdictOut(comparison);
    const full = proof === undefined ? bare : { ...bare, witness: proof };
    const fitting = [full, bare].find((one) => sizeOf(VersionVerdictSchema, one) <= left);
    if (fitting === undefined) break;
    proofs.push(fitting);
    left -= sizeOf(VersionVerdictSchema, fitting);
  }
  left += maxEvidenceBytes - maxProofBytes;
  const findings: MessageInitShape<typeof FindingSchema>[] = [];
  for (const finding of evidence.findings.map(findingOut)) {
    left -= sizeOf(FindingSchema, finding);
    if (left < 0) break;
    findings.push(finding);
  }
  return { compatible: false, verdict: verdicts.of[evidence.verdict], findings, verdicts: proofs };
}

/** Bytes of a message as a field of another, tag and length included. */
function sizeOf<Schema extends typeof FindingSchema | typeof VersionVerdictSchema>(
  schema: Schema,
  message: MessageInitShape<Schema>,
): number {
  return toBinary(schema, create(schema, message)).length + 4;
}
