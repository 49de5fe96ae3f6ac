import { systemClock, type Clock } from "../../core/clock.js";
import type { SluiceError } from "../../core/errors.js";
import type { Store } from "../store.js";
import { createArchiveStore } from "./archive.js";
import { createAlertStore } from "./alerts.js";
import { changeRecorder, createChangeStore } from "./changes.js";
import { createConsumerStore } from "./consumers.js";
import { createDeadLetterStore } from "./dead-letters.js";
import type { SyncFile } from "./durability.js";
import { createLogStore } from "./log.js";
import { openDatabase } from "./open.js";
import { createRecipeStore } from "./recipes.js";
import { createRedriveStore } from "./redrives.js";
import { createReexaminationStore } from "./reexaminations.js";
import { createRegistryStore } from "./registry.js";
import { spaceReclaimer } from "./reclaim.js";
import { createSettingsStore } from "./settings.js";
import { createStreamStore } from "./streams.js";
import { createUpcasterStore } from "./upcasters.js";
import { createWebhookStore } from "./webhooks.js";

/** How to open a store on SQLite. */
export interface SqliteStoreOptions {
  /** Where `sluice.db` lies; created, for the current user alone, when missing. */
  readonly directory: string;
  /** Dates the steps of the schema. The clock of the machine by default. */
  readonly clock?: Clock;
  /** Instead of fdatasync, for those who want to see a disk fail. */
  readonly sync?: SyncFile;
  /** Pages in the log after which they are moved into the database; 40 MB of them by default. */
  readonly checkpointPages?: number;
  /** Told once, when a sync has failed: nothing is written any more until the store is opened again. */
  readonly onFailure?: (failure: SluiceError) => void;
}

/**
 * Opens the store on SQLite, alone or beside other processes on the same machine, and brings its schema up to date.
 * Rejects with SluiceError STORE_UNAVAILABLE when the directory cannot be written, the file is no database of Sluice, or
 * a newer Sluice changed it in a way this one cannot deal with.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { clock = systemClock, ...others } = options;
  const database = await openDatabase({ clock, ...others });
  const recordChange = changeRecorder(database);
  return {
    registry: createRegistryStore(database, recordChange),
    settings: createSettingsStore(database, recordChange),
    changes: createChangeStore(database),
    streams: createStreamStore(database),
    log: createLogStore(database),
    deadLetters: createDeadLetterStore(database),
    redrives: createRedriveStore(database),
    recipes: createRecipeStore(database),
    upcasters: createUpcasterStore(database, recordChange),
    reexaminations: createReexaminationStore(database),
    archive: createArchiveStore(database),
    alerts: createAlertStore(database),
    webhooks: createWebhookStore(database),
    consumers: createConsumerStore(database),
    location: database.path,
    reclaim: spaceReclaimer(database),
    check: () => database.write(() => undefined),
    close: () => database.close(),
  };
}
