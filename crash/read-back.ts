import Database from "better-sqlite3";
import { walk } from "../src/dlq/walk.js";
import { entriesOf } from "../src/gateway/record.js";
import { openSqliteStore } from "../src/store/sqlite/index.js";
import type { StoredEvents } from "./ledger.js";
import { stream } from "./workload.js";

/** Everything a data directory holds. Throws when the database is damaged or the log has holes. */
export async function readBack(directory: string): Promise<StoredEvents> {
  const store = await openSqliteStore({ directory });
  try {
    const logged = [];
    const { nextPosition } = await store.log.head(stream);
    while (logged.length < nextPosition) {
      const segments = await store.log.read(stream, logged.length, 8 * 1024 * 1024);
      if (segments.length === 0) throw new Error(`The log ends at ${logged.length} of ${nextPosition}.`);
      for (const segment of segments) {
        for (const { event, redrivenFrom, position } of entriesOf(segment, logged.length)) {
          if (position !== logged.length) throw new Error(`The log has ${position} where ${logged.length} belongs.`);
          logged.push({ id: event.id, data: event.data, redrivenFrom });
        }
      }
    }
    const parked = [];
    const tried: StoredEvents["tried"][number][] = [];
    for await (const letters of walk(store.deadLetters, { stream })) {
      for (const { id, event, status, redrivenPosition } of letters) {
        parked.push({ letterId: id, id: event.id, data: event.data, status, redrivenPosition });
        for (const { redriveId, succeeded } of await store.deadLetters.attempts(id)) {
          if (redriveId !== "") tried.push({ letterId: id, redriveId, succeeded });
        }
      }
    }
    const rows = await store.streams.statistics(stream, undefined);
    const sum = (outcome: "published" | "dead-lettered"): number =>
      rows.reduce((total, { counts }) => total + counts[outcome], 0);
    const redrives = await store.redrives.list({ statuses: undefined, before: "", limit: 10_000 });
    checkPages(store.location);
    return {
      logged,
      parked,
      tried,
      redrives,
      counted: { published: sum("published"), deadLettered: sum("dead-lettered") },
    };
  } finally {
    await store.close();
  }
}

function checkPages(location: string): void {
  const database = new Database(location, { readonly: true });
  const verdict = database.pragma("integrity_check", { simple: true });
  database.close();
  if (verdict !== "ok") throw new Error(`The database is damaged: ${String(verdict)}`);
}
