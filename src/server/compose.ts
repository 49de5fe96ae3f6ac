import { randomInt } from "node:crypto";
import { setMaxListeners } from "node:events";
import { existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { ConnectRouter } from "@connectrpc/connect";
import { monotonicFactory } from "ulid";
import { Health } from "../../gen/proto/health/v1/health_pb.js";
import { AlertService } from "../../gen/proto/sluice/v1/alert_pb.js";
import { ArchiveService } from "../../gen/proto/sluice/v1/archive_pb.js";
import { ConsumerService } from "../../gen/proto/sluice/v1/consumer_pb.js";
import { DeadLetterService } from "../../gen/proto/sluice/v1/dead_letter_pb.js";
import { GatewayService } from "../../gen/proto/sluice/v1/gateway_pb.js";
import { RecipeService } from "../../gen/proto/sluice/v1/recipe_pb.js";
import { RegistryService } from "../../gen/proto/sluice/v1/registry_pb.js";
import { type AlertDeps, type Alerts, createAlerts } from "../alerts/alerts.js";
import { type Archive, createArchive } from "../archive/archive.js";
import { type Clock, steadyClock, systemClock } from "../core/clock.js";
import { createDeadLetters, type DeadLetters } from "../dlq/dead-letters.js";
import { lastOf } from "../dlq/preview-retry.js";
import { formats } from "../formats/catalog.js";
import type { SchemaFormat } from "../formats/format.js";
import { lintOffLoop, type Linter, offLoop } from "../analysis/off-loop.js";
import { createThreadPool, type ThreadPool } from "../analysis/thread-pool.js";
import { createGateway, type Gateway } from "../gateway/gateway.js";
import { createFormats } from "../registry/formats.js";
import { createRegistry, type Registry } from "../registry/registry.js";
import { alertService } from "../rpc/alerts.js";
import { archiveService } from "../rpc/archive.js";
import { consumerService } from "../rpc/consumers.js";
import { deadLetterService } from "../rpc/dead-letters.js";
import { encodedPublishRoute } from "../rpc/encoded-publish.js";
import { gatewayService } from "../rpc/gateway.js";
import { lint } from "../lint/lint.js";
import { healthRoutes } from "../rpc/health.js";
import { errorInterceptor } from "../rpc/interceptor.js";
import { recipeService } from "../rpc/recipes.js";
import { reflectionRoutes } from "../rpc/reflection.js";
import { registryService } from "../rpc/registry.js";
import { subscriptionLimit } from "../rpc/subscription-limit.js";
import { openSqliteStore } from "../store/sqlite/index.js";
import { suggestFixes } from "../suggest/suggest-fixes.js";
import type { Store } from "../store/store.js";
import { createRedaction } from "../registry/redaction.js";
import type { SubjectNameStrategy } from "../core/subject.js";
import { readablePayload } from "../registry/readable-payload.js";
import { type ArchiveConfig, archiveStorage } from "./archive-config.js";
import { alertSettings } from "./alert-settings.js";
import { readBacklog } from "./backlog.js";
import type { Config } from "./config.js";
import { type ConnectHandlerOptions, createConnectHandler } from "./connect-handler.js";
import { createServerEvents, type ServerEvents } from "./events.js";
import { createHttpServer } from "./http.js";
import type { ListenAddress } from "./listen.js";
import type { Logger } from "./logger.js";
import { loadLintConfig } from "./load-lint-config.js";
import { createMetrics, type Metrics } from "./metrics.js";
import { recordCommit } from "./record-commit.js";
import { answerNotFound, standardRoutes } from "./plain-routes.js";
import { createPublishObserver } from "./publish-observer.js";
import { countPurgeAhead } from "./purge-ahead.js";
import { createReadiness } from "./readiness.js";
import { startUpkeep, type Upkeep } from "./upkeep.js";
import { upkeepTasks } from "./upkeep-tasks.js";

/** A server that was put together and not started. */
export interface Server {
  readonly events: ServerEvents;
  /** Opens the store and listens; answers where, and where the data lives. */
  start(): Promise<ListenAddress & { readonly location: string }>;
  /** Drains: no new work, everything taken in is decided and acknowledged, then the store is closed. Idempotent. */
  stop(): Promise<void>;
}

/** What differs between a real server and one under test. */
export interface ServerOptions {
  readonly config: Config;
  readonly logger: Logger;
  readonly version: string;
  readonly clock?: Clock;
}

/** The composition root: the only place that knows every room. */
export function createServer(options: ServerOptions): Server {
  const { config, version, clock: given = systemClock } = options;
  const readiness = createReadiness();
  const analysis = createAnalysis(config);
  const lintConfig = loadLintConfig(config.lintConfig);
  let opened: { store: Store; rooms: Rooms; http: ReturnType<typeof createHttpServer>; upkeep?: Upkeep } | undefined;
  const metrics = createMetrics({
    version,
    backlog: async () => await readBacklog(opened?.store),
    onBacklogError: (cause) => {
      events.backlogUnknown(cause);
    },
  });
  const events = createServerEvents(options.logger, metrics);
  const stopping = new AbortController();
  // Each call under way listens to it; ten of them are no leak.
  setMaxListeners(0, stopping.signal);
  let stopped: Promise<void> | undefined;

  const stop = async (): Promise<void> => {
    const startedAt = performance.now();
    readiness.markStopping();
    stopping.abort();
    const cut = (await opened?.http.stop(config.drainTimeoutMs)) ?? 0;
    await opened?.upkeep?.stop();
    await opened?.rooms.deadLetters.reexaminer.close();
    await opened?.rooms.archive.close();
    await opened?.rooms.deadLetters.redrives.close();
    await opened?.rooms.deadLetters.releases.close();
    await opened?.rooms.alerts.close();
    await opened?.rooms.deadLetters.retries.close();
    await opened?.rooms.gateway.drain();
    await analysis?.close();
    await opened?.store.close();
    events.stopped(cut, performance.now() - startedAt);
  };

  return {
    events,
    async start() {
      const startedAt = performance.now();
      events.starting(version);
      readiness.waitingFor("opening the store");
      const store = await openSqliteStore({
        directory: config.data,
        clock: given,
        onFailure: (failure) => {
          readiness.markFailed(failure.message);
          events.storeLost(failure);
        },
      });
      const clock = steadyClock(given, await store.streams.lastCommitAt());
      const rooms = createRooms({
        store,
        clock,
        events,
        metrics,
        commitMaxEvents: config.commitMaxEvents,
        stopping: stopping.signal,
        archive: config,
        alertSettings: alertSettings(config),
        formats: analysis === undefined ? formats : formats.map((format) => offLoop(format, analysis)),
        lint:
          analysis === undefined
            ? async (format, source) => lint(format, source, lintConfig)
            : lintOffLoop(lintConfig, analysis),
      });
      const http = createHttpServer({
        handler: createConnectHandler({
          ...routesOf(rooms, {
            strategyOf: async (stream) =>
              (await store.streams.config(stream))?.subjectNameStrategy ?? "stream-and-type",
            purgeAhead: () => countPurgeAhead(store.deadLetters, clock, config),
            config,
            clock,
            events,
            metrics,
            readiness,
            stopping: stopping.signal,
          }),
          readMaxBytes: config.maxRequestBytes,
          clientTimeoutMs: config.clientTimeoutMs,
          onStalled: () => {
            events.connectionRefused("stalled");
          },
          maxIncomingBytes: config.maxIncomingBytes,
          onNoRoom: () => {
            events.connectionRefused("no-room");
          },
          // Subscriptions and watches have no end of their own; their clients resume elsewhere.
          shutdownSignal: stopping.signal,
          interceptors: [
            errorInterceptor({
              newId: rooms.newId,
              stopping: stopping.signal,
              observer: callObserver(events, metrics),
            }),
            subscriptionLimit(config.maxSubscriptions),
          ],
          fallback: answerNotFound,
          onError: events.requestFailed,
        }),
        routes: standardRoutes({ readiness, metrics, version }),
        limits: { maxConnections: config.maxConnections },
        onFault: events.connectionRefused,
        onError: events.requestFailed,
      });
      opened = { store, rooms, http };
      const address = await http.listen({ host: config.host, port: config.port });
      rooms.deadLetters.retries.start();
      opened.upkeep = keepUp({ store, clock, config, events, releases: rooms.deadLetters.releases });
      events.redrivesResumed(await rooms.deadLetters.redrives.resumeAll());
      rooms.deadLetters.reexaminer.start();
      rooms.archive.begin();
      rooms.alerts.start();
      readiness.markReady();
      const { location } = store;
      events.started({ version, ...address, location, durationMs: performance.now() - startedAt });
      return { ...address, location };
    },
    stop: async () => {
      stopped ??= stop();
      await stopped;
    },
  };
}

type UpkeepNeeds = Pick<RoomDeps, "store" | "clock" | "events"> & { config: Config; releases: DeadLetters["releases"] };

function keepUp({ store, clock, config, events, releases }: UpkeepNeeds) {
  const tasks = upkeepTasks({
    store,
    clock,
    config,
    onTrimmed: (stream, { records, bytes, firstPosition }) => {
      events.logTrimmed({ stream, records, bytes, firstPosition });
    },
    onPurgeAhead: events.purgeAhead,
    onPurged: events.deadLettersPurged,
    releases,
  });
  return startUpkeep({ tasks, intervalMs: config.upkeepIntervalMs, sleep, onFailed: events.upkeepFailed });
}

interface Rooms {
  readonly registry: Registry;
  readonly gateway: Gateway;
  readonly deadLetters: DeadLetters;
  readonly letters: Store["deadLetters"];
  readonly archive: Archive;
  readonly alerts: Alerts;
  readonly newId: () => string;
}

interface RoomDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly events: ServerEvents;
  readonly metrics: Metrics;
  readonly commitMaxEvents: number;
  /** Aborts when the server stops. */
  readonly stopping: AbortSignal;
  readonly archive: ArchiveConfig;
  readonly alertSettings: Pick<AlertDeps, keyof ReturnType<typeof alertSettings>>;
  readonly formats: readonly SchemaFormat[];
  readonly lint: Linter;
}

