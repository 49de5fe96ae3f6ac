-- breaking
-- A program that does not know dead_letter_services would count letters for sources that are not told apart.

-- Letters of a redrive that went back to their consumer groups.
ALTER TABLE redrives ADD COLUMN handed_back INTEGER NOT NULL DEFAULT 0;

-- The sources of a stream that dead_letter_counts tells apart; the letters of all others are counted as those of `__other__`.
-- A row is never deleted, so that a letter is counted under one name for ever.
CREATE TABLE dead_letter_services (
  stream TEXT NOT NULL,
  source_service TEXT NOT NULL,
  PRIMARY KEY (stream, source_service)
) STRICT, WITHOUT ROWID;

INSERT INTO dead_letter_services (stream, source_service)
SELECT stream, source_service FROM (
  SELECT stream, source_service, row_number() OVER (PARTITION BY stream ORDER BY sum(letters) DESC, source_service) AS place
  FROM dead_letter_counts WHERE source_service <> '__other__' GROUP BY stream, source_service)
WHERE place <= 500;

INSERT INTO dead_letter_counts (stream, status, failure_type, source_service, letters)
SELECT stream, status, failure_type, '__other__', sum(letters) FROM dead_letter_counts AS counts
WHERE source_service <> '__other__' AND NOT EXISTS (
  SELECT 1 FROM dead_letter_services AS told
  WHERE told.stream = counts.stream AND told.source_service = counts.source_service)
GROUP BY stream, status, failure_type
ON CONFLICT DO UPDATE SET letters = letters + excluded.letters;

DELETE FROM dead_letter_counts
WHERE source_service <> '__other__' AND NOT EXISTS (
  SELECT 1 FROM dead_letter_services AS told
  WHERE told.stream = dead_letter_counts.stream AND told.source_service = dead_letter_counts.source_service);
