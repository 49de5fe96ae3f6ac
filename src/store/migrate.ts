import { SluiceError } from "../core/errors.js";

/** One step of a schema, as scripts/embed-sql.mjs embeds it. */
export interface Migration {
  /** 1, 2, 3 … without gaps. */
  readonly number: number;
  readonly name: string;
  /** Programs that do not know this step must not use the data; the file begins with `-- breaking`. */
  readonly breaking: boolean;
  readonly sql: string;
}

/** A step that was applied to the data, possibly by a newer program. */
export interface AppliedMigration {
  readonly number: number;
  readonly name: string;
  readonly breaking: boolean;
}

/**
 * The steps that are still to be applied, in order. Steps that were applied by a newer program are fine as long as none
 * of them is breaking; otherwise this throws SluiceError STORE_UNAVAILABLE, as it does when the data says another step
 * has one of our numbers.
 */
export function pendingMigrations(
  known: readonly Migration[],
  applied: readonly AppliedMigration[],
  location: string,
): readonly Migration[] {
  const names = new Map(known.map((migration) => [migration.number, migration.name]));
  for (const { number, name, breaking } of applied) {
    const expected = names.get(number);
    if (expected === undefined && breaking) {
      throw new SluiceError(
        "STORE_UNAVAILABLE",
        `${location} was written by a newer Sluice: schema step ${number} (${name}) is unknown to this one and changes ` +
          "what it relies on. Start the newer version, or restore a backup from before the upgrade.",
      );
    }
    if (expected !== undefined && expected !== name) {
      throw new SluiceError(
        "STORE_UNAVAILABLE",
        `${location} has schema step ${number} as "${name}" where this Sluice has "${expected}": it was written by ` +
          "another line of versions and cannot be used.",
      );
    }
  }
  const done = new Set(applied.map((migration) => migration.number));
  return known.filter((migration) => !done.has(migration.number));
}
