-- Times are milliseconds since 1970 in UTC. Names sort by their UTF-8 bytes. Columns called *_folded hold lower-cased
-- text for searching in any case, since SQLite folds ASCII only.

-- Registry ------------------------------------------------------------------------------------------------------------

CREATE TABLE contents (
  schema_id INTEGER PRIMARY KEY AUTOINCREMENT,
  fingerprint TEXT NOT NULL UNIQUE,
  guid TEXT NOT NULL UNIQUE,
  format TEXT NOT NULL CHECK (format IN ('json-schema', 'avro', 'protobuf')),
  text TEXT NOT NULL,
  search_text TEXT NOT NULL,
  search_text_folded TEXT NOT NULL
) STRICT;

CREATE TABLE content_references (
  schema_id INTEGER NOT NULL REFERENCES contents (schema_id),
  ordinal INTEGER NOT NULL,
  name TEXT NOT NULL,
  subject TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (schema_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX content_references_by_target ON content_references (subject, version, schema_id);

-- A subject outlives its versions: highest_version never sinks, so that a purged number is never given out again.
CREATE TABLE subjects (
  name TEXT PRIMARY KEY,
  name_folded TEXT NOT NULL,
  highest_version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE versions (
  subject TEXT NOT NULL REFERENCES subjects (name),
  version INTEGER NOT NULL,
  semver TEXT NOT NULL,
  major INTEGER NOT NULL,
  schema_id INTEGER NOT NULL REFERENCES contents (schema_id),
  state TEXT NOT NULL CHECK (state IN ('active', 'deprecated', 'disabled')),
  deprecation_message TEXT NOT NULL,
  sunset_at INTEGER,
  registered_at INTEGER NOT NULL,
  deleted_at INTEGER,
  metadata TEXT NOT NULL CHECK (json_valid(metadata)),
  tags TEXT NOT NULL CHECK (json_valid(tags)),
  owner TEXT NOT NULL,
  description TEXT NOT NULL,
  waiver_actor TEXT,
  waiver_reason TEXT,
  waiver_findings TEXT,
  PRIMARY KEY (subject, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX versions_by_content ON versions (schema_id, subject, version);

-- The row of the empty subject holds the global settings.
CREATE TABLE compatibility_settings (
  subject TEXT PRIMARY KEY,
  level TEXT NOT NULL,
  policy TEXT NOT NULL,
  declared_properties_only INTEGER NOT NULL,
  reader_applies_defaults INTEGER NOT NULL,
  formats_assert INTEGER NOT NULL,
  normalize INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE changes (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL
    CHECK (kind IN ('registered', 'state-changed', 'deleted', 'purged', 'undeleted', 'settings-changed')),
  subject TEXT NOT NULL,
  version INTEGER NOT NULL,
  schema_id INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

-- Streams -------------------------------------------------------------------------------------------------------------

CREATE TABLE stream_configs (
  stream TEXT PRIMARY KEY,
  mode TEXT NOT NULL CHECK (mode IN ('disabled', 'log-only', 'enforce')),
  subject_name_strategy TEXT NOT NULL,
  invalid_action TEXT NOT NULL CHECK (invalid_action IN ('dead-letter', 'reject')),
  framing TEXT NOT NULL CHECK (framing IN ('plain', 'confluent')),
  max_event_bytes INTEGER NOT NULL,
  max_batch_events INTEGER NOT NULL,
  max_depth INTEGER NOT NULL,
  max_extensions INTEGER NOT NULL,
  dedupe_window_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row for each stream that was configured or committed to. last_committed_at never goes back, whatever clocks do, so
-- that positions and times of segments rise together.
CREATE TABLE streams (
  stream TEXT PRIMARY KEY,
  next_position INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL DEFAULT 0,
  last_committed_at INTEGER NOT NULL DEFAULT 0,
  retries INTEGER NOT NULL DEFAULT 0,
  retries_succeeded INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The log: the records of one commit as one blob. A table with rowids, since the blobs are far larger than what fits a
-- node of a WITHOUT ROWID tree.
CREATE TABLE segments (
  segment INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  first_position INTEGER NOT NULL,
  record_count INTEGER NOT NULL CHECK (record_count > 0),
  committed_at INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX segments_by_position ON segments (stream, first_position);
CREATE INDEX segments_by_time ON segments (stream, committed_at, first_position);

CREATE TABLE producers (
  stream TEXT NOT NULL,
  producer_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  last_sequence INTEGER NOT NULL,
  unstored TEXT NOT NULL,
  PRIMARY KEY (stream, producer_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE consumer_groups (
  stream TEXT NOT NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (stream, name)
) STRICT, WITHOUT ROWID;

-- Counts by hour. Version 0 of the empty subject stands for "no schema". A version determines its semver and schema_id.
CREATE TABLE statistics (
  stream TEXT NOT NULL,
  hour INTEGER NOT NULL,
  type TEXT NOT NULL,
  subject TEXT NOT NULL,
  version INTEGER NOT NULL,
  outcome TEXT NOT NULL
    CHECK (outcome IN ('published', 'duplicate', 'dead-lettered', 'rejected', 'failed', 'warned')),
  semver TEXT NOT NULL,
  schema_id INTEGER NOT NULL,
  events INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (stream, hour, type, subject, version, outcome)
) STRICT, WITHOUT ROWID;

-- The same counts of all time, so that nobody has to add up all hours.
CREATE TABLE statistics_totals (
  stream TEXT NOT NULL,
  type TEXT NOT NULL,
  subject TEXT NOT NULL,
  version INTEGER NOT NULL,
  outcome TEXT NOT NULL
    CHECK (outcome IN ('published', 'duplicate', 'dead-lettered', 'rejected', 'failed', 'warned')),
  semver TEXT NOT NULL,
  schema_id INTEGER NOT NULL,
  events INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (stream, type, subject, version, outcome)
) STRICT, WITHOUT ROWID;

-- Dead letters --------------------------------------------------------------------------------------------------------

CREATE TABLE dead_letters (
  letter INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  stream TEXT NOT NULL,
  event_id TEXT NOT NULL,
  event_source TEXT NOT NULL,
  event_type TEXT NOT NULL,
  event_subject TEXT NOT NULL,
  event_seconds INTEGER,
  event_nanos INTEGER,
  event_datacontenttype TEXT NOT NULL,
  event_dataschema TEXT NOT NULL,
  event_extensions TEXT NOT NULL CHECK (json_valid(event_extensions)),
  event_schema_id INTEGER NOT NULL,
  framing TEXT NOT NULL CHECK (framing IN ('plain', 'confluent')),
  status TEXT NOT NULL CHECK (status IN ('open', 'redriven', 'resolved', 'discarded')),
  failure_type TEXT NOT NULL,
  failure_code TEXT NOT NULL,
  violations TEXT NOT NULL CHECK (json_valid(violations)),
  error_message TEXT NOT NULL,
  error_detail TEXT NOT NULL,
  subject TEXT NOT NULL,
  -- The schema that was tried; all null when there was none.
  tried_subject TEXT,
  tried_version INTEGER,
  tried_semver TEXT,
  tried_schema_id INTEGER,
  fingerprint TEXT NOT NULL,
  title TEXT NOT NULL,
  source_service TEXT NOT NULL,
  tenant_id TEXT NOT NULL,
  consumer_group TEXT NOT NULL,
  attempt_count INTEGER NOT NULL,
  first_trigger TEXT NOT NULL CHECK (first_trigger IN ('publish', 'redrive', 'edit', 'report')),
  first_attempt_at INTEGER NOT NULL,
  last_attempt_at INTEGER NOT NULL,
  parked_at INTEGER NOT NULL,
  closed_at INTEGER,
  closed_by TEXT NOT NULL,
  close_reason TEXT NOT NULL,
  redriven_position INTEGER,
  revision INTEGER NOT NULL,
  search_text_folded TEXT NOT NULL,
  -- Last, so that queries which do not want the payload never walk its overflow pages.
  event_data BLOB NOT NULL,
  edited_data BLOB
) STRICT;
CREATE INDEX dead_letters_by_status ON dead_letters (status, id);
CREATE INDEX dead_letters_by_stream ON dead_letters (stream, status, id);
CREATE INDEX dead_letters_by_fingerprint ON dead_letters (fingerprint, status, id);
CREATE INDEX dead_letters_by_subject ON dead_letters (subject, status, id);
CREATE INDEX dead_letters_by_tried_schema ON dead_letters (tried_schema_id, status, id)
  WHERE tried_schema_id IS NOT NULL;
CREATE INDEX dead_letters_by_parking ON dead_letters (stream, parked_at);
CREATE INDEX dead_letters_by_closing ON dead_letters (closed_at, parked_at) WHERE closed_at IS NOT NULL;
CREATE INDEX dead_letters_by_stream_and_closing ON dead_letters (stream, closed_at, parked_at)
  WHERE closed_at IS NOT NULL;
CREATE INDEX dead_letters_by_report ON dead_letters (stream, event_source, event_id, consumer_group, id)
  WHERE consumer_group <> '';

CREATE TABLE dead_letter_attempts (
  id TEXT NOT NULL REFERENCES dead_letters (id),
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  trigger TEXT NOT NULL CHECK (trigger IN ('publish', 'redrive', 'edit', 'report')),
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

-- The next three tables hold counters that change in the transaction that changes the letters, so that lists of groups
-- and statistics never count letters.
CREATE TABLE dead_letter_groups (
  fingerprint TEXT PRIMARY KEY,
  stream TEXT NOT NULL,
  type TEXT NOT NULL,
  subject TEXT NOT NULL,
  failure_type TEXT NOT NULL,
  failure_code TEXT NOT NULL,
  title TEXT NOT NULL,
  open_count INTEGER NOT NULL CHECK (open_count >= 0),
  total_count INTEGER NOT NULL,
  first_seen_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  sample_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX dead_letter_groups_by_backlog ON dead_letter_groups (open_count DESC, fingerprint);
CREATE INDEX dead_letter_groups_by_stream ON dead_letter_groups (stream, open_count DESC, fingerprint);

CREATE TABLE dead_letter_hours (
  fingerprint TEXT NOT NULL,
  hour INTEGER NOT NULL,
  parked INTEGER NOT NULL,
  PRIMARY KEY (fingerprint, hour)
) STRICT, WITHOUT ROWID;

CREATE TABLE dead_letter_counts (
  stream TEXT NOT NULL,
  status TEXT NOT NULL,
  failure_type TEXT NOT NULL,
  source_service TEXT NOT NULL,
  letters INTEGER NOT NULL CHECK (letters >= 0),
  PRIMARY KEY (stream, status, failure_type, source_service)
) STRICT, WITHOUT ROWID;

CREATE TABLE redrives (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL CHECK (status IN ('running', 'done', 'cancelled', 'aborted', 'interrupted')),
  total INTEGER NOT NULL,
  redriven INTEGER NOT NULL,
  failed_again INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  failures TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX redrives_running ON redrives (id) WHERE status = 'running';
