import { type ErrorReason } from "../core/errors.js";
import type { ArchiveRunRow } from "../store/store.js";
import { describeCause } from "./describe-cause.js";
import { type ConnectionFault } from "./http-limits.js";
import { type Logger } from "./logger.js";
import { type Metrics } from "./metrics.js";
import { type StopSignal } from "./shutdown.js";

/** The start is done. */
export interface Started {
  readonly version: string;
  readonly host: string;
  readonly port: number;
  /** Where the data lives. */
  readonly location: string;
  readonly durationMs: number;
}

/** A long-lived stream of a client. */
export interface OpenedStream {
  readonly kind: "publish" | "subscribe";
  readonly stream: string;
  /** Names the connection, here and to the client. */
  readonly sessionId: string;
}

/** How such a stream ended. */
export interface ClosedStream extends OpenedStream {
  readonly durationMs: number;
  /** Events that were decided or delivered on it. */
  readonly events: number;
  /** Undefined when it ended in order. */
  readonly failure: ErrorReason | "cancelled" | undefined;
}

/** A call that failed. */
export interface FailedCall {
  /** What the caller was told, so that both sides find each other. */
  readonly requestId: string;
  /** For example `sluice.v1.RegistryService/RegisterSchema`. */
  readonly method: string;
  readonly reason: ErrorReason;
  /** The error that was caught; only its class, code and place are logged where it may quote a payload. */
  readonly cause: unknown;
}

/** A redrive that ended. */
export interface FinishedRedrive {
  readonly redriveId: string;
  readonly status: string;
  readonly total: number;
  readonly redriven: number;
  readonly failedAgain: number;
  readonly skipped: number;
  readonly handedBack: number;
}

/** Dead letters that waited for others of their key, and went on. */
export interface ReleasedLetters {
  readonly released: number;
  /** Those that were found invalid themselves and hold back what is behind them. */
  readonly failed: number;
}

/** Open dead letters that were examined again. */
export interface ReexaminedDeadLetters {
  readonly subject: string;
  readonly version: number;
  readonly examined: number;
  /** How many of them pass now. */
  readonly wouldPass: number;
  readonly redriveIds: readonly string[];
  /** The later version that is examined instead; 0 for none. */
  readonly supersededBy: number;
}

/** A flood breaker that came to another state. */
export interface MovedFloodBreaker {
  readonly stream: string;
  readonly state: "closed" | "open" | "half-open";
  /** Events it refused so far. */
  readonly refused: number;
}

/** Events that retention deleted. */
export interface TrimmedLog {
  readonly stream: string;
  readonly records: number;
  readonly bytes: number;
  readonly firstPosition: number;
}

/** An attempt to deliver alerts. */
export interface WebhookAttempt {
  readonly webhookId: string;
  /** The number of the attempt, from 1. */
  readonly attempts: number;
  readonly error: string;
}

/** A registered version. */
export interface RegisteredSchema {
  readonly subject: string;
  readonly version: number;
  readonly semver: string;
  readonly schemaId: number;
}

/** A failure that a consumer reported, and a policy of its stream speaks about. */
interface PolicyFailure {
  readonly stream: string;
  readonly consumerGroup: string;
  readonly errorType: string;
}

/**
 * Everything the server says about itself, one method each: to the log, and to the metrics where it is counted. Nothing
 * here takes a payload, so none can be logged.
 */
