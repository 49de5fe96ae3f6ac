CREATE INDEX dead_letters_by_type ON dead_letters (event_type, status, id);
