import type { CompatibilityLevel, CompatibilitySettings } from "../../core/compatibility.js";
import type { CompatibilityPolicy } from "../../core/finding.js";
import type { SettingsStore } from "../store.js";
import type { RecordChange } from "./changes.js";
import type { SqliteDatabase } from "./open.js";

interface SettingsColumns {
  level: CompatibilityLevel;
  policy: CompatibilityPolicy;
  declared_properties_only: number;
  reader_applies_defaults: number;
  formats_assert: number;
  normalize: number;
}

function toSettings(row: SettingsColumns): CompatibilitySettings {
  return {
    level: row.level,
    policy: row.policy,
    semanticOptions: {
      declaredPropertiesOnly: row.declared_properties_only === 1,
      readerAppliesDefaults: row.reader_applies_defaults === 1,
      formatsAssert: row.formats_assert === 1,
    },
    normalize: row.normalize === 1,
  };
}

/** Compatibility settings. */
export function createSettingsStore(database: SqliteDatabase, recordChange: RecordChange): SettingsStore {
  const find = database.reader.prepare<[string], SettingsColumns>(
    "SELECT * FROM compatibility_settings WHERE subject = ?",
  );
  const remove = database.writer.prepare<[string]>("DELETE FROM compatibility_settings WHERE subject = ?");
  const put = database.writer.prepare(`
    REPLACE INTO compatibility_settings
      (subject, level, policy, declared_properties_only, reader_applies_defaults, formats_assert, normalize)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);

  function set(subject: string, settings: CompatibilitySettings): void {
    const { declaredPropertiesOnly, readerAppliesDefaults, formatsAssert } = settings.semanticOptions;
    const flags = [declaredPropertiesOnly, readerAppliesDefaults, formatsAssert, settings.normalize];
    put.run(subject, settings.level, settings.policy, ...flags.map(Number));
  }

  return {
    compatibility: (subject) =>
      database.read(() => {
        const row = find.get(subject);
        return row && toSettings(row);
      }),
    setCompatibility: (subject, settings, at) =>
      database.write(() => {
        if (settings !== undefined) set(subject, settings);
        else if (remove.run(subject).changes === 0) return;
        recordChange({ kind: "settings-changed", subject, version: 0, schemaId: 0, changedAt: at });
      }),
  };
}
