import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import { type FailureType } from "../core/violation.js";
import type { ArchiveOutcome, DeadLetterStatus, QualityCount, StreamConfig } from "../store/store.js";
import { completenessRule, freshnessRule } from "../core/quality.js";
import type { SchemaFormatName } from "../core/schema.js";
import { createWeightedHistogram } from "./weighted-histogram.js";
import { type ConnectionFault } from "./http-limits.js";
import { createLabelValues } from "./label-values.js";
import { createStateGauges, type StoreState, word } from "./state-gauges.js";

/** Most distinct streams, and most distinct subjects, that get time series of their own. */
export const maxLabelValues = 200;

/** How long a scrape waits for the state of the store before it goes without. */
const stateTimeoutMs = 2000;

/** What became of events. */
export type EventOutcome = "published" | "duplicate" | "dead-lettered" | "rejected" | "failed";

/** How a dead letter was closed. */
export type LetterResolution = Exclude<DeadLetterStatus, "open">;

/** What a validation found. */
export type ValidationOutcome = "valid" | "invalid";

/** What the metrics are made from. */
export interface MetricsOptions {
  readonly version: string;
  /** Asked at each scrape. When it fails or takes over two seconds, the scrape goes without the gauges of the state. */
  readonly state: () => Promise<StoreState>;
  /** Told about failures of `state`. */
  readonly onStateError: (cause: unknown) => void;
}

/** One method for each thing that is counted. Counts are added, so callers may report many events at once. */
export interface Metrics {
  readonly contentType: string;
  /** The Prometheus text of everything. */
  exposition(): Promise<string>;
  /** `schema` is the subject. */
  validated(schema: string, outcome: ValidationOutcome, count?: number): void;
  eventsDecided(stream: string, mode: StreamConfig["mode"], outcome: EventOutcome, count?: number): void;
  /** A batch was checked, of schemas in this format; `none` where it has no schema. */
  batchChecked(format: SchemaFormatName | "none", seconds: number): void;
  /** Payload bytes of so many events, on average. */
  eventSizes(bytes: number, events: number): void;
  /** Dead letters that left the state of being open. */
  lettersClosed(resolution: LetterResolution, count: number): void;
  /** What the quality rules of a stream found. */
  qualityFound(stream: string, counts: readonly QualityCount[]): void;
  /** Payload bytes of events that were decided. */
  bytesDecided(stream: string, bytes: number): void;
  /** Events that were published although they did not fit, since their stream only logs that. */
  wouldReject(stream: string, failureType: FailureType, count: number): void;
  validationFailed(stream: string, failureType: FailureType, count?: number): void;
  deadLettersParked(stream: string, failureType: FailureType, count?: number): void;
  /** Events that were published although something about them was found wanting. */
  eventsWarned(stream: string, count: number): void;
  /** What became of dead letters in a redrive that ended. */
  lettersRedriven(result: "redriven" | "failed" | "skipped" | "handed_back", count: number): void;
  webhookAttempted(result: "delivered" | "failed"): void;
  retriesAttempted(count?: number): void;
  consumerFailureReported(failureType: FailureType): void;
  /** From a frame's arrival to the moment its acknowledgement was handed over. */
  acknowledged(seconds: number): void;
  streamOpened(): void;
  streamClosed(): void;
  /** Events taken in and not yet decided, and their payload: positive when they come, negative when they are. */
  inflightChanged(events: number, bytes: number): void;
  /** How long a batch waited for room in the window of its stream. */
  windowWaited(seconds: number): void;
  /** A commit is durable, or was not possible; `letters` are the dead letters in it. */
  commitEnded(seconds: number, letters: number, failed: boolean): void;
  /** The store has synced what was written to the disk. */
  synced(seconds: number): void;
  /** `code` as in the protocol, for example `not_found`; `ok` for success. */
  registryCall(method: string, code: string): void;
  storeFailed(): void;
  /** A flood breaker left its closed state, or came back to it. */
  floodBreakerMoved(stream: string, isOpen: boolean): void;
  /** Retention deleted events from the log. */
  eventsTrimmed(stream: string, count: number): void;
  /** Dead letters whose turn in the line of their key had come: published, or found invalid themselves. */
  lettersReleased(result: "released" | "failed", count: number): void;
  /** A policy discarded a failure. */
  failureDiscarded(stream: string): void;
  /** A policy calls people for a failure. */
  failureAlerted(stream: string): void;
  /** Retention deleted closed dead letters. */
  deadLettersPurged(count: number): void;
  connectionRefused(fault: ConnectionFault): void;
  archiveRunEnded(run: { readonly outcome: ArchiveOutcome; readonly archived: number; readonly endedAt: Date }): void;
  /** So many closed dead letters will be deleted within the time of warning. */
  purgeAhead(count: number): void;
}

