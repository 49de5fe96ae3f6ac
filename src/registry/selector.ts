import semver from "semver";
import { invalidArgument, type SluiceError } from "../core/errors.js";
import { shortened } from "../core/shortened.js";
import type { VersionRow } from "../store/store.js";

/** Which version of a subject is meant. */
export type VersionSelector =
  | { readonly kind: "version"; readonly version: number }
  | { readonly kind: "semver"; readonly range: string }
  | { readonly kind: "track"; readonly major: number }
  | { readonly kind: "latest" };

/** The longest selector, in characters. */
const maxLength = 256;

/** The most preferences that are tried one after the other. */
const maxPreferences = 50;

/** The latest usable version. */
export const latest: VersionSelector = { kind: "latest" };

/**
 * Reads a selector as people write it: `3` is a version number, `v2` a track, `latest` the latest, anything else a semver
 * or range. Empty text means `latest`.
 */
export function parseSelector(field: string, text: string): VersionSelector {
  if (text.length > maxLength) throw noSelector(field, text);
  const trimmed = text.trim();
  if (trimmed === "" || trimmed === "latest") return latest;
  if (/^[1-9]\d{0,9}$/.test(trimmed)) return { kind: "version", version: Number(trimmed) };
  // As a range it would silently mean something else: `0` is 0.x to semver.
  if (/^\d+$/.test(trimmed)) throw invalidArgument(field, `'${trimmed}' is not a version number; they start at 1`);
  if (/^v\d{1,9}$/.test(trimmed)) return parseTrack(field, trimmed);
  return parseSemverSelector(field, trimmed);
}

/**
 * Checks that preferences are no more than anybody needs: each is held against every version of a subject.
 * @throws SluiceError INVALID_ARGUMENT naming the field
 */
export function checkPreferences(field: string, preferences: readonly string[]): void {
  if (preferences.length <= maxPreferences) return;
  throw invalidArgument(field, `has ${preferences.length} entries; at most ${maxPreferences} are allowed`);
}

/** Reads a track, `v2`. */
export function parseTrack(field: string, text: string): VersionSelector {
  if (!/^v\d{1,9}$/.test(text)) throw invalidArgument(field, `'${quoted(text)}' is not a track; write v1, v2 …`);
  return { kind: "track", major: Number(text.slice(1)) };
}

/** Reads a semver or a range. */
export function parseSemverSelector(field: string, text: string): VersionSelector {
  if (text.length > maxLength || semver.validRange(text) === null) throw noSelector(field, text);
  return { kind: "semver", range: text };
}

function noSelector(field: string, text: string): SluiceError {
  const description = `'${quoted(text)}' is not a version number, semantic version, range, track or 'latest'`;
  return invalidArgument(field, description);
}

function quoted(text: string): string {
  return shortened(text, maxLength);
}

/** The selector as people write it. */
export function formatSelector(selector: VersionSelector): string {
  switch (selector.kind) {
    case "version":
      return String(selector.version);
    case "semver":
      return selector.range;
    case "track":
      return `v${selector.major}`;
    case "latest":
      return "latest";
  }
}

/**
 * The version a selector means among the versions of a subject; undefined when none fits. Only a version's own number
 * finds one that is disabled; soft-deleted ones are not found at all: filter them in or out before.
 */
export function selectVersion(rows: readonly VersionRow[], selector: VersionSelector): VersionRow | undefined {
  if (selector.kind === "version") return rows.find((row) => row.version === selector.version);
  const usable = rows.filter((row) => row.state !== "disabled");
  switch (selector.kind) {
    case "latest":
      return highest(usable);
    case "track":
      return highest(usable.filter((row) => row.major === selector.major));
    case "semver":
      return bestInRange(rows, usable, selector.range);
  }
}

/** Most ranges whose answer is kept for one list of versions; events may name any. */
const mostRanges = 200;

/** What ranges mean, for as long as a list of versions is used: thousands of events may ask the same of it. */
const answers = new WeakMap<readonly VersionRow[], Map<string, VersionRow | undefined>>();

function bestInRange(
  rows: readonly VersionRow[],
  usable: readonly VersionRow[],
  range: string,
): VersionRow | undefined {
  const known = answers.get(rows) ?? new Map<string, VersionRow | undefined>();
  answers.set(rows, known);
  if (known.has(range)) return known.get(range);
  const best = semver.maxSatisfying(
    usable.map((row) => row.semver),
    range,
  );
  const row = usable.find((one) => one.semver === best);
  if (known.size >= mostRanges) known.clear();
  known.set(range, row);
  return row;
}

/** The version with the highest number, which is the one registered last. */
function highest(rows: readonly VersionRow[]): VersionRow | undefined {
  return rows.reduce<VersionRow | undefined>(
    (best, row) => (best && best.version > row.version ? best : row),
    undefined,
  );
}
