import type { Clock } from "../core/clock.js";
import { invalidArgument } from "../core/errors.js";
import type { Comparison, Finding } from "../core/finding.js";
import { cutPage, decodePageToken, type Page, type PageRequest, pageSize } from "../core/paging.js";
import type { SchemaFormatName, SchemaSource } from "../core/schema.js";
import type { SchemaImpact } from "../core/schema-impact.js";
import { checkName } from "../core/subject.js";
import type { CompareOptions, CompiledSchema } from "../formats/format.js";
import type { Store, SubjectQuery, SubjectRow, VersionRow } from "../store/store.js";
import { type Assessment, type AssessmentOverrides, assessCandidate, type Candidate } from "./assess-candidate.js";
import { compareSchemas, diffVersions, type VersionDiff } from "./compare-versions.js";
import { type CompiledSchemas, createCompiledSchemas } from "./compiled-schemas.js";
import type { DeadLetterView, UnregisteredSchema } from "./dead-letter-view.js";
import { findSchema, type Resolution, resolveSchema, type SchemaQuery } from "./find-schema.js";
import { type Conversion, convertTrack, type TrackWish } from "./convert-track.js";
import { type RegisteredVersion, withContent } from "./registered-version.js";
import type { Formats } from "./formats.js";
import { registerSchema, type Registration, type RegistrationResult } from "./register-schema.js";
import { deleteSubject, deleteVersion, setVersionState, type StateChange, undelete } from "./retire-version.js";
import { type CompatibilityConfig, createCompatibilityConfig } from "./settings.js";
import { createSources, type Sources } from "./sources.js";
import { createSubjectVersions, subjectNotFound, type SubjectVersions } from "./subject-versions.js";
import { createUpcasters, type Upcasters } from "./upcasters.js";
import { type WatchedChange, watchChanges, type WatchOptions } from "./watch-changes.js";

