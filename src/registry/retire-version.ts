import { checkWords } from "../core/attribution.js";
import type { Clock } from "../core/clock.js";
import { invalidArgument, SluiceError } from "../core/errors.js";
import type { VersionState } from "../core/schema.js";
import type { RegistryStore, VersionRow } from "../store/store.js";
import type { DeadLetterView } from "./dead-letter-view.js";
import { subjectNotFound, versionNotFound } from "./subject-versions.js";

/** What changing the life of a version needs. */
export interface RetireDeps {
  readonly registry: RegistryStore;
  readonly deadLetters: DeadLetterView;
  readonly clock: Clock;
}

/** A new state, and what clients are told when it is `deprecated`. */
export interface StateChange {
  readonly state: VersionState;
  readonly message: string;
  readonly sunsetAt: Date | undefined;
}

/** Marks a version active, deprecated or disabled. */
export async function setVersionState(
  deps: RetireDeps,
  subject: string,
  version: number,
  change: StateChange,
): Promise<VersionRow> {
  if (change.state === "deprecated" && change.message === "") {
    throw invalidArgument("deprecation.message", "is required: tell clients what to use instead");
  }
  if (change.state !== "deprecated" && (change.message !== "" || change.sunsetAt !== undefined)) {
    throw invalidArgument("deprecation", "only a deprecated version has one");
  }
  checkWords("deprecation.message", change.message);
  await existing(deps, subject, version);
  const row = await deps.registry.setVersionState({
    subject,
    version,
    state: change.state,
    deprecationMessage: change.message,
    sunsetAt: change.sunsetAt,
    at: deps.clock.now(),
  });
  if (row === undefined) throw versionNotFound(subject, { kind: "version", version });
  return row;
}

/** Deletes one version, soft or for good; answers its number. */
export async function deleteVersion(
  deps: RetireDeps,
  subject: string,
  version: number,
  permanent: boolean,
): Promise<number> {
  const row = permanent ? await anyVersion(deps, subject, version) : await existing(deps, subject, version);
  await deleteRows(deps, subject, [row], permanent);
  return version;
}

/** Deletes every version of a subject, soft or for good; answers their numbers. */
export async function deleteSubject(deps: RetireDeps, subject: string, permanent: boolean): Promise<readonly number[]> {
  const rows = await deps.registry.versions(subject);
  const active = rows.filter((row) => row.deletedAt === undefined);
  if (rows.length === 0 || (!permanent && active.length === 0)) throw subjectNotFound(subject);
  return await deleteRows(deps, subject, permanent ? rows : active, permanent);
}

/** Takes back the soft delete of one version, or with 0 of all; answers the versions that are back. */
export async function undelete(deps: RetireDeps, subject: string, version: number): Promise<readonly VersionRow[]> {
  const rows = await deps.registry.versions(subject);
  if (rows.length === 0) throw subjectNotFound(subject);
  const wanted = rows.filter((row) => row.deletedAt !== undefined && (version === 0 || row.version === version));
  if (version !== 0 && wanted.length === 0 && !rows.some((row) => row.version === version)) {
    throw versionNotFound(subject, { kind: "version", version });
  }
  const numbers = wanted.map((row) => row.version);
  return numbers.length === 0 ? [] : await deps.registry.setDeleted(subject, numbers, undefined, deps.clock.now());
}

async function deleteRows(
  deps: RetireDeps,
  subject: string,
  rows: readonly VersionRow[],
  permanent: boolean,
): Promise<readonly number[]> {
  const numbers = rows.map((row) => row.version);
  for (const row of rows) await refuseWhileReferenced(deps, row, numbers);
  const now = deps.clock.now();
  if (permanent) for (const row of rows) await refuseWhileNeeded(deps, row);
  const gone = permanent
    ? await deps.registry.purgeVersions(subject, numbers, now)
    : (await deps.registry.setDeleted(subject, numbers, now, now)).map((row) => row.version);
  // What stayed may have come to be referred to, or been taken back, since it was looked at.
  const stayed = numbers.filter((version) => !gone.includes(version));
  if (stayed.length === 0) return gone;
  for (const row of await deps.registry.versions(subject)) {
    if (!stayed.includes(row.version)) continue;
    await refuseWhileReferenced(deps, row, numbers);
    if (permanent) await refuseWhileNeeded(deps, row);
  }
  return gone;
}

async function refuseWhileReferenced(deps: RetireDeps, row: VersionRow, together: readonly number[]): Promise<void> {
  const referrers = await deps.registry.referrers(row.subject, row.version);
  const outside = referrers.filter((other) => other.subject !== row.subject || !together.includes(other.version));
  const [first] = outside.filter((other) => other.deletedAt === undefined).concat(outside);
  if (first === undefined) return;
  const remedy =
    first.deletedAt === undefined ? "; delete that first" : ", which is soft-deleted; delete that for good first";
  throw new SluiceError(
    "VERSION_REFERENCED",
    `Version ${row.version} of '${row.subject}' is referred to by '${first.subject}' version ${first.version}${remedy}.`,
    { metadata: { subject: first.subject, version: String(first.version), referrers: String(outside.length) } },
  );
}

async function refuseWhileNeeded(deps: RetireDeps, row: VersionRow): Promise<void> {
  if (row.deletedAt === undefined) {
    throw new SluiceError(
      "NOT_SOFT_DELETED",
      `Version ${row.version} of '${row.subject}' must be soft-deleted before it can be deleted for good.`,
    );
  }
  const open = await deps.deadLetters.openTriedWith(row.subject, row.schemaId);
  if (open === 0) return;
  throw new SluiceError(
    "VERSION_NEEDED_BY_DEAD_LETTERS",
    `${open} open dead letters were checked against version ${row.version} of '${row.subject}'; redrive, resolve or discard them first.`,
    { metadata: { open: String(open) } },
  );
}

async function existing(deps: RetireDeps, subject: string, version: number): Promise<VersionRow> {
  const row = await anyVersion(deps, subject, version);
  if (row.deletedAt !== undefined) throw versionNotFound(subject, { kind: "version", version });
  return row;
}

async function anyVersion(deps: RetireDeps, subject: string, version: number): Promise<VersionRow> {
  if (version === 0) throw invalidArgument("version", "is required");
  const rows = await deps.registry.versions(subject);
  if (rows.length === 0) throw subjectNotFound(subject);
  const row = rows.find((candidate) => candidate.version === version);
  if (row === undefined) throw versionNotFound(subject, { kind: "version", version });
  return row;
}
