import { invalidArgument, SluiceError } from "../core/errors.js";
import type { RegistryStore, VersionRow } from "../store/store.js";
import { type RegisteredVersion, withContent } from "./registered-version.js";
import {
  checkPreferences,
  formatSelector,
  latest,
  parseSelector,
  selectVersion,
  type VersionSelector,
} from "./selector.js";
import { subjectNotFound, type SubjectVersions, versionNotFound } from "./subject-versions.js";

/** By what a version is looked for: content id or guid (within a subject or anywhere), or a selector within a subject. */
export interface SchemaQuery {
  /** 0 for none. */
  readonly id: number;
  readonly guid: string;
  readonly subject: string;
  readonly selector: VersionSelector | undefined;
  readonly includeDeleted: boolean;
}

/** A version that was chosen by preference. */
export interface Resolution extends RegisteredVersion {
  readonly preference: string;
  readonly reason: string;
  readonly passedOver: readonly { readonly preference: string; readonly reason: string }[];
}

/** What finding needs. */
export interface FindDeps {
  readonly registry: RegistryStore;
  readonly subjectVersions: SubjectVersions;
}

/**
 * Finds one version. By id or guid without a subject, the oldest version that holds the content is meant.
 * @throws SluiceError INVALID_ARGUMENT, SCHEMA_NOT_FOUND, SUBJECT_NOT_FOUND or VERSION_NOT_FOUND
 */
export async function findSchema(deps: FindDeps, query: SchemaQuery): Promise<RegisteredVersion> {
  if (query.id !== 0 || query.guid !== "") return await findByContent(deps, query);
  if (query.subject === "") throw invalidArgument("subject", "set id, guid or subject");
  const selector = query.selector ?? latest;
  if (!query.includeDeleted) return await withContent(deps, await deps.subjectVersions.find(query.subject, selector));
  const rows = await deps.registry.versions(query.subject);
  const row = selectVersion(rows, selector);
  if (row === undefined) {
    throw rows.length === 0 ? subjectNotFound(query.subject) : versionNotFound(query.subject, selector);
  }
  return await withContent(deps, row);
}

async function findByContent(deps: FindDeps, query: SchemaQuery): Promise<RegisteredVersion> {
  if (query.selector !== undefined) throw invalidArgument("id", "cannot be combined with a version selector");
  const content =
    query.id === 0
      ? await deps.registry.contentByGuid(query.guid.toLowerCase())
      : await deps.registry.content(query.id);
  const wanted = query.id === 0 ? `guid ${query.guid}` : `id ${query.id}`;
  const rows = content === undefined ? [] : await deps.registry.versionsOfContent(content.schemaId);
  const [row] = rows
    .filter(
      (candidate) =>
        (query.includeDeleted || candidate.deletedAt === undefined) &&
        (query.subject === "" || candidate.subject === query.subject),
    )
    .sort((a, b) => a.registeredAt.getTime() - b.registeredAt.getTime());
  if (content === undefined || row === undefined || (query.guid !== "" && content.guid !== query.guid.toLowerCase())) {
    const within = query.subject === "" ? "" : ` in subject '${query.subject}'`;
    throw new SluiceError("SCHEMA_NOT_FOUND", `No schema has the ${wanted}${within}.`);
  }
  return { row, content };
}

/**
 * Chooses the first preference that exists and is usable, and says why.
 * @throws SluiceError INVALID_ARGUMENT, SUBJECT_NOT_FOUND, or VERSION_NOT_FOUND when no preference can be met
 */
export async function resolveSchema(
  deps: FindDeps,
  subject: string,
  preferences: readonly string[],
): Promise<Resolution> {
  checkPreferences("preferences", preferences);
  const wanted = preferences.length === 0 ? ["latest"] : preferences;
  const selectors = wanted.map((text, index) => parseSelector(`preferences[${index}]`, text));
  const rows = await deps.subjectVersions.of(subject);
  if (rows.length === 0) throw subjectNotFound(subject);
  const passedOver: { preference: string; reason: string }[] = [];
  for (const [index, selector] of selectors.entries()) {
    const preference = wanted[index] ?? formatSelector(selector);
    const row = selectVersion(rows, selector);
    if (row !== undefined && row.state !== "disabled") {
      const found = await withContent(deps, row);
      return { ...found, preference, reason: reasonFor(row, preference, passedOver.length), passedOver };
    }
    passedOver.push({ preference, reason: row ? `version ${row.version} is disabled` : missing(rows, selector) });
  }
  const reasons = passedOver.map(({ preference, reason }) => `${preference}: ${reason}`).join("; ");
  throw new SluiceError("VERSION_NOT_FOUND", `No preference can be met for subject '${subject}' (${reasons}).`, {
    metadata: { subject, version: wanted.join(",") },
  });
}

function missing(rows: readonly VersionRow[], selector: VersionSelector): string {
  if (selector.kind !== "track") return `no usable version fits '${formatSelector(selector)}'`;
  const disabled = rows.some((row) => row.major === selector.major);
  return disabled ? `every version of track v${selector.major} is disabled` : `there is no track v${selector.major}`;
}

function reasonFor(row: VersionRow, preference: string, passed: number): string {
  const rank = passed === 0 ? "the first preference" : `preference ${passed + 1}, since those before it cannot be met`;
  const deprecated = row.state === "deprecated" ? "; it is deprecated" : "";
  return `${row.semver} (version ${row.version}) answers '${preference}', ${rank}${deprecated}`;
}
