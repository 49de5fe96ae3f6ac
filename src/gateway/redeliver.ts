import type { Clock } from "../core/clock.js";
import { invalidArgument, SluiceError } from "../core/errors.js";
import { copyEvent, type EventFailure, type EventRecord } from "../core/event.js";
import { groupBy } from "../core/group-by.js";
import { createTurnsInLine } from "../dlq/turns-in-line.js";
import type { Recheck, RecheckAgainst, Redelivery, RedeliverItem, RedeliverResult } from "../dlq/redelivery.js";
import { decodeBody, isViolation, unframe, validateBody } from "../registry/payload.js";
import type { Registry } from "../registry/registry.js";
import { parseSelector, selectVersion } from "../registry/selector.js";
import type { CompiledSchema } from "../formats/format.js";
import type { ConsumerStore, DeadLetterRow, DeadLetterStore, LogStore, StreamConfig } from "../store/store.js";
import { findBadAttribute, findUnstorable } from "./attributes.js";
import { checkEvents, type CheckRules, type EventCheck, type QualityCheck, qualityFailure } from "./check-events.js";
import { namesSchema } from "./choose-schema.js";
import type { Committer } from "./committer.js";
import { decide, warningsOf } from "./disposition.js";
import { qualityCheck } from "./publish-session.js";
import { assessQuality } from "./quality/assess-quality.js";
import { JudgedEvent } from "./quality/judged-event.js";
import type { QualityRules } from "./quality/quality-rules.js";
import { entriesOf } from "./record.js";
import type { StreamSettings } from "./stream-settings.js";
import type { Item, ItemOutcome } from "./submission.js";

/** What sending dead letters on needs. */
export interface RedeliverDeps {
  readonly registry: Registry;
  readonly settings: StreamSettings;
  readonly committer: Committer;
  readonly log: LogStore;
  readonly deadLetters: Pick<DeadLetterStore, "get" | "beforeInLine">;
  readonly quality: QualityRules;
  readonly consumers: Pick<ConsumerStore, "handOver">;
  readonly clock: Clock;
  /** Told that a consumer group has something to do in a stream. */
  readonly onHandedOver: (stream: string) => void;
}

/** The gateway's side of the dead letters: checks them by the rules of new events and commits them with their closing. */
export function createRedelivery(deps: RedeliverDeps): Redelivery {
  return {
    recheckAgainst: async (against) => await recheckAgainst(deps, against),
    redeliver: async (items) => await redeliver(deps, items),
    async park(letter) {
      const { config } = await deps.settings.get(letter.stream);
      const items: Item[] = [{ kind: "park-reported", letter, event: letter.event }];
      const submission = { stream: letter.stream, config, items, producer: undefined };
      const [outcome] = await deps.committer.submit(submission);
      return outcome?.kind === "dead-lettered" ? outcome.letter : letter;
    },
    framingOf: async (stream) => (await deps.settings.get(stream)).config.framing,
    async eventAt(stream, position) {
      const [segment] = await deps.log.read(stream, position, 1);
      for (const entry of segment === undefined ? [] : entriesOf(segment, position)) {
        if (entry.position === position) return entry.event;
      }
      throw invalidArgument("position", `stream '${stream}' has no event at ${position}`);
    },
  };
}

async function recheckAgainst(deps: RedeliverDeps, against: RecheckAgainst): Promise<Recheck> {
  if (against.kind === "today") {
    return async (letter, editedData) => {
      const { config } = await deps.settings.get(letter.stream);
      return (await examine(deps, config, { letter, editedData })).failure;
    };
  }
  if (against.kind === "candidate") {
    const compiled = await deps.registry.compileCandidate(against);
    return async (letter, editedData) => await checkPayload(deps, letter, editedData, compiled);
  }
  const selector = parseSelector("version", against.selector);
  return async (letter, editedData) => {
    const row = selectVersion(await deps.registry.subjectVersions.of(letter.subject), selector);
    if (row === undefined) return withoutVersion(letter.subject, against.selector);
    const { compiled } = await deps.registry.compiledSchemas.get(row.schemaId);
    return await checkPayload(deps, letter, editedData, compiled);
  };
}