/** Every kind of failure, so that its series exists at 0 before the first one and `increase()` sees that. */
const failureTypes: Record<FailureType, true> = {
  "schema-not-found": true,
  malformed: true,
  "schema-violation": true,
  "schema-disabled": true,
  "invalid-event": true,
  "too-large": true,
  processing: true,
  sink: true,
  quality: true,
  "key-blocked": true,
};

/** Seconds; from a commit to a quiet disk to one that takes as long as people wait. */
const durationBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Makes the metrics of one process, in a registry of their own. */
export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const m = declare(registry);
  const stream = createLabelValues(maxLabelValues);
  const state = createStateGauges(registry, stream);
  for (const type of Object.keys(failureTypes)) {
    m.parked.inc({ error_type: word(type) }, 0);
    m.consumerFailures.inc({ reason: word(type) }, 0);
  }
  for (const resolution of ["redriven", "resolved", "discarded"]) m.closed.inc({ resolution }, 0);
  for (const format of ["json_schema", "avro", "protobuf", "none"]) m.validationDuration.zero({ format });
  for (const outcome of ["done", "failed", "interrupted"]) m.archiveRuns.inc({ outcome }, 0);
  for (const result of ["released", "failed"]) m.released.inc({ result }, 0);
  for (const result of ["redriven", "failed", "skipped", "handed_back"]) m.redriven.inc({ result }, 0);
  for (const result of ["delivered", "failed"]) m.webhookAttempts.inc({ result }, 0);
  m.buildInfo.set({ version: options.version, node: process.version }, 1);

  return {
    contentType: registry.contentType,
    async exposition() {
      try {
        state.set(await within(stateTimeoutMs, options.state()));
      } catch (cause) {
        state.clear();
        options.onStateError(cause);
      }
      return registry.metrics();
    },
    ...createRecorder(m, stream),
  };
}

