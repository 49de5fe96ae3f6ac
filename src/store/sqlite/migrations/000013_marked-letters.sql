-- What people marked is found in the order of its ids, and neither what is held nor what came back from the archive stands
-- in the way of what may be deleted.
CREATE INDEX dead_letters_resting ON dead_letters (status, id, snoozed_until) WHERE snoozed_until IS NOT NULL;
DROP INDEX dead_letters_held;
CREATE INDEX dead_letters_held ON dead_letters (held, status, id) WHERE held = 1;
CREATE INDEX dead_letters_purgeable ON dead_letters (max(closed_at, coalesce(restored_at, closed_at)))
  WHERE closed_at IS NOT NULL AND held = 0;
DROP INDEX dead_letters_by_closing_archived;
CREATE INDEX dead_letters_purgeable_archived ON dead_letters (max(closed_at, coalesce(restored_at, closed_at)))
  WHERE closed_at IS NOT NULL AND held = 0 AND archived_revision >= revision;