export interface ServerEvents {
  readonly starting: (version: string) => void;
  readonly started: (started: Started) => void;
  /** It listens beyond loopback and lets everybody do everything. */
  readonly unauthenticated: (host: string) => void;
  readonly stopping: (signal: StopSignal) => void;
  /** `cut` counts the connections that did not end in time. */
  readonly stopped: (cut: number, durationMs: number) => void;
  readonly startFailed: (cause: unknown) => void;
  readonly stopFailed: (cause: unknown) => void;
  readonly streamOpened: (stream: OpenedStream) => void;
  readonly streamClosed: (stream: ClosedStream) => void;
  readonly schemaRegistered: (schema: RegisteredSchema) => void;
  readonly callFailed: (call: FailedCall) => void;
  /** A page or a request handler threw. */
  readonly requestFailed: (cause: unknown) => void;
  /** `operation` names the verb, for example `log.commit`. */
  readonly storeFailed: (operation: string, cause: unknown) => void;
  /** Nothing is written any more until the process is started again. */
  readonly storeLost: (cause: unknown) => void;
  /** The backlog could not be read for a scrape. */
  readonly backlogUnknown: (cause: unknown) => void;
  readonly connectionRefused: (fault: ConnectionFault) => void;
  readonly redriveFinished: (redrive: FinishedRedrive) => void;
  /** Letters that waited in the lines of their keys went on. */
  readonly lettersReleased: (summary: ReleasedLetters) => void;
  /** A failure that a policy discards. */
  readonly failureDiscarded: (failure: PolicyFailure) => void;
  /** A failure for which a policy calls people. */
  readonly failureAlerted: (failure: PolicyFailure & { readonly deadLetterId: string }) => void;
  /** A consumer group gets nothing through: its dead letters are not retried for a while. */
  readonly retriesPaused: (target: Pick<PolicyFailure, "stream" | "consumerGroup">) => void;
  /** Redrives that an earlier process left running, and this one carries on. */
  readonly redrivesResumed: (count: number) => void;
  /** Open dead letters were examined again, since their subject got a version. */
  readonly deadLettersReexamined: (reexamined: ReexaminedDeadLetters) => void;
  readonly floodBreakerMoved: (breaker: MovedFloodBreaker) => void;
  readonly logTrimmed: (trimmed: TrimmedLog) => void;
  readonly deadLettersPurged: (count: number) => void;
  /** A run of the archive has ended. */
  readonly archiveRunEnded: (run: ArchiveRunRow) => void;
  /** Dead letters came back from the archive. */
  readonly lettersRestored: (count: number) => void;
  /** Closed dead letters will be deleted within the time of warning. */
  readonly purgeAhead: (count: number, days: number) => void;
  /** An attempt to tell a webhook of alerts; `error` is empty when it got through. */
  readonly webhookAttempted: (attempt: WebhookAttempt) => void;
  /** Looking for alerts, or delivering them, broke off; it is tried again. */
  readonly alertsFailed: (cause: unknown) => void;
  /** A task of the upkeep broke off; the next round tries again. */
  readonly upkeepFailed: (task: string, cause: unknown) => void;
}

/** How often refused connections and calls are logged, of each kind; each is counted. */
const refusedLogIntervalMs = 10_000;

/** Reasons for which the server, not the caller, has to answer. */
const ownFaults: ReadonlySet<ErrorReason> = new Set(["INTERNAL", "STORE_UNAVAILABLE"]);

/** Connects the events of one process to its log and its metrics. */
export function createServerEvents(log: Logger, metrics: Metrics): ServerEvents {
  return {
    ...lifeEvents(log),
    ...workEvents(log, metrics),
    ...upkeepEvents(log, metrics),
    ...faultEvents(log, metrics),
    ...alertEvents(log, metrics),
  };
}

type LifeEvents = Pick<
  ServerEvents,
  "starting" | "started" | "unauthenticated" | "stopping" | "stopped" | "startFailed" | "stopFailed"
>;

