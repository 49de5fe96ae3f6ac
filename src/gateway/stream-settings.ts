import { invalidArgument, SluiceError } from "../core/errors.js";
import { cutPage, decodePageToken, type Page, type PageRequest, pageSize } from "../core/paging.js";
import { checkName } from "../core/subject.js";
import { createTurns } from "../core/turns.js";
import type { StreamConfig, StreamRow, StreamStore } from "../store/store.js";
import { type EnforcePreflight, enforcePreflight, type PreflightDeps } from "./enforce-preflight.js";
import type { QualityRules } from "./quality/quality-rules.js";

/** What applies to a stream nobody configured. */
export function defaultConfig(stream: string): StreamConfig {
  return {
    stream,
    mode: "enforce",
    subjectNameStrategy: "stream-and-type",
    invalidAction: "dead-letter",
    framing: "plain",
    maxEventBytes: 1024 * 1024,
    maxBatchEvents: 1000,
    maxDepth: 100,
    maxExtensions: 32,
    dedupeWindowMs: 10 * 60 * 1000,
    retention: { maxAgeMs: 0, maxBytes: 0 },
    floodBreaker: { enabled: true, ratio: 0.9, windowMs: 60_000, minEvents: 1000, coolDownMs: 30_000 },
    ordering: "none",
    wake: { redrives: false, canary: 100, maxFailedRatio: 0.05, maxPerSecond: 0 },
  };
}

/** Something of a configuration that has a least and a most, since it costs memory, stack or data. */
interface Bound {
  readonly field: string;
  readonly value: (config: StreamConfig) => number;
  readonly least: number;
  readonly most: number;
  readonly unit?: string;
}

const dayMs = 24 * 60 * 60 * 1000;

const bounds: readonly Bound[] = [
  { field: "config.limits.max_event_bytes", value: (c) => c.maxEventBytes, least: 1, most: 8 * 1024 * 1024 },
  { field: "config.limits.max_batch_events", value: (c) => c.maxBatchEvents, least: 1, most: 10_000 },
  { field: "config.limits.max_depth", value: (c) => c.maxDepth, least: 1, most: 1000 },
  { field: "config.limits.max_extensions", value: (c) => c.maxExtensions, least: 0, most: 256 },
  { field: "config.dedupe_window", value: (c) => c.dedupeWindowMs, least: 0, most: dayMs, unit: " ms" },
  {
    field: "config.retention.max_age",
    value: (c) => c.retention.maxAgeMs,
    least: 0,
    most: 36_500 * dayMs,
    unit: " ms",
  },
  { field: "config.retention.max_bytes", value: (c) => c.retention.maxBytes, least: 0, most: Number.MAX_SAFE_INTEGER },
  { field: "config.flood_breaker.ratio", value: (c) => c.floodBreaker.ratio, least: 0.01, most: 1 },
  { field: "config.flood_breaker.window", value: (c) => c.floodBreaker.windowMs, least: 100, most: dayMs, unit: " ms" },
  { field: "config.flood_breaker.min_events", value: (c) => c.floodBreaker.minEvents, least: 1, most: 1_000_000_000 },
  {
    field: "config.flood_breaker.cool_down",
    value: (c) => c.floodBreaker.coolDownMs,
    least: 100,
    most: dayMs,
    unit: " ms",
  },
  { field: "config.wake.canary", value: (c) => c.wake.canary, least: 1, most: 1_000_000_000 },
  { field: "config.wake.max_failed_ratio", value: (c) => c.wake.maxFailedRatio, least: 0, most: 1 },
];

/** Losing against another process this often means that something else is wrong. */
const maxAttempts = 10;

/** The settings after a change, or what they would be. */
export interface ConfigChange {
  readonly config: StreamConfig;
  readonly previous: StreamConfig;
  readonly preflight: EnforcePreflight;
}

/** How streams treat their events. */
export interface StreamSettings {
  /** What applies; the defaults where nobody configured anything. */
  get(stream: string): Promise<{ config: StreamConfig; defaults: boolean }>;
  /** Changes the fields given, or with `dryRun` only says what would change. */
  set(stream: string, change: Partial<StreamConfig>, dryRun: boolean): Promise<ConfigChange>;
  list(prefix: string, page: PageRequest): Promise<Page<StreamRow>>;
}

/** What the settings need. */
export interface SettingsDeps extends Omit<PreflightDeps, "streams"> {
  readonly streams: StreamStore;
}

/** Keeps the settings in the store. */
export function createStreamSettings(deps: SettingsDeps): StreamSettings {
  const get = async (stream: string): Promise<{ config: StreamConfig; defaults: boolean }> => {
    const config = await deps.streams.config(checkName("stream", stream));
    return { config: config ?? defaultConfig(stream), defaults: config === undefined };
  };
  const turns = createTurns();
  return {
    get,
    set: async (stream, change, dryRun) =>
      await turns.take(stream, async () => {
        for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
          const { config: previous, defaults } = await get(stream);
          const config = { ...previous, ...change, stream };
          checkBounds(config);
          await checkQuality(deps.quality, config);
          const preflight = await enforcePreflight(deps, config, previous);
          // Another process may have changed it meanwhile: then this change is one of what it says now.
          if (dryRun || (await deps.streams.setConfig(config, defaults ? undefined : previous))) {
            return { config, previous, preflight };
          }
        }
        throw new SluiceError("CONFLICT", "The stream's settings change too fast; try again.", { retryAfterMs: 200 });
      }),
    async list(prefix, page) {
      const limit = pageSize(page, 100, 1000);
      const rows = await deps.streams.streams(prefix, decodePageToken("streams", page), limit + 1);
      return cutPage("streams", rows, limit, (row) => row.stream);
    },
  };
}

function checkBounds(config: StreamConfig): void {
  for (const { field, value: valueOf, least, most, unit = "" } of bounds) {
    const value = valueOf(config);
    if (!(value >= least && value <= most))
      throw invalidArgument(field, `is ${value}${unit}; it must be between ${least} and ${most}${unit}`);
  }
  const { dedupeWindowMs, retention } = config;
  if (retention.maxAgeMs > 0 && retention.maxAgeMs < dedupeWindowMs) {
    const problem = `is ${retention.maxAgeMs} ms, shorter than the dedupe window of ${dedupeWindowMs} ms`;
    throw invalidArgument("config.retention.max_age", `${problem}: duplicates of deleted events would be stored again`);
  }
}

/** Quality rules as JSON text, in characters: they are read back for each turn of the loop in which they changed. */
const maxQualityLength = 512 * 1024;

async function checkQuality(rules: QualityRules, { quality }: StreamConfig): Promise<void> {
  if (quality === undefined) return;
  await rules.of(quality);
  const { length } = JSON.stringify(quality);
  if (length > maxQualityLength) {
    throw invalidArgument(
      "config.quality",
      `has ${length} characters as JSON; at most ${maxQualityLength} are allowed`,
    );
  }
}
