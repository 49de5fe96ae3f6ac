import { describe, expect, it } from "vitest";
import { createMetrics, maxLabelValues, type Metrics } from "../../../src/server/metrics.js";
import { maxGroupLabels, type StoreState } from "../../../src/server/state-gauges.js";
import { emptyState } from "../../../src/server/store-state.js";

function create(state: () => Promise<StoreState> = () => Promise.resolve(emptyState)) {
  const errors: unknown[] = [];
  const metrics = createMetrics({ version: "1.2.3", state, onStateError: (cause) => errors.push(cause) });
  return { metrics, errors };
}

/** The samples of Sluice's own metrics that are not 0: `name{labels}` to value. */
async function samples(metrics: Metrics): Promise<Record<string, number>> {
  const lines = (await metrics.exposition()).split("\n");
  const own = lines.filter((line) => /^(sluice|schema|dlq|consumer)_/.test(line) && !line.includes("_bucket"));
  const pairs = own.map(
    (line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ")))] as const,
  );
  return Object.fromEntries(pairs.filter(([name, value]) => value !== 0 && !name.startsWith("sluice_build_info")));
}

/** Calls every method once. */
function everything(metrics: Metrics): void {
  metrics.validated("orders/created", "invalid", 2);
  metrics.eventsDecided("orders", "log-only", "dead-lettered", 3);
  metrics.validationFailed("orders", "schema-violation", 4);
  metrics.deadLettersParked("orders", "schema-not-found", 5);
  metrics.batchChecked("avro", 0.002);
  metrics.eventSizes(600, 10);
  metrics.lettersClosed("resolved", 4);
  metrics.qualityFound("orders", [
    { type: "t", measure: "score", name: "7", events: 4 },
    { type: "t", measure: "warning", name: "freshness", events: 2 },
    { type: "t", measure: "error", name: "user-id", events: 3 },
    { type: "t", measure: "questionable", name: "", events: 9 },
  ]);
  metrics.eventsWarned("orders", 3);
  metrics.lettersRedriven("failed", 2);
  metrics.webhookAttempted("delivered");
  metrics.retriesAttempted(6);
  metrics.lettersReleased("released", 8);
  metrics.consumerFailureReported("processing");
  metrics.acknowledged(0.25);
  metrics.streamOpened();
  metrics.streamOpened();
  metrics.streamClosed();
  metrics.inflightChanged(10, 1000);
  metrics.inflightChanged(-3, -100);
  metrics.windowWaited(0.5);
  metrics.commitEnded(0.75, 0, false);
  metrics.commitEnded(1, 9, true);
  metrics.synced(0.125);
  metrics.bytesDecided("orders", 70);
  metrics.wouldReject("orders", "quality", 11);
  metrics.registryCall("RegisterSchema", "ok");
  metrics.storeFailed();
  metrics.connectionRefused("reset-flood");
}

const backlog: StoreState = {
  streams: [
    { stream: "orders", logBytes: 100, lastCommittedAt: new Date(1_700_000_001_000) },
    { stream: "users", logBytes: 0, lastCommittedAt: undefined },
  ],
  consumerGroups: [{ stream: "orders", group: "billing", lag: 12, leased: 3, waiting: 2 }],
  redrives: [{ status: "canary-hold", count: 1, lettersLeft: 40 }],
  groups: [{ state: "regressed" as const, groups: 5 }],
  webhooks: { pending: 4, failing: 1 },
  archive: { pending: 6, oldestPendingAt: new Date(1_700_000_002_000) },
  disk: { databaseBytes: 4096, walBytes: 512, freeBytes: 10_000 },
  entries: [
    { stream: "orders", status: "open", count: 7 },
    { stream: "orders", status: "resolved", count: 2 },
    { stream: "users", status: "open", count: 1 },
  ],
  oldestOpen: [{ stream: "orders", parkedAt: new Date(1_700_000_000_500) }],
  blockedKeys: [{ stream: "orders", count: 3 }],
  firingAlerts: [{ kind: "old-open" as const, count: 2 }],
};

describe("metrics", () => {
  it("have these names, which dashboards and alerts rely on", async () => {
    const { metrics } = create();
    const names = [...(await metrics.exposition()).matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(
      ([, name, type]) => `${name} ${type}`,
    );
    expect(names.filter((name) => !/^(process|nodejs)_/.test(name)).sort()).toEqual([
      "consumer_validation_failures_total counter",
      "dlq_backlog_size gauge",
      "dlq_messages_total counter",
      "dlq_retry_attempts_total counter",
      "schema_validation_total counter",
      "sluice_alerts_firing gauge",
      "sluice_build_info gauge",
      "sluice_consumer_lag_events gauge",
      "sluice_consumer_leased_events gauge",
      "sluice_consumer_waiting_events gauge",
      "sluice_dlq_added_total counter",
      "sluice_dlq_alerts_total counter",
      "sluice_dlq_archive_last_success_timestamp_seconds gauge",
      "sluice_dlq_archive_oldest_pending_timestamp_seconds gauge",
      "sluice_dlq_archive_pending gauge",
      "sluice_dlq_archive_runs_total counter",
      "sluice_dlq_archived_total counter",
      "sluice_dlq_blocked_keys gauge",
      "sluice_dlq_closed_total counter",
      "sluice_dlq_discarded_failures_total counter",
      "sluice_dlq_entries gauge",
      "sluice_dlq_groups gauge",
      "sluice_dlq_oldest_open_timestamp_seconds gauge",
      "sluice_dlq_purge_ahead gauge",
      "sluice_dlq_purged_total counter",
      "sluice_dlq_released_total counter",
      "sluice_dlq_write_failures_total counter",
      "sluice_flood_breaker_open gauge",
      "sluice_gateway_ack_duration_seconds histogram",
      "sluice_gateway_event_bytes_total counter",
      "sluice_gateway_event_size_bytes histogram",
      "sluice_gateway_events_total counter",
      "sluice_gateway_inflight_bytes gauge",
      "sluice_gateway_inflight_events gauge",
      "sluice_gateway_streams gauge",
      "sluice_gateway_validation_duration_seconds histogram",
      "sluice_gateway_validation_failures_total counter",
      "sluice_gateway_warned_total counter",
      "sluice_gateway_window_wait_seconds histogram",
      "sluice_gateway_would_reject_total counter",
      "sluice_http_connections_refused_total counter",
      "sluice_log_bytes gauge",
      "sluice_log_trimmed_events_total counter",
      "sluice_quality_completeness_events_total counter",
      "sluice_quality_completeness_score_total counter",
      "sluice_quality_findings_total counter",
      "sluice_redrive_events_total counter",
      "sluice_redrive_jobs gauge",
      "sluice_redrive_letters_left gauge",
      "sluice_registry_requests_total counter",
      "sluice_store_bytes gauge",
      "sluice_store_commit_duration_seconds histogram",
      "sluice_store_disk_free_bytes gauge",
      "sluice_store_failures_total counter",
      "sluice_store_sync_duration_seconds histogram",
      "sluice_store_write_failures_total counter",
      "sluice_stream_last_event_timestamp_seconds gauge",
      "sluice_webhook_attempts_total counter",
      "sluice_webhook_deliveries_pending gauge",
      "sluice_webhooks_failing gauge",
    ]);
    expect(names).toEqual(
      expect.arrayContaining(["process_cpu_seconds_total counter", "nodejs_eventloop_lag_seconds gauge"]),
    );
    expect(metrics.contentType).toBe("text/plain; version=0.0.4; charset=utf-8");
  });

  it("show what each method was told, and nothing else", async () => {
    const { metrics } = create(() => Promise.resolve(backlog));
    everything(metrics);
    expect(await samples(metrics)).toEqual({
      'sluice_alerts_firing{kind="old_open"}': 2,
      'sluice_dlq_added_total{stream="orders",failure_type="schema_not_found"}': 5,
      'sluice_gateway_validation_duration_seconds_sum{format="avro"}': 0.002,
      'sluice_gateway_validation_duration_seconds_count{format="avro"}': 1,
      sluice_gateway_event_size_bytes_sum: 6000,
      sluice_gateway_event_size_bytes_count: 10,
      'sluice_dlq_closed_total{resolution="resolved"}': 4,
      'sluice_dlq_groups{state="regressed"}': 5,
      'sluice_quality_completeness_score_total{stream="orders"}': 3,
      'sluice_quality_completeness_events_total{stream="orders"}': 4,
      'sluice_quality_findings_total{stream="orders",check="freshness",result="warning"}': 2,
      'sluice_quality_findings_total{stream="orders",check="rule",result="error"}': 3,
      'sluice_gateway_warned_total{stream="orders"}': 3,
      'sluice_redrive_events_total{result="failed"}': 2,
      'sluice_webhook_attempts_total{result="delivered"}': 1,
      'schema_validation_total{schema="orders/created",outcome="invalid"}': 2,
      'sluice_gateway_events_total{stream="orders",outcome="dead_lettered",mode="log_only"}': 3,
      'sluice_gateway_validation_failures_total{stream="orders",failure_type="schema_violation"}': 4,
      'dlq_messages_total{error_type="schema_not_found"}': 5,
      dlq_retry_attempts_total: 6,
      'consumer_validation_failures_total{reason="processing"}': 1,
      sluice_gateway_ack_duration_seconds_sum: 0.25,
      sluice_gateway_ack_duration_seconds_count: 1,
      sluice_gateway_streams: 1,
      sluice_gateway_inflight_events: 7,
      sluice_gateway_inflight_bytes: 900,
      sluice_gateway_window_wait_seconds_sum: 0.5,
      sluice_gateway_window_wait_seconds_count: 1,
      sluice_store_commit_duration_seconds_sum: 0.75,
      sluice_store_commit_duration_seconds_count: 1,
      sluice_store_sync_duration_seconds_sum: 0.125,
      sluice_store_sync_duration_seconds_count: 1,
      sluice_store_write_failures_total: 1,
      sluice_dlq_write_failures_total: 9,
      'sluice_gateway_event_bytes_total{stream="orders"}': 70,
      'sluice_gateway_would_reject_total{stream="orders",failure_type="quality"}': 11,
      'sluice_log_bytes{stream="orders"}': 100,
      'sluice_stream_last_event_timestamp_seconds{stream="orders"}': 1_700_000_001,
      'sluice_consumer_lag_events{stream="orders",group="billing"}': 12,
      'sluice_consumer_leased_events{stream="orders",group="billing"}': 3,
      'sluice_consumer_waiting_events{stream="orders",group="billing"}': 2,
      'sluice_redrive_jobs{status="canary_hold"}': 1,
      'sluice_redrive_letters_left{status="canary_hold"}': 40,
      sluice_webhook_deliveries_pending: 4,
      sluice_webhooks_failing: 1,
      sluice_dlq_archive_pending: 6,
      sluice_dlq_archive_oldest_pending_timestamp_seconds: 1_700_000_002,
      'sluice_store_bytes{file="database"}': 4096,
      'sluice_store_bytes{file="wal"}': 512,
      sluice_store_disk_free_bytes: 10_000,
      'sluice_registry_requests_total{method="RegisterSchema",code="ok"}': 1,
      sluice_store_failures_total: 1,
      'sluice_http_connections_refused_total{reason="reset_flood"}': 1,
      dlq_backlog_size: 8,
      'sluice_dlq_blocked_keys{stream="orders"}': 3,
      'sluice_dlq_released_total{result="released"}': 8,
      'sluice_dlq_entries{stream="orders",status="open"}': 7,
      'sluice_dlq_entries{stream="orders",status="resolved"}': 2,
      'sluice_dlq_entries{stream="users",status="open"}': 1,
      'sluice_dlq_oldest_open_timestamp_seconds{stream="orders"}': 1_700_000_000.5,
    });
  });

  it("put sizes into coarse buckets, as many times as there were events", async () => {
    const { metrics } = create();
    metrics.eventSizes(100, 3);
    metrics.eventSizes(2048, 1000);
    metrics.eventSizes(9_000_000, 2);
    const text = await metrics.exposition();
    const buckets = [...text.matchAll(/^sluice_gateway_event_size_bytes_bucket\{le="(.*)"\} (\d+)$/gm)];
    expect(buckets.map(([, le, count]) => `${le ?? ""}: ${count ?? ""}`)).toEqual([
      ...["128: 3", "512: 3", "2048: 1003", "8192: 1003", "32768: 1003", "131072: 1003", "524288: 1003"],
      ...["2097152: 1003", "+Inf: 1005"],
    ]);
  });

  it("exist at 0 before the first failure, so that its increase is seen", async () => {
    const text = await create().metrics.exposition();
    expect(text).toContain('dlq_messages_total{error_type="schema_violation"} 0');
    expect(text).toContain('consumer_validation_failures_total{reason="processing"} 0');
    expect(text).toContain("dlq_retry_attempts_total 0");
    expect(text).toContain("sluice_store_failures_total 0");
    expect(text).toMatch(/sluice_build_info\{version="1\.2\.3",node="v\d+/);
  });

  it("gather streams and subjects beyond the cap under __other__", async () => {
    const { metrics } = create();
    for (let i = 0; i < maxLabelValues + 50; i += 1) {
      metrics.eventsDecided(`stream-${i}`, "enforce", "published");
      metrics.validated(`subject-${i}`, "valid");
    }
    metrics.eventsDecided("stream-0", "enforce", "published");
    const values = await samples(metrics);
    expect(values['sluice_gateway_events_total{stream="stream-0",outcome="published",mode="enforce"}']).toBe(2);
    expect(values['sluice_gateway_events_total{stream="__other__",outcome="published",mode="enforce"}']).toBe(50);
    expect(values['schema_validation_total{schema="__other__",outcome="valid"}']).toBe(50);
    expect(Object.keys(values)).toHaveLength(2 * (maxLabelValues + 1));
  });

  it("add up the backlog beyond the cap and keep its oldest", async () => {
    const streams = Array.from({ length: maxLabelValues + 2 }, (_, index) => `s${index}`);
    const { metrics } = create(() =>
      Promise.resolve({
        ...emptyState,
        entries: streams.map((stream) => ({ stream, status: "open", count: 2 })),
        oldestOpen: streams.map((stream, index) => ({ stream, parkedAt: new Date(1e6 - index * 1000) })),
        blockedKeys: streams.map((stream) => ({ stream, count: 1 })),
        consumerGroups: Array.from({ length: maxGroupLabels + 3 }, (_, index) => {
          return { stream: "s0", group: `g${index}`, lag: 1, leased: 0, waiting: 0 };
        }),
      }),
    );
    const values = await samples(metrics);
    expect(values["dlq_backlog_size"]).toBe(2 * streams.length);
    expect(values['sluice_dlq_entries{stream="__other__",status="open"}']).toBe(4);
    expect(values['sluice_dlq_oldest_open_timestamp_seconds{stream="__other__"}']).toBe(1000 - maxLabelValues - 1);
    expect(values['sluice_dlq_blocked_keys{stream="__other__"}']).toBe(2);
    expect(values['sluice_consumer_lag_events{stream="__other__",group="__other__"}']).toBe(3);
  });

  it("forget what is no longer there", async () => {
    let now = backlog;
    const { metrics } = create(() => Promise.resolve(now));
    await metrics.exposition();
    now = emptyState;
    const text = await metrics.exposition();
    expect(text).toContain("dlq_backlog_size 0");
    expect(text).not.toContain("sluice_dlq_entries{");
    expect(text).not.toContain("sluice_dlq_oldest_open_timestamp_seconds{");
    expect(text).not.toMatch(/^sluice_dlq_archive_pending/m);
  });

  it("go without the backlog when it cannot be read, and have it again later", async () => {
    const cause = new Error("planned");
    let fail = false;
    const { metrics, errors } = create(() => (fail ? Promise.reject(cause) : Promise.resolve(backlog)));
    metrics.storeFailed();
    await metrics.exposition();
    fail = true;
    expect(await samples(metrics)).toEqual({ sluice_store_failures_total: 1 });
    expect(await metrics.exposition()).not.toMatch(/^(dlq_backlog_size|sluice_webhooks_failing)/m);
    expect(errors).toEqual([cause, cause]);
    fail = false;
    expect((await samples(metrics))["dlq_backlog_size"]).toBe(8);
  });

  it("do not wait for a backlog that never comes", async () => {
    const { metrics, errors } = create(() => new Promise(() => undefined));
    expect(await metrics.exposition()).toContain("sluice_build_info");
    expect(errors).toHaveLength(1);
  });
});
