-- breaking
-- A program that does not know the tables below would publish again what a consumer group has in hand.

-- Consumer groups whose members lease events. Everything before `position` has been looked at: it is settled, or it has a row
-- in group_deliveries.
CREATE TABLE lease_groups (
  stream TEXT NOT NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  types TEXT NOT NULL CHECK (json_valid(types)),
  lease_ms INTEGER NOT NULL,
  max_in_flight INTEGER NOT NULL,
  delivery_order TEXT NOT NULL CHECK (delivery_order IN ('none', 'per-key')),
  missed INTEGER NOT NULL,
  PRIMARY KEY (stream, name)
) STRICT, WITHOUT ROWID;

-- What is not settled. `lease_id` is empty where nobody holds it; `due_at` is when it may be leased, for a leased one when
-- the lease expires.
CREATE TABLE group_deliveries (
  stream TEXT NOT NULL,
  group_name TEXT NOT NULL,
  position INTEGER NOT NULL,
  ordering_key TEXT NOT NULL,
  lease_id TEXT NOT NULL,
  member TEXT NOT NULL,
  delivery_count INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  -- The letter it is a retry of; empty for none.
  dead_letter_id TEXT NOT NULL,
  PRIMARY KEY (stream, group_name, position),
  FOREIGN KEY (stream, group_name) REFERENCES lease_groups (stream, name) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX group_deliveries_due ON group_deliveries (stream, group_name, due_at, position);
CREATE INDEX group_deliveries_by_key ON group_deliveries (stream, group_name, ordering_key, position)
  WHERE ordering_key <> '';

-- When a letter is retried by itself: a time; while a process is at it, the time from which another may be. Null for never,
-- and while its consumer group has it in hand.
ALTER TABLE dead_letters ADD COLUMN next_retry_at INTEGER;
ALTER TABLE dead_letters ADD COLUMN retry_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE dead_letters ADD COLUMN alerting INTEGER NOT NULL DEFAULT 0;
-- Where the event a consumer reported stands in the log.
ALTER TABLE dead_letters ADD COLUMN log_position INTEGER;
CREATE INDEX dead_letters_to_retry ON dead_letters (next_retry_at) WHERE status = 'open' AND next_retry_at IS NOT NULL;

-- What becomes of failures that consumers report: JSON text, opaque to the store.
CREATE TABLE failure_policies (
  stream TEXT PRIMARY KEY,
  policies TEXT NOT NULL CHECK (json_valid(policies))
) STRICT, WITHOUT ROWID;

-- What was discarded by policy.
CREATE TABLE discarded_failures (
  stream TEXT NOT NULL,
  consumer_group TEXT NOT NULL,
  error_type TEXT NOT NULL,
  failures INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  last_position INTEGER,
  PRIMARY KEY (stream, consumer_group, error_type)
) STRICT, WITHOUT ROWID;
