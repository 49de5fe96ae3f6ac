import { create } from "@bufbuild/protobuf";
import {
  ChangeKind,
  type Finding,
  FindingSchema,
  FindingScope,
  type SchemaChange,
  SchemaChangeSchema,
  SemverBump,
  Severity,
  Side,
  Verdict,
  WitnessSchema,
  type Witness,
} from "@sluice/client/gen";
import type * as core from "../../core/finding.js";

const severities = { error: Severity.ERROR, warning: Severity.WARNING, info: Severity.INFO } as const;
const scopes = { wire: FindingScope.WIRE, json: FindingScope.JSON, source: FindingScope.SOURCE } as const;
const kinds = { added: ChangeKind.ADDED, removed: ChangeKind.REMOVED, changed: ChangeKind.CHANGED } as const;
const bumps = { patch: SemverBump.PATCH, minor: SemverBump.MINOR, major: SemverBump.MAJOR } as const;
const verdicts = {
  compatible: Verdict.COMPATIBLE,
  incompatible: Verdict.INCOMPATIBLE,
  undecided: Verdict.UNDECIDED,
} as const;

/** What a finding of a comparison alone asks of the version number; what breaks nothing says nothing. */
const impliedBumps = { error: SemverBump.MAJOR, warning: SemverBump.MINOR, info: SemverBump.UNSPECIFIED } as const;

/** A finding of a comparison as a server would send it, so that everything after it is the same. */
export function comparisonMessage(finding: core.Finding): Finding {
  return { ...findingMessage(finding), bump: impliedBumps[finding.severity] };
}

/** A finding of lint in the same shape. */
export function findingMessage(finding: core.Finding): Finding {
  const { ruleId, readerPath, writerPath, message, suggestion } = finding;
  const { scope, readerPosition, writerPosition, fix, witness } = finding;
  return create(FindingSchema, {
    ...{ ruleId, readerPath, writerPath, message, suggestion },
    severity: severities[finding.severity],
    ...(scope && { scope: scopes[scope] }),
    ...(readerPosition && { readerPosition }),
    ...(writerPosition && { writerPosition }),
    ...(fix && { fix: { side: fix.side === "reader" ? Side.READER : Side.WRITER, edits: fix.edits.map(editMessage) } }),
    ...(witness && { witness: witnessMessage(witness) }),
  });
}

function editMessage({ start, end, newText }: core.TextEdit) {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column, newText };
}

/** A proof as a server would send it. */
export function witnessMessage({ document, payload, readerError, confirmedBy }: core.Witness): Witness {
  return create(WitnessSchema, {
    document,
    payload: new Uint8Array(payload),
    readerError,
    confirmedBy: [...confirmedBy],
  });
}

/** A change as a server would send it. */
export function changeMessage({ kind, ...change }: core.SchemaChange): SchemaChange {
  return create(SchemaChangeSchema, { ...change, kind: kinds[kind] });
}

/** A verdict as a server would send it. */
export function verdictMessage(verdict: core.Verdict): Verdict {
  return verdicts[verdict];
}

/** A bump as a server would send it. */
export function bumpMessage(bump: core.SemverBump | undefined): SemverBump {
  return bump === undefined ? SemverBump.UNSPECIFIED : bumps[bump];
}