function withoutVersion(subject: string, selector: string): EventFailure {
  const message =
    subject === ""
      ? "The dead letter belongs to no subject."
      : `Subject '${subject}' has no usable version '${selector}'.`;
  const place = { instancePath: "", schemaPath: "", keyword: "schema", hint: "", severity: "error" } as const;
  return { failureType: "schema-not-found", violations: [{ ...place, code: "version", message }], schema: undefined };
}

async function checkPayload(
  deps: RedeliverDeps,
  letter: DeadLetterRow,
  editedData: Uint8Array | undefined,
  compiled: CompiledSchema,
): Promise<EventFailure | undefined> {
  const { config } = await deps.settings.get(letter.stream);
  const { framing } = letter;
  const event = withData(letter.event, editedData);
  const unfit = findUnstorable(event, config) ?? findBadAttribute(event);
  if (unfit !== undefined) return unfit;
  const payload = unframe(editedData ?? letter.event.data, framing);
  if (isViolation(payload)) return { failureType: "malformed", violations: [payload], schema: undefined };
  const context = { event: letter.event, framing, maxDepth: config.maxDepth };
  const verdict = validateBody(compiled, payload.body, context);
  if (verdict !== undefined) return { ...verdict, schema: undefined };
  const quality = await qualityOf(deps, config, letter);
  if (quality === undefined) return undefined;
  const judged = new JudgedEvent(event, () => decodeBody(compiled, payload.body, context), quality.arrivedAt);
  return qualityFailure(assessQuality(quality.rules, judged), undefined);
}

/** The quality rules for a dead letter. It is as old as it was when it first came, however long it lay here. */
async function qualityOf(
  deps: RedeliverDeps,
  config: StreamConfig,
  letter: DeadLetterRow,
): Promise<QualityCheck | undefined> {
  return config.quality && (await qualityCheck(deps.quality, config.quality, letter.firstAttemptAt));
}

/**
 * Checks a dead letter as if it came today. An event that pinned its schema is tried with that first; when it does not
 * fit, the latest version has its say, since a newer version is what usually releases it.
 */
async function checkToday(
  deps: RedeliverDeps,
  config: StreamConfig,
  letter: DeadLetterRow,
  editedData: Uint8Array | undefined,
): Promise<EventCheck> {
  const event = withData(letter.event, editedData);
  const quality = await qualityOf(deps, config, letter);
  const rules = { config, framing: letter.framing, preferences: [], quality };
  const asItCame = await checkAsItCame(deps, rules, letter, event);
  if (asItCame !== undefined) return asItCame;
  const [pinned] = await checkEvents(deps.registry, rules, [event]);
  if (pinned === undefined) throw new SluiceError("INTERNAL", "A check has no answer.");
  const free = copyEvent(event, { schemaId: 0, dataschema: "" });
  if (pinned.failure === undefined || !namesSchema(event) || letter.framing !== "plain") return pinned;
  const [unpinned] = await checkEvents(deps.registry, rules, [free]);
  return unpinned?.failure === undefined && unpinned !== undefined ? { ...unpinned, event } : pinned;
}

/**
 * Checks an event that had to wait for others by the version it fitted when it came, which its producer may have preferred
 * to the latest. Undefined where that does not let it through.
 */
async function checkAsItCame(
  deps: RedeliverDeps,
  rules: CheckRules,
  letter: DeadLetterRow,
  event: EventRecord,
): Promise<EventCheck | undefined> {
  const { failureType, schema, framing } = letter;
  if (failureType !== "key-blocked" || schema === undefined || framing !== "plain" || namesSchema(event))
    return undefined;
  const [check] = await checkEvents(deps.registry, rules, [{ ...event, schemaId: schema.schemaId }]);
  return check?.failure === undefined && check !== undefined ? { ...check, event } : undefined;
}

function withData(event: EventRecord, data: Uint8Array | undefined): EventRecord {
  return data === undefined ? event : copyEvent(event, { data });
}