function createRecorder(m: Declared, stream: (name: string) => string): Omit<Metrics, "contentType" | "exposition"> {
  const schema = createLabelValues(maxLabelValues);
  return {
    validated: (subject, outcome, count = 1) => {
      m.validations.inc({ schema: schema(subject), outcome }, count);
    },
    eventsDecided: (name, mode, outcome, count = 1) => {
      m.events.inc({ stream: stream(name), outcome: word(outcome), mode: word(mode) }, count);
    },
    bytesDecided: (name, bytes) => {
      m.bytes.inc({ stream: stream(name) }, bytes);
    },
    wouldReject: (name, failureType, count) => {
      m.wouldReject.inc({ stream: stream(name), failure_type: word(failureType) }, count);
    },
    validationFailed: (name, failureType, count = 1) => {
      m.validationFailures.inc({ stream: stream(name), failure_type: word(failureType) }, count);
    },
    deadLettersParked: (name, failureType, count = 1) => {
      m.parked.inc({ error_type: word(failureType) }, count);
      m.added.inc({ stream: stream(name), failure_type: word(failureType) }, count);
    },
    batchChecked: (format, seconds) => {
      m.validationDuration.observe({ format: word(format) }, seconds);
    },
    eventSizes: (bytes, events) => {
      m.eventSize.observe(bytes, events);
    },
    lettersClosed: (resolution, count) => {
      m.closed.inc({ resolution }, count);
    },
    qualityFound: (name, counts) => {
      for (const { measure, name: rule, events } of counts) {
        if (measure === "score") {
          // Scores are counted by the tenth; its middle is what they are on average.
          m.scores.inc({ stream: stream(name) }, events * ((Number(rule) + 0.5) / 10));
          m.scored.inc({ stream: stream(name) }, events);
        } else if (measure !== "questionable") {
          const check = rule === completenessRule || rule === freshnessRule ? rule : "rule";
          m.quality.inc({ stream: stream(name), check, result: word(measure) }, events);
        }
      }
    },
    eventsWarned: (name, count) => {
      m.warned.inc({ stream: stream(name) }, count);
    },
    lettersRedriven: (result, count) => {
      m.redriven.inc({ result }, count);
    },
    webhookAttempted: (result) => {
      m.webhookAttempts.inc({ result });
    },
    retriesAttempted: (count = 1) => {
      m.retries.inc(count);
    },
    consumerFailureReported: (failureType) => {
      m.consumerFailures.inc({ reason: word(failureType) });
    },
    acknowledged: (seconds) => {
      m.ackDuration.observe(seconds);
    },
    streamOpened: () => {
      m.streams.inc();
    },
    streamClosed: () => {
      m.streams.dec();
    },
    inflightChanged: (events, bytes) => {
      m.inflightEvents.inc(events);
      m.inflightBytes.inc(bytes);
    },
    windowWaited: (seconds) => {
      m.windowWait.observe(seconds);
    },
    commitEnded: (seconds, letters, failed) => {
      if (!failed) m.commitDuration.observe(seconds);
      else {
        m.writeFailures.inc();
        m.letterWriteFailures.inc(letters);
      }
    },
    synced: (seconds) => {
      m.syncDuration.observe(seconds);
    },
    registryCall: (method, code) => {
      m.registryRequests.inc({ method, code });
    },
    storeFailed: () => {
      m.storeFailures.inc();
    },
    floodBreakerMoved: (name, isOpen) => {
      // Added, so that the streams beyond the cap, which share a series, are counted in it.
      m.floodBreakers.inc({ stream: stream(name) }, isOpen ? 1 : -1);
    },
    eventsTrimmed: (name, count) => {
      m.trimmed.inc({ stream: stream(name) }, count);
    },
    lettersReleased: (result, count) => {
      m.released.inc({ result }, count);
    },
    failureDiscarded: (name) => {
      m.discarded.inc({ stream: stream(name) });
    },
    failureAlerted: (name) => {
      m.alerts.inc({ stream: stream(name) });
    },
    deadLettersPurged: (count) => {
      m.purged.inc(count);
    },
    archiveRunEnded: ({ outcome, archived, endedAt }) => {
      m.archiveRuns.inc({ outcome });
      m.archived.inc(archived);
      if (outcome === "done") m.archiveSucceeded.set(endedAt.getTime() / 1000);
    },
    purgeAhead: (count) => {
      m.purgeAhead.set(count);
    },
    connectionRefused: (fault) => {
      m.connectionsRefused.inc({ reason: word(fault) });
    },
  };
}

type Declared = ReturnType<typeof declare>;

