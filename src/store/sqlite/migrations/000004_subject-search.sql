-- What a search for subjects looks at: the folded name, and the folded search text of the latest version that is not
-- deleted. Of each subject that ever had a version.
CREATE TABLE subject_texts (
  id INTEGER PRIMARY KEY,
  subject TEXT NOT NULL UNIQUE REFERENCES subjects (name),
  text TEXT NOT NULL
) STRICT;

-- Finds texts of three characters and more anywhere in it. Kept up to date as in "External Content Tables" of the manual
-- of FTS5.
CREATE VIRTUAL TABLE subject_search
  USING fts5 (text, content = 'subject_texts', content_rowid = 'id', tokenize = 'trigram case_sensitive 1');
CREATE TRIGGER subject_texts_inserted AFTER INSERT ON subject_texts BEGIN
  INSERT INTO subject_search (rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER subject_texts_updated AFTER UPDATE OF text ON subject_texts BEGIN
  INSERT INTO subject_search (subject_search, rowid, text) VALUES ('delete', old.id, old.text);
  INSERT INTO subject_search (rowid, text) VALUES (new.id, new.text);
END;

INSERT INTO subject_texts (subject, text)
  SELECT name, name_folded || char(10) || coalesce((
    SELECT search_text_folded FROM versions JOIN contents USING (schema_id)
    WHERE subject = name AND deleted_at IS NULL ORDER BY version DESC LIMIT 1), '')
  FROM subjects;
