import { Gauge, type Registry } from "prom-client";
import type { AlertKind, GroupState } from "../store/store.js";
import { createLabelValues } from "./label-values.js";

/** How the store stands, for the gauges: read at each scrape, and the same for every process of a store. */
export interface StoreState {
  /** How many dead letters there are, by stream and status. */
  readonly entries: readonly { readonly stream: string; readonly status: string; readonly count: number }[];
  /** When the oldest open one was parked, for streams that have one. */
  readonly oldestOpen: readonly { readonly stream: string; readonly parkedAt: Date }[];
  /** Keys whose events wait, for streams that keep the order of each key. */
  readonly blockedKeys: readonly { readonly stream: string; readonly count: number }[];
  /** Alerts that fire, by kind. */
  readonly firingAlerts: readonly { readonly kind: AlertKind; readonly count: number }[];
  /** What each stream keeps, and when something was committed to it last; undefined for never. */
  readonly streams: readonly {
    readonly stream: string;
    readonly logBytes: number;
    readonly lastCommittedAt: Date | undefined;
  }[];
  /** Consumer groups that lease events: how many positions they have not settled, and what they hold or wait for. */
  readonly consumerGroups: readonly {
    readonly stream: string;
    readonly group: string;
    readonly lag: number;
    readonly leased: number;
    readonly waiting: number;
  }[];
  /** Redrives that have not ended, by status, and what is left of them. */
  readonly redrives: readonly { readonly status: string; readonly count: number; readonly lettersLeft: number }[];
  /** Groups of dead letters that have open ones, by state; of very many only those with most. */
  readonly groups: readonly { readonly state: GroupState; readonly groups: number }[];
  readonly webhooks: { readonly pending: number; readonly failing: number };
  /** What is not archived yet; undefined where there is no archive. */
  readonly archive: { readonly pending: number; readonly oldestPendingAt: Date | undefined } | undefined;
  /** What the store takes of the disk, by kind of file, and what is free there; undefined where it is on no disk. */
  readonly disk: { readonly databaseBytes: number; readonly walBytes: number; readonly freeBytes: number } | undefined;
}

/** Most consumer groups that get time series of their own. */
export const maxGroupLabels = 200;

