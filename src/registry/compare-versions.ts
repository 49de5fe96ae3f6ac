import { compareWithFixes } from "../compat/check-fixes.js";
import { inferBump } from "../compat/infer-bump.js";
import type { Comparison, SchemaChange, SemverBump, Verdict } from "../core/finding.js";
import { strictSemantics } from "../core/finding.js";
import { invalidArgument, SluiceError } from "../core/errors.js";
import type { SchemaFormatName, SchemaSource } from "../core/schema.js";
import type { CompareOptions } from "../formats/format.js";
import type { RegistryStore, VersionRow } from "../store/store.js";
import { withContent } from "./registered-version.js";
import type { Formats } from "./formats.js";
import { parseSelector } from "./selector.js";
import type { Sources } from "./sources.js";
import type { SubjectVersions } from "./subject-versions.js";

/** Two versions told apart. */
export interface VersionDiff {
  readonly from: VersionRow;
  readonly to: VersionRow;
  readonly changes: readonly SchemaChange[];
  readonly backward: Verdict;
  readonly forward: Verdict;
  readonly bump: SemverBump | undefined;
}

/** What comparing needs. */
export interface CompareDeps {
  readonly registry: RegistryStore;
  readonly formats: Formats;
  readonly sources: Sources;
  readonly subjectVersions: SubjectVersions;
}

/** Compares two schemas that need not be registered. Compiles both first, so that errors say which of them is wrong. */
export async function compareSchemas(
  formats: Formats,
  format: SchemaFormatName,
  sides: { readonly reader: SchemaSource; readonly writer: SchemaSource },
  options: CompareOptions,
): Promise<Comparison> {
  const language = formats.byName(format);
  for (const side of ["reader", "writer"] as const) {
    try {
      await language.describe(sides[side]);
    } catch (error) {
      if (!(error instanceof SluiceError) || error.reason === "INTERNAL") throw error;
      throw new SluiceError(error.reason, `${side}: ${error.message}`, {
        fields: [{ field: `${side}.schema`, description: error.message }],
        metadata: error.metadata,
      });
    }
  }
  return await compareWithFixes(language, sides, options);
}

/**
 * Tells what changed between two versions of a subject. An empty `from` means the version before `to`.
 * @throws SluiceError SUBJECT_NOT_FOUND, VERSION_NOT_FOUND; INVALID_ARGUMENT when there is nothing before `to`
 */
export async function diffVersions(deps: CompareDeps, subject: string, from: string, to: string): Promise<VersionDiff> {
  const later = await deps.subjectVersions.find(subject, parseSelector("to", to));
  const earlier =
    from === "" ? await previous(deps, later) : await deps.subjectVersions.find(subject, parseSelector("from", from));
  const [a, b] = [await withContent(deps, earlier), await withContent(deps, later)];
  if (a.content.format !== b.content.format) {
    const message = `The schema language changes from ${a.content.format} to ${b.content.format}.`;
    const change = { kind: "changed", path: "", message, before: a.content.format, after: b.content.format } as const;
    return {
      from: earlier,
      to: later,
      changes: [change],
      backward: "incompatible",
      forward: "incompatible",
      bump: "major",
    };
  }
  const format = deps.formats.byName(a.content.format);
  const [fromSource, toSource] = [await deps.sources.ofContent(a.content), await deps.sources.ofContent(b.content)];
  const options: CompareOptions = { policy: "semantic", semantics: strictSemantics };
  const { changes, bump } = await inferBump(format, fromSource, toSource);
  return {
    from: earlier,
    to: later,
    changes,
    backward: (await format.compare(toSource, fromSource, options)).verdict,
    forward: (await format.compare(fromSource, toSource, { ...options, changeable: "writer" })).verdict,
    bump,
  };
}

async function previous(deps: CompareDeps, later: VersionRow): Promise<VersionRow> {
  const rows = await deps.subjectVersions.of(later.subject);
  const before = rows.filter((row) => row.version < later.version).at(-1);
  if (before === undefined) throw invalidArgument("from", `there is no version before version ${later.version}`);
  return before;
}
