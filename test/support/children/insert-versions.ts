import { openSqliteStore } from "../../../src/store/sqlite/index.js";
import type { Store } from "../../../src/store/store.js";
import { content, newVersion } from "../rows.js";

/** Process: `insert-versions.js <directory> <name> <writers>`. Registers from so many writers at once; prints what it got. */
const [directory = "", name = "", writers = "0"] = process.argv.slice(2);

/** What one insert gave. */
export interface Inserted {
  readonly subject: string;
  readonly text: string;
  readonly version: number;
  readonly schemaId: number;
}

type Registering = Pick<Store, "registry" | "changes">;

async function insertWithRetries({ registry, changes }: Registering, subject: string, text: string): Promise<Inserted> {
  for (;;) {
    const asOf = await changes.lastSequence();
    const result = await registry.insertVersion(newVersion(subject, { content: content(text), asOf }));
    if (result.outcome === "created") {
      const { version, schemaId } = result.version;
      return { subject, text, version, schemaId };
    }
  }
}

async function write(registry: Registering, writer: number): Promise<readonly Inserted[]> {
  return [
    await insertWithRetries(registry, "contested", `only of ${name} ${writer}`),
    await insertWithRetries(registry, `of ${name}`, `shared ${writer}`),
    await insertWithRetries(registry, "contested", `also only of ${name} ${writer}`),
  ];
}

const store = await openSqliteStore({ directory });
const inserted = await Promise.all(Array.from({ length: Number(writers) }, (_, writer) => write(store, writer)));
await store.close();
process.stdout.write(JSON.stringify(inserted.flat()));
