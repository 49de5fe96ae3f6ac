import type { MessageInitShape } from "@bufbuild/protobuf";
import { durationFromMs } from "@bufbuild/protobuf/wkt";
import type { FloodBreakerStatus } from "../gateway/flood-breakers.js";
import { defaultConfig } from "../gateway/stream-settings.js";
import type { StreamConfig } from "../store/store.js";
import type {
  FloodBreaker,
  FloodBreakerStatusSchema,
  LogRetention,
  StreamConfig as ConfigMessage,
  StreamConfigSchema,
  StreamLimits,
  WakePolicy,
} from "../../gen/proto/sluice/v1/gateway_pb.js";
import {
  floodBreakerStates,
  framings,
  invalidActions,
  orderings,
  streamModes,
  subjectNameStrategies,
} from "./names.js";
import { safeIn } from "./numbers.js";
import { qualityIn, qualityOut } from "./quality.js";
import { millisecondsIn, optionalTimeOut } from "./times.js";

/** The fields of a configuration that a caller set. */
export function configIn(config: ConfigMessage): Partial<StreamConfig> {
  const mode = streamModes.word("config.mode", config.mode);
  const subjectNameStrategy = subjectNameStrategies.word("config.subject_name_strategy", config.subjectNameStrategy);
  const invalidAction = invalidActions.word("config.invalid_action", config.invalidAction);
  const framing = framings.word("config.framing", config.framing);
  const ordering = orderings.word("config.ordering", config.ordering);
  const { limits, dedupeWindow, quality, retention, floodBreaker, wake } = config;
  return {
    ...(mode && { mode }),
    ...(subjectNameStrategy && { subjectNameStrategy }),
    ...(invalidAction && { invalidAction }),
    ...(framing && { framing }),
    ...(ordering && { ordering }),
    ...(limits && limitsIn(limits)),
    ...(dedupeWindow && { dedupeWindowMs: millisecondsIn("config.dedupe_window", dedupeWindow, 0) }),
    ...(quality && { quality: qualityIn(quality) }),
    ...(retention && { retention: retentionIn(retention) }),
    ...(floodBreaker && { floodBreaker: floodBreakerIn(floodBreaker) }),
    ...(wake && { wake: wakeIn(wake) }),
  };
}

/** Limits that are 0 keep what they were. */
function limitsIn(limits: StreamLimits): Partial<StreamConfig> {
  return {
    ...(limits.maxEventBytes && { maxEventBytes: limits.maxEventBytes }),
    ...(limits.maxBatchEvents && { maxBatchEvents: limits.maxBatchEvents }),
    ...(limits.maxDepth && { maxDepth: limits.maxDepth }),
    ...(limits.maxExtensions && { maxExtensions: limits.maxExtensions }),
  };
}

function retentionIn({ maxAge, maxBytes }: LogRetention): StreamConfig["retention"] {
  return {
    maxAgeMs: millisecondsIn("config.retention.max_age", maxAge, 0),
    maxBytes: safeIn("config.retention.max_bytes", maxBytes),
  };
}

/** What is 0 has its default, so that a breaker is switched off or on without repeating its numbers. */
function floodBreakerIn({ disabled, ratio, window, minEvents, coolDown }: FloodBreaker): StreamConfig["floodBreaker"] {
  const { floodBreaker } = defaultConfig("");
  return {
    enabled: !disabled,
    // NaN is no way of leaving it out.
    ratio: ratio === 0 ? floodBreaker.ratio : ratio,
    windowMs: millisecondsIn("config.flood_breaker.window", window, 0) || floodBreaker.windowMs,
    minEvents: minEvents || floodBreaker.minEvents,
    coolDownMs: millisecondsIn("config.flood_breaker.cool_down", coolDown, 0) || floodBreaker.coolDownMs,
  };
}

/** What is absent has its default. */
function wakeIn({ redrive, canary, maxFailedRatio, maxPerSecond }: WakePolicy): StreamConfig["wake"] {
  const { wake } = defaultConfig("");
  return {
    redrives: redrive,
    canary: canary || wake.canary,
    maxFailedRatio: maxFailedRatio ?? wake.maxFailedRatio,
    maxPerSecond,
  };
}

/** A configuration for the wire. */
export function configOut(config: StreamConfig): MessageInitShape<typeof StreamConfigSchema> {
  const { stream, maxEventBytes, maxBatchEvents, maxDepth, maxExtensions, retention, floodBreaker, wake } = config;
  return {
    stream,
    mode: streamModes.of[config.mode],
    subjectNameStrategy: subjectNameStrategies.of[config.subjectNameStrategy],
    invalidAction: invalidActions.of[config.invalidAction],
    framing: framings.of[config.framing],
    limits: { maxEventBytes, maxBatchEvents, maxDepth, maxExtensions },
    dedupeWindow: durationFromMs(config.dedupeWindowMs),
    ...(config.quality && { quality: qualityOut(config.quality) }),
    retention: { maxAge: durationFromMs(retention.maxAgeMs), maxBytes: BigInt(retention.maxBytes) },
    floodBreaker: {
      disabled: !floodBreaker.enabled,
      ratio: floodBreaker.ratio,
      window: durationFromMs(floodBreaker.windowMs),
      minEvents: floodBreaker.minEvents,
      coolDown: durationFromMs(floodBreaker.coolDownMs),
    },
    ordering: orderings.of[config.ordering],
    wake: {
      redrive: wake.redrives,
      canary: wake.canary,
      maxFailedRatio: wake.maxFailedRatio,
      maxPerSecond: wake.maxPerSecond,
    },
  };
}

/** How a flood breaker stands, for the wire. */
export function breakerStatusOut({
  state,
  since,
  refused,
}: FloodBreakerStatus): MessageInitShape<typeof FloodBreakerStatusSchema> {
  return { state: floodBreakerStates.of[state], ...optionalTimeOut("since", since), refusedEvents: BigInt(refused) };
}
