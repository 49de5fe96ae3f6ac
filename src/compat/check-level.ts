import type { CompatibilityLevel } from "../core/compatibility.js";
import type {
  Comparison,
  Direction,
  LevelVerdict,
  LocatedFinding,
  Severity,
  Verdict,
  VersionComparison,
} from "../core/finding.js";
import type { SchemaSource } from "../core/schema.js";
import type { CompareOptions, SchemaFormat } from "../formats/format.js";
import { compareWithFixes } from "./check-fixes.js";
import { demands } from "./levels.js";

/** An earlier version a candidate may have to get on with. */
export interface EarlierVersion {
  readonly version: number;
  readonly format: SchemaFormat;
  readonly source: SchemaSource;
}

/** A candidate and what it is held against. */
export interface LevelCheck {
  readonly format: SchemaFormat;
  readonly candidate: SchemaSource;
  /** Oldest first. */
  readonly earlier: readonly EarlierVersion[];
  readonly level: CompatibilityLevel;
  readonly options: CompareOptions;
}

const badness: Readonly<Record<Verdict, number>> = { compatible: 0, undecided: 1, incompatible: 2 };
const weight: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Holds a candidate against the versions and in the directions its level demands. */
export async function checkLevel(check: LevelCheck): Promise<LevelVerdict> {
  const { directions, transitive } = demands[check.level];
  const versions = transitive ? check.earlier : check.earlier.slice(-1);
  const comparisons: VersionComparison[] = [];
  for (const earlier of versions) {
    for (const direction of directions) {
      const comparison = await compareOne(check, earlier, direction);
      comparisons.push({ version: earlier.version, direction, comparison });
    }
  }
  return {
    verdict: worst(comparisons.map(({ comparison }) => comparison.verdict)),
    comparisons,
    findings: locate(comparisons),
  };
}

async function compareOne(check: LevelCheck, earlier: EarlierVersion, direction: Direction): Promise<Comparison> {
  if (earlier.format.name !== check.format.name) return formatChanged(check.format, earlier.format);
  const { format, candidate } = check;
  const reading = direction === "backward";
  const [reader, writer] = reading ? [candidate, earlier.source] : [earlier.source, candidate];
  const options: CompareOptions = { ...check.options, changeable: reading ? "reader" : "writer" };
  return await compareWithFixes(format, { reader, writer }, options);
}

function formatChanged(candidate: SchemaFormat, earlier: SchemaFormat): Comparison {
  return {
    verdict: "incompatible",
    findings: [
      {
        ruleId: "format-changed",
        severity: "error",
        readerPath: "",
        writerPath: "",
        message: `The schema language changes from ${earlier.name} to ${candidate.name}; neither reads the other's events.`,
        suggestion: "Open a new track by giving a higher major version, or register under another subject.",
      },
    ],
  };
}

/** The worst of several verdicts; `compatible` for none. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce<Verdict>((a, b) => (badness[b] > badness[a] ? b : a), "compatible");
}

function locate(comparisons: readonly VersionComparison[]): readonly LocatedFinding[] {
  return comparisons
    .flatMap(({ version, direction, comparison }) =>
      comparison.findings.map((finding) => ({ ...finding, version, direction })),
    )
    .sort((a, b) => weight[a.severity] - weight[b.severity]);
}
