import { maxLabelValues, type Backlog } from "./metrics.js";
import type { AlertKind, Store } from "../store/store.js";

/** As many as ever fire at a time. */
const maxAlerts = 1000;

/** The dead letters by stream and status, and what fires, for the gauges; empty before the store is open. */
export async function readBacklog(store: Store | undefined): Promise<Backlog> {
  const streams = (await store?.streams.streams("", "", maxLabelValues)) ?? [];
  const entries: { stream: string; status: string; count: number }[] = [];
  const oldestOpen: { stream: string; parkedAt: Date }[] = [];
  const blockedKeys: { stream: string; count: number }[] = [];
  for (const { stream } of streams) {
    const backlog = await store?.deadLetters.backlog(stream);
    if (backlog === undefined) continue;
    for (const [status, count] of Object.entries(backlog.byStatus)) entries.push({ stream, status, count });
    if (backlog.blockedKeys > 0) blockedKeys.push({ stream, count: backlog.blockedKeys });
    if (backlog.oldestOpenAt !== undefined) oldestOpen.push({ stream, parkedAt: backlog.oldestOpenAt });
  }
  const firing = new Map<AlertKind, number>();
  for (const { kind } of (await store?.alerts.firing(maxAlerts)) ?? []) firing.set(kind, (firing.get(kind) ?? 0) + 1);
  const firingAlerts = [...firing].map(([kind, count]) => ({ kind, count }));
  return { entries, oldestOpen, blockedKeys, firingAlerts };
}
