-- The first delivery that waits for each webhook.
CREATE INDEX webhook_deliveries_turns ON webhook_deliveries (webhook_id, next_attempt_at, id) WHERE status = 'pending';
DROP INDEX webhook_deliveries_pending;
