import { maxLabelValues, type Backlog } from "./metrics.js";
import type { Store } from "../store/store.js";

/** The dead letters by stream and status, for the gauges; empty before the store is open. */
export async function readBacklog(store: Store | undefined): Promise<Backlog> {
  const streams = (await store?.streams.streams("", "", maxLabelValues)) ?? [];
  const entries: { stream: string; status: string; count: number }[] = [];
  const oldestOpen: { stream: string; parkedAt: Date }[] = [];
  for (const { stream } of streams) {
    const statistics = await store?.deadLetters.statistics(stream, new Date());
    if (statistics === undefined) continue;
    for (const [status, count] of Object.entries(statistics.byStatus)) entries.push({ stream, status, count });
    if (statistics.oldestOpenAt !== undefined) oldestOpen.push({ stream, parkedAt: statistics.oldestOpenAt });
  }
  return { entries, oldestOpen };
}
