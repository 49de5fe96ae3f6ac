import { stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { type AlertKind, type DeadLetterStatus, type RedriveStatus, type Store } from "../store/store.js";
import { maxLabelValues } from "./metrics.js";
import { maxGroupLabels, type StoreState } from "./state-gauges.js";

/** As many as ever fire at a time. */
const maxAlerts = 1000;

/** Redrives that have not ended are looked at no further. */
const maxRedrives = 500;

/** Groups of dead letters are counted no further. */
const maxGroups = 10_000;

/** Letters are counted no further. */
const maxPending = 10_000;

/** Redrives in these states go on, by themselves or when somebody says so. */
const unendedRedrives: readonly RedriveStatus[] = ["running", "paused", "canary-hold", "interrupted"];

/** A store that holds nothing. */
export const emptyState: StoreState = {
  ...{ entries: [], oldestOpen: [], blockedKeys: [], firingAlerts: [], streams: [], consumerGroups: [], redrives: [] },
  groups: [],
  webhooks: { pending: 0, failing: 0 },
  archive: undefined,
  disk: undefined,
};

/** Reads how a store stands; `archived` are the statuses that are archived, undefined where there is no archive. */
export async function readStoreState(
  store: Store,
  archived: readonly DeadLetterStatus[] | undefined,
): Promise<StoreState> {
  return {
    ...(await readStreams(store)),
    consumerGroups: await readGroups(store),
    redrives: await readRedrives(store),
    groups: await store.deadLetters.countGroups(maxGroups),
    webhooks: await readWebhooks(store),
    firingAlerts: await readAlerts(store),
    archive: archived && (await readArchive(store, archived)),
    disk: await readDisk(store.location),
  };
}

async function readStreams(
  store: Store,
): Promise<Pick<StoreState, "streams" | "entries" | "oldestOpen" | "blockedKeys">> {
  const streams = await store.streams.streams("", "", maxLabelValues);
  const entries: { stream: string; status: string; count: number }[] = [];
  const oldestOpen: { stream: string; parkedAt: Date }[] = [];
  const blockedKeys: { stream: string; count: number }[] = [];
  for (const { stream } of streams) {
    const backlog = await store.deadLetters.backlog(stream);
    for (const [status, count] of Object.entries(backlog.byStatus)) entries.push({ stream, status, count });
    if (backlog.blockedKeys > 0) blockedKeys.push({ stream, count: backlog.blockedKeys });
    if (backlog.oldestOpenAt !== undefined) oldestOpen.push({ stream, parkedAt: backlog.oldestOpenAt });
  }
  return { streams, entries, oldestOpen, blockedKeys };
}

async function readGroups(store: Store): Promise<StoreState["consumerGroups"]> {
  const groups = await store.consumers.groups("", { stream: "", group: "" }, maxGroupLabels);
  const heads = new Map<string, number>();
  for (const { stream } of groups)
    if (!heads.has(stream)) heads.set(stream, (await store.log.head(stream)).nextPosition);
  return groups.map(({ stream, group, position, leased, waiting }) => {
    const behind = Math.max(0, (heads.get(stream) ?? 0) - position);
    return { stream, group, lag: behind + leased + waiting, leased, waiting };
  });
}

async function readRedrives(store: Store): Promise<StoreState["redrives"]> {
  const byStatus = new Map(unendedRedrives.map((status) => [status, { count: 0, lettersLeft: 0 }]));
  const found = await store.redrives.list({ statuses: unendedRedrives, before: "", limit: maxRedrives });
  for (const { status, total, redriven, failedAgain, skipped, handedBack } of found) {
    const sum = byStatus.get(status);
    if (sum === undefined) continue;
    sum.count += 1;
    sum.lettersLeft += Math.max(0, total - redriven - failedAgain - skipped - handedBack);
  }
  return [...byStatus].map(([status, sum]) => ({ status, ...sum }));
}

async function readWebhooks(store: Store): Promise<StoreState["webhooks"]> {
  const webhooks = await store.webhooks.list();
  return {
    pending: webhooks.reduce((sum, { pending }) => sum + pending, 0),
    failing: webhooks.filter(({ enabled, failingSince }) => enabled && failingSince !== undefined).length,
  };
}

async function readAlerts(store: Store): Promise<StoreState["firingAlerts"]> {
  const firing = new Map<AlertKind, number>();
  for (const { kind } of await store.alerts.firing(maxAlerts)) firing.set(kind, (firing.get(kind) ?? 0) + 1);
  return [...firing].map(([kind, count]) => ({ kind, count }));
}

async function readArchive(store: Store, statuses: readonly DeadLetterStatus[]): Promise<StoreState["archive"]> {
  const pending = await store.archive.countPending(statuses, maxPending);
  const since: number[] = [];
  for (const status of statuses) {
    const [oldest] = await store.archive.pending(status, "", 1);
    if (oldest !== undefined) since.push((oldest.letter.closedAt ?? oldest.letter.parkedAt).getTime());
  }
  return { pending, oldestPendingAt: since.length === 0 ? undefined : new Date(Math.min(...since)) };
}

async function readDisk(location: string): Promise<StoreState["disk"]> {
  const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0;
  const disk = await statfs(dirname(location)).catch(() => undefined);
  if (disk === undefined) return undefined;
  return {
    databaseBytes: await sizeOf(location),
    walBytes: await sizeOf(`${location}-wal`),
    freeBytes: disk.bavail * disk.bsize,
  };
}
