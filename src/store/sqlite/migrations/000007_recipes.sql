-- Steps under a name. A deleted recipe keeps its row, so that its revision is never given out again and whoever still holds
-- one does not overwrite another recipe of the same name.
CREATE TABLE recipes (
  name TEXT PRIMARY KEY,
  description TEXT NOT NULL,
  steps TEXT NOT NULL CHECK (json_valid(steps)),
  revision INTEGER NOT NULL,
  actor TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted INTEGER NOT NULL CHECK (deleted IN (0, 1))
) STRICT, WITHOUT ROWID;

-- How events of one track of a subject become events of another. Deleted ones keep their row for the same reason.
CREATE TABLE upcasters (
  subject TEXT NOT NULL,
  from_major INTEGER NOT NULL,
  to_major INTEGER NOT NULL,
  steps TEXT NOT NULL CHECK (json_valid(steps)),
  examples TEXT NOT NULL CHECK (json_valid(examples)),
  revision INTEGER NOT NULL,
  actor TEXT NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
  PRIMARY KEY (subject, from_major, to_major)
) STRICT, WITHOUT ROWID;
