-- breaking
-- A program that does not know upcaster_revisions would change upcasters without a word there.

-- What upcasters were after each change of the registry: a redrive goes on with those it was previewed with. Rows never change.
CREATE TABLE upcaster_revisions (
  subject TEXT NOT NULL,
  from_major INTEGER NOT NULL,
  to_major INTEGER NOT NULL,
  -- Of the change in the feed; 0 for what there was before these were kept.
  sequence INTEGER NOT NULL,
  -- Null where it was deleted.
  steps TEXT CHECK (json_valid(steps)),
  PRIMARY KEY (subject, from_major, to_major, sequence)
) STRICT, WITHOUT ROWID;

INSERT INTO upcaster_revisions (subject, from_major, to_major, sequence, steps)
SELECT subject, from_major, to_major, 0, steps FROM upcasters WHERE deleted = 0;

-- Redrives that are under way stay with the upcasters there are now.
UPDATE redrives SET spec = json_set(spec, '$.recipe.asOf', (SELECT coalesce(max(sequence), 0) FROM changes))
WHERE json_extract(spec, '$.recipe.kind') = 'upcast';
