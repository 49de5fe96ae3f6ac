import semver from "semver";
import { invalidArgument, SluiceError } from "../core/errors.js";
import type { SemverBump } from "../core/finding.js";

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

/** The highest of some semantic versions: of soft-deleted, disabled and purged versions too, since none is given out again. */
export function highestSemver(semvers: readonly string[]): semver.SemVer | undefined {
  const sorted = semver.rsort([...semvers]);
  return sorted[0] === undefined ? undefined : new semver.SemVer(sorted[0]);
}

/** The semantic versions of a track. */
export function semversOfTrack(semvers: readonly string[], major: number | undefined): readonly string[] {
  return semvers.filter((each) => semver.major(each) === major);
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
 * Checks that a semantic version an author chose is free: it has to rise above what its track has or ever had.
 * @throws SluiceError SEMVER_CONFLICT
 */
export function checkRises(chosen: semver.SemVer, trackHighest: semver.SemVer | undefined): void {
  if (trackHighest === undefined || semver.gt(chosen, trackHighest)) return;
  throw semverConflict(
    `${chosen.version} does not rise above ${trackHighest.version}, which track v${trackHighest.major} already has`,
    { chosen: chosen.version, current: trackHighest.version },
  );
}

/**
 * Checks that a semantic version an author chose says as much as the change does. Pre-releases promise nothing.
 * @throws SluiceError SEMVER_CONFLICT
 */
export function checkDoesNotUnderstate(
  chosen: semver.SemVer,
  trackHighest: semver.SemVer | undefined,
  bump: SemverBump | undefined,
): void {
  if (trackHighest === undefined || bump === undefined || chosen.prerelease.length > 0) return;
  const implied = bumpSemver(trackHighest, bump);
  if (!semver.lt(chosen, implied)) return;
  throw semverConflict(`${chosen.version} understates a ${bump} change; the least that fits is ${implied}`, {
    chosen: chosen.version,
    current: trackHighest.version,
    implied,
    bump,
  });
}

function semverConflict(description: string, metadata: Readonly<Record<string, string>>): SluiceError {
  const fields = [{ field: "semver", description }];
  return new SluiceError("SEMVER_CONFLICT", `semver: ${description}.`, { fields, metadata });
}
