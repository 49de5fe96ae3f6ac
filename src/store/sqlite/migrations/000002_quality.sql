-- What is asked of the events of a stream beyond their schemas, as JSON; null when nothing is.
ALTER TABLE stream_configs ADD COLUMN quality TEXT CHECK (quality IS NULL OR json_valid(quality));

-- What the quality rules found, by hour. The name is the rule; for scores it is the tenth, 0 to 9.
CREATE TABLE quality_statistics (
  stream TEXT NOT NULL,
  hour INTEGER NOT NULL,
  type TEXT NOT NULL,
  measure TEXT NOT NULL CHECK (measure IN ('score', 'warning', 'error', 'failed', 'questionable')),
  name TEXT NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (stream, hour, type, measure, name)
) STRICT, WITHOUT ROWID;

-- The same counts of all time.
CREATE TABLE quality_statistics_totals (
  stream TEXT NOT NULL,
  type TEXT NOT NULL,
  measure TEXT NOT NULL CHECK (measure IN ('score', 'warning', 'error', 'failed', 'questionable')),
  name TEXT NOT NULL,
  events INTEGER NOT NULL,
  PRIMARY KEY (stream, type, measure, name)
) STRICT, WITHOUT ROWID;