function declare(registry: Registry) {
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const gauge = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const histogram = (name: string, help: string) =>
    new Histogram({ name, help, buckets: durationBuckets, registers: [registry] });
  return {
    validations: counter("schema_validation_total", "Events checked against a schema.", "schema", "outcome"),
    parked: counter("dlq_messages_total", "Events parked as dead letters.", "error_type"),
    added: counter("sluice_dlq_added_total", "Events parked as dead letters.", "stream", "failure_type"),
    validationDuration: new Histogram({
      name: "sluice_gateway_validation_duration_seconds",
      help: "How long batches took to be checked, by the format of the schema of their first event.",
      labelNames: ["format"],
      buckets: [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5],
      registers: [registry],
    }),
    eventSize: createWeightedHistogram(registry, {
      name: "sluice_gateway_event_size_bytes",
      help: "Payload bytes of events; those of a commit with the same type, version and outcome count with their mean.",
      buckets: [128, 512, 2048, 8192, 32_768, 131_072, 524_288, 2_097_152],
    }),
    closed: counter("sluice_dlq_closed_total", "Dead letters that were closed.", "resolution"),
    quality: counter(
      "sluice_quality_findings_total",
      "Events of which quality rules were missed or could not be evaluated.",
      "stream",
      "check",
      "result",
    ),
    scores: counter("sluice_quality_completeness_score_total", "Sum of the completeness of events.", "stream"),
    scored: counter("sluice_quality_completeness_events_total", "Events whose completeness was measured.", "stream"),
    warned: counter("sluice_gateway_warned_total", "Events published although they were found wanting.", "stream"),
    redriven: counter("sluice_redrive_events_total", "Dead letters that redrives dealt with.", "result"),
    webhookAttempts: counter("sluice_webhook_attempts_total", "Attempts to tell webhooks of alerts.", "result"),
    retries: counter("dlq_retry_attempts_total", "Dead letters that were tried again."),
    consumerFailures: counter(
      "consumer_validation_failures_total",
      "Events that consumers reported as dead letters.",
      "reason",
    ),
    events: counter("sluice_gateway_events_total", "Events decided.", "stream", "outcome", "mode"),
    validationFailures: counter(
      "sluice_gateway_validation_failures_total",
      "Events that did not fit, whatever became of them.",
      "stream",
      "failure_type",
    ),
    bytes: counter("sluice_gateway_event_bytes_total", "Payload bytes of events decided.", "stream"),
    wouldReject: counter(
      "sluice_gateway_would_reject_total",
      "Events published under log-only that would not be under enforce.",
      "stream",
      "failure_type",
    ),
    ackDuration: histogram(
      "sluice_gateway_ack_duration_seconds",
      "From the arrival of a frame to its acknowledgement.",
    ),
    windowWait: histogram("sluice_gateway_window_wait_seconds", "How long batches waited for room in their window."),
    commitDuration: histogram("sluice_store_commit_duration_seconds", "How long commits took until they were durable."),
    syncDuration: histogram("sluice_store_sync_duration_seconds", "How long the disk took to sync what was written."),
    writeFailures: counter("sluice_store_write_failures_total", "Commits of events that were not possible."),
    letterWriteFailures: counter(
      "sluice_dlq_write_failures_total",
      "Events that could not be parked as dead letters; their producers were told.",
    ),
    streams: gauge("sluice_gateway_streams", "Publish streams that are open."),
    inflightEvents: gauge("sluice_gateway_inflight_events", "Events taken in and not yet decided."),
    inflightBytes: gauge("sluice_gateway_inflight_bytes", "Their payload."),
    registryRequests: counter("sluice_registry_requests_total", "Calls of the registry.", "method", "code"),
    released: counter(
      "sluice_dlq_released_total",
      "Dead letters that waited for others of their key and were published or found invalid.",
      "result",
    ),
    floodBreakers: gauge(
      "sluice_flood_breaker_open",
      "1 while nearly everything a stream gets is invalid, so that invalid events are not parked.",
      "stream",
    ),
    trimmed: counter("sluice_log_trimmed_events_total", "Events that retention deleted from the log.", "stream"),
    discarded: counter(
      "sluice_dlq_discarded_failures_total",
      "Failures of consumers that policies discarded.",
      "stream",
    ),
    alerts: counter("sluice_dlq_alerts_total", "Failures of consumers for which policies call people.", "stream"),
    purged: counter("sluice_dlq_purged_total", "Closed dead letters that retention deleted."),
    archived: counter("sluice_dlq_archived_total", "Dead letters that were put into the archive."),
    archiveRuns: counter("sluice_dlq_archive_runs_total", "Runs of the archive.", "outcome"),
    archiveSucceeded: gauge(
      "sluice_dlq_archive_last_success_timestamp_seconds",
      "When everything there was had been archived last; 0 before the first time.",
    ),
    purgeAhead: gauge(
      "sluice_dlq_purge_ahead",
      "Closed dead letters that will be deleted within the time of warning (deadLetterPurgeWarningDays); counted up to 10,000.",
    ),
    storeFailures: counter("sluice_store_failures_total", "Operations the store could not carry out."),
    connectionsRefused: counter(
      "sluice_http_connections_refused_total",
      "Connections that were turned away or cut.",
      "reason",
    ),
    buildInfo: gauge("sluice_build_info", "1, with what is running as labels.", "version", "node"),
  };
}

async function within<Value>(timeoutMs: number, promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`No answer within ${timeoutMs} ms.`));
    }, timeoutMs);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
