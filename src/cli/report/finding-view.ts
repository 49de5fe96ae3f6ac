import {
  Direction,
  DirectionSchema,
  type Finding,
  FindingScope,
  FindingScopeSchema,
  Severity,
  Side,
  type Witness,
} from "@sluice/client/gen";
import { counted } from "../numbers.js";
import { compactJson } from "../payload.js";
import { word } from "../words.js";
import type { Edit, Level, Position, Proof, ReportedFinding, ShownSchema, Spot } from "./report.js";

/** The two schemas of a comparison; `document` of a position picks the reference it lies in. */
export interface ComparedSchemas {
  readonly own: (document: string) => ShownSchema;
  readonly other: (document: string) => ShownSchema;
  /** Which of them reads. */
  readonly ownReads: boolean;
  /** How proofs call the author's schema; by its name without this. */
  readonly ownCalled?: string;
}

/** The severity as a word; what is unknown counts as an error. */
function levelOf(severity: Severity): Level {
  if (severity === Severity.WARNING) return "warning";
  return severity === Severity.INFO ? "info" : "error";
}

function spotOf(
  path: string,
  position: (Position & { readonly document: string }) | undefined,
  schemaOf: (document: string) => ShownSchema,
): Spot {
  const schema = schemaOf(position?.document ?? "");
  return { schema, path, position: position && { line: position.line, column: position.column } };
}

/** A witness with who writes it and who rejects it. */
function proofOf(witness: Witness, writer: string, reader: string): Proof {
  const { readerError, confirmedBy } = witness;
  const document = compactJson(witness.document) ?? witness.document;
  return { document, claim: `${writer} writes this event, ${reader} rejects it`, readerError, confirmedBy };
}

function editsOf({ fix }: Finding, ownReads: boolean): readonly Edit[] {
  if (fix === undefined || (fix.side === Side.READER) !== ownReads) return [];
  return fix.edits.map(({ startLine, startColumn, endLine, endColumn, newText }) => ({
    start: { line: startLine, column: startColumn },
    end: { line: endLine, column: endColumn },
    newText,
  }));
}

/** A finding as the formats need it, with the places in the two schemas. */
export function reportFinding(finding: Finding, schemas: ComparedSchemas): ReportedFinding {
  const { ownReads } = schemas;
  const reader = [finding.readerPath, finding.readerPosition] as const;
  const writer = [finding.writerPath, finding.writerPosition] as const;
  const own = spotOf(...(ownReads ? reader : writer), schemas.own);
  const other = spotOf(...(ownReads ? writer : reader), schemas.other);
  const names = [schemas.ownCalled ?? schemas.own("").name, schemas.other("").name] as const;
  const [reads, writes] = ownReads ? names : [names[1], names[0]];
  return {
    ruleId: finding.ruleId,
    level: levelOf(finding.severity),
    message: finding.message,
    suggestion: finding.suggestion,
    facts: finding.scope === FindingScope.UNSPECIFIED ? [] : [word(FindingScopeSchema, finding.scope)],
    own,
    other: other.path === "" && other.position === undefined ? undefined : other,
    proof: finding.witness && proofOf(finding.witness, writes, reads),
    edits: editsOf(finding, ownReads),
    edited: schemas.own(""),
  };
}

/** Findings of several comparisons of one candidate, with what they have in common said once. */
interface Gathered {
  readonly finding: ReportedFinding;
  readonly direction: Direction;
  readonly versions: readonly number[];
}

/**
 * Says once what several versions have in common: findings that differ in nothing but the version they are about become
 * one, with the places and the proof of the latest of them.
 */
export function gatherVersions(
  findings: readonly Finding[],
  view: (finding: Finding) => ReportedFinding,
): readonly ReportedFinding[] {
  const gathered = new Map<string, Gathered>();
  for (const finding of findings) {
    const one = view(finding);
    const { own, edits, ruleId, level, message, suggestion } = one;
    const key = JSON.stringify([ruleId, level, finding.direction, message, suggestion, own.path, own.position, edits]);
    const before = gathered.get(key);
    const versions = [...(before?.versions ?? []), finding.version];
    const latest = before === undefined || finding.version >= Math.max(...before.versions);
    const shown = latest ? one : before.finding;
    const proof = shown.proof ?? one.proof ?? before?.finding.proof;
    gathered.set(key, { finding: { ...shown, proof }, direction: finding.direction, versions });
  }
  return [...gathered.values()].map(({ finding, direction, versions }) => ({
    ...finding,
    facts: [
      ...(direction === Direction.UNSPECIFIED ? [] : [word(DirectionSchema, direction)]),
      ...versionsFact(versions),
      ...finding.facts,
    ],
  }));
}

function versionsFact(versions: readonly number[]): readonly string[] {
  const known = [...new Set(versions.filter((version) => version > 0))].sort((a, b) => a - b);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (first === last) return [`version ${first}`];
  const whole = last - first === known.length - 1;
  if (whole && known.length > 2) return [`versions ${first}–${last}`];
  return [known.length > 6 ? counted(known.length, "version") : `versions ${known.join(", ")}`];
}