/** How much is examined for the answer to a check or a registration. */
const answered = { letters: 1000, events: 500 };

/** The heap of a thread that compares schemas. Real comparisons stay below a tenth of it. */
const analysisMemoryMb = 512;

/** Comparisons that may wait: at the time limit each, the last of them waits for about four minutes. */
const maxWaitingAnalyses = 256;

/** The threads that read and compare schemas; undefined where the program runs from sources, which threads cannot load. */
function createAnalysis(config: Config): ThreadPool | undefined {
  const start = new URL("../analysis/thread.js", import.meta.url);
  if (!existsSync(start)) return undefined;
  return createThreadPool({
    start,
    threads: config.analysisThreads,
    timeLimitMs: config.analysisTimeLimitMs,
    memoryLimitMb: analysisMemoryMb,
    maxWaiting: maxWaitingAnalyses,
  });
}

/** Resolves after so many milliseconds, or at once when the signal aborts. */
async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
}

function createRooms(deps: RoomDeps): Rooms {
  const { store, clock, events, metrics, commitMaxEvents } = deps;
  const nextUlid = monotonicFactory();
  const newId = (): string => nextUlid(clock.now().getTime());
  // The registry asks the dead letters, these ask the gateway, and that asks the registry: the circle closes here.
  const view: { deadLetters?: DeadLetters } = {};
  const deadLettersView = (): DeadLetters => {
    if (view.deadLetters === undefined) throw new Error("The dead letters are asked before they exist.");
    return view.deadLetters;
  };
  const registry = createRegistry({
    store,
    formats: createFormats(deps.formats),
    lint: deps.lint,
    deadLetters: {
      impactOf: async (subject, schema) => {
        const against = { kind: "candidate", ...schema } as const;
        return await lastOf(deadLettersView().watchImpact({ subject, against, ...answered, signal: deps.stopping }));
      },
      openTriedWith: async (subject, schemaId) => await deadLettersView().openTriedWith(subject, schemaId),
    },
    clock,
    sleep,
  });
  const alerts = createAlerts({
    ...deps.alertSettings,
    store,
    clock,
    newId,
    sleep,
    onAttempt: events.webhookAttempted,
    onFailed: events.alertsFailed,
  });
  const gateway = createGateway({
    store,
    registry,
    clock,
    newId,
    commitMaxEvents,
    onCommitted: (summary) => {
      recordCommit(metrics, summary);
      alerts.committed(summary);
      // What it waits for may have been closed while it was on its way.
      if (summary.parked.some(({ failureType }) => failureType === "key-blocked")) deadLettersView().releases.look();
    },
    onFloodBreaker: (stream, { state, refused }) => {
      events.floodBreakerMoved({ stream, state, refused });
      alerts.breakerMoved(stream, state !== "closed", refused);
    },
    onRetrySucceeded: (stream, group) => {
      deadLettersView().retrySucceeded(stream, group);
    },
  });
  const deadLetters = createDeadLetters({
    deadLetters: store.deadLetters,
    redrives: store.redrives,
    recipes: store.recipes,
    reexaminations: store.reexaminations,
    changes: store.changes,
    streams: store.streams,
    registry: store.registry,
    consumers: store.consumers,
    redelivery: gateway.redelivery,
    configOf: async (stream) => (await gateway.settings.get(stream)).config,
    clock,
    newId,
    sleep,
    onFailed: (cause) => {
      events.storeFailed("redrive", cause);
    },
    random: () => randomInt(2 ** 32) / 2 ** 32,
    onHandedOver: (stream) => {
      gateway.wake(stream);
    },
    onRetried: (letters) => {
      metrics.retriesAttempted(letters);
    },
    onRetryFailed: (cause) => {
      events.storeFailed("retry", cause);
    },
    onReported: (report, result) => {
      const { stream, consumerGroup, errorType } = report;
      // Its waiting members are told that there is room, or that a key is free.
      if (report.deliveryId !== "") gateway.wake(stream);
      // The committer counts what it parks.
      if (result.created && report.deliveryId !== "") metrics.deadLettersParked(stream, "processing");
      if (result.action === "discard") events.failureDiscarded({ stream, consumerGroup, errorType });
      if (result.letter?.alerting === true && (result.created || report.deliveryId !== "")) {
        events.failureAlerted({ stream, consumerGroup, errorType, deadLetterId: result.letter.id });
      }
    },
    onTargetDown: (stream, consumerGroup) => {
      events.retriesPaused({ stream, consumerGroup });
    },
    onReleased: events.lettersReleased,
    onReleaseFailed: (cause) => {
      events.storeFailed("release", cause);
    },
    onReexamined: ({ subject, version, impact: { examined, wouldPass }, redriveIds }) => {
      events.deadLettersReexamined({ subject, version, examined, wouldPass, redriveIds });
    },
    onEnded: (progress) => {
      metrics.retriesAttempted(progress.redriven + progress.failedAgain);
      const { id, status, total, redriven, failedAgain, skipped } = progress;
      metrics.lettersRedriven("redriven", redriven);
      metrics.lettersRedriven("failed", failedAgain);
      metrics.lettersRedriven("skipped", skipped);
      events.redriveFinished({ redriveId: id, status, total, redriven, failedAgain, skipped });
    },
  });
  view.deadLetters = deadLetters;
  const archive = createArchive({
    archive: store.archive,
    deadLetters: store.deadLetters,
    storage: archiveStorage(deps.archive),
    decode: (letter) => readablePayload(registry.compiledSchemas, letter),
    clock,
    random: Math.random,
    sleep,
    onRunEnded: events.archiveRunEnded,
    onRestored: events.lettersRestored,
    onFailed: (cause) => {
      events.storeFailed("archive", cause);
    },
  });
  return { registry, gateway, deadLetters, archive, alerts, letters: store.deadLetters, newId };
}

