import { SluiceError } from "../core/errors.js";
import type { LocatedFinding, Verdict } from "../core/finding.js";
import type { Violation } from "../core/violation.js";
import type { Redelivery } from "../dlq/redelivery.js";
import type { SchemaImpact } from "../core/schema-impact.js";
import type { RegisteredVersion } from "../registry/registered-version.js";
import type { Registry } from "../registry/registry.js";
import { type Case, type Effort, passing, remaining, sampleOf, type Trial, tryOn } from "./cases.js";
import { lineDiff } from "./line-diff.js";
import type { MaskedPlaces } from "./masked-places.js";
import { pathOf, type Problem, problemKey, problemsOf } from "./problems.js";
import { type SchemaCandidate, schemaCandidates } from "./schema-candidates.js";
import { viewSchema } from "./schema-view.js";

/** An edited schema that was tried on every case, and held against the versions of its subject. */
export interface SchemaFix {
  readonly title: string;
  readonly subject: string;
  readonly baseVersion: number;
  readonly text: string;
  readonly diff: string;
  readonly verdict: Verdict;
  readonly semver: string;
  readonly findings: readonly LocatedFinding[];
  /** Empty when it could be registered now. */
  readonly refusal: string;
  readonly unlocked: number;
  readonly stillFail: number;
  /** What it would do to all open dead letters of the subject, and to events accepted lately. */
  readonly impact: SchemaImpact;
}

/** Most edits of a suggestion. */
const maxEdits = 8;

/** First edits that are followed up. */
const mostBranches = 3;

/** What searching for schemas needs. */
export interface SchemaSearch {
  readonly registry: Pick<Registry, "check" | "compileCandidate">;
  readonly redelivery: Redelivery;
  readonly cases: readonly Case[];
  /** The version that is edited. */
  readonly base: RegisteredVersion;
  readonly effort: Effort;
  readonly isMasked: MaskedPlaces;
  /** Filled with the places at which an edit was left out, since it would show what is masked. */
  readonly withheld: Set<string>;
}

interface Draft {
  readonly text: string;
  readonly edits: readonly SchemaCandidate[];
  readonly trials: readonly Trial[];
}

/**
 * Works out edits of the latest schema on samples, problem by problem, tries each on every case, and asks what
 * registering it would be answered. Only those that unlock something are handed out, registrable ones first.
 */
export async function findSchemaFixes(search: SchemaSearch): Promise<readonly SchemaFix[]> {
  const samples = sampleOf(search.cases);
  const { text } = search.base.content;
  const start: Draft = { text, edits: [], trials: await tryText(search, text, samples) };
  const found = new Map<string, Draft>();
  for (const problem of schemaProblems(search, start.trials)) {
    const first = await improvements(search, start, problem);
    for (const draft of first.slice(0, mostBranches)) {
      const grown = await grow(search, draft);
      if (passing(grown.trials) > passing(start.trials)) found.set(grown.text, grown);
    }
    if (found.size > 0) break;
  }
  const fixes: { fix: SchemaFix; cost: number }[] = [];
  for (const draft of found.values()) {
    const fix = await verify(search, draft);
    if (fix !== undefined && fix.unlocked > 0) {
      fixes.push({ fix, cost: draft.edits.reduce((sum, { cost }) => sum + cost, 0) });
    }
  }
  fixes.sort((a, b) => rank(a.fix) - rank(b.fix) || b.fix.unlocked - a.fix.unlocked || a.cost - b.cost);
  return fixes.map(({ fix }) => fix);
}

function rank({ refusal }: SchemaFix): number {
  return refusal === "" ? 0 : 1;
}

/** Checks cases against a text as PreviewRetry checks them against a candidate. */
async function tryText(search: SchemaSearch, text: string, cases: readonly Case[]): Promise<readonly Trial[]> {
  const { format, references } = search.base.content;
  const recheck = await search.redelivery.recheckAgainst({ kind: "candidate", format, text, references });
  return await tryOn(cases, recheck, undefined);
}

