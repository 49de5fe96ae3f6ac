import type { Clock } from "../core/clock.js";
import { invalidArgument, SluiceError } from "../core/errors.js";
import type { EventRecord, PayloadFraming, SchemaUsed } from "../core/event.js";
import type { StreamQuality } from "../core/quality.js";
import { checkName } from "../core/subject.js";
import { parseSelector, type VersionSelector } from "../registry/selector.js";
import type { StreamConfig, StreamStore } from "../store/store.js";
import type { ChooseDeps } from "./choose-schema.js";
import type { QualityCheck } from "./check-events.js";
import type { Committer } from "./committer.js";
import { decide, type DispositionRules } from "./disposition.js";
import type { FloodBreakers } from "./flood-breakers.js";
import { gatherRuns } from "./publish-run.js";
import type { QualityRules } from "./quality/quality-rules.js";
import { producerFenced, sequenceGap } from "./refusals.js";
import type { StreamSettings } from "./stream-settings.js";
import type { Item, Outcome, Succession } from "./submission.js";

/** What a producer asks for when it opens a stream, or with a batch. */
export interface PublishOptions {
  readonly stream: string;
  /** Undefined: as the stream is configured. */
  readonly invalidAction: "dead-letter" | "reject" | undefined;
  readonly framing: PayloadFraming | undefined;
  readonly schemaPreferences: readonly string[];
}

/** What publishing needs. */
export interface PublishDeps {
  readonly registry: ChooseDeps;
  readonly settings: StreamSettings;
  readonly streams: StreamStore;
  readonly committer: Committer;
  readonly quality: QualityRules;
  readonly clock: Clock;
  readonly floodBreakers: FloodBreakers;
  /** Told how long a batch took to check, with the schema of its first event; undefined where that has none. */
  readonly onChecked: (seconds: number, schema: SchemaUsed | undefined) => void;
}

/** One connection of a producer. */
export interface PublishSession {
  readonly config: StreamConfig;
  /** Everything up to here was decided before the session began. */
  readonly lastCommittedSequence: number;
  /** Share of its window that the producer may use now; below 1 while the stream is flooded with invalid events. */
  windowShare(): number;
  /** Milliseconds a commit takes until it is durable, as of late. */
  commitMs(): number;
  /**
   * Checks a batch and hands it to the committer; batches are decided in the order of these calls. The outer promise
   * resolves when the batch is checked and in line, the inner one when it is durable.
   * @throws SluiceError INVALID_ARGUMENT, LIMIT_EXCEEDED, SEQUENCE_GAP …
   */
  submit(firstSequence: number, events: readonly EventRecord[]): Promise<{ decided: Promise<readonly Outcome[]> }>;
}

/**
 * The rules of a stream with what the caller asks for. Read for each batch, so that a changed mode takes effect at once;
 * what the caller asks for does not change within a session.
 */
export async function rulesFor(
  deps: Pick<PublishDeps, "settings" | "quality" | "clock">,
  options: PublishOptions,
  preferences = parsePreferences(options),
): Promise<DispositionRules> {
  const { config } = await deps.settings.get(options.stream);
  return {
    config,
    framing: options.framing ?? config.framing,
    invalidAction: options.invalidAction ?? config.invalidAction,
    preferences,
    quality: config.quality && (await qualityCheck(deps.quality, config.quality, deps.clock.now())),
  };
}

/** The quality rules of a stream for events that arrived at a moment. */
export async function qualityCheck(
  rules: QualityRules,
  quality: StreamQuality,
  arrivedAt: Date,
): Promise<QualityCheck> {
  return { rules: await rules.of(quality), arrivedAt };
}

function parsePreferences({ schemaPreferences }: PublishOptions): readonly VersionSelector[] {
  return schemaPreferences.map((text, index) => parseSelector(`schema_preferences[${index}]`, text));
}

/** Refuses batches that are empty or over the limit of their stream. */
export function checkBatchSize(config: StreamConfig, count: number): void {
  if (count === 0) throw invalidArgument("events", "holds no event; send at least one");
  if (count > config.maxBatchEvents) throw batchTooLarge(count, config.maxBatchEvents);
}

/** A batch over the limit. */
export function batchTooLarge(count: number, limit: number): SluiceError {
  const description = `holds ${count} events; the stream takes at most ${limit} in one batch`;
  return new SluiceError("LIMIT_EXCEEDED", `events: ${description}.`, {
    fields: [{ field: "events", description }],
    metadata: { limit: String(limit), received: String(count) },
  });
}

/** Checks events and decides what is to become of each, which may depend on how many of the last ones were invalid. */
export async function itemsOf(
  deps: Pick<PublishDeps, "registry" | "floodBreakers" | "onChecked">,
  rules: DispositionRules,
  events: readonly EventRecord[],
): Promise<readonly Item[]> {
  const startedAt = performance.now();
  const decided = await decide(deps.registry, rules, events);
  const [first] = decided;
  const schema = first?.kind === "publish" ? first.schema : first?.failure.schema;
  deps.onChecked((performance.now() - startedAt) / 1000, schema);
  return gatherRuns(rules.config, deps.floodBreakers.apply(rules.config, decided));
}

/** Opens a session; with a producer id it goes on where that producer left off. */
export async function openSession(
  deps: PublishDeps,
  options: PublishOptions,
  producer: { readonly id: string; readonly epoch: number },
): Promise<PublishSession> {
  const { config, preferences } = await rulesFor(deps, options);
  const known = producer.id === "" ? undefined : await openProducer(deps, options.stream, producer);
  const lastCommittedSequence = known?.lastSequence ?? 0;
  const succession: Succession = { failure: undefined };
  let expected = lastCommittedSequence + 1;
  return {
    config,
    lastCommittedSequence,
    windowShare: () => deps.floodBreakers.windowShare(options.stream),
    commitMs: () => deps.committer.commitMs,
    async submit(firstSequence, events) {
      const rules = await rulesFor(deps, options, preferences);
      checkBatchSize(rules.config, events.length);
      if (firstSequence < 1) throw invalidArgument("events.first_sequence", "starts at 1");
      if (firstSequence > expected) throw sequenceGap(expected, firstSequence);
      const items = await itemsOf(deps, rules, events);
      expected = Math.max(expected, firstSequence + events.length);
      const decided = deps.committer.submit({
        stream: options.stream,
        config: rules.config,
        framing: rules.framing,
        items,
        producer: known === undefined ? undefined : { ...producer, firstSequence },
        succession,
      });
      return { decided };
    },
  };
}

async function openProducer(
  deps: PublishDeps,
  stream: string,
  producer: { readonly id: string; readonly epoch: number },
): Promise<{ lastSequence: number }> {
  checkName("open.producer_id", producer.id);
  const current = await deps.streams.openProducer(stream, producer.id, producer.epoch);
  if (current.epoch > producer.epoch) {
    throw producerFenced(producer.id, current.epoch);
  }
  return current;
}
