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

-- Since close times are counted in buckets nothing reads these.
DROP INDEX dead_letters_by_closing;
DROP INDEX dead_letters_by_stream_and_closing;
