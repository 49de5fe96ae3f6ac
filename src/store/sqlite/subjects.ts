import type { SchemaFormatName } from "../../core/schema.js";
import type { RegistryStore, SubjectRow } from "../store.js";
import { prefixEnd } from "./name-range.js";
import type { SqliteDatabase } from "./open.js";
import { foldCase, toVersion, type VersionColumns } from "./registry-rows.js";

interface SubjectParameters {
  prefix: string;
  prefixEnd: string | Buffer;
  after: string;
  includeDeleted: number;
  text: string;
  limit: number;
}

/** Prepares the listing of subjects. */
export function subjectLister(database: SqliteDatabase): RegistryStore["subjects"] {
  const { reader } = database;
  // Walks the primary key from the later of `prefix` and `after` on, and stops when the page is full.
  const names = reader
    .prepare<SubjectParameters, string>(`
      SELECT name FROM subjects
      WHERE name >= max(:prefix, :after) AND +name > :after AND name < :prefixEnd
        AND EXISTS (SELECT 1 FROM versions WHERE subject = name AND (:includeDeleted OR deleted_at IS NULL))
        AND (instr(name_folded, :text) > 0 OR instr((
          SELECT search_text_folded FROM versions JOIN contents USING (schema_id)
          WHERE subject = name AND deleted_at IS NULL ORDER BY version DESC LIMIT 1), :text) > 0)
      ORDER BY name LIMIT :limit`)
    .pluck();
  const latest = reader.prepare<[string], VersionColumns & { format: SchemaFormatName }>(`
    SELECT versions.*, contents.format FROM versions JOIN contents USING (schema_id)
    WHERE subject = ? AND deleted_at IS NULL ORDER BY version DESC LIMIT 1`);
  const majors = reader.prepare<[string], { major: number; versions: number }>(`
    SELECT major, count(*) AS versions FROM versions
    WHERE subject = ? AND deleted_at IS NULL GROUP BY major ORDER BY major`);

  function describe(name: string): SubjectRow {
    const row = latest.get(name);
    const counts = majors.all(name);
    return {
      name,
      latest: row && toVersion(row),
      latestFormat: row?.format,
      versionCount: counts.reduce((sum, { versions }) => sum + versions, 0),
      majors: counts.map(({ major }) => major),
    };
  }

  return (query) =>
    database.readTogether(() =>
      names
        .all({
          prefix: query.prefix,
          prefixEnd: prefixEnd(query.prefix),
          after: query.after,
          includeDeleted: Number(query.includeDeleted),
          text: foldCase(query.text),
          limit: query.limit,
        })
        .map(describe),
    );
}
