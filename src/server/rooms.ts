import { randomBytes, randomInt } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { monotonicFactory } from "ulid";
import { type AlertDeps, type Alerts, createAlerts } from "../alerts/alerts.js";
import { type Archive, createArchive } from "../archive/archive.js";
import { type Clock } from "../core/clock.js";
import { createDeadLetters, type DeadLetters } from "../dlq/dead-letters.js";
import { lastOf } from "../core/last-of.js";
import type { SchemaFormat } from "../formats/format.js";
import { type Linter } from "../analysis/off-loop.js";
import { standsInLog } from "../gateway/entry-at.js";
import { createGateway, type Gateway } from "../gateway/gateway.js";
import { createFormats } from "../registry/formats.js";
import { createRegistry, type Registry } from "../registry/registry.js";
import type { Store } from "../store/store.js";
import { readablePayload } from "../registry/readable-payload.js";
import { type ArchiveConfig, archiveStorage } from "./archive-config.js";
import { type alertSettings } from "./alert-settings.js";
import { type ServerEvents } from "./events.js";
import { type Metrics } from "./metrics.js";
import { recordCommit } from "./record-commit.js";

/** The rooms of a server, put together. */
export interface Rooms {
  readonly registry: Registry;
  readonly gateway: Gateway;
  readonly deadLetters: DeadLetters;
  readonly letters: Store["deadLetters"];
  readonly archive: Archive;
  readonly alerts: Alerts;
  readonly newId: () => string;
}

/** What the rooms are made of. */
export interface RoomDeps {
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

/** Resolves after so many milliseconds, or at once when the signal aborts. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
}

/** Random bytes that are fetched at once. */
const randomAtOnce = 4096;

/** Makes ULIDs, each above the one before. Random bytes are fetched in bulk: one by one they take longer than all the rest. */
function idMaker(clock: Clock): () => string {
  let bytes = Buffer.alloc(0);
  let at = 0;
  const next = monotonicFactory(() => {
    if (at === bytes.length) {
      bytes = randomBytes(randomAtOnce);
      at = 0;
    }
    return (bytes[at++] ?? 0) / 256;
  });
  return () => next(clock.now().getTime());
}

/** Puts the rooms together. Nothing runs by itself yet. */
export function createRooms(deps: RoomDeps): Rooms {
  const { store, clock, events, metrics, commitMaxEvents } = deps;
  const newId = idMaker(clock);
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
    onChecked: (seconds, schema) => {
      if (schema === undefined) metrics.batchChecked("none", seconds);
      else
        void registry.compiledSchemas.get(schema.schemaId).then(
          ({ content }) => {
            metrics.batchChecked(content.format, seconds);
          },
          () => undefined,
        );
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
      if (report.deliveryId !== "") {
        // Its waiting members are told that there is room, or that a key is free.
        gateway.wake(stream);
        // What settles a delivery is stored with it, and not by a commit of the stream.
        alerts.reported(stream, consumerGroup);
      }
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
    onReexamined: ({ subject, version, impact: { examined, wouldPass }, redriveIds, supersededBy }) => {
      events.deadLettersReexamined({ subject, version, examined, wouldPass, redriveIds, supersededBy });
    },
    onEnded: (progress) => {
      metrics.retriesAttempted(progress.redriven + progress.failedAgain);
      const { id, status, total, redriven, failedAgain, skipped, handedBack } = progress;
      metrics.lettersRedriven("redriven", redriven);
      metrics.lettersRedriven("failed", failedAgain);
      metrics.lettersRedriven("skipped", skipped);
      metrics.lettersRedriven("handed_back", handedBack);
      events.redriveFinished({ redriveId: id, status, total, redriven, failedAgain, skipped, handedBack });
    },
  });
  view.deadLetters = deadLetters;
  const archive = createArchive({
    archive: store.archive,
    deadLetters: store.deadLetters,
    storage: archiveStorage(deps.archive),
    standsInLog: async (letter) => await standsInLog(store.log, letter),
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
