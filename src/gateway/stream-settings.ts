import type { Clock } from "../core/clock.js";
import { invalidArgument } from "../core/errors.js";
import { cutPage, decodePageToken, type Page, type PageRequest, pageSize } from "../core/paging.js";
import { checkName } from "../core/subject.js";
import { createTurns } from "../core/turns.js";
import type { StreamConfig, StreamRow, StreamStore } from "../store/store.js";
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
  };
}

/** Most and least of what can be configured, since each of them costs memory or stack. */
const bounds = {
  maxEventBytes: { least: 1, most: 8 * 1024 * 1024, field: "config.limits.max_event_bytes" },
  maxBatchEvents: { least: 1, most: 10_000, field: "config.limits.max_batch_events" },
  maxDepth: { least: 1, most: 1000, field: "config.limits.max_depth" },
  maxExtensions: { least: 0, most: 256, field: "config.limits.max_extensions" },
  dedupeWindowMs: { least: 0, most: 24 * 60 * 60 * 1000, field: "config.dedupe_window" },
} as const;

/** What ENFORCE would have refused of one event type. */
export interface TypePreflight {
  readonly type: string;
  readonly events: number;
  readonly wouldRefuse: number;
}

/** The settings after a change, or what they would be. */
export interface ConfigChange {
  readonly config: StreamConfig;
  readonly previous: StreamConfig;
  /** Most refused first. */
  readonly preflight: readonly TypePreflight[];
}

/** How streams treat their events. */
export interface StreamSettings {
  /** What applies; the defaults where nobody configured anything. */
  get(stream: string): Promise<{ config: StreamConfig; defaults: boolean }>;
  /** Changes the fields given, or with `dryRun` only says what would change. */
  set(stream: string, change: Partial<StreamConfig>, dryRun: boolean): Promise<ConfigChange>;
  list(prefix: string, page: PageRequest): Promise<Page<StreamRow>>;
}

const preflightWindowMs = 24 * 60 * 60 * 1000;

/** What the settings need. */
export interface SettingsDeps {
  readonly streams: StreamStore;
  readonly clock: Clock;
  /** Refuses quality rules that cannot be compiled. */
  readonly quality: QualityRules;
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
        const { config: previous } = await get(stream);
        const config = { ...previous, ...change, stream };
        checkBounds(config);
        await checkQuality(deps.quality, config);
        const preflight = await preflightOf(deps, stream);
        if (!dryRun) await deps.streams.setConfig(config);
        return { config, previous, preflight };
      }),
    async list(prefix, page) {
      const limit = pageSize(page, 100, 1000);
      const rows = await deps.streams.streams(prefix, decodePageToken("streams", page), limit + 1);
      return cutPage("streams", rows, limit, (row) => row.stream);
    },
  };
}

function checkBounds(config: StreamConfig): void {
  for (const name of Object.keys(bounds) as (keyof typeof bounds)[]) {
    const { least, most, field } = bounds[name];
    const value = config[name];
    if (value < least || value > most)
      throw invalidArgument(field, `is ${value}; it must be between ${least} and ${most}`);
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

async function preflightOf(deps: SettingsDeps, stream: string): Promise<readonly TypePreflight[]> {
  const since = new Date(deps.clock.now().getTime() - preflightWindowMs);
  const byType = new Map<string, { events: number; wouldRefuse: number }>();
  for (const { type, counts } of await deps.streams.statistics(stream, since)) {
    const sum = byType.get(type) ?? { events: 0, wouldRefuse: 0 };
    byType.set(type, { events: sum.events + counts.published, wouldRefuse: sum.wouldRefuse + counts.warned });
  }
  for (const { type, measure, events } of await deps.streams.qualityStatistics(stream, since)) {
    const sum = byType.get(type);
    if (measure === "questionable" && sum !== undefined) sum.wouldRefuse = Math.max(0, sum.wouldRefuse - events);
  }
  return [...byType]
    .map(([type, sum]) => ({ type, ...sum }))
    .sort((a, b) => b.wouldRefuse - a.wouldRefuse || b.events - a.events);
}