/** What the registry is made of. */
export interface RegistryDeps {
  readonly store: Pick<Store, "registry" | "settings" | "changes" | "upcasters">;
  readonly formats: Formats;
  readonly deadLetters: DeadLetterView;
  /** What the server's lint rules say about a schema that its language accepts. */
  readonly lint: (format: SchemaFormatName, source: SchemaSource) => Promise<readonly Finding[]>;
  readonly clock: Clock;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** An assessment with what it would do to dead letters and events. */
export interface CheckedCandidate {
  readonly assessment: Assessment;
  readonly impact: SchemaImpact;
}

/** The use cases of the registry; each lives in a file of its own. */
export interface Registry {
  readonly compiledSchemas: CompiledSchemas;
  readonly subjectVersions: SubjectVersions;
  readonly sources: Sources;
  readonly settings: CompatibilityConfig;
  readonly upcasters: Upcasters;
  /** An event as one of another track. */
  convert(wish: TrackWish): Promise<Conversion>;
  register(registration: Registration): Promise<RegistrationResult>;
  check(candidate: Candidate, overrides: AssessmentOverrides): Promise<CheckedCandidate>;
  find(query: SchemaQuery): Promise<RegisteredVersion>;
  resolve(subject: string, preferences: readonly string[]): Promise<Resolution>;
  listSubjects(
    query: Pick<SubjectQuery, "prefix" | "text" | "includeDeleted">,
    page: PageRequest,
  ): Promise<Page<SubjectRow>>;
  listVersions(subject: string, includeDeleted: boolean, page: PageRequest): Promise<Page<RegisteredVersion>>;
  compare(
    format: SchemaFormatName,
    sides: { reader: SchemaSource; writer: SchemaSource },
    options: CompareOptions,
  ): Promise<Comparison>;
  /** What the lint rules say about a schema that need not be registered. */
  lint(format: SchemaFormatName | undefined, source: SchemaSource): Promise<readonly Finding[]>;
  diff(subject: string, from: string, to: string): Promise<VersionDiff>;
  /** Compiles a schema that is not registered, its references resolved. */
  compileCandidate(candidate: UnregisteredSchema): Promise<CompiledSchema>;
  setState(subject: string, version: number, change: StateChange): Promise<RegisteredVersion>;
  deleteVersion(subject: string, version: number, permanent: boolean): Promise<number>;
  deleteSubject(subject: string, permanent: boolean): Promise<readonly number[]>;
  undelete(subject: string, version: number): Promise<readonly RegisteredVersion[]>;
  watch(options: WatchOptions): AsyncGenerator<WatchedChange>;
}

/** Page sizes of the registry's lists. */
const pages = { fallback: 100, maximum: 1000 };

/** Texts of the versions of one page: however wide their characters are, it stays below the 4 MiB that gRPC clients take. */
const maxPageCharacters = 1024 * 1024;

/** The longest text to search for, in characters: the index of texts takes it apart on the event loop. */
const maxQueryLength = 1000;

function checkQuery({ length }: string): void {
  if (length <= maxQueryLength) return;
  throw invalidArgument("query", `has ${length} characters; at most ${maxQueryLength} are allowed`);
}

/** The length of all texts that a version is shown with. */
function charactersOf({ row, content }: RegisteredVersion): number {
  const { metadata, tags, owner, description, deprecationMessage, waiver } = row;
  return (
    content.text.length +
    JSON.stringify([content.references, metadata, tags, owner, description, deprecationMessage, waiver]).length
  );
}

/** Assembles the registry. */
export function createRegistry(deps: RegistryDeps): Registry {
  const { formats, deadLetters, clock } = deps;
  const { registry, changes } = deps.store;
  const sources = createSources(registry);
  const subjectVersions = createSubjectVersions({ registry, changes });
  const settings = createCompatibilityConfig({ settings: deps.store.settings, clock });
  const compiledSchemas = createCompiledSchemas({ registry, sources, formats });
  const upcasters = createUpcasters({
    upcasters: deps.store.upcasters,
    changes,
    subjectVersions,
    compiledSchemas,
    clock,
  });
  const shared = {
    registry,
    changes,
    formats,
    sources,
    settings,
    subjectVersions,
    deadLetters,
    clock,
    lint: deps.lint,
  };
  const complete = async (row: VersionRow): Promise<RegisteredVersion> => await withContent(shared, row);
  return {
    compiledSchemas,
    subjectVersions,
    sources,
    settings,
    upcasters,
    convert: async (wish) => await convertTrack({ upcasters, subjectVersions, compiledSchemas }, wish),
    register: async (registration) => await registerSchema(shared, registration),
    async check(candidate, overrides) {
      const assessment = await assessCandidate(shared, candidate, overrides);
      const { text, references } = candidate;
      const schema = { format: assessment.format.name, text, references };
      return { assessment, impact: await deadLetters.impactOf(candidate.subject, schema) };
    },
    find: async (query) => await findSchema(shared, query),
    resolve: async (subject, preferences) => await resolveSchema(shared, checkName("subject", subject), preferences),
    async listSubjects(query, page) {
      checkQuery(query.text);
      const limit = pageSize(page, pages.fallback, pages.maximum);
      const rows = await registry.subjects({ ...query, after: decodePageToken("subjects", page), limit: limit + 1 });
      return cutPage("subjects", rows, limit, (row) => row.name);
    },
    async listVersions(subject, includeDeleted, page) {
      checkName("subject", subject);
      const limit = pageSize(page, pages.fallback, pages.maximum);
      const after = Number(decodePageToken("versions", page) || 0);
      const all = await registry.versions(subject);
      const rows = all.filter((row) => includeDeleted || row.deletedAt === undefined);
      if (rows.length === 0) throw subjectNotFound(subject);
      const read = rows.filter((row) => row.version > after).slice(0, limit + 1);
      const versions: RegisteredVersion[] = [];
      let characters = 0;
      // A page may be short; its token says that there is more.
      for (const row of read.slice(0, limit)) {
        const version = await complete(row);
        characters += charactersOf(version);
        if (versions.length > 0 && characters > maxPageCharacters) break;
        versions.push(version);
      }
      const shown = cutPage("versions", read, versions.length, (row) => String(row.version));
      return { items: versions, nextPageToken: shown.nextPageToken };
    },
    compare: async (format, sides, options) => await compareSchemas(formats, format, sides, options),
    async lint(name, source) {
      const format = formats.choose(name, source.text);
      await format.describe(source);
      return await deps.lint(format.name, source);
    },
    diff: async (subject, from, to) => await diffVersions(shared, checkName("subject", subject), from, to),
    compileCandidate: async ({ format, text, references }) =>
      await formats.choose(format, text).compile(await sources.resolve(text, references)),
    setState: async (subject, version, change) =>
      await complete(await setVersionState(shared, subject, version, change)),
    deleteVersion: async (subject, version, permanent) => await deleteVersion(shared, subject, version, permanent),
    deleteSubject: async (subject, permanent) => await deleteSubject(shared, subject, permanent),
    undelete: async (subject, version) => await Promise.all((await undelete(shared, subject, version)).map(complete)),
    watch: (options) => watchChanges({ changes, sleep: deps.sleep }, options),
  };
}
