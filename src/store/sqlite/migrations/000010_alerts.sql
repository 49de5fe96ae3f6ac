-- What happened to the dead letters of a stream, by minute: rates and growth for alerts. Kept for a good day.
CREATE TABLE dead_letter_minutes (
  stream TEXT NOT NULL,
  minute INTEGER NOT NULL,
  parked INTEGER NOT NULL,
  -- Closed less opened again; may be negative.
  closed INTEGER NOT NULL,
  retried INTEGER NOT NULL,
  retried_in_vain INTEGER NOT NULL,
  PRIMARY KEY (stream, minute)
) STRICT, WITHOUT ROWID;
CREATE INDEX dead_letter_minutes_by_minute ON dead_letter_minutes (minute);

-- How long letters waited until they were closed, of all time, by buckets that grow by a quarter of an octave.
CREATE TABLE dead_letter_close_times (
  stream TEXT NOT NULL,
  bucket INTEGER NOT NULL,
  letters INTEGER NOT NULL,
  PRIMARY KEY (stream, bucket)
) STRICT, WITHOUT ROWID;

-- What people say about a group. `ignore_until` is the total from which on it is open again.
ALTER TABLE dead_letter_groups ADD COLUMN state TEXT NOT NULL DEFAULT 'open'
  CHECK (state IN ('open', 'acknowledged', 'ignored', 'resolved', 'regressed'));
ALTER TABLE dead_letter_groups ADD COLUMN state_at INTEGER;
ALTER TABLE dead_letter_groups ADD COLUMN state_by TEXT NOT NULL DEFAULT '';
ALTER TABLE dead_letter_groups ADD COLUMN state_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE dead_letter_groups ADD COLUMN ignore_until INTEGER NOT NULL DEFAULT 0;
CREATE INDEX dead_letter_groups_by_last_seen ON dead_letter_groups (last_seen_at);

-- Which services the letters of a group came from.
CREATE TABLE dead_letter_group_services (
  fingerprint TEXT NOT NULL,
  service TEXT NOT NULL,
  letters INTEGER NOT NULL,
  PRIMARY KEY (fingerprint, service)
) STRICT, WITHOUT ROWID;

-- Thresholds that differ from the built-in ones, as JSON; the empty stream stands for all.
CREATE TABLE alert_rules (
  stream TEXT PRIMARY KEY,
  rules TEXT NOT NULL CHECK (json_valid(rules))
) STRICT, WITHOUT ROWID;

-- One row for each time something was wrong, or several in quick succession. `due_since` is set while somebody has to be told.
CREATE TABLE alerts (
  id TEXT PRIMARY KEY,
  key TEXT NOT NULL,
  kind TEXT NOT NULL,
  stream TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  about TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('firing', 'resolved')),
  since INTEGER NOT NULL,
  resolved_at INTEGER,
  updated_at INTEGER NOT NULL,
  value REAL NOT NULL,
  threshold REAL NOT NULL,
  message TEXT NOT NULL,
  acknowledged_at INTEGER,
  acknowledged_by TEXT NOT NULL,
  acknowledged_reason TEXT NOT NULL,
  due_since INTEGER,
  notified_state TEXT NOT NULL CHECK (notified_state IN ('', 'firing', 'resolved')),
  notified_at INTEGER,
  revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX alerts_by_state ON alerts (state, id);
CREATE INDEX alerts_by_key ON alerts (key, id);
CREATE UNIQUE INDEX alerts_by_revision ON alerts (revision);
CREATE INDEX alerts_due ON alerts (due_since) WHERE due_since IS NOT NULL;
CREATE INDEX alerts_by_resolving ON alerts (resolved_at) WHERE resolved_at IS NOT NULL;

CREATE TABLE webhooks (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  secret BLOB NOT NULL,
  description TEXT NOT NULL,
  enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  kinds TEXT NOT NULL CHECK (json_valid(kinds)),
  streams TEXT NOT NULL CHECK (json_valid(streams)),
  created_at INTEGER NOT NULL,
  -- Since when nothing gets through; null while the last attempt did.
  failing_since INTEGER,
  failures INTEGER NOT NULL,
  last_success_at INTEGER,
  last_error TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The body is fixed when the delivery is made, so that every attempt says the same under the same id.
CREATE TABLE webhook_deliveries (
  id TEXT PRIMARY KEY,
  webhook_id TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  body TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'delivered', 'abandoned')),
  attempts INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  -- When the next attempt is due; during an attempt, when somebody else may take it over.
  next_attempt_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_deliveries_pending ON webhook_deliveries (next_attempt_at) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_by_webhook ON webhook_deliveries (webhook_id, status);
CREATE INDEX webhook_deliveries_by_end ON webhook_deliveries (ended_at) WHERE ended_at IS NOT NULL;
