import type { SchemaFormatName } from "../../core/schema.js";
import type { RegistryStore, SubjectQuery, SubjectRow } from "../store.js";
import { prefixEnd } from "./name-range.js";
import type { SqliteDatabase } from "./open.js";
import { foldCase, toVersion, type VersionColumns } from "./registry-rows.js";

/** Names that are examined one by one before the index of texts is asked: common texts fill a page by then. */
const examinedAtOnce = 500;

interface RangeParameters {
  prefix: string;
  prefixEnd: string | Buffer;
  after: string;
  includeDeleted: number;
}

/** Names in a range, in order. */
const inRange = "name >= max(:prefix, :after) AND +name > :after AND name < :prefixEnd";
const hasVersions = "EXISTS (SELECT 1 FROM versions WHERE subject = name AND (:includeDeleted OR deleted_at IS NULL))";

/** Whether the index of texts can find it: it knows pieces of three characters, and its queries end at control characters. */
function isIndexed(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the point
  return Array.from(text).length >= 3 && !/[\u0000-\u001f]/.test(text);
}

/** Prepares the search for names, in order. */
function nameFinder({ reader }: SqliteDatabase): (query: SubjectQuery) => readonly string[] {
  // Walks the primary key from the later of `prefix` and `after` on.
  const walk = reader.prepare<RangeParameters & { text: string; examined: number }, { name: string; fits: number }>(`
    SELECT name,
      ${hasVersions} AND (:text = '' OR instr((SELECT text FROM subject_texts WHERE subject = name), :text) > 0) AS fits
    FROM (SELECT name FROM subjects WHERE ${inRange} ORDER BY name LIMIT :examined)`);
  const search = reader
    .prepare<RangeParameters & { match: string; limit: number }, string>(`
      SELECT subject AS name FROM subject_search JOIN subject_texts ON subject_texts.id = subject_search.rowid
      WHERE subject_search MATCH :match AND ${inRange.replaceAll("name", "subject")}
        AND ${hasVersions.replace("= name", "= subject_texts.subject")}
      ORDER BY subject LIMIT :limit`)
    .pluck();

  return ({ prefix, after: start, includeDeleted, limit, text: given }) => {
    const text = foldCase(given);
    const range = { prefix, prefixEnd: prefixEnd(prefix), includeDeleted: Number(includeDeleted) };
    const found: string[] = [];
    for (let after = start; ; ) {
      const page = walk.all({ ...range, after, text, examined: examinedAtOnce });
      for (const { name, fits } of page) if (fits === 1) found.push(name);
      const last = page.at(-1);
      if (found.length >= limit || page.length < examinedAtOnce || last === undefined) return found.slice(0, limit);
      after = last.name;
      if (!isIndexed(text)) continue;
      const match = `"${text.replaceAll('"', '""')}"`;
      return [...found, ...search.all({ ...range, after, match, limit: limit - found.length })];
    }
  };
}

/**
 * Prepares keeping the text by which a subject is found. Runs in the transaction that changed its versions.
 * Does nothing for a subject that never had one.
 */
export function subjectTextWriter({ writer }: SqliteDatabase): (subject: string) => void {
  const refresh = writer.prepare<[string]>(`
    INSERT INTO subject_texts (subject, text)
    SELECT name, name_folded || char(10) || coalesce((
      SELECT search_text_folded FROM versions JOIN contents USING (schema_id)
      WHERE subject = name AND deleted_at IS NULL ORDER BY version DESC LIMIT 1), '')
    FROM subjects WHERE name = ?
    ON CONFLICT (subject) DO UPDATE SET text = excluded.text WHERE text <> excluded.text`);
  return (subject) => {
    refresh.run(subject);
  };
}

/** Prepares the listing of subjects. */
export function subjectLister(database: SqliteDatabase): RegistryStore["subjects"] {
  const { reader } = database;
  const names = nameFinder(database);
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

  return (query) => database.readTogether(() => names(query).map(describe));
}