interface RouteDeps {
  readonly purgeAhead: () => Promise<number>;
  readonly strategyOf: (stream: string) => Promise<SubjectNameStrategy>;
  readonly config: Config;
  readonly clock: Clock;
  readonly events: ServerEvents;
  readonly metrics: Metrics;
  readonly readiness: ReturnType<typeof createReadiness>;
  readonly stopping: AbortSignal;
}

function routesOf(rooms: Rooms, deps: RouteDeps): Pick<ConnectHandlerOptions, "routes" | "binaryRoutes"> {
  const { registry, gateway, deadLetters, archive, alerts, newId } = rooms;
  const suggesting = { registry, deadLetters, letters: rooms.letters, redelivery: gateway.redelivery };
  const { config, clock, events, metrics, readiness, stopping, purgeAhead, strategyOf } = deps;
  const redact = createRedaction({ ...registry, strategyOf });
  const { heartbeatMs, windowEvents, windowBytes } = config;
  const services = [
    ...[RegistryService, GatewayService, ConsumerService],
    ...[DeadLetterService, RecipeService, ArchiveService, AlertService],
  ];
  const observer = createPublishObserver({ events, metrics, maxStreams: config.maxStreams });
  const openTimeoutMs = config.clientTimeoutMs;
  const publishing = { gateway, newId, windowEvents, windowBytes, openTimeoutMs, stopping, observer };
  const routes = (router: ConnectRouter): void => {
    router.service(RegistryService, registryService({ registry, heartbeatMs, onRegistered: events.schemaRegistered }));
    router.service(GatewayService, gatewayService({ ...publishing, heartbeatMs, now: () => clock.now(), sleep }));
    const onReported = (): void => {
      metrics.consumerFailureReported("processing");
    };
    const now = (): Date => clock.now();
    router.service(DeadLetterService, deadLetterService({ deadLetters, now, redact, purgeAhead, sleep, onReported }));
    router.service(ConsumerService, consumerService({ gateway, deadLetters, stopping }));
    const suggest = async (group: string, limit: number) => await suggestFixes(suggesting, group, limit);
    router.service(RecipeService, recipeService({ deadLetters, now, suggest }));
    router.service(ArchiveService, archiveService({ archive }));
    router.service(AlertService, alertService({ alerts, sleep, heartbeatMs }));
    healthRoutes({ source: readiness, services: services.map((service) => service.typeName) })(router);
    reflectionRoutes([...services, Health])(router);
  };
  return { routes, binaryRoutes: encodedPublishRoute(publishing) };
}

function callObserver(events: ServerEvents, metrics: Metrics): Parameters<typeof errorInterceptor>[0]["observer"] {
  return {
    finished: (method, code) => {
      if (method.startsWith(RegistryService.typeName)) metrics.registryCall(method.split("/")[1] ?? method, code);
    },
    failed: (call) => {
      if (call.reason === "STORE_UNAVAILABLE") events.storeFailed(call.method, call.cause);
      events.callFailed(call);
    },
  };
}