/** Declares the gauges of the state; none has a value before it is set. */
export function createStateGauges(registry: Registry, stream: (name: string) => string) {
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const g = {
    backlog: gauge("dlq_backlog_size", "Open dead letters."),
    firingAlerts: gauge("sluice_alerts_firing", "Alerts that fire.", "kind"),
    entries: gauge("sluice_dlq_entries", "Dead letters.", "stream", "status"),
    groups: gauge(
      "sluice_dlq_groups",
      "Groups that have open dead letters; of more than 10,000 those with most.",
      "state",
    ),
    oldestOpen: gauge(
      "sluice_dlq_oldest_open_timestamp_seconds",
      "When the oldest open dead letter was parked; absent where none is open.",
      "stream",
    ),
    blockedKeys: gauge("sluice_dlq_blocked_keys", "Keys whose events wait behind a dead letter.", "stream"),
    logBytes: gauge("sluice_log_bytes", "Bytes of the events that are kept.", "stream"),
    lastEvent: gauge(
      "sluice_stream_last_event_timestamp_seconds",
      "When something of the stream was published, parked or retried last; absent before the first time.",
      "stream",
    ),
    consumerLag: gauge("sluice_consumer_lag_events", "Events a group has not settled.", "stream", "group"),
    consumerLeased: gauge("sluice_consumer_leased_events", "Events members of a group hold.", "stream", "group"),
    consumerWaiting: gauge(
      "sluice_consumer_waiting_events",
      "Events of a group that wait to be delivered again.",
      "stream",
      "group",
    ),
    redrives: gauge("sluice_redrive_jobs", "Redrives that have not ended.", "status"),
    redriveLetters: gauge(
      "sluice_redrive_letters_left",
      "Dead letters that redrives have still to deal with.",
      "status",
    ),
    webhooksPending: gauge("sluice_webhook_deliveries_pending", "Deliveries to webhooks that wait for an attempt."),
    webhooksFailing: gauge("sluice_webhooks_failing", "Webhooks whose last attempt failed."),
    archivePending: gauge(
      "sluice_dlq_archive_pending",
      "Dead letters the archive does not have as they are; counted up to 10,000 of each status.",
    ),
    archiveOldest: gauge(
      "sluice_dlq_archive_oldest_pending_timestamp_seconds",
      "Since when the oldest of them is to be archived; absent where none is.",
    ),
    storeBytes: gauge("sluice_store_bytes", "Bytes the store takes of the disk.", "file"),
    diskFree: gauge("sluice_store_disk_free_bytes", "Bytes that are free on the disk of the store."),
  };
  const groupLabel = createLabelValues(maxGroupLabels);
  const unlabelled = [
    ...[g.backlog, g.webhooksPending, g.webhooksFailing, g.archivePending, g.archiveOldest, g.diskFree],
  ];

  function clear(): void {
    for (const each of Object.values(g)) each.reset();
    // Better no figure than yesterday's: reset leaves a 0 where there are no labels.
    for (const each of unlabelled) each.remove();
  }

  function setStreams({ entries, blockedKeys, oldestOpen, streams }: StoreState): void {
    let open = 0;
    for (const { stream: name, status, count } of entries) {
      if (status === "open") open += count;
      g.entries.inc({ stream: stream(name), status: word(status) }, count);
    }
    g.backlog.set(open);
    for (const { stream: name, count } of blockedKeys) g.blockedKeys.inc({ stream: stream(name) }, count);
    for (const { stream: name, logBytes } of streams) g.logBytes.inc({ stream: stream(name) }, logBytes);
    const oldest = extremes(oldestOpen, ({ parkedAt }) => parkedAt, Math.min);
    for (const [label, seconds] of oldest) g.oldestOpen.set({ stream: label }, seconds);
    const latest = extremes(streams, ({ lastCommittedAt }) => lastCommittedAt, Math.max);
    for (const [label, seconds] of latest) g.lastEvent.set({ stream: label }, seconds);
  }

  /** The earliest or latest time for each label: streams beyond the cap share one. */
  function extremes<Row extends { readonly stream: string }>(
    rows: readonly Row[],
    timeOf: (row: Row) => Date | undefined,
    choose: (a: number, b: number) => number,
  ): ReadonlyMap<string, number> {
    const found = new Map<string, number>();
    for (const row of rows) {
      const seconds = timeOf(row)?.getTime();
      if (seconds === undefined) continue;
      const label = stream(row.stream);
      found.set(label, choose(found.get(label) ?? seconds / 1000, seconds / 1000));
    }
    return found;
  }

  function setJobs({ consumerGroups, groups, redrives, webhooks, archive, firingAlerts }: StoreState): void {
    for (const { stream: name, group, lag, leased, waiting } of consumerGroups) {
      // Both together are capped, since both are chosen by users.
      const isOwn = groupLabel(JSON.stringify([name, group])) !== "__other__";
      const labels = { stream: isOwn ? stream(name) : "__other__", group: isOwn ? group : "__other__" };
      g.consumerLag.inc(labels, lag);
      g.consumerLeased.inc(labels, leased);
      g.consumerWaiting.inc(labels, waiting);
    }
    for (const { state, groups: count } of groups) g.groups.set({ state }, count);
    for (const { status, count, lettersLeft } of redrives) {
      g.redrives.set({ status: word(status) }, count);
      g.redriveLetters.set({ status: word(status) }, lettersLeft);
    }
    g.webhooksPending.set(webhooks.pending);
    g.webhooksFailing.set(webhooks.failing);
    for (const { kind, count } of firingAlerts) g.firingAlerts.set({ kind: word(kind) }, count);
    if (archive === undefined) return;
    g.archivePending.set(archive.pending);
    if (archive.oldestPendingAt !== undefined) g.archiveOldest.set(archive.oldestPendingAt.getTime() / 1000);
  }

  return {
    clear,
    set(state: StoreState): void {
      clear();
      setStreams(state);
      setJobs(state);
      if (state.disk === undefined) return;
      g.storeBytes.set({ file: "database" }, state.disk.databaseBytes);
      g.storeBytes.set({ file: "wal" }, state.disk.walBytes);
      g.diskFree.set(state.disk.freeBytes);
    },
  };
}

/** Label values are written with underscores, as is usual in Prometheus. */
export function word(value: string): string {
  return value.replaceAll("-", "_");
}
