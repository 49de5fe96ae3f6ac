import type { Clock } from "../core/clock.js";
import { invalidArgument } from "../core/errors.js";
import type { EventRecord } from "../core/event.js";
import { checkName } from "../core/subject.js";
import { type ConsumerGroups, createConsumerGroups } from "./consumer-groups.js";
import { createLeaseEvents, type LeaseEvents } from "./lease-events.js";
import { settleDeliveries, type Settlement } from "./settle-deliveries.js";
import type { Redelivery } from "../dlq/redelivery.js";
import type { Registry } from "../registry/registry.js";
import type { QualityStatisticsRow, StatisticsRow, Store } from "../store/store.js";
import { type CommitSummary, type Committer, createCommitter } from "./committer.js";
import type { EventCheck } from "./check-events.js";
import { convertEntries } from "./convert-entries.js";
import { createFloodBreakers, type FloodBreakerStatus, type FloodBreakersDeps } from "./flood-breakers.js";
import { createGrowth } from "./growth.js";
import {
  checkBatchSize,
  itemsOf,
  type PublishDeps,
  openSession,
  type PublishOptions,
  type PublishSession,
  rulesFor,
} from "./publish-session.js";
import { createQualityRules } from "./quality/quality-rules.js";
import { createRedelivery } from "./redeliver.js";
import { createStreamSettings, type StreamSettings } from "./stream-settings.js";
import { type ItemOutcome, outcomesOfEach } from "./submission.js";
import { subscribe, type Subscription, type SubscriptionBatch } from "./subscribe.js";
import { validateEvent, type ValidationRequest } from "./validate-event.js";

/** What the gateway is made of. */
export interface GatewayDeps {
  readonly store: Pick<Store, "log" | "streams" | "deadLetters" | "consumers">;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Most events that are committed together. */
  readonly commitMaxEvents: number;
  /** Told what was committed, for metrics. */
  readonly onCommitted: (summary: CommitSummary) => void;
  /** Told how long a batch took to check, for metrics. */
  readonly onChecked: PublishDeps["onChecked"];
  /** Told when the flood breaker of a stream opens, tries or closes. */
  readonly onFloodBreaker: FloodBreakersDeps["onChanged"];
  /** Told when a consumer group got a dead letter through, with stream and group. */
  readonly onRetrySucceeded: (stream: string, group: string) => void;
}

/** Counts of events, and what the quality rules found. */
export interface Statistics {
  readonly rows: readonly StatisticsRow[];
  readonly quality: readonly QualityStatisticsRow[];
}

/** The use cases of the gateway; each lives in a file of its own. */
export interface Gateway {
  readonly settings: StreamSettings;
  readonly redelivery: Redelivery;
  readonly consumerGroups: ConsumerGroups;
  /** Leases events to members of consumer groups. */
  readonly lease: LeaseEvents;
  settle(stream: string, group: string, settlements: readonly Settlement[]): ReturnType<typeof settleDeliveries>;
  /** Wakes members that wait for something to do in a stream. */
  wake(stream: string): void;
  /** How the flood breaker of a stream stands in this process. */
  floodBreaker(stream: string): FloodBreakerStatus;
  /** Resolves when there is room for more events in the process. */
  whenRoom(): Promise<void>;
  open(options: PublishOptions, producer: { readonly id: string; readonly epoch: number }): Promise<PublishSession>;
  publishBatch(options: PublishOptions, events: readonly EventRecord[]): Promise<readonly ItemOutcome[]>;
  validate(request: ValidationRequest): Promise<EventCheck>;
  subscribe(subscription: Subscription): AsyncGenerator<SubscriptionBatch>;
  commitPosition(stream: string, group: string, position: number): Promise<number>;
  /** Counts of one stream, or with the empty name of all, of the last so many milliseconds, or of all time. */
  statistics(stream: string, windowMs: number | undefined): Promise<Statistics>;
  /** Resolves when everything taken in so far is decided. */
  drain(): Promise<void>;
}

/** Assembles the gateway. */
export function createGateway(deps: GatewayDeps): Gateway {
  const { store, registry, clock, newId } = deps;
  const growth = createGrowth();
  const committer: Committer = createCommitter({
    store,
    clock,
    newId,
    maxGroupItems: deps.commitMaxEvents,
    onCommitted(summary) {
      growth.announce(summary.stream);
      deps.onCommitted(summary);
    },
  });
  const quality = createQualityRules({
    compileJsonSchema: async (text) => await registry.compileCandidate({ format: "json-schema", text, references: [] }),
  });
  const settings = createStreamSettings({ streams: store.streams, log: store.log, registry, clock, quality });
  const floodBreakers = createFloodBreakers({ clock, onChanged: deps.onFloodBreaker });
  const publishing = {
    registry,
    settings,
    streams: store.streams,
    committer,
    quality,
    clock,
    floodBreakers,
    onChecked: deps.onChecked,
  };
  const reading = {
    log: store.log,
    streams: store.streams,
    waitForGrowth: async (stream: string, ms: number, signal: AbortSignal) => {
      await growth.wait(stream, ms, signal);
    },
  };
  const { consumers } = store;
  const wake = (stream: string): void => {
    growth.announce(stream);
  };
  return {
    settings,
    consumerGroups: createConsumerGroups(store),
    lease: createLeaseEvents({ ...reading, deadLetters: store.deadLetters, consumers, clock, newId }),
    settle: async (stream, group, settlements) =>
      await settleDeliveries(
        { consumers, clock, onSettled: wake, onRetrySucceeded: deps.onRetrySucceeded },
        stream,
        group,
        settlements,
      ),
    wake,
    redelivery: createRedelivery({
      registry,
      settings,
      committer,
      log: store.log,
      streams: store.streams,
      deadLetters: store.deadLetters,
      consumers,
      clock,
      onHandedOver: wake,
      quality,
    }),
    floodBreaker: (stream) => floodBreakers.status(stream),
    whenRoom: async () => {
      await committer.whenRoom();
    },
    open: async (options, producer) => await openSession(publishing, options, producer),
    async publishBatch(options, events) {
      committer.refuseWhenFull();
      const rules = await rulesFor(publishing, options);
      checkBatchSize(rules.config, events.length);
      const items = await itemsOf(publishing, rules, events);
      const { stream } = options;
      const { config, framing } = rules;
      return outcomesOfEach(await committer.submit({ stream, config, framing, items, producer: undefined }));
    },
    validate: async (request) => await validateEvent(publishing, request),
    subscribe(subscription) {
      const batches = subscribe(reading, subscription);
      const { stream, track } = subscription;
      return track === undefined ? batches : convertEntries({ registry, settings }, stream, track, batches);
    },
    async commitPosition(stream, group, position) {
      checkName("stream", stream);
      checkName("group", group);
      const { nextPosition } = await store.log.head(stream);
      if (position > nextPosition)
        throw invalidArgument("position", `is ${position}; the stream ends at ${nextPosition}`);
      await store.streams.setGroupPosition(stream, group, position);
      return position;
    },
    async statistics(stream, windowMs) {
      if (windowMs !== undefined && windowMs <= 0) throw invalidArgument("window", "must be longer than nothing");
      const since = windowMs === undefined ? undefined : new Date(clock.now().getTime() - windowMs);
      const only = stream === "" ? undefined : stream;
      const rows = await store.streams.statistics(only, since);
      return { rows, quality: await store.streams.qualityStatistics(only, since) };
    },
    drain: async () => {
      await committer.drain();
    },
  };
}
