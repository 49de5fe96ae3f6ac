import type { NewVersion, RegistryStore, VersionRow } from "../store.js";
import type { RecordChange } from "./changes.js";
import { contentReader, contentWriter } from "./contents.js";
import type { SqliteDatabase } from "./open.js";
import { toMs, toVersion, foldCase, type VersionColumns } from "./registry-rows.js";
import { subjectLister, subjectTextWriter } from "./subjects.js";

/** Contents and versions. */
export function createRegistryStore(database: SqliteDatabase, recordChange: RecordChange): RegistryStore {
  const { reader } = database;
  const bySubject = reader.prepare<[string], VersionColumns>(
    "SELECT * FROM versions WHERE subject = ? ORDER BY version",
  );
  const byContent = reader.prepare<[number], VersionColumns>(
    "SELECT * FROM versions WHERE schema_id = ? ORDER BY subject, version",
  );
  // Two versions of one subject can have the same content, and one content can refer to a version by several names.
  const referring = reader.prepare<[string, number], VersionColumns>(`
    SELECT * FROM versions
    WHERE schema_id IN (SELECT schema_id FROM content_references WHERE subject = ? AND version = ?)
    ORDER BY subject, version`);

  return {
    insertVersion: versionInserter(database, recordChange),
    versions: (subject) => database.read(() => bySubject.all(subject).map(toVersion)),
    ...contentReader(database),
    versionsOfContent: (schemaId) => database.read(() => byContent.all(schemaId).map(toVersion)),
    subjects: subjectLister(database),
    referrers: (subject, version) => database.read(() => referring.all(subject, version).map(toVersion)),
    ...versionChanger(database, recordChange),
  };
}

function versionInserter(database: SqliteDatabase, recordChange: RecordChange): RegistryStore["insertVersion"] {
  const { writer } = database;
  const refreshText = subjectTextWriter(database);
  const findOrInsertContent = contentWriter(database);
  const highest = writer.prepare<[string], number>("SELECT highest_version FROM subjects WHERE name = ?").pluck();
  const raiseHighest = writer.prepare<[string, string, number]>(`
    INSERT INTO subjects (name, name_folded, highest_version) VALUES (?, ?, ?)
    ON CONFLICT (name) DO UPDATE SET highest_version = excluded.highest_version`);
  const changedSince = writer
    .prepare<[number, string], number>(
      "SELECT 1 FROM changes WHERE sequence > ? AND subject IN (SELECT value FROM json_each(?))",
    )
    .pluck();
  const live = writer.prepare<[string, string], VersionColumns>(`
    SELECT versions.* FROM contents JOIN versions USING (schema_id)
    WHERE contents.fingerprint = ? AND versions.subject = ? AND versions.deleted_at IS NULL
    ORDER BY versions.version LIMIT 1`);
  const insert = writer.prepare<unknown[], VersionColumns>(`
    INSERT INTO versions
      (subject, version, semver, major, schema_id, state, deprecation_message, sunset_at, registered_at, deleted_at,
       metadata, tags, owner, description, waiver_actor, waiver_reason, waiver_findings)
    VALUES (?, ?, ?, ?, ?, 'active', '', NULL, ?, NULL, ?, ?, ?, ?, ?, ?, ?)
    RETURNING *`);

  function insertRow(version: NewVersion, number: number, schemaId: number): VersionRow {
    const { waiver } = version;
    const row = insert.get(
      version.subject,
      number,
      version.semver,
      version.major,
      schemaId,
      version.registeredAt.getTime(),
      JSON.stringify(version.metadata),
      JSON.stringify(version.tags),
      version.owner,
      version.description,
      waiver?.actor ?? null,
      waiver?.reason ?? null,
      waiver?.findings ?? null,
    );
    if (row === undefined) throw new Error("An inserted version was not returned.");
    return toVersion(row);
  }

  return (version) =>
    database.write(() => {
      const { subject } = version;
      const existing = live.get(version.content.fingerprint, subject);
      if (existing !== undefined) return { outcome: "existing", version: toVersion(existing) };
      // The empty subject holds the global settings.
      const concerned = ["", subject, ...version.content.references.map((reference) => reference.subject)];
      if (changedSince.get(version.asOf, JSON.stringify(concerned)) !== undefined) return { outcome: "conflict" };
      const number = (highest.get(subject) ?? 0) + 1;
      raiseHighest.run(subject, foldCase(subject), number);
      const schemaId = findOrInsertContent(version.content);
      const created = insertRow(version, number, schemaId);
      refreshText(subject);
      const changedAt = version.registeredAt;
      recordChange({ kind: "registered", subject, version: number, schemaId, changedAt });
      return { outcome: "created", version: created };
    });
}

