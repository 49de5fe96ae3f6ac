import type { ConsumerStore, DiscardedFailure, DiscardedRow } from "../store.js";
import type { SqliteDatabase } from "./open.js";

interface DiscardedColumns {
  consumer_group: string;
  error_type: string;
  failures: number;
  last_at: number;
  last_position: number | null;
}

/** Prepares the count of what is discarded; runs in a transaction. */
export function discardCounter({ writer }: SqliteDatabase): (failure: DiscardedFailure) => void {
  const add = writer.prepare(`
    INSERT INTO discarded_failures (stream, consumer_group, error_type, failures, last_at, last_position)
    VALUES (?, ?, ?, 1, ?, ?)
    ON CONFLICT DO UPDATE SET failures = failures + 1, last_at = excluded.last_at,
      last_position = excluded.last_position`);
  return ({ stream, group, errorType, at, position }) => {
    add.run(stream, group, errorType, at.getTime(), position ?? null);
  };
}

type PolicyPart = Pick<ConsumerStore, "policies" | "setPolicies" | "discard" | "discarded">;

/** What becomes of failures that consumers report. */
export function policyKeeper(database: SqliteDatabase): PolicyPart {
  const { reader, writer } = database;
  const find = reader.prepare<[string], string>("SELECT policies FROM failure_policies WHERE stream = ?").pluck();
  const put = writer.prepare<[string, string]>("REPLACE INTO failure_policies (stream, policies) VALUES (?, ?)");
  const count = discardCounter(database);
  const discarded = reader.prepare<[string, number], DiscardedColumns>(`
    SELECT consumer_group, error_type, failures, last_at, last_position FROM discarded_failures
    WHERE stream = ? ORDER BY failures DESC LIMIT ?`);
  return {
    policies: (stream) => database.read(() => find.get(stream)),
    setPolicies: (stream, policies) =>
      database.write(() => {
        put.run(stream, policies);
      }),
    discard: (failure) =>
      database.write(() => {
        count(failure);
      }),
    discarded: (stream, limit) =>
      database.read(() =>
        discarded.all(stream, limit).map(
          (row): DiscardedRow => ({
            consumerGroup: row.consumer_group,
            errorType: row.error_type,
            failures: row.failures,
            lastAt: new Date(row.last_at),
            lastPosition: row.last_position ?? undefined,
          }),
        ),
      ),
  };
}