async function grow(search: SchemaSearch, from: Draft): Promise<Draft> {
  let draft = from;
  const hopeless = new Set<string>();
  while (draft.edits.length < maxEdits) {
    const problem = schemaProblems(search, draft.trials).find(({ key }) => !hopeless.has(key));
    if (problem === undefined) return draft;
    const [best] = await improvements(search, draft, problem);
    if (best === undefined) hopeless.add(problem.key);
    else draft = best;
  }
  return draft;
}

async function improvements(search: SchemaSearch, draft: Draft, problem: SchemaProblem): Promise<readonly Draft[]> {
  if (!(await search.effort.goesOn())) return [];
  const cases = draft.trials.map((trial) => trial.case);
  const better: Draft[] = [];
  for (const candidate of await problem.candidates(draft.text)) {
    if (candidate.holdsValues && (await search.isMasked(cases, problem))) {
      search.withheld.add(pathOf(problem.place));
      continue;
    }
    const trials = search.effort.spend() ? await tryIfSchema(search, candidate.text, cases) : undefined;
    if (trials === undefined || worth(trials) <= worth(draft.trials)) continue;
    better.push({ text: candidate.text, edits: [...draft.edits, candidate], trials });
  }
  return better;
}

/** What a schema is to be edited for. */
interface SchemaProblem extends Pick<Problem, "place" | "found"> {
  readonly key: string;
  /** Edits of a text that may take it away. */
  candidates(text: string): Promise<readonly SchemaCandidate[]>;
}

/** Most frequent first. */
function schemaProblems(search: SchemaSearch, trials: readonly Trial[]): readonly SchemaProblem[] {
  const { content } = search.base;
  if (content.format === "json-schema") {
    return problemsOf(trials).map((problem) => ({
      key: problemKey(problem),
      place: problem.place,
      found: problem.found,
      candidates: async (text) => schemaCandidates(problem, viewSchema(text), text),
    }));
  }
  const { format, references } = content;
  return violationsOf(trials).map((violation) => ({
    key: `${violation.keyword} ${violation.schemaPath}`,
    place: [],
    found: [],
    async candidates(text) {
      const compiled = await search.registry.compileCandidate({ format, text, references });
      return compiled.relaxations(violation).map((one, index) => ({ ...one, cost: index, holdsValues: false }));
    },
  }));
}

/** The violations of all trials, each rule of the schema once, most frequent first. */
function violationsOf(trials: readonly Trial[]): readonly Violation[] {
  const counts = new Map<string, { violation: Violation; count: number }>();
  for (const violation of trials.flatMap(({ failure }) => failure?.violations ?? [])) {
    const key = `${violation.keyword} ${violation.schemaPath}`;
    counts.set(key, { violation, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count).map(({ violation }) => violation);
}

function worth(trials: readonly Trial[]): number {
  return passing(trials) * 1000 - remaining(trials);
}

/** Undefined where the edited text is no schema: then it is no suggestion either. */
async function tryIfSchema(
  search: SchemaSearch,
  text: string,
  cases: readonly Case[],
): Promise<readonly Trial[] | undefined> {
  try {
    return await tryText(search, text, cases);
  } catch (caught) {
    if (caught instanceof SluiceError && caught.reason !== "STORE_UNAVAILABLE") return undefined;
    throw caught;
  }
}

async function verify(search: SchemaSearch, draft: Draft): Promise<SchemaFix | undefined> {
  const { row, content } = search.base;
  const trials = await tryText(search, draft.text, search.cases);
  const { subject, version } = row;
  const { format, references } = content;
  const candidate = { subject, format, text: draft.text, references, semver: "", normalize: undefined };
  const { assessment, impact } = await search.registry.check(candidate, {});
  return {
    title: draft.edits.map(({ title }) => title).join("; "),
    subject,
    baseVersion: version,
    text: draft.text,
    diff: lineDiff(content.text, draft.text),
    verdict: assessment.result.verdict,
    semver: assessment.semver,
    findings: assessment.result.findings,
    refusal: assessment.refusal?.message ?? "",
    unlocked: passing(trials),
    stillFail: trials.length - passing(trials),
    impact,
  };
}
