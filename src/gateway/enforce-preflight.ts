import type { Clock } from "../core/clock.js";
import { givingWay } from "../core/give-way.js";
import { CauseTally, type CountedCause } from "../dlq/failures.js";
import type { StreamConfig, StreamStore } from "../store/store.js";
import { checkEvents, type EventCheck } from "./check-events.js";
import type { ChooseDeps } from "./choose-schema.js";
import { type LookBackLog, newestEntries } from "./newest-entries.js";
import type { QualityRules } from "./quality/quality-rules.js";
import type { PlacedEntry } from "./record.js";

/** What ENFORCE would have refused of one event type, by what was recorded when its events came. */
export interface TypePreflight {
  readonly type: string;
  readonly events: number;
  readonly wouldRefuse: number;
}

interface CauseSample {
  readonly type: string;
  /** The newest of them. */
  readonly samplePosition: number;
}

/** Why events of the log would be refused. */
export type PreflightCause = CountedCause & CauseSample;

/** What ENFORCE would have refused. */
export interface EnforcePreflight {
  /** Most refused first. */
  readonly types: readonly TypePreflight[];
  /** Events of the log that were held against the configuration, the newest ones. */
  readonly examined: number;
  /** Of these, events that would be refused. */
  readonly refused: number;
  /** Most frequent first. */
  readonly causes: readonly PreflightCause[];
}

/** What a preflight needs. */
export interface PreflightDeps {
  readonly streams: Pick<StreamStore, "statistics" | "qualityStatistics">;
  readonly log: LookBackLog;
  readonly registry: ChooseDeps;
  readonly quality: QualityRules;
  readonly clock: Clock;
}

const windowMs = 24 * 60 * 60 * 1000;

/** Events of the log that are looked at. */
const maxExamined = 20_000;

/** Of these, events that are checked again: some 20 ms of work. */
const maxChecked = 2000;

/** Events that are checked in one go: a few milliseconds. */
const checkedAtOnce = 50;

/**
 * Says what a stream would have refused of the last day's events under ENFORCE: how many by what was recorded, and why by
 * holding the newest events of the log against the configuration. Those that were found valid when they came, by rules that
 * stay as they are, are not checked again.
 */
export async function enforcePreflight(
  deps: PreflightDeps,
  config: StreamConfig,
  previous: StreamConfig,
): Promise<EnforcePreflight> {
  const since = new Date(deps.clock.now().getTime() - windowMs);
  const isChecked = sameRules(config, previous)
    ? ({ hasWarnings, schema }: PlacedEntry) => !hasWarnings && schema !== undefined
    : () => false;
  const causes = new CauseTally<CauseSample>({ within: ({ type }) => type, better: newerOf });
  let refused = 0;
  let examined = 0;
  let checked = 0;
  for await (const entries of newestSince(deps.log, config.stream, since)) {
    examined += entries.length;
    const open = entries.filter((entry) => !isChecked(entry));
    for await (const chunk of givingWay(chunksOf(open))) {
      checked += chunk.length;
      const checks = await checkEntries(deps, config, chunk);
      for (const [index, { event, failure }] of checks.entries()) {
        if (failure === undefined) continue;
        refused += 1;
        causes.add(failure, { type: event.type, samplePosition: chunk[index]?.position ?? 0 });
      }
    }
    if (examined >= maxExamined || checked >= maxChecked) break;
  }
  return { types: await recordedTypes(deps, config.stream, since), examined, refused, causes: causes.list() };
}

function newerOf(known: CauseSample, next: CauseSample): CauseSample {
  return next.samplePosition > known.samplePosition ? next : known;
}

function sameRules(config: StreamConfig, previous: StreamConfig): boolean {
  const rules = ({ quality, subjectNameStrategy, framing, maxDepth, maxEventBytes, maxExtensions }: StreamConfig) =>
    JSON.stringify([quality, subjectNameStrategy, framing, maxDepth, maxEventBytes, maxExtensions]);
  return rules(config) === rules(previous);
}

/** The events of a log that were published since a time, in pieces, the newest piece first. */
async function* newestSince(log: LookBackLog, stream: string, since: Date): AsyncGenerator<readonly PlacedEntry[]> {
  for await (const found of newestEntries(log, stream)) {
    const recent = found.filter(({ publishedAt }) => publishedAt >= since);
    if (recent.length > 0) yield recent;
    if (recent.length < found.length) return;
  }
}

/** Pieces of events that came at the same time: ages are counted from then. */
function* chunksOf(entries: readonly PlacedEntry[]): Generator<readonly PlacedEntry[]> {
  let chunk: PlacedEntry[] = [];
  for (const entry of entries) {
    const last = chunk.at(-1);
    if (last !== undefined && (chunk.length >= checkedAtOnce || +last.publishedAt !== +entry.publishedAt)) {
      yield chunk;
      chunk = [];
    }
    chunk.push(entry);
  }
  if (chunk.length > 0) yield chunk;
}

async function checkEntries(
  deps: PreflightDeps,
  config: StreamConfig,
  entries: readonly PlacedEntry[],
): Promise<readonly EventCheck[]> {
  const [first] = entries;
  const quality = config.quality &&
    first && { rules: await deps.quality.of(config.quality), arrivedAt: first.publishedAt };
  const rules = { config, framing: config.framing, preferences: [], quality };
  const events = entries.map(({ event }) => event);
  return await checkEvents(deps.registry, rules, events);
}

async function recordedTypes(deps: PreflightDeps, stream: string, since: Date): Promise<readonly TypePreflight[]> {
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