function lifeEvents(log: Logger): LifeEvents {
  return {
    starting: (version) => {
      log.info({ event: "starting", version }, "Sluice is starting");
    },
    started: (started) => {
      log.info({ event: "started", ...started }, "Sluice takes work");
    },
    unauthenticated: (host) => {
      const advice = "Nobody has to prove who they are: everybody who reaches this address may do everything";
      log.warn({ event: "unauthenticated", host }, advice);
    },
    stopping: (signal) => {
      log.info({ event: "stopping", signal }, "Sluice is stopping");
    },
    stopped: (cut, durationMs) => {
      log[cut > 0 ? "warn" : "info"]({ event: "stopped", cut, durationMs }, "Sluice has stopped");
    },
    startFailed: (cause) => {
      log.error({ event: "startFailed", error: describeCause(cause) }, "Sluice could not start");
    },
    stopFailed: (cause) => {
      log.error({ event: "stopFailed", error: describeCause(cause) }, "Sluice could not stop in order");
    },
  };
}

type WorkEvents = Pick<
  ServerEvents,
  | "streamOpened"
  | "streamClosed"
  | "schemaRegistered"
  | "redriveFinished"
  | "redrivesResumed"
  | "deadLettersReexamined"
  | "lettersReleased"
  | "failureDiscarded"
  | "failureAlerted"
  | "retriesPaused"
>;

function workEvents(log: Logger, metrics: Metrics): WorkEvents {
  return {
    streamOpened: (stream) => {
      if (stream.kind === "publish") metrics.streamOpened();
      log.debug({ event: "streamOpened", ...stream }, "A stream was opened");
    },
    streamClosed: (stream) => {
      if (stream.kind === "publish") metrics.streamClosed();
      const level = stream.failure === undefined || stream.failure === "cancelled" ? "debug" : "info";
      log[level]({ event: "streamClosed", ...stream }, "A stream has ended");
    },
    schemaRegistered: (schema) => {
      log.info({ event: "schemaRegistered", ...schema }, "A version was registered");
    },
    redriveFinished: (redrive) => {
      log.info({ event: "redriveFinished", ...redrive }, "A redrive has ended");
    },
    lettersReleased: (summary) => {
      metrics.lettersReleased("released", summary.released);
      metrics.lettersReleased("failed", summary.failed);
      log.info({ event: "lettersReleased", ...summary }, "Dead letters that waited for others of their key went on");
    },
    failureDiscarded: (failure) => {
      metrics.failureDiscarded(failure.stream);
      log.debug({ event: "failureDiscarded", ...failure }, "A failure was discarded by policy");
    },
    failureAlerted: (failure) => {
      metrics.failureAlerted(failure.stream);
      log.error({ event: "failureAlerted", ...failure }, "A consumer reported a failure that people are to see");
    },
    retriesPaused: (target) => {
      log.warn({ event: "retriesPaused", ...target }, "Retries pause: the consumer group gets none of them through");
    },
    redrivesResumed: (count) => {
      if (count > 0) log.info({ event: "redrivesResumed", count }, "Redrives of an earlier process go on");
    },
    deadLettersReexamined: (reexamined) => {
      log.info({ event: "deadLettersReexamined", ...reexamined }, "Dead letters were examined with a new version");
    },
  };
}

type UpkeepEvents = Pick<
  ServerEvents,
  | "floodBreakerMoved"
  | "logTrimmed"
  | "deadLettersPurged"
  | "upkeepFailed"
  | "archiveRunEnded"
  | "lettersRestored"
  | "purgeAhead"
>;

