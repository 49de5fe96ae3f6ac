-- Which producer an event came from that was parked; empty where it named none, and for what consumers reported.
ALTER TABLE dead_letters ADD COLUMN producer_id TEXT NOT NULL DEFAULT '';

-- Producers of the letters of a group, of all time.
CREATE TABLE dead_letter_group_producers (
  fingerprint TEXT NOT NULL,
  producer TEXT NOT NULL,
  letters INTEGER NOT NULL,
  PRIMARY KEY (fingerprint, producer)
) STRICT, WITHOUT ROWID;
