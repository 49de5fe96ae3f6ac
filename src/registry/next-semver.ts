import semver from "semver";
import { invalidArgument, SluiceError } from "../core/errors.js";
import type { SemverBump } from "../core/finding.js";

/** The semantic version of the first version of a subject that names none. */
export const firstSemver = "1.0.0";

/** The highest major, minor or patch, which is also the highest track there is a name for. */
const maxPart = 999_999_999;

/**
 * Reads a semantic version exactly as semver.org 2.0.0 writes it.
 * @throws SluiceError INVALID_ARGUMENT naming the field, also when a number is over 999,999,999
 */
export function parseSemver(field: string, text: string): semver.SemVer {
  const parsed = semver.parse(text, { loose: false });
  if (parsed === null || parsed.version !== text.replace(/\+.*$/, "")) {
    throw invalidArgument(
      field,
      `'${text.slice(0, 256)}' is not a semantic version; write MAJOR.MINOR.PATCH, for example 1.4.0`,
    );
  }
  if (!isWithinReach(parsed)) {
    throw invalidArgument(field, `'${parsed.version}' has a number above ${maxPart}; none is allowed to be`);
  }
  return parsed;
}

function isWithinReach({ major, minor, patch }: semver.SemVer): boolean {
  return Math.max(major, minor, patch) <= maxPart;
}

/**
 * The highest of some semantic versions: of soft-deleted, disabled and purged versions too, since none is given out again. Those
 * that cannot be read, because their numbers once went on without end, come after one that can and is beyond reach as well.
 */
export function highestSemver(semvers: readonly string[]): semver.SemVer | undefined {
  const [highest] = semver.rsort(semvers.flatMap((each) => semver.parse(each) ?? []));
  return highest;
}

/** The semantic versions of a track. */
export function semversOfTrack(semvers: readonly string[], major: number | undefined): readonly string[] {
  return semvers.filter((each) => semver.parse(each)?.major === major);
}

/**
 * The first semantic version of the track after the highest one.
 * @throws SluiceError SEMVER_CONFLICT when there is no such track
 */
export function semverOfNextTrack(highest: semver.SemVer): string {
  return withinReach(new semver.SemVer(`${highest.major}.0.0`).inc("major"), highest);
}

/**
 * The semantic version that follows `current` for a change. Below 1.0.0 nothing is promised yet, so a break raises the
 * minor (semver.org 2.0.0, section 4).
 * @throws SluiceError SEMVER_CONFLICT when no number is left that could follow
 */
export function bumpSemver(current: semver.SemVer, bump: SemverBump): string {
  const effective = current.major === 0 && bump === "major" ? "minor" : bump;
  return withinReach(new semver.SemVer(current.version).inc(effective), current);
}

function withinReach(next: semver.SemVer, current: semver.SemVer): string {
  if (isWithinReach(next)) return next.version;
  const description = `no version follows ${current.version} by itself, since numbers end at ${maxPart}; give a free one, of another track`;
  throw semverConflict(description, { current: current.version });
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
