import { maxLabelValues, type Backlog } from "./metrics.js";
import type { Store } from "../store/store.js";

/** The dead letters by stream and status, for the gauges; empty before the store is open. */
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
  return { entries, oldestOpen, blockedKeys };
}
