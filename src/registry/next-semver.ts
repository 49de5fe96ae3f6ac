import semver from "semver";
import { invalidArgument, SluiceError } from "../core/errors.js";
import type { SemverBump } from "../core/finding.js";
import type { VersionRow } from "../store/store.js";

/** The semantic version of the first version of a subject that names none. */
export const firstSemver = "1.0.0";

/** Reads a semantic version exactly as semver.org 2.0.0 writes it. */
export function parseSemver(field: string, text: string): semver.SemVer {
  const parsed = semver.parse(text, { loose: false });
  if (parsed === null || parsed.version !== text.replace(/\+.*$/, "")) {
    throw invalidArgument(
      field,
      `'${text.slice(0, 256)}' is not a semantic version; write MAJOR.MINOR.PATCH, for example 1.4.0`,
    );
  }
  return parsed;
}

/** The highest semantic version of a list of versions, soft-deleted and disabled ones too, since numbers are not reused. */
export function highestSemver(rows: readonly VersionRow[]): semver.SemVer | undefined {
  const sorted = semver.rsort(rows.map((row) => row.semver));
  return sorted[0] === undefined ? undefined : new semver.SemVer(sorted[0]);
}

/**
 * The semantic version that follows `current` for a change. Below 1.0.0 nothing is promised yet, so a break raises the
 * minor (semver.org 2.0.0, section 4).
 */
export function bumpSemver(current: semver.SemVer, bump: SemverBump): string {
  const effective = current.major === 0 && bump === "major" ? "minor" : bump;
  return new semver.SemVer(current.version).inc(effective).version;
}

/**
 * Checks a semantic version that an author chose against what the change demands.
 * @throws SluiceError SEMVER_CONFLICT when it does not rise within its track or understates the change.
 */
export function checkChosenSemver(
  chosen: semver.SemVer,
  trackHighest: semver.SemVer | undefined,
  bump: SemverBump | undefined,
): void {
  if (trackHighest === undefined) return;
  const metadata = { chosen: chosen.version, current: trackHighest.version };
  if (semver.lte(chosen, trackHighest)) {
    const description = `${chosen.version} does not rise above ${trackHighest.version}, which track v${trackHighest.major} already has`;
    throw new SluiceError("SEMVER_CONFLICT", `semver: ${description}.`, {
      fields: [{ field: "semver", description }],
      metadata,
    });
  }
  if (bump === undefined || chosen.prerelease.length > 0) return;
  const implied = bumpSemver(trackHighest, bump);
  if (semver.lt(chosen, implied)) {
    const description = `${chosen.version} understates a ${bump} change; the least that fits is ${implied}`;
    throw new SluiceError("SEMVER_CONFLICT", `semver: ${description}.`, {
      fields: [{ field: "semver", description }],
      metadata: { ...metadata, implied, bump },
    });
  }
}
