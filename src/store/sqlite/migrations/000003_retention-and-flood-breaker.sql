-- 0 stands for "no limit".
ALTER TABLE stream_configs ADD COLUMN retention_max_age_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stream_configs ADD COLUMN retention_max_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stream_configs ADD COLUMN breaker_enabled INTEGER NOT NULL DEFAULT 1;
ALTER TABLE stream_configs ADD COLUMN breaker_ratio REAL NOT NULL DEFAULT 0.9;
ALTER TABLE stream_configs ADD COLUMN breaker_window_ms INTEGER NOT NULL DEFAULT 60000;
ALTER TABLE stream_configs ADD COLUMN breaker_min_events INTEGER NOT NULL DEFAULT 1000;
ALTER TABLE stream_configs ADD COLUMN breaker_cool_down_ms INTEGER NOT NULL DEFAULT 30000;
CREATE INDEX stream_configs_retained ON stream_configs (stream)
  WHERE retention_max_age_ms > 0 OR retention_max_bytes > 0;

-- The first position that is kept, and the bytes of the segments that are.
ALTER TABLE streams ADD COLUMN first_position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE streams ADD COLUMN log_bytes INTEGER NOT NULL DEFAULT 0;
UPDATE streams SET log_bytes =
  coalesce((SELECT sum(length(bytes)) FROM segments WHERE segments.stream = streams.stream), 0);

-- What is forgotten by age is found by age.
CREATE INDEX statistics_by_hour ON statistics (hour);
CREATE INDEX dead_letter_hours_by_hour ON dead_letter_hours (hour);
CREATE INDEX quality_statistics_by_hour ON quality_statistics (hour);

-- One row: changes up to this sequence are no longer kept.
CREATE TABLE change_feed (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  trimmed_through INTEGER NOT NULL
) STRICT;
INSERT INTO change_feed (only_row, trimmed_through) VALUES (1, 0);
