import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openSqliteStore, type SqliteStoreOptions } from "../../src/store/sqlite/index.js";
import type { Store } from "../../src/store/store.js";

/** One kind of store, for suites that run on all of them. */
export interface StoreKind {
  readonly name: string;
  /** Opens an empty store that is closed, and whose data is removed, when the running test has finished. */
  open(): Promise<Store>;
}

const sqlite: StoreKind = {
  name: "sqlite",
  open: async () => openTestStore({ directory: await temporaryDirectory() }),
};

const kinds: readonly StoreKind[] = [sqlite];

/** The stores to test: all, or those named in STORES, such as `STORES=sqlite,postgres`. */
export const stores: readonly StoreKind[] = selectStores(process.env["STORES"]);

function selectStores(names: string | undefined): readonly StoreKind[] {
  if (names === undefined) return kinds;
  return names.split(",").map((name) => {
    const kind = kinds.find((candidate) => candidate.name === name);
    if (kind === undefined)
      throw new Error(`STORES: "${name}" is none of ${kinds.map((each) => each.name).join(", ")}.`);
    return kind;
  });
}

/** A new directory that is removed when the running test has finished. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "sluice-store-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** Opens a store on SQLite that is closed when the running test has finished. */
export async function openTestStore(options: SqliteStoreOptions): Promise<Store> {
  const store = await openSqliteStore(options);
  onTestFinished(() => store.close());
  return store;
}