function upkeepEvents(log: Logger, metrics: Metrics): UpkeepEvents {
  const flooded = new Set<string>();
  let announced = 0;
  return {
    floodBreakerMoved: (breaker) => {
      const { stream, state } = breaker;
      const isOpen = state !== "closed";
      if (isOpen !== flooded.has(stream)) metrics.floodBreakerMoved(stream, isOpen);
      if (isOpen) flooded.add(stream);
      else flooded.delete(stream);
      const fields = { event: "floodBreakerMoved", ...breaker };
      if (state === "open") log.warn(fields, "A stream is flooded with invalid events: they are not parked");
      else log.info(fields, isOpen ? "A sample of invalid events is parked again" : "Invalid events are parked again");
    },
    logTrimmed: (trimmed) => {
      metrics.eventsTrimmed(trimmed.stream, trimmed.records);
      log.debug({ event: "logTrimmed", ...trimmed }, "Events that are kept no longer were deleted");
    },
    deadLettersPurged: (count) => {
      metrics.deadLettersPurged(count);
      log.debug({ event: "deadLettersPurged", count }, "Closed dead letters that are kept no longer were deleted");
    },
    archiveRunEnded: ({ startedAt, endedAt, outcome, archived, bytes, error }) => {
      metrics.archiveRunEnded({ outcome, archived, endedAt });
      const durationMs = endedAt.getTime() - startedAt.getTime();
      const fields = { event: "archiveRunEnded", outcome, archived, bytes, durationMs };
      if (outcome === "failed") log.warn({ ...fields, error }, "Dead letters could not be archived");
      else log[archived > 0 ? "info" : "debug"](fields, "Dead letters were archived");
    },
    lettersRestored: (count) => {
      log.info({ event: "lettersRestored", count }, "Dead letters came back from the archive");
    },
    purgeAhead: (count, days) => {
      metrics.purgeAhead(count);
      if (count > 0 && count !== announced)
        log.warn({ event: "purgeAhead", count, days }, "Closed dead letters will be deleted soon");
      announced = count;
    },
    upkeepFailed: (task, cause) => {
      log.warn({ event: "upkeepFailed", task, error: describeCause(cause) }, "What is kept no longer was not deleted");
    },
  };
}

type FaultEvents = Pick<
  ServerEvents,
  "callFailed" | "requestFailed" | "storeFailed" | "storeLost" | "backlogUnknown" | "connectionRefused"
>;

function faultEvents(log: Logger, metrics: Metrics): FaultEvents {
  const mayLogRefused = atMostEvery(refusedLogIntervalMs);
  return {
    callFailed: ({ cause, ...call }) => {
      const level = ownFaults.has(call.reason) ? "error" : "debug";
      log[level]({ event: "callFailed", ...call, error: describeCause(cause) }, "A call failed");
    },
    requestFailed: (cause) => {
      log.error({ event: "requestFailed", error: describeCause(cause) }, "A request failed");
    },
    storeFailed: (operation, cause) => {
      metrics.storeFailed();
      log.error({ event: "storeFailed", operation, error: describeCause(cause) }, "The store failed");
    },
    storeLost: (cause) => {
      log.error({ event: "storeLost", error: describeCause(cause) }, "The store is lost; start Sluice again");
    },
    backlogUnknown: (cause) => {
      log.warn(
        { event: "backlogUnknown", error: describeCause(cause) },
        "The backlog could not be read for the metrics",
      );
    },
    connectionRefused: (fault) => {
      metrics.connectionRefused(fault);
      if (mayLogRefused(fault)) log.warn({ event: "connectionRefused", fault }, "Connections are refused");
    },
  };
}

function alertEvents(log: Logger, metrics: Metrics): Pick<ServerEvents, "webhookAttempted" | "alertsFailed"> {
  return {
    webhookAttempted: (attempt) => {
      metrics.webhookAttempted(attempt.error === "" ? "delivered" : "failed");
      const fields = { event: "webhookAttempted", ...attempt };
      if (attempt.error === "") log.debug(fields, "A webhook was told of alerts");
      else log.warn(fields, "A webhook could not be told of alerts");
    },
    alertsFailed: (cause) => {
      log.warn({ event: "alertsFailed", error: describeCause(cause) }, "Alerts could not be looked at or delivered");
    },
  };
}

/** Of each kind, one in so long. */
function atMostEvery(intervalMs: number): (kind: string) => boolean {
  const latest = new Map<string, number>();
  return (kind) => {
    const now = performance.now();
    if (now - (latest.get(kind) ?? -Infinity) < intervalMs) return false;
    latest.set(kind, now);
    return true;
  };
}
