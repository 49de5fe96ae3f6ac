import { checkLevel, type EarlierVersion } from "../compat/check-level.js";
import { bumpSemantics, inferBump } from "../compat/infer-bump.js";
import type { CompatibilityLevel } from "../core/compatibility.js";
import { SluiceError } from "../core/errors.js";
import type { CompatibilityPolicy, Finding, LevelVerdict, SemanticOptions, SemverBump } from "../core/finding.js";
import type { SchemaFormatName, SchemaReference, SchemaSource } from "../core/schema.js";
import { checkName } from "../core/subject.js";
import type { SchemaFormat } from "../formats/format.js";
import type { ChangeStore, NewSchemaContent, RegistryStore, VersionRow } from "../store/store.js";
import { makeContent } from "./content.js";
import type { Formats } from "./formats.js";
import {
  bumpSemver,
  checkDoesNotUnderstate,
  checkRises,
  firstSemver,
  highestSemver,
  parseSemver,
  semverOfNextTrack,
  semversOfTrack,
} from "./next-semver.js";
import { withContent } from "./registered-version.js";
import type { CompatibilityConfig } from "./settings.js";
import type { Sources } from "./sources.js";
import { versionNotFound } from "./subject-versions.js";

/** A schema somebody wants to register, or wants to know about. */
export interface Candidate {
  readonly subject: string;
  readonly format: SchemaFormatName | undefined;
  readonly text: string;
  readonly references: readonly SchemaReference[];
  /** Empty when the author leaves it to Sluice. */
  readonly semver: string;
  readonly normalize: boolean | undefined;
}

/** What a check may override of the subject's settings. */
export interface AssessmentOverrides {
  readonly level?: CompatibilityLevel;
  readonly policy?: CompatibilityPolicy;
  readonly semanticOptions?: SemanticOptions;
  /** Check against one version, the latest or all, instead of what the level asks for. */
  readonly against?: number | "latest" | "all";
}

/** Everything Sluice knows about a candidate. CheckCompatibility shows it, RegisterSchema acts on it: they cannot disagree. */
export interface Assessment {
  readonly format: SchemaFormat;
  readonly source: SchemaSource;
  readonly content: NewSchemaContent;
  /** Where the change feed stood before anything was read for this. */
  readonly asOf: number;
  /** The version of the subject that holds the content already. */
  readonly existing: VersionRow | undefined;
  readonly level: CompatibilityLevel;
  readonly policy: CompatibilityPolicy;
  readonly semanticOptions: SemanticOptions;
  readonly result: LevelVerdict;
  /** Undefined for the first version of a track, and where nothing can be inferred. */
  readonly bump: SemverBump | undefined;
  /** The options under which the bump is inferred. */
  readonly bumpSemantics: SemanticOptions;
  /** The semantic version it gets. */
  readonly semver: string;
  /** What the lint rules say about it, in the order of the text. */
  readonly lint: readonly Finding[];
  /** Why it may not be registered; undefined when it may. */
  readonly refusal: SluiceError | undefined;
  /** Whether a waiver overrides the refusal: findings can be waived, a semantic version that is taken cannot. */
  readonly waivable: boolean;
}

/** What assessing needs. */
export interface AssessDeps {
  readonly registry: RegistryStore;
  readonly changes: Pick<ChangeStore, "lastSequence">;
  readonly formats: Formats;
  readonly sources: Sources;
  readonly settings: CompatibilityConfig;
  readonly lint: (format: SchemaFormatName, source: SchemaSource) => Promise<readonly Finding[]>;
}

/**
 * Compiles a candidate, holds it against the versions of its track and works out its semantic version.
 * @throws SluiceError when the candidate itself is unusable; refusals by level or semver are in the answer.
 */