type VersionChanges = Pick<RegistryStore, "setVersionState" | "setDeleted" | "purgeVersions" | "purgedSemvers">;

function versionChanger(database: SqliteDatabase, recordChange: RecordChange): VersionChanges {
  const { reader, writer } = database;
  const refreshText = subjectTextWriter(database);
  const setState = writer.prepare<[string, string, number | null, string, number], VersionColumns>(`
    UPDATE versions SET state = ?, deprecation_message = ?, sunset_at = ?
    WHERE subject = ? AND version = ? RETURNING *`);
  const referredFromOutside = referenceFinder(database);
  const softDelete = writer.prepare<[number, string, number], VersionColumns>(`
    UPDATE versions SET deleted_at = ?
    WHERE subject = ? AND version = ? AND deleted_at IS NULL RETURNING *`);
  const restore = writer.prepare<[string, number], VersionColumns>(`
    UPDATE versions SET deleted_at = NULL
    WHERE subject = ? AND version = ? AND deleted_at IS NOT NULL RETURNING *`);
  const deleted = writer
    .prepare<[string], number>("SELECT version FROM versions WHERE subject = ? AND deleted_at IS NOT NULL")
    .pluck();
  const purge = writer.prepare<[string, number], VersionColumns>(
    "DELETE FROM versions WHERE subject = ? AND version = ? RETURNING *",
  );
  const keepSemver = writer.prepare<[string, number, string, number]>(
    "INSERT INTO purged_semvers (subject, version, semver, purged_at) VALUES (?, ?, ?, ?)",
  );
  const purged = reader
    .prepare<[string], string>("SELECT semver FROM purged_semvers WHERE subject = ? ORDER BY version")
    .pluck();

  return {
    purgedSemvers: (subject) => database.read(() => purged.all(subject)),
    setVersionState: ({ subject, version, state, deprecationMessage, sunsetAt, at }) =>
      database.write(() => {
        const row = setState.get(state, deprecationMessage, toMs(sunsetAt), subject, version);
        if (row === undefined) return undefined;
        recordChange({ kind: "state-changed", subject, version, schemaId: row.schema_id, changedAt: at });
        return toVersion(row);
      }),

    setDeleted: (subject, versions, deletedAt, at) =>
      database.write(() => {
        if (deletedAt !== undefined && referredFromOutside(subject, versions)) return [];
        const changed = versions.flatMap((version) => {
          const row =
            deletedAt === undefined
              ? restore.get(subject, version)
              : softDelete.get(deletedAt.getTime(), subject, version);
          if (row === undefined) return [];
          const kind = deletedAt === undefined ? "undeleted" : "deleted";
          recordChange({ kind, subject, version, schemaId: row.schema_id, changedAt: at });
          return [toVersion(row)];
        });
        // A purge changes nothing here: what it deletes was deleted softly before.
        refreshText(subject);
        return changed;
      }),

    purgeVersions: (subject, versions, at) =>
      database.write(() => {
        const soft = new Set(deleted.all(subject));
        const going = versions.filter((version) => soft.has(version));
        if (referredFromOutside(subject, going)) return [];
        return going.flatMap((version) => {
          const row = purge.get(subject, version);
          if (row === undefined) return [];
          keepSemver.run(subject, version, row.semver, at.getTime());
          recordChange({ kind: "purged", subject, version, schemaId: row.schema_id, changedAt: at });
          return [version];
        });
      }),
  };
}

/**
 * Tells whether a version that is not among some of a subject refers to one of them. Asked inside the transaction that deletes
 * them: somebody may have registered a referrer since the caller looked.
 */
function referenceFinder({ writer }: SqliteDatabase): (subject: string, versions: readonly number[]) => boolean {
  const find = writer
    .prepare<{ subject: string; versions: string }, number>(
      `SELECT 1 FROM content_references JOIN versions AS referrer USING (schema_id)
      WHERE content_references.subject = :subject
        AND content_references.version IN (SELECT value FROM json_each(:versions))
        AND NOT (referrer.subject = :subject AND referrer.version IN (SELECT value FROM json_each(:versions)))
      LIMIT 1`,
    )
    .pluck();
  return (subject, versions) => find.get({ subject, versions: JSON.stringify(versions) }) !== undefined;
}
