import type { AlertRow, AlertStore, NewDelivery, WebhookRow, WebhookStore } from "../store/store.js";
import type { Clock } from "../core/clock.js";

/** What telling needs. */
export interface DigestDeps {
  readonly alerts: AlertStore;
  readonly webhooks: Pick<WebhookStore, "list">;
  readonly clock: Clock;
  readonly newId: () => string;
  /** How long alerts are gathered after the first of them, to go in one delivery. */
  readonly digestMs: number;
}

/** Alerts of one delivery. */
const maxAlerts = 100;

/** Makes deliveries of what is due once it has been gathered for long enough; answers how many. */
export async function tellOfAlerts({ alerts, webhooks, clock, newId, digestMs }: DigestDeps): Promise<number> {
  const due = await alerts.due(maxAlerts);
  const now = clock.now();
  const longest = due[0]?.dueSince;
  if (longest === undefined) return 0;
  if (due.length < maxAlerts && now.getTime() - longest.getTime() < digestMs) return 0;
  const deliveries: NewDelivery[] = [];
  for (const webhook of await webhooks.list()) {
    const wanted = webhook.enabled ? due.filter((alert) => wants(webhook, alert)) : [];
    if (wanted.length === 0) continue;
    deliveries.push({ id: `msg_${newId()}`, webhookId: webhook.id, body: alertBody(wanted, now) });
  }
  // Where somebody else was quicker, the next look finds what is left.
  return (await alerts.seal(due, deliveries, now)) ? deliveries.length : 0;
}

function wants({ kinds, streams }: WebhookRow, { kind, stream }: AlertRow): boolean {
  return (kinds.length === 0 || kinds.includes(kind)) && (streams.length === 0 || streams.includes(stream));
}

/** What a delivery says: `docs/alerts.md` is the contract of it. */
function alertBody(alerts: readonly AlertRow[], at: Date): string {
  return JSON.stringify({
    type: "sluice.alerts",
    timestamp: at.toISOString(),
    data: {
      alerts: alerts.map((alert) => ({
        id: alert.id,
        kind: alert.kind,
        state: alert.state,
        stream: alert.stream,
        ...(alert.fingerprint !== "" && { group: alert.fingerprint }),
        ...(alert.about !== "" && { about: alert.about }),
        since: alert.since.toISOString(),
        ...(alert.resolvedAt && { resolvedAt: alert.resolvedAt.toISOString() }),
        value: alert.value,
        threshold: alert.threshold,
        message: alert.message,
      })),
    },
  });
}

/** What a test says. */
export function testBody(at: Date): string {
  return JSON.stringify({ type: "sluice.test", timestamp: at.toISOString(), data: {} });
}
