-- Semantic versions that were given out and whose versions are gone for good: none of them is given out again.
CREATE TABLE purged_semvers (
  subject TEXT NOT NULL,
  version INTEGER NOT NULL,
  semver TEXT NOT NULL,
  purged_at INTEGER NOT NULL,
  PRIMARY KEY (subject, version)
) STRICT, WITHOUT ROWID;