export async function assessCandidate(
  deps: AssessDeps,
  candidate: Candidate,
  overrides: AssessmentOverrides = {},
): Promise<Assessment> {
  checkName("subject", candidate.subject);
  // Before everything that is read: when anything of it changes in between, inserting as of here fails and is tried anew.
  const asOf = await deps.changes.lastSequence();
  const { settings } = await deps.settings.get(candidate.subject);
  const chosen = candidate.semver === "" ? undefined : parseSemver("semver", candidate.semver);
  const { level, policy, semanticOptions } = { ...settings, ...overrides };
  const read = await readCandidate(deps, candidate, candidate.normalize ?? settings.normalize);
  const rows = await deps.registry.versions(candidate.subject);
  const existing = await findExisting(deps, rows, read.content.fingerprint);
  const { active, track, latest, major } = standingOf(rows, chosen?.major);
  const taken = [...rows.map((row) => row.semver), ...(await deps.registry.purgedSemvers(candidate.subject))];
  const trackHighest = highestSemver(semversOfTrack(taken, major));

  const checked = await checkLevel({
    format: read.format,
    candidate: read.source,
    earlier: await earlierVersions(deps, inScope(candidate.subject, active, track, overrides.against)),
    level: overrides.against === "all" ? transitiveOf[level] : level,
    options: { policy: policy, semantics: semanticOptions },
  });
  const bump = latest && (await bumpAfter(deps, latest, read, checked));
  const semver = existing?.semver ?? chosen?.version ?? impliedSemver(trackHighest, highestSemver(taken), bump);
  const lint = await deps.lint(read.format.name, read.source);
  const change = { subject: candidate.subject, level, chosen, trackHighest, bump };
  const decided = existing === undefined ? decide(change, checked, latest) : { ...accepted, result: checked };
  const decision = existing === undefined ? withLint(decided, lint) : decided;
  const { format, source, content } = read;
  const known = {
    format,
    source,
    content,
    asOf,
    existing,
    level,
    policy,
    semanticOptions,
    bump,
    bumpSemantics,
    semver,
    lint,
  };
  return { ...known, ...decision };
}

/** The versions a candidate has to do with. */
interface Standing {
  /** Not soft-deleted. */
  readonly active: readonly VersionRow[];
  /** Of the candidate's track, soft-deleted ones too. */
  readonly track: readonly VersionRow[];
  /** The latest of the track, a disabled one only where there is no other. */
  readonly latest: VersionRow | undefined;
  /** The candidate's track; undefined where it opens one. */
  readonly major: number | undefined;
}

function standingOf(rows: readonly VersionRow[], chosenMajor: number | undefined): Standing {
  const active = rows.filter((row) => row.deletedAt === undefined);
  const usable = active.filter((row) => row.state !== "disabled");
  // A track whose versions are all disabled is nobody's latest, and has nothing a candidate could be held against.
  const major = chosenMajor ?? highestSemver((usable.length > 0 ? usable : active).map((row) => row.semver))?.major;
  const ofTrack = (row: VersionRow): boolean => row.major === major;
  const latest = usable.findLast(ofTrack) ?? active.findLast(ofTrack);
  return { active, track: rows.filter(ofTrack), latest, major };
}

async function findExisting(
  deps: AssessDeps,
  rows: readonly VersionRow[],
  fingerprint: string,
): Promise<VersionRow | undefined> {
  const known = await deps.registry.contentByFingerprint(fingerprint);
  return rows.find((row) => row.deletedAt === undefined && row.schemaId === known?.schemaId);
}

interface ReadCandidate {
  readonly format: SchemaFormat;
  readonly source: SchemaSource;
  readonly content: NewSchemaContent;
}

async function readCandidate(deps: AssessDeps, candidate: Candidate, normalize: boolean): Promise<ReadCandidate> {
  const { text, references } = candidate;
  const format = deps.formats.choose(candidate.format, text);
  const source = await deps.sources.resolve(text, references);
  const described = await format.describe(source);
  return { format, source, content: makeContent({ format, text, references, described, normalize }) };
}

/**
 * Where the meaning cannot be judged, the verdict of the level decides: it has proven that the candidate reads the latest, or
 * was never asked to. Then, as with a change of language, the change is a break as far as version numbers go.
 */
async function bumpAfter(
  deps: AssessDeps,
  latest: VersionRow,
  candidate: ReadCandidate,
  result: LevelVerdict,
): Promise<SemverBump | undefined> {
  const [earlier] = await earlierVersions(deps, [latest]);
  if (earlier?.format.name !== candidate.format.name) return "major";
  const { bump } = await inferBump(candidate.format, earlier.source, candidate.source);
  if (bump !== undefined) return bump;
  const proven = result.comparisons.some(
    ({ version, direction, comparison }) =>
      version === latest.version && direction === "backward" && comparison.verdict === "compatible",
  );
  if (proven) return "minor";
  return result.verdict === "undecided" ? undefined : "major";
}

function impliedSemver(
  trackHighest: ReturnType<typeof highestSemver>,
  highest: ReturnType<typeof highestSemver>,
  bump: SemverBump = "major",
): string {
  if (highest === undefined) return firstSemver;
  // Tracks that were only soft-deleted keep their numbers, so a new one opens above every track there ever was.
  if (trackHighest === undefined) return semverOfNextTrack(highest);
  return bump === "major" && trackHighest.major > 0 ? bumpSemver(highest, bump) : bumpSemver(trackHighest, bump);
}

function inScope(
  subject: string,
  active: readonly VersionRow[],
  track: readonly VersionRow[],
  against: AssessmentOverrides["against"],
): readonly VersionRow[] {
  const usable = (rows: readonly VersionRow[]): VersionRow[] =>
    rows.filter((row) => row.deletedAt === undefined && row.state !== "disabled");
  switch (against) {
    case undefined:
      return usable(track);
    case "all":
      return usable(active);
    case "latest":
      return usable(active).slice(-1);
    default: {
      const row = active.find(({ version }) => version === against);
      if (row === undefined) throw versionNotFound(subject, { kind: "version", version: against });
      return [row];
    }
  }
}

