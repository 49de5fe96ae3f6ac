import { SluiceError } from "../core/errors.js";
import type { ChangeStore, RegistryStore, VersionRow } from "../store/store.js";
import { formatSelector, selectVersion, type VersionSelector } from "./selector.js";

/** The versions of subjects, as fresh as the store and nearly as fast as memory. */
export interface SubjectVersions {
  /** Versions that are not soft-deleted, by number. Empty when the subject is unknown. */
  of(subject: string): Promise<readonly VersionRow[]>;
  /**
   * The version a selector means.
   * @throws SluiceError SUBJECT_NOT_FOUND or VERSION_NOT_FOUND
   */
  find(subject: string, selector: VersionSelector): Promise<VersionRow>;
}

/** So many subjects are remembered between changes of the registry. */
const capacity = 10_000;

/**
 * Remembers versions until the change feed moves, whoever moved it: asking for the last sequence is one indexed read, so
 * another process on the same data is seen at once.
 */
export function createSubjectVersions(deps: { registry: RegistryStore; changes: ChangeStore }): SubjectVersions {
  const known = new Map<string, readonly VersionRow[]>();
  let sequence = -1;
  const of = async (subject: string): Promise<readonly VersionRow[]> => {
    const current = await deps.changes.lastSequence();
    if (current !== sequence) {
      known.clear();
      sequence = current;
    }
    const remembered = known.get(subject);
    if (remembered !== undefined) return remembered;
    const rows = (await deps.registry.versions(subject)).filter((row) => row.deletedAt === undefined);
    if (known.size >= capacity) known.clear();
    // Read after the sequence was: rows can only be newer than it says, and the next change clears them.
    if (current === sequence) known.set(subject, rows);
    return rows;
  };
  return {
    of,
    async find(subject, selector) {
      const rows = await of(subject);
      const row = selectVersion(rows, selector);
      if (row !== undefined) return row;
      throw rows.length === 0 ? subjectNotFound(subject) : versionNotFound(subject, selector);
    },
  };
}

/** No version of the subject is left to find. */
export function subjectNotFound(subject: string): SluiceError {
  return new SluiceError("SUBJECT_NOT_FOUND", `Subject '${subject}' is not registered.`, { metadata: { subject } });
}

/** The subject has versions, but none that fits. */
export function versionNotFound(subject: string, selector: VersionSelector): SluiceError {
  const version = formatSelector(selector);
  return new SluiceError("VERSION_NOT_FOUND", `Subject '${subject}' has no usable version '${version}'.`, {
    metadata: { subject, version },
  });
}