async function redeliver(deps: RedeliverDeps, items: readonly RedeliverItem[]): Promise<readonly RedeliverResult[]> {
  const results = new Map<RedeliverItem, RedeliverResult>();
  // Closed letters are not tried, so that they do not count as having failed again.
  const open = items.filter(({ letter }) => letter.status === "open");
  for (const [stream, group] of groupBy(open, ({ letter }) => letter.stream)) {
    const { config } = await deps.settings.get(stream);
    const turns = createTurnsInLine(deps.deadLetters);
    const tried: RedeliverItem[] = [];
    const committed: Item[] = [];
    for (const item of group) {
      if (await handedOver(deps, item)) continue;
      const waits = await turns.blocked(item.letter);
      if (waits !== undefined) {
        results.set(item, await whileWaiting(deps, item, { outcome: "blocked", failure: waits }));
        continue;
      }
      const checked = await toItem(deps, config, item);
      if (checked.kind === "redeliver") turns.passed(item.letter);
      tried.push(item);
      committed.push(checked);
    }
    if (committed.length === 0) continue;
    const outcomes = await deps.committer.submit({ stream, config, items: committed, producer: undefined });
    for (const [index, item] of tried.entries()) {
      results.set(item, await whileWaiting(deps, item, resultOf(outcomes[index])));
    }
  }
  return items.map((item) => results.get(item) ?? { outcome: "skipped" });
}

/**
 * Gives what a consumer group leased and reported back to it: the event is in the log already, and the group says what
 * becomes of the letter. False for everything else, for edited payloads too, which are events of their own.
 */
async function handedOver(
  { consumers, clock, onHandedOver }: RedeliverDeps,
  { letter, editedData }: RedeliverItem,
): Promise<boolean> {
  if (letter.logPosition === undefined || editedData !== undefined) return false;
  if ((await consumers.handOver(letter.id, clock.now())) === "not-possible") return false;
  onHandedOver(letter.stream);
  return true;
}

/**
 * What became of a letter that was not sent on, if it stood in a line: when the one before it was, it may have followed by
 * itself. Then it is in the log as the redrive wanted it.
 */
async function whileWaiting(
  { deadLetters }: RedeliverDeps,
  { letter: { id, orderingKey }, trigger }: RedeliverItem,
  result: RedeliverResult,
): Promise<RedeliverResult> {
  const isUnsent = result.outcome === "skipped" || result.outcome === "blocked";
  if (!isUnsent || orderingKey === "" || trigger !== "redrive") return result;
  const now = await deadLetters.get(id);
  if (now?.status === "open") return result;
  return now?.redrivenPosition === undefined
    ? { outcome: "skipped" }
    : { outcome: "redriven", position: now.redrivenPosition, schema: now.schema };
}

async function toItem(
  deps: RedeliverDeps,
  config: StreamConfig,
  item: RedeliverItem,
): Promise<Extract<Item, { kind: "redeliver" | "fail-again" }>> {
  const { event, failure, subject, schema, warnings, quality } = await examine(deps, config, item);
  return failure === undefined
    ? { kind: "redeliver", retry: item, event, schema, warnings, quality }
    : { kind: "fail-again", retry: item, event, failure, subject };
}

/** What would become of a dead letter today, by the mode its stream is in. A preview and a redrive both ask here. */
async function examine(
  deps: RedeliverDeps,
  config: StreamConfig,
  { letter, editedData }: Pick<RedeliverItem, "letter" | "editedData">,
): Promise<
  Pick<EventCheck, "event" | "failure" | "subject" | "schema" | "warnings"> & Partial<Pick<EventCheck, "quality">>
> {
  if (config.mode !== "enforce") {
    const event = withData(letter.event, editedData);
    const quality = await qualityOf(deps, config, letter);
    const rules = { config, framing: letter.framing, preferences: [], invalidAction: "dead-letter", quality } as const;
    const [disposition] = await decide(deps.registry, rules, [event]);
    if (disposition?.kind === "publish") return { ...disposition, failure: undefined, subject: "" };
    if (disposition !== undefined) {
      return { subject: "", ...disposition, schema: disposition.failure.schema, warnings: [] };
    }
  }
  const check = await checkToday(deps, config, letter, editedData);
  return { ...check, warnings: check.failure === undefined ? warningsOf(check.quality) : [] };
}

function resultOf(outcome: ItemOutcome | undefined): RedeliverResult {
  switch (outcome?.kind) {
    case "published":
      return { outcome: "redriven", position: outcome.position, schema: outcome.schema };
    case "failed-again":
      return { outcome: "failed-again", failure: outcome.failure };
    default:
      return { outcome: "skipped" };
  }
}
