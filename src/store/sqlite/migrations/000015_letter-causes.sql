-- breaking
-- What dead letters of one cause have in common. A letter that names one of these has neutral values in the columns of the same
-- names; what is wrong with one that names none is in its own row.
CREATE TABLE dead_letter_causes (
  -- A hash of what follows, without the number of letters: it never changes.
  cause TEXT PRIMARY KEY,
  failure_code TEXT NOT NULL,
  violations TEXT NOT NULL CHECK (json_valid(violations)),
  error_message TEXT NOT NULL,
  title TEXT NOT NULL,
  tried_subject TEXT,
  tried_version INTEGER,
  tried_semver TEXT,
  -- How many name it; deleted with the last of them.
  letters INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE dead_letters ADD COLUMN cause TEXT;

-- How a letter got through, as JSON: trigger, redrive, and an array of subject, number, name and schema of the version that let it, 0
-- for none. Null where that is an attempt of its own, and until it gets through.
ALTER TABLE dead_letters ADD COLUMN passed TEXT;

-- Only open letters are asked for by the schema that was tried.
DROP INDEX dead_letters_by_tried_schema;
CREATE INDEX dead_letters_open_by_tried_schema ON dead_letters (tried_schema_id, id)
  WHERE status = 'open' AND tried_schema_id IS NOT NULL;

-- Since close times are counted in buckets nothing reads these.
DROP INDEX dead_letters_by_closing;
DROP INDEX dead_letters_by_stream_and_closing;
