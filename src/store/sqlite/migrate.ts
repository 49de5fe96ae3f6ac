import type { Database } from "better-sqlite3";
import { sqliteMigrations } from "../../../gen/sql/sqlite.js";
import { pendingMigrations, type AppliedMigration, type Migration } from "../migrate.js";

const createMigrationsTable = `
CREATE TABLE IF NOT EXISTS schema_migrations (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  breaking INTEGER NOT NULL,
  applied_at INTEGER NOT NULL
) STRICT`;

/**
 * Brings the schema of a database up to date, one transaction per step. Safe to run from many processes at once: a step
 * begins by claiming its row, and whoever finds the row taken has nothing to do. Throws SluiceError STORE_UNAVAILABLE when
 * the database was written by a newer program that this one does not get on with.
 */
export function migrateDatabase(
  database: Database,
  location: string,
  now: Date,
  migrations: readonly Migration[] = sqliteMigrations,
): void {
  database.exec(createMigrationsTable);
  for (const migration of pendingMigrations(migrations, appliedMigrations(database), location)) {
    apply(database, migration, now);
  }
  // Somebody newer may have been at work meanwhile.
  pendingMigrations(migrations, appliedMigrations(database), location);
}

function appliedMigrations(database: Database): readonly AppliedMigration[] {
  const rows = database
    .prepare<[], { number: number; name: string; breaking: number }>(
      "SELECT number, name, breaking FROM schema_migrations ORDER BY number",
    )
    .all();
  return rows.map(({ number, name, breaking }) => ({ number, name, breaking: breaking === 1 }));
}

function apply(database: Database, migration: Migration, now: Date): void {
  const claim = database.prepare(
    "INSERT INTO schema_migrations (number, name, breaking, applied_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  database
    .transaction(() => {
      const { changes } = claim.run(migration.number, migration.name, migration.breaking ? 1 : 0, now.getTime());
      if (changes === 1) database.exec(migration.sql);
    })
    .immediate();
}
