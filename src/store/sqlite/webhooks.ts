import type { AlertKind, DueDelivery, NewDelivery, WebhookRow, WebhookStore } from "../store.js";
import type { SqliteDatabase } from "./open.js";
import { fromMs, toMs } from "./registry-rows.js";

interface WebhookColumns {
  id: string;
  url: string;
  secret: Buffer;
  description: string;
  enabled: number;
  kinds: string;
  streams: string;
  created_at: number;
  failing_since: number | null;
  failures: number;
  last_success_at: number | null;
  last_error: string;
}

interface DueColumns {
  id: string;
  webhook_id: string;
  body: string;
  attempts: number;
  created_at: number;
}

function toWebhook(row: WebhookColumns): WebhookRow {
  const { id, url, description, failures } = row;
  return {
    ...{ id, url, description, failures },
    secret: new Uint8Array(row.secret),
    enabled: row.enabled === 1,
    kinds: JSON.parse(row.kinds) as AlertKind[],
    streams: JSON.parse(row.streams) as string[],
    createdAt: new Date(row.created_at),
    failingSince: fromMs(row.failing_since),
    lastSuccessAt: fromMs(row.last_success_at),
    lastError: row.last_error,
  };
}

function toDue(row: DueColumns): DueDelivery {
  const { id, webhook_id: webhookId, body, attempts } = row;
  return { id, webhookId, body, attempts, createdAt: new Date(row.created_at) };
}

/** Prepares the storing of what is to be delivered; runs in the transaction that marks its alerts as told. */
export function deliveryWriter({ writer }: SqliteDatabase): (delivery: NewDelivery, at: Date) => void {
  // Unless the webhook was deleted meanwhile.
  const insert = writer.prepare(`
    INSERT INTO webhook_deliveries (id, webhook_id, body, status, attempts, created_at, next_attempt_at)
    SELECT ?, id, ?, 'pending', 0, ?, ? FROM webhooks WHERE id = ?`);
  return ({ id, webhookId, body }, at) => {
    insert.run(id, body, at.getTime(), at.getTime(), webhookId);
  };
}

/** Where alerts are sent, and what is on its way there. */
export function createWebhookStore(database: SqliteDatabase): WebhookStore {
  return { ...webhookRows(database), ...deliveries(database) };
}

function webhookRows({
  reader,
  writer,
  ...database
}: SqliteDatabase): Pick<WebhookStore, "get" | "list" | "put" | "delete"> {
  const one = reader.prepare<[string], WebhookColumns>("SELECT * FROM webhooks WHERE id = ?");
  const all = reader.prepare<[], WebhookColumns & { pending: number }>(`
    SELECT *, (SELECT count(*) FROM webhook_deliveries
      WHERE webhook_id = webhooks.id AND status = 'pending') AS pending FROM webhooks ORDER BY id`);
  const put = writer.prepare(`
    INSERT INTO webhooks (id, url, secret, description, enabled, kinds, streams, created_at,
      failing_since, failures, last_success_at, last_error)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET url = excluded.url, secret = excluded.secret, description = excluded.description,
      enabled = excluded.enabled, kinds = excluded.kinds, streams = excluded.streams`);
  const remove = writer.prepare<[string]>("DELETE FROM webhooks WHERE id = ?");
  return {
    get: (id) =>
      database.read(() => {
        const row = one.get(id);
        return row && toWebhook(row);
      }),
    list: () => database.read(() => all.all().map((row) => ({ ...toWebhook(row), pending: row.pending }))),
    put: (webhook) =>
      database.write(() => {
        const { id, url, secret, description, enabled, kinds, streams, createdAt } = webhook;
        const filters = [JSON.stringify(kinds), JSON.stringify(streams)];
        const health = [toMs(webhook.failingSince), webhook.failures, toMs(webhook.lastSuccessAt), webhook.lastError];
        put.run(id, url, secret, description, Number(enabled), ...filters, createdAt.getTime(), ...health);
      }),
    delete: (id) => database.write(() => remove.run(id).changes > 0),
  };
}

function deliveries({ writer, ...database }: SqliteDatabase): Pick<WebhookStore, "claim" | "release" | "attempted"> {
  // The first of each webhook, however many of another one wait before it.
  const due = writer.prepare<[number, string], DueColumns>(`
    SELECT deliveries.id, webhook_id, body, attempts, deliveries.created_at
    FROM webhooks JOIN webhook_deliveries AS deliveries ON deliveries.id = (
      SELECT id FROM webhook_deliveries
      WHERE webhook_id = webhooks.id AND status = 'pending' AND next_attempt_at <= ? ORDER BY next_attempt_at, id LIMIT 1)
    WHERE enabled = 1 AND webhooks.id NOT IN (SELECT value FROM json_each(?)) ORDER BY webhooks.id`);
  const lease = writer.prepare<[number, string]>("UPDATE webhook_deliveries SET next_attempt_at = ? WHERE id = ?");
  const again = writer.prepare<[number, string]>(
    "UPDATE webhook_deliveries SET attempts = attempts + 1, next_attempt_at = ? WHERE id = ? AND status = 'pending'",
  );
  const end = writer.prepare<[string, number, string]>(`
    UPDATE webhook_deliveries SET attempts = attempts + 1, status = ?, ended_at = ?
    WHERE id = ? AND status = 'pending'`);
  const succeeded = writer.prepare<[number, string]>(
    "UPDATE webhooks SET failing_since = NULL, failures = 0, last_success_at = ?, last_error = '' WHERE id = ?",
  );
  const failed = writer.prepare<[number, string, number, string]>(`
    UPDATE webhooks SET failing_since = coalesce(failing_since, ?), failures = failures + 1, last_error = ?,
      enabled = min(enabled, ?) WHERE id = ?`);
  return {
    claim: (now, leaseUntil, busy) =>
      database.write(() => {
        const taken = due.all(now.getTime(), JSON.stringify([...busy]));
        for (const { id } of taken) lease.run(leaseUntil.getTime(), id);
        return taken.map(toDue);
      }),
    release: (id, at) =>
      database.write(() => {
        lease.run(at.getTime(), id);
      }),
    attempted: ({ id, webhookId, at, error, nextAttemptAt, gone }) =>
      database.write(() => {
        if (nextAttemptAt !== undefined) again.run(nextAttemptAt.getTime(), id);
        else end.run(error === "" ? "delivered" : "abandoned", at.getTime(), id);
        if (error === "") succeeded.run(at.getTime(), webhookId);
        else failed.run(at.getTime(), error, Number(!gone), webhookId);
      }),
  };
}
