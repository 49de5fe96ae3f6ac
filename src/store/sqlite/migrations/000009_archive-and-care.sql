-- breaking
-- A program that does not know `held` would delete what must be kept.

-- How far a letter is archived, when it came back from there, and what people said about it. A letter is to be archived
-- while the revision that is archived is behind its own.
ALTER TABLE dead_letters ADD COLUMN archived_revision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dead_letters ADD COLUMN restored_at INTEGER;
ALTER TABLE dead_letters ADD COLUMN assignee TEXT;
ALTER TABLE dead_letters ADD COLUMN snoozed_until INTEGER;
ALTER TABLE dead_letters ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1));
CREATE INDEX dead_letters_to_archive ON dead_letters (status, id) WHERE archived_revision < revision;
CREATE INDEX dead_letters_by_closing_archived ON dead_letters (closed_at)
  WHERE closed_at IS NOT NULL AND archived_revision >= revision;
CREATE INDEX dead_letters_snoozed ON dead_letters (snoozed_until, id) WHERE snoozed_until IS NOT NULL;
CREATE INDEX dead_letters_held ON dead_letters (held) WHERE held = 1;
CREATE INDEX dead_letters_by_assignee ON dead_letters (assignee, status, id) WHERE assignee IS NOT NULL;

CREATE TABLE dead_letter_notes (
  id TEXT NOT NULL REFERENCES dead_letters (id),
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  author TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (id, number)
) STRICT, WITHOUT ROWID;

-- Who saw a payload that is shown masked, and why. Outlives the letters.
CREATE TABLE payload_reveals (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  letter_id TEXT NOT NULL,
  stream TEXT NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX payload_reveals_by_letter ON payload_reveals (letter_id, sequence);

-- One row: the last run of the archive, and all runs together.
CREATE TABLE archive_state (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  archived_total INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  outcome TEXT NOT NULL CHECK (outcome IN ('', 'done', 'failed', 'interrupted')),
  archived INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  error TEXT NOT NULL
) STRICT;
INSERT INTO archive_state (only_row, archived_total, outcome, archived, bytes, error) VALUES (1, 0, '', 0, 0, '');
