import { setMaxListeners } from "node:events";
import { existsSync } from "node:fs";
import { RegistryService } from "../../gen/proto/sluice/v1/registry_pb.js";
import { type Clock, steadyClock, systemClock } from "../core/clock.js";
import { type DeadLetters } from "../dlq/dead-letters.js";
import { formats } from "../formats/catalog.js";
import { lintOffLoop, offLoop } from "../analysis/off-loop.js";
import { createThreadPool, type ThreadPool } from "../analysis/thread-pool.js";
import { errorInterceptor, serverStopping } from "../rpc/interceptor.js";
import { subscriptionLimit } from "../rpc/subscription-limit.js";
import { openSqliteStore } from "../store/sqlite/index.js";
import type { Store } from "../store/store.js";
import { alertSettings } from "./alert-settings.js";
import type { Config } from "./config.js";
import { createConnectHandler } from "./connect-handler.js";
import { createServerEvents, type ServerEvents } from "./events.js";
import { createHttpServer } from "./http.js";
import type { ListenAddress } from "./listen.js";
import type { Logger } from "./logger.js";
import { loadLintConfig } from "./load-lint-config.js";
import { measureCommits, measuredSync } from "./measured-store.js";
import { createMetrics, type Metrics } from "./metrics.js";
import { answerNotFound, standardRoutes } from "./plain-routes.js";
import { countPurgeAhead } from "./purge-ahead.js";
import { createReadiness } from "./readiness.js";
import { emptyState, readStoreState } from "./store-state.js";
import { startUpkeep, type Upkeep } from "./upkeep.js";
import { upkeepTasks } from "./upkeep-tasks.js";
import { createRooms, type RoomDeps, type Rooms, sleep } from "./rooms.js";
import { routesOf } from "./routes.js";

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
    state: async () => {
      if (opened === undefined) return emptyState;
      return await readStoreState(opened.store, opened.rooms.archive.statuses);
    },
    onStateError: (cause) => {
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
    stopping.abort(serverStopping());
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
      const opening = await openSqliteStore({
        directory: config.data,
        clock: given,
        sync: measuredSync(metrics),
        onFailure: (failure) => {
          readiness.markFailed(failure.message);
          events.storeLost(failure);
        },
      });
      const store = measureCommits(opening, metrics);
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
            ? async (format, source) => (await import("../lint/lint.js")).lint(format, source, lintConfig)
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
              observer: callObserver(events, metrics),
            }),
            subscriptionLimit(config.maxSubscriptions),
          ],
          fallback: answerNotFound,
          onError: events.requestFailed,
        }),
        routes: standardRoutes({ readiness, metrics, version }),
        limits: { maxConnections: config.maxConnections, pageTimeoutMs: config.clientTimeoutMs },
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
