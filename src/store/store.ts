import type { AlertStore, WebhookStore } from "./alert-store.js";
import type { ChangeStore, RegistryStore, SettingsStore } from "./registry-store.js";
import type { LogStore, StreamStore } from "./stream-store.js";
import type { ArchiveStore } from "./archive-store.js";
import type { ConsumerStore } from "./consumer-store.js";
import type { DeadLetterStore } from "./dead-letter-store.js";
import type { RecipeStore, UpcasterStore } from "./recipe-store.js";
import type { RedriveStore, ReexaminationStore } from "./redrive-store.js";

export type * from "./alert-store.js";
export type * from "./registry-store.js";
export type * from "./stream-store.js";
export type * from "./dead-letter-store.js";
export type * from "./recipe-store.js";
export type * from "./redrive-store.js";
export type * from "./archive-store.js";
export type * from "./consumer-store.js";

/**
 * The door to what Sluice keeps. Ports per aggregate; every verb is one atomic operation, never a transaction callback,
 * since one backend answers at once and another does not. A promise of a verb that changes something resolves only after
 * the change is durable: it survives the process and the machine losing power.
 *
 * Verbs reject with SluiceError STORE_UNAVAILABLE when the backend cannot do it now (disk full, busy, gone); then
 * nothing was changed.
 */
export interface Store {
  readonly registry: RegistryStore;
  readonly settings: SettingsStore;
  readonly changes: ChangeStore;
  readonly streams: StreamStore;
  readonly log: LogStore;
  readonly deadLetters: DeadLetterStore;
  readonly redrives: RedriveStore;
  readonly recipes: RecipeStore;
  readonly upcasters: UpcasterStore;
  readonly reexaminations: ReexaminationStore;
  readonly archive: ArchiveStore;
  readonly alerts: AlertStore;
  readonly webhooks: WebhookStore;
  readonly consumers: ConsumerStore;

  /** Where the data lives, for people. */
  readonly location: string;

  /** Resolves when the store can read and write; rejects otherwise. */
  check(): Promise<void>;

  /**
   * Gives a bounded piece of the space that deleting left back to the file system, when there is much of it; answers how
   * many bytes. 0 when there is nothing to gain, and where new data takes the space instead.
   */
  reclaim(): Promise<number>;

  /** Finishes what is under way and lets go of the data. Idempotent. */
  close(): Promise<void>;
}
