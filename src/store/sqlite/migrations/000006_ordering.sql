-- breaking
-- A program that does not know the lines below would close their letters without letting the next one go.

-- Whether events of one key are kept in order.
ALTER TABLE stream_configs ADD COLUMN ordering TEXT NOT NULL DEFAULT 'none'
  CHECK (ordering IN ('none', 'per-key', 'per-key-or-subject'));

-- The key in whose line a letter stands, or stood when it was closed; null for letters that never held others back, or
-- lost their place. The order within a line is that of the row numbers, which is the order of parking.
ALTER TABLE dead_letters ADD COLUMN ordering_key TEXT;
CREATE INDEX dead_letters_in_line ON dead_letters (stream, ordering_key, letter)
  WHERE status = 'open' AND ordering_key IS NOT NULL;
CREATE INDEX dead_letters_by_key ON dead_letters (ordering_key, status, id) WHERE ordering_key IS NOT NULL;

-- One row for each key of which a letter is open: what comes with that key is parked behind it. `releasing` is 1 from the
-- moment the first letter is closed until the line is empty or another letter has failed.
CREATE TABLE key_lines (
  stream TEXT NOT NULL,
  ordering_key TEXT NOT NULL,
  first_id TEXT NOT NULL,
  letters INTEGER NOT NULL CHECK (letters > 0),
  releasing INTEGER NOT NULL CHECK (releasing IN (0, 1)),
  PRIMARY KEY (stream, ordering_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX key_lines_releasing ON key_lines (stream, ordering_key) WHERE releasing = 1;

-- How many rows of key_lines a stream has.
ALTER TABLE streams ADD COLUMN blocked_keys INTEGER NOT NULL DEFAULT 0;

-- The same table without its list of triggers, which has one more: the contract keeps it.
CREATE TABLE attempts_anew (
  id TEXT NOT NULL REFERENCES dead_letters (id),
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  trigger TEXT NOT NULL,
  actor TEXT NOT NULL,
  succeeded INTEGER NOT NULL,
  failure_type TEXT,
  error_message TEXT NOT NULL,
  tried_subject TEXT,
  tried_version INTEGER,
  tried_semver TEXT,
  tried_schema_id INTEGER,
  redrive_id TEXT NOT NULL,
  PRIMARY KEY (id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO attempts_anew
  SELECT id, number, at, trigger, actor, succeeded, failure_type, error_message,
    tried_subject, tried_version, tried_semver, tried_schema_id, redrive_id
  FROM dead_letter_attempts;
DROP TABLE dead_letter_attempts;
ALTER TABLE attempts_anew RENAME TO dead_letter_attempts;
