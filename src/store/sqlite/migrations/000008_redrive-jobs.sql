-- Redrives are jobs that go on after a restart. Made anew, since SQLite cannot change a CHECK.
CREATE TABLE redrive_jobs (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL
    CHECK (status IN ('running', 'paused', 'canary-hold', 'done', 'cancelled', 'aborted', 'interrupted')),
  -- Why it is in that state; empty where the state says it.
  status_reason TEXT NOT NULL,
  -- What started it.
  origin TEXT NOT NULL CHECK (origin IN ('request', 'schema-change')),
  -- Empty, or what makes two requests the same.
  request_id TEXT NOT NULL,
  -- Empty, or the plan it executes: a plan makes one redrive.
  plan_id TEXT NOT NULL,
  -- What it was asked to do, as JSON.
  spec TEXT NOT NULL CHECK (json_valid(spec)),
  -- Which process carries it on.
  runner TEXT NOT NULL,
  -- Dead letters up to this id are dealt with.
  cursor TEXT NOT NULL,
  total INTEGER NOT NULL,
  redriven INTEGER NOT NULL,
  failed_again INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  failed_in_a_row INTEGER NOT NULL,
  canary_passed INTEGER NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  ended_at INTEGER,
  failures TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- What ran under the version before has no spec to go on with.
INSERT INTO redrive_jobs
  SELECT id, CASE status WHEN 'running' THEN 'interrupted' ELSE status END, '', 'request', '', '', '{}', '', '',
    total, redriven, failed_again, skipped, 0, 0, actor, reason, started_at, coalesce(ended_at, started_at), ended_at, failures
  FROM redrives;
DROP TABLE redrives;
ALTER TABLE redrive_jobs RENAME TO redrives;
CREATE INDEX redrives_by_status ON redrives (status, id);
CREATE UNIQUE INDEX redrives_by_request ON redrives (request_id) WHERE request_id <> '';
CREATE UNIQUE INDEX redrives_by_plan ON redrives (plan_id) WHERE plan_id <> '';

-- One row: what signs the plans of redrives, so that a plan holds across restarts and in every process on this data.
CREATE TABLE redrive_plan_key (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  key BLOB NOT NULL
) STRICT;
INSERT INTO redrive_plan_key (only_row, key) VALUES (1, randomblob(32));

-- Where redriven events come from. Written when their dead letters are purged, and kept for ever.
CREATE TABLE lineage (
  letter_id TEXT PRIMARY KEY,
  stream TEXT NOT NULL,
  event_id TEXT NOT NULL,
  event_source TEXT NOT NULL,
  event_type TEXT NOT NULL,
  position INTEGER NOT NULL,
  redrive_id TEXT NOT NULL,
  actor TEXT NOT NULL,
  parked_at INTEGER NOT NULL,
  redriven_at INTEGER NOT NULL,
  attempt_count INTEGER NOT NULL,
  -- What it held before and after an edit; both null where it was sent on as it was.
  before BLOB,
  after BLOB
) STRICT, WITHOUT ROWID;

-- What becomes of open dead letters when a version of their subject is registered.
ALTER TABLE stream_configs ADD COLUMN wake_redrives INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stream_configs ADD COLUMN wake_canary INTEGER NOT NULL DEFAULT 100;
ALTER TABLE stream_configs ADD COLUMN wake_max_failed_ratio REAL NOT NULL DEFAULT 0.05;
ALTER TABLE stream_configs ADD COLUMN wake_max_per_second INTEGER NOT NULL DEFAULT 0;

-- One row: rises with each change of a configuration, so that a plan knows whether there was one.
CREATE TABLE config_revision (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  revision INTEGER NOT NULL
) STRICT;
INSERT INTO config_revision (only_row, revision) VALUES (1, 0);
CREATE TRIGGER stream_configs_changed AFTER INSERT ON stream_configs BEGIN
  UPDATE config_revision SET revision = revision + 1;
END;

-- One for each change of the registry after which dead letters were examined again.
CREATE TABLE reexaminations (
  sequence INTEGER PRIMARY KEY,
  subject TEXT NOT NULL,
  version INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'done')),
  at INTEGER NOT NULL,
  ended_at INTEGER,
  -- Counts and causes, as JSON.
  impact TEXT NOT NULL CHECK (json_valid(impact)),
  redrive_ids TEXT NOT NULL CHECK (json_valid(redrive_ids))
) STRICT;
CREATE INDEX reexaminations_by_subject ON reexaminations (subject, sequence);
CREATE INDEX reexaminations_running ON reexaminations (sequence) WHERE status = 'running';

-- One row: changes up to this sequence were looked at.
CREATE TABLE reexamined_through (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  sequence INTEGER NOT NULL
) STRICT;
INSERT INTO reexamined_through (only_row, sequence)
  SELECT 1, max(coalesce((SELECT max(sequence) FROM changes), 0), trimmed_through) FROM change_feed;

-- Which streams have events of a subject.
CREATE INDEX statistics_totals_by_subject ON statistics_totals (subject, stream);

-- Which groups belong to a subject.
CREATE INDEX dead_letter_groups_by_subject ON dead_letter_groups (subject, stream);
