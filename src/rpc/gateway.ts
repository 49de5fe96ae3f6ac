import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import { invalidArgument } from "../core/errors.js";
import type { EventRecord } from "../core/event.js";
import type { PublishOptions } from "../gateway/publish-session.js";
import type { ConfigChange } from "../gateway/stream-settings.js";
import type { SubscriptionStart } from "../gateway/subscribe.js";
import type { Statistics } from "../gateway/gateway.js";
import { checkPreferences } from "../registry/selector.js";
import type { StatisticsRow } from "../store/store.js";
import type {
  EnforcePreflightSchema,
  GatewayService,
  GetStatsResponseSchema,
  OutcomeCountsSchema,
  PublishBatchRequest,
  SubscribeRequest,
} from "../../gen/proto/sluice/v1/gateway_pb.js";
import { countOutcomes, entryOut, eventIn, eventsIn, outcomeOut, schemaUsedOut, violationOut } from "./events.js";
import { failureTypes, framings, invalidActions } from "./names.js";
import { safeIn } from "./numbers.js";
import { breakerStatusOut, configIn, configOut } from "./stream-config.js";
import { messageCodec, publishStream, type PublishStreamDeps } from "./publish-stream.js";
import { eventQualityOut, qualityStatsOut } from "./quality.js";
import { millisecondsIn, timeOut } from "./times.js";
import { parseMajor } from "./tracks.js";

