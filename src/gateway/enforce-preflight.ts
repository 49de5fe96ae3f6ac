import type { Clock } from "../core/clock.js";
import type { EventFailure } from "../core/event.js";
import { givingWay } from "../core/give-way.js";
import { causeOf } from "../dlq/failures.js";
import { summarize } from "../dlq/explain-failure.js";
import type { LogStore, StreamConfig, StreamStore } from "../store/store.js";
import { checkEvents, type EventCheck } from "./check-events.js";
import type { ChooseDeps } from "./choose-schema.js";
import type { QualityRules } from "./quality/quality-rules.js";
import { entriesOf, type PlacedEntry } from "./record.js";

/** What ENFORCE would have refused of one event type, by what was recorded when its events came. */
export interface TypePreflight {
  readonly type: string;
  readonly events: number;
  readonly wouldRefuse: number;
}

/** Why events of the log would be refused. */
export interface PreflightCause extends Pick<EventFailure, "failureType" | "violations"> {
  readonly message: string;
  readonly type: string;
  readonly count: number;
  /** The newest of them. */
  readonly samplePosition: number;
}

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
  readonly log: Pick<LogStore, "head" | "read" | "firstPosition">;
  readonly registry: ChooseDeps;
  readonly quality: QualityRules;
  readonly clock: Clock;
}

const windowMs = 24 * 60 * 60 * 1000;

/** Events of the log that are looked at. */
const maxExamined = 20_000;

/** Of these, events that are checked again: some 20 ms of work. */
const maxChecked = 2000;

/** Positions that are looked at in one go, and bytes that are read at once: a few milliseconds. */
const pieces = { positions: 500, bytes: 256 * 1024, checks: 50 };

/** So many causes are told apart; further ones are left out. */
const maxCauses = 20;

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
  const tally = new CauseTally();
  let examined = 0;
  let checked = 0;
  for await (const entries of newestFirst(deps.log, config.stream, since)) {
    examined += entries.length;
    const open = entries.filter((entry) => !isChecked(entry));
    for await (const chunk of givingWay(chunksOf(open))) {
      checked += chunk.length;
      const checks = await checkEntries(deps, config, chunk);
      for (const [index, { failure }] of checks.entries()) tally.add(chunk[index], failure);
    }
    if (examined >= maxExamined || checked >= maxChecked) break;
  }
  return { types: await recordedTypes(deps, config.stream, since), examined, ...tally.result() };
}

function sameRules(config: StreamConfig, previous: StreamConfig): boolean {
  const rules = ({ quality, subjectNameStrategy, framing, maxDepth, maxEventBytes, maxExtensions }: StreamConfig) =>
    JSON.stringify([quality, subjectNameStrategy, framing, maxDepth, maxEventBytes, maxExtensions]);
  return rules(config) === rules(previous);
}

/** The events of a log that were published since a time, in pieces, the newest piece first. */
async function* newestFirst(
  log: PreflightDeps["log"],
  stream: string,
  since: Date,
): AsyncGenerator<readonly PlacedEntry[]> {
  let { nextPosition: end } = await log.head(stream);
  const first = await log.firstPosition(stream);
  while (end > first) {
    const start = Math.max(first, end - pieces.positions);
    const found = await entriesBetween(log, stream, start, end);
    const recent = found.filter(({ publishedAt }) => publishedAt >= since);
    if (recent.length > 0) yield recent;
    if (recent.length < found.length) return;
    end = start;
  }
}

async function entriesBetween(
  log: PreflightDeps["log"],
  stream: string,
  start: number,
  end: number,
): Promise<readonly PlacedEntry[]> {
  const found: PlacedEntry[] = [];
  for (let position = start; position < end; ) {
    const segments = await log.read(stream, position, pieces.bytes);
    if (segments.length === 0) break;
    for (const segment of segments) {
      for (const entry of entriesOf(segment, position)) {
        if (entry.position >= end) return found;
        found.push(entry);
      }
      position = Math.max(position, segment.firstPosition + segment.count);
    }
  }
  return found;
}

/** Pieces of events that came at the same time: ages are counted from then. */
function* chunksOf(entries: readonly PlacedEntry[]): Generator<readonly PlacedEntry[]> {
  let chunk: PlacedEntry[] = [];
  for (const entry of entries) {
    const last = chunk.at(-1);
    if (last !== undefined && (chunk.length >= pieces.checks || +last.publishedAt !== +entry.publishedAt)) {
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

class CauseTally {
  readonly #causes = new Map<string, PreflightCause>();
  #refused = 0;

  add(entry: PlacedEntry | undefined, failure: EventFailure | undefined): void {
    if (entry === undefined || failure === undefined) return;
    this.#refused += 1;
    const { type } = entry.event;
    const key = `${causeOf(failure)}\n${type}`;
    const known = this.#causes.get(key);
    if (known === undefined && this.#causes.size >= maxCauses) return;
    const { failureType, violations } = failure;
    this.#causes.set(key, {
      ...(known ?? { failureType, violations, type, message: summarize(failure) }),
      count: (known?.count ?? 0) + 1,
      samplePosition: Math.max(known?.samplePosition ?? 0, entry.position),
    });
  }

  result(): Pick<EnforcePreflight, "refused" | "causes"> {
    return { refused: this.#refused, causes: [...this.#causes.values()].sort((a, b) => b.count - a.count) };
  }
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
