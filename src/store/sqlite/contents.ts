import type { SchemaReference } from "../../core/schema.js";
import type { NewSchemaContent, RegistryStore } from "../store.js";
import type { SqliteDatabase } from "./open.js";
import { foldCase, toContent, type ContentColumns } from "./registry-rows.js";

type ContentReads = Pick<RegistryStore, "content" | "contentByGuid" | "contentByFingerprint">;

/** The ways to read a content. */
export function contentReader(database: SqliteDatabase): ContentReads {
  const { reader } = database;
  const columns = "schema_id, fingerprint, guid, format, text, search_text";
  const byId = reader.prepare<[number], ContentColumns>(`SELECT ${columns} FROM contents WHERE schema_id = ?`);
  const byGuid = reader.prepare<[string], ContentColumns>(`SELECT ${columns} FROM contents WHERE guid = ?`);
  const byFingerprint = reader.prepare<[string], ContentColumns>(
    `SELECT ${columns} FROM contents WHERE fingerprint = ?`,
  );
  const references = reader.prepare<[number], SchemaReference>(
    "SELECT name, subject, version FROM content_references WHERE schema_id = ? ORDER BY ordinal",
  );

  const withReferences = (row: ContentColumns | undefined) => row && toContent(row, references.all(row.schema_id));
  return {
    content: (schemaId) => database.readTogether(() => withReferences(byId.get(schemaId))),
    contentByGuid: (guid) => database.readTogether(() => withReferences(byGuid.get(guid))),
    contentByFingerprint: (fingerprint) => database.readTogether(() => withReferences(byFingerprint.get(fingerprint))),
  };
}

/** Prepares finding a content by its fingerprint, or inserting it; answers its id. Runs in the caller's transaction. */
export function contentWriter({ writer }: SqliteDatabase): (content: NewSchemaContent) => number {
  const find = writer.prepare<[string], number>("SELECT schema_id FROM contents WHERE fingerprint = ?").pluck();
  const insert = writer
    .prepare<unknown[], number>(`
      INSERT INTO contents (fingerprint, guid, format, text, search_text, search_text_folded)
      VALUES (?, ?, ?, ?, ?, ?) RETURNING schema_id`)
    .pluck();
  const insertReference = writer.prepare(
    "INSERT INTO content_references (schema_id, ordinal, name, subject, version) VALUES (?, ?, ?, ?, ?)",
  );

  return (content) => {
    const known = find.get(content.fingerprint);
    if (known !== undefined) return known;
    const { fingerprint, guid, format, text, searchText } = content;
    const schemaId = insert.get(fingerprint, guid, format, text, searchText, foldCase(searchText));
    if (schemaId === undefined) throw new Error("The id of an inserted content was not returned.");
    content.references.forEach((reference, ordinal) => {
      insertReference.run(schemaId, ordinal, reference.name, reference.subject, reference.version);
    });
    return schemaId;
  };
}