async function earlierVersions(deps: AssessDeps, rows: readonly VersionRow[]): Promise<readonly EarlierVersion[]> {
  const earlier: EarlierVersion[] = [];
  for (const row of rows) {
    const { content } = await withContent(deps, row);
    earlier.push({
      version: row.version,
      format: deps.formats.byName(content.format),
      source: await deps.sources.ofContent(content),
    });
  }
  return earlier;
}

const transitiveOf: Readonly<Record<CompatibilityLevel, CompatibilityLevel>> = {
  NONE: "NONE",
  BACKWARD: "BACKWARD_TRANSITIVE",
  BACKWARD_TRANSITIVE: "BACKWARD_TRANSITIVE",
  FORWARD: "FORWARD_TRANSITIVE",
  FORWARD_TRANSITIVE: "FORWARD_TRANSITIVE",
  FULL: "FULL_TRANSITIVE",
  FULL_TRANSITIVE: "FULL_TRANSITIVE",
};

/** What a candidate is judged by, beside the verdict of its level. */
interface Change {
  readonly subject: string;
  readonly level: CompatibilityLevel;
  readonly chosen: ReturnType<typeof parseSemver> | undefined;
  readonly trackHighest: ReturnType<typeof highestSemver>;
  readonly bump: SemverBump | undefined;
}

type Decision = Pick<Assessment, "result" | "refusal" | "waivable">;

const accepted = { refusal: undefined, waivable: false } as const;

/** A taken version number goes before everything else, since nothing can force it; it and an understated one are findings. */
function decide(change: Change, result: LevelVerdict, latest: VersionRow | undefined): Decision {
  const { chosen, trackHighest, bump } = change;
  if (chosen === undefined) return { result, refusal: refusalByLevel(change, result), waivable: true };
  const taken = conflictOf(() => {
    checkRises(chosen, trackHighest);
  });
  const conflict =
    taken ??
    conflictOf(() => {
      checkDoesNotUnderstate(chosen, trackHighest, bump);
    });
  if (conflict === undefined) return { result, refusal: refusalByLevel(change, result), waivable: true };
  const { reason, message, fields, metadata } = conflict;
  const told = withFinding(result, message, latest?.version ?? 0);
  const bySemver = new SluiceError(reason, message, { fields, metadata, evidence: told });
  const waivable = taken === undefined;
  return { result: told, refusal: waivable ? (refusalByLevel(change, told) ?? bySemver) : bySemver, waivable };
}

/** A rule of level error refuses what nothing else refuses; what else refuses comes first. */
function withLint(decision: Decision, lint: readonly Finding[]): Decision {
  const broken = lint.filter(({ severity }) => severity === "error");
  const [first] = broken;
  if (first === undefined) return decision;
  const located = broken.map((finding) => ({ ...finding, version: 0, direction: "backward" as const }));
  const result = { ...decision.result, findings: [...located, ...decision.result.findings] };
  const message = `The schema breaks ${broken.length} lint rules that have to hold here. ${first.message}`;
  const byLint = new SluiceError("LINT_FAILED", message, { evidence: result });
  return { result, refusal: decision.refusal ?? byLint, waivable: decision.refusal === undefined || decision.waivable };
}

function conflictOf(check: () => void): SluiceError | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof SluiceError) return error;
    throw error;
  }
}

function withFinding(result: LevelVerdict, message: string, version: number): LevelVerdict {
  const finding: LevelVerdict["findings"][number] = {
    ruleId: "semver-conflict",
    severity: "error",
    readerPath: "",
    writerPath: "",
    message,
    suggestion: "Give a version that fits, or none to get the one implied by the change.",
    version,
    direction: "backward",
  };
  return { ...result, findings: [...result.findings, finding] };
}

function refusalByLevel({ subject, level }: Change, result: LevelVerdict): SluiceError | undefined {
  if (result.verdict === "compatible") return undefined;
  const incompatible = result.verdict === "incompatible";
  const leading = result.findings[0];
  const because = leading === undefined ? "" : ` ${leading.message}`;
  const message = incompatible
    ? `The schema breaks level ${level} of subject '${subject}'.${because}`
    : `Compatibility with subject '${subject}' at level ${level} could be neither proven nor refuted.${because}`;
  return new SluiceError(incompatible ? "INCOMPATIBLE_SCHEMA" : "UNDECIDED_COMPATIBILITY", message, {
    metadata: { subject, level },
    evidence: result,
  });
}