/** What the service needs beside the gateway. */
export interface GatewayServiceDeps extends PublishStreamDeps {
  readonly heartbeatMs: number;
  readonly now: () => Date;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

type Service = ServiceImpl<typeof GatewayService>;

/** sluice.v1.GatewayService: each method decodes, calls its use case, and encodes. */
export function gatewayService(deps: GatewayServiceDeps): Service {
  return { ...publishing(deps), ...configuring(deps), ...counting(deps), ...subscribing(deps) };
}

function publishing(deps: GatewayServiceDeps): Pick<Service, "validateAndPublish" | "publishBatch" | "validate"> {
  const { gateway } = deps;
  return {
    validateAndPublish: (requests) => publishStream(deps, requests, messageCodec),
    async publishBatch(request) {
      const events = eventsIn("events", request.events);
      const outcomes = await gateway.publishBatch(optionsIn(request), events);
      return {
        outcomes: outcomes.map((outcome, index) => outcomeOut(index + 1, events[index]?.id ?? "", outcome)),
        counts: countOutcomes(outcomes),
      };
    },
    async validate({ stream, event: message, subject, version, framing }) {
      if (message === undefined) throw invalidArgument("event", "is required");
      const event: EventRecord = eventIn("event", message);
      const options = { stream, event, subject, version, framing: framings.word("framing", framing) };
      const { failure, warnings, schema, quality } = await gateway.validate(options);
      const found = [...(failure?.violations ?? quality?.violations ?? []), ...warnings];
      return {
        valid: failure === undefined,
        errors: found.filter(({ severity }) => severity === "error").map(violationOut),
        warnings: found.filter(({ severity }) => severity !== "error").map(violationOut),
        ...(quality && { quality: eventQualityOut(quality) }),
        ...(failure && { failureType: failureTypes.of[failure.failureType] }),
        ...schemaUsedOut(schema),
      };
    },
  };
}

function optionsIn(request: PublishBatchRequest): PublishOptions {
  checkPreferences("schema_preferences", request.schemaPreferences);
  return {
    stream: request.stream,
    invalidAction: invalidActions.word("invalid_action", request.invalidAction),
    framing: framings.word("framing", request.framing),
    schemaPreferences: request.schemaPreferences,
  };
}

function configuring({
  gateway,
}: GatewayServiceDeps): Pick<Service, "setStreamConfig" | "getStreamConfig" | "listStreams"> {
  return {
    async setStreamConfig({ config, dryRun }) {
      if (config === undefined) throw invalidArgument("config", "is required");
      const change = await gateway.settings.set(config.stream, configIn(config), dryRun);
      return {
        config: configOut(change.config),
        previous: configOut(change.previous),
        preflight: preflightOut(change.preflight),
      };
    },
    async getStreamConfig({ stream }) {
      const { config, defaults } = await gateway.settings.get(stream);
      return { config: configOut(config), defaults, floodBreaker: breakerStatusOut(gateway.floodBreaker(stream)) };
    },
    async listStreams({ prefix, ...request }) {
      const page = await gateway.settings.list(prefix, request);
      const streams = await Promise.all(
        page.items.map(async (row) => ({
          config: configOut((await gateway.settings.get(row.stream)).config),
          nextPosition: BigInt(row.nextPosition),
          firstPosition: BigInt(row.firstPosition),
          logBytes: BigInt(row.logBytes),
          floodBreaker: breakerStatusOut(gateway.floodBreaker(row.stream)),
          openDeadLetters: BigInt(row.openDeadLetters),
        })),
      );
      return { streams, nextPageToken: page.nextPageToken };
    },
  };
}

function preflightOut({
  types,
  examined,
  refused,
  causes,
}: ConfigChange["preflight"]): MessageInitShape<typeof EnforcePreflightSchema> {
  return {
    events: BigInt(types.reduce((sum, one) => sum + one.events, 0)),
    wouldRefuse: BigInt(types.reduce((sum, one) => sum + one.wouldRefuse, 0)),
    types: types.map(({ type, events, wouldRefuse }) => ({
      type,
      events: BigInt(events),
      wouldRefuse: BigInt(wouldRefuse),
    })),
    examined,
    examinedRefused: refused,
    causes: causes.map(({ failureType, message, type, count, samplePosition, violations }) => ({
      failureType: failureTypes.of[failureType],
      message,
      type,
      count,
      samplePosition: BigInt(samplePosition),
      violations: violations.map(violationOut),
    })),
  };
}

/** A stream of statistics cannot be asked for more often than this. */
const minStatsIntervalMs = 100;

/** Nor less often: timers beyond 2^31 ms fire at once. */
const maxStatsIntervalMs = 24 * 60 * 60 * 1000;

function counting(deps: GatewayServiceDeps): Pick<Service, "getStats" | "watchStats"> {
  const { gateway, now, sleep } = deps;
  return {
    async getStats({ stream, window }) {
      const windowMs = window && millisecondsIn("window", window, 0);
      return statsOut(await gateway.statistics(stream, windowMs), now());
    },
    async *watchStats({ stream, interval }, { signal }) {
      const wantedMs = millisecondsIn("interval", interval, 1000);
      const ms = Math.min(maxStatsIntervalMs, Math.max(minStatsIntervalMs, wantedMs));
      while (!signal.aborted) {
        yield { stats: statsOut(await gateway.statistics(stream, undefined), now()) };
        await sleep(ms, signal);
      }
    },
  };
}

function statsOut({ rows, quality }: Statistics, at: Date): MessageInitShape<typeof GetStatsResponseSchema> {
  const total = { published: 0, duplicate: 0, "dead-lettered": 0, rejected: 0, failed: 0, warned: 0 };
  for (const { counts } of rows) {
    for (const outcome of Object.keys(total) as (keyof typeof total)[]) total[outcome] += counts[outcome];
  }
  return {
    totals: countsOut(total),
    rows: rows.map(({ stream, type, schema, counts, bytes, lastAt }) => ({
      stream,
      type,
      ...schemaUsedOut(schema),
      counts: countsOut(counts),
      bytes: BigInt(bytes),
      lastAt: timeOut(lastAt),
    })),
    at: timeOut(at),
    quality: [...qualityStatsOut(quality)],
  };
}

function countsOut(counts: StatisticsRow["counts"]): MessageInitShape<typeof OutcomeCountsSchema> {
  return {
    published: BigInt(counts.published),
    duplicate: BigInt(counts.duplicate),
    deadLettered: BigInt(counts["dead-lettered"]),
    rejected: BigInt(counts.rejected),
    failed: BigInt(counts.failed),
    warned: BigInt(counts.warned),
  };
}

const subscriptionBatch = { fallback: 100, maximum: 1000 };

function subscribing({ gateway, heartbeatMs }: GatewayServiceDeps): Pick<Service, "subscribe" | "commitPosition"> {
  return {
    async *subscribe(request, { signal }) {
      const { stream, types, group, untilEnd, maxBatchEvents } = request;
      const size = Math.min(maxBatchEvents || subscriptionBatch.fallback, subscriptionBatch.maximum);
      const track = request.track === "" ? undefined : parseMajor("track", request.track);
      const wanted = { stream, start: startIn(request), types, group, untilEnd, maxBatchEvents: size, track };
      for await (const batch of gateway.subscribe({ ...wanted, heartbeatMs, signal })) {
        yield {
          events: batch.entries.map(entryOut),
          nextPosition: BigInt(batch.nextPosition),
          endPosition: BigInt(batch.endPosition),
          missedEvents: BigInt(batch.missed),
        };
      }
    },
    async commitPosition({ stream, group, position }) {
      return { position: BigInt(await gateway.commitPosition(stream, group, safeIn("position", position))) };
    },
  };
}

function startIn({ start }: SubscribeRequest): SubscriptionStart {
  switch (start.case) {
    case "position":
      return safeIn("position", start.value);
    case "earliest":
    case "latest":
      return start.value ? start.case : undefined;
    case undefined:
      return undefined;
  }
}
