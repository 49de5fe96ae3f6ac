-- Event types and consumer groups of which something failed, by minute: what every process saw of them, added up. Kept for a
-- good day.
CREATE TABLE failing_parties (
  stream TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('type', 'consumer')),
  minute INTEGER NOT NULL,
  name TEXT NOT NULL,
  failed INTEGER NOT NULL,
  -- When the first of `failed` was; null where none is.
  first_failed_at INTEGER,
  -- What got through before the first failure of the minute, and since.
  passed_before INTEGER NOT NULL,
  passed_since INTEGER NOT NULL,
  -- Of a consumer group: how far it was when its position was first known in this minute, and what had failed until then.
  position INTEGER,
  failed_by_position INTEGER NOT NULL,
  PRIMARY KEY (stream, kind, minute, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX failing_parties_by_minute ON failing_parties (minute);

-- Flood breakers that are not closed. Each process has its own, and says again and again that it is there.
CREATE TABLE open_breakers (
  stream TEXT NOT NULL,
  process TEXT NOT NULL,
  refused INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (process, stream)
) STRICT, WITHOUT ROWID;
CREATE INDEX open_breakers_by_time ON open_breakers (seen_at);

-- The failures of a stream that were discarded most, without sorting all of them.
CREATE INDEX discarded_failures_by_count ON discarded_failures (stream, failures);

-- Pages of alerts of one stream.
CREATE INDEX alerts_by_stream ON alerts (stream, id);

-- Semantic versions that were given out and whose versions are gone for good: none of them is given out again.
CREATE TABLE purged_semvers (
  subject TEXT NOT NULL,
  version INTEGER NOT NULL,
  semver TEXT NOT NULL,
  purged_at INTEGER NOT NULL,
  PRIMARY KEY (subject, version)
) STRICT, WITHOUT ROWID;
