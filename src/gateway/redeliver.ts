import { invalidArgument, SluiceError } from "../core/errors.js";
import { copyEvent, type EventFailure, type EventRecord, type PayloadFraming } from "../core/event.js";
import { givingWay } from "../core/give-way.js";
import { groupBy } from "../core/group-by.js";
import { handOver, type HandOverDeps, notForGroupNow } from "../dlq/hand-over.js";
import type {
  CheckedLetters,
  EditedPayload,
  LetterVerdict,
  Recheck,
  RecheckAgainst,
  Redelivery,
  RedeliverItem,
  RedeliverResult,
} from "../dlq/redelivery.js";
import { createTurnsInLine, type TurnsInLine } from "../dlq/turns-in-line.js";
import { decodeBody, isViolation, unframe, validateBody } from "../registry/payload.js";
import type { Registry } from "../registry/registry.js";
import { parseSelector, selectVersion, type VersionSelector } from "../registry/selector.js";
import type { CompiledSchema } from "../formats/format.js";
import type {
  ConsumerStore,
  DeadLetterRow,
  DeadLetterStore,
  LogStore,
  RedriveAdvance,
  StreamConfig,
  StreamStore,
} from "../store/store.js";
import { recentlyAccepted } from "./accepted-events.js";
import { entryAt } from "./entry-at.js";
import { findBadAttribute, findUnstorable } from "./attributes.js";
import { checkEvents, type CheckRules, type EventCheck, type QualityCheck, qualityFailure } from "./check-events.js";
import { namesSchema } from "./choose-schema.js";
import { openPayload, payloadFrom, subjectOfLetter } from "./open-payload.js";
import type { Committer } from "./committer.js";
import { decide, warningsOf } from "./disposition.js";
import { qualityCheck } from "./publish-session.js";
import { assessQuality } from "./quality/assess-quality.js";
import { JudgedEvent } from "./quality/judged-event.js";
import type { QualityRules } from "./quality/quality-rules.js";
import type { StreamSettings } from "./stream-settings.js";
import type { Item, Outcome } from "./submission.js";

/** What sending dead letters on needs. */
export interface RedeliverDeps extends HandOverDeps {
  readonly registry: Registry;
  readonly settings: StreamSettings;
  readonly committer: Committer;
  readonly log: LogStore;
  readonly streams: Pick<StreamStore, "streamsOf">;
  readonly deadLetters: Pick<DeadLetterStore, "beforeInLine">;
  readonly quality: QualityRules;
  readonly consumers: Pick<ConsumerStore, "handOverOutlook" | "handOver">;
}

/** The gateway's side of the dead letters: checks them by the rules of new events and commits them with their closing. */
export function createRedelivery(deps: RedeliverDeps): Redelivery {
  return {
    recheckAgainst: async (against) => await recheckAgainst(deps, against),
    check: async (items, turns) => await checkLetters(deps, items, turns),
    redeliver: async (items) => await redeliver(deps, items),
    async park(letter) {
      const { config } = await deps.settings.get(letter.stream);
      const items: Item[] = [{ kind: "park-reported", letter, event: letter.event }];
      const submission = { stream: letter.stream, config, items, producer: undefined };
      const [outcome] = await deps.committer.submit(submission);
      return outcome?.kind === "dead-lettered" ? outcome.letter : letter;
    },
    framingOf: async (stream) => (await deps.settings.get(stream)).config.framing,
    async openPayload(letter, target) {
      return await openPayload(deps.registry, (await deps.settings.get(letter.stream)).config, letter, target);
    },
    async encodePayload(letter, text) {
      return await payloadFrom(deps.registry, (await deps.settings.get(letter.stream)).config, letter, text);
    },
    async upcaster(letter, { fromMajor, toMajor, asOf }) {
      const subject = subjectOfLetter((await deps.settings.get(letter.stream)).config, letter);
      return (await deps.registry.upcasters.way({ subject, fromMajor, toMajor }, asOf))?.program;
    },
    async eventAt(stream, position) {
      const entry = await entryAt(deps.log, stream, position);
      if (entry !== undefined) return entry.event;
      throw invalidArgument("position", `stream '${stream}' has no event at ${position}`);
    },
    recentlyAccepted: (subject, limit) => recentlyAccepted(deps, subject, limit),
    requireVersion: async (subject, selector) => {
      await requireVersion(deps.registry, subject, parseSelector("version", selector));
    },
    async acceptedCheck(subject, against) {
      const compiled = await compiledOf(deps, subject, against);
      return async ({ stream, event }) => {
        const { config } = await deps.settings.get(stream);
        return isFailure(compiled) ? compiled : checkBody(compiled, event, config.framing, config.maxDepth).failure;
      };
    },
  };
}

async function recheckAgainst(deps: RedeliverDeps, against: RecheckAgainst): Promise<Recheck> {
  if (against.kind === "today") {
    return async (letter, edited) => {
      const { config } = await deps.settings.get(letter.stream);
      return (await examine(deps, config, { letter, editedData: edited?.data, editedNames: edited?.names })).failure;
    };
  }
  if (against.kind === "candidate") {
    const compiled = await deps.registry.compileCandidate(against);
    return async (letter, edited) => await checkPayload(deps, letter, edited, compiled);
  }
  return async (letter, edited) => {
    const compiled = await compiledOf(deps, letter.subject, against);
    return isFailure(compiled) ? compiled : await checkPayload(deps, letter, edited, compiled);
  };
}

/** The schema events of a subject are to be checked against, or why there is none. */
async function compiledOf(
  deps: RedeliverDeps,
  subject: string,
  against: Exclude<RecheckAgainst, { readonly kind: "today" }>,
): Promise<CompiledSchema | EventFailure> {
  if (against.kind === "candidate") return await deps.registry.compileCandidate(against);
  const selector = parseSelector("version", against.selector);
  const row = selectVersion(await deps.registry.subjectVersions.of(subject), selector);
  if (row === undefined) return withoutVersion(subject, against.selector);
  return (await deps.registry.compiledSchemas.get(row.schemaId)).compiled;
}

async function requireVersion(registry: Registry, subject: string, selector: VersionSelector): Promise<void> {
  try {
    await registry.subjectVersions.find(subject, selector);
  } catch (caught) {
    const { reason, message, metadata } = SluiceError.from(caught);
    if (reason !== "SUBJECT_NOT_FOUND" && reason !== "VERSION_NOT_FOUND") throw caught;
    const fix = "Register it first, or give the schema itself as `candidate`.";
    throw new SluiceError(reason, `${message} ${fix}`, { metadata });
  }
}

function isFailure(found: CompiledSchema | EventFailure): found is EventFailure {
  return "failureType" in found;
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
  edited: EditedPayload | undefined,
  compiled: CompiledSchema,
): Promise<EventFailure | undefined> {
  const { config } = await deps.settings.get(letter.stream);
  const event = edited === undefined ? letter.event : copyEvent(letter.event, { data: edited.data });
  const unfit = findUnstorable(event, config) ?? findBadAttribute(event);
  if (unfit !== undefined) return unfit;
  const { failure, decode } = checkBody(compiled, event, letter.framing, config.maxDepth);
  if (failure !== undefined || decode === undefined) return failure;
  const quality = await qualityOf(deps, config, letter);
  if (quality === undefined) return undefined;
  return qualityFailure(assessQuality(quality.rules, new JudgedEvent(event, decode, quality.arrivedAt)), undefined);
}

/** Whether a schema accepts a payload, and how to decode it then. */
function checkBody(
  compiled: CompiledSchema,
  event: EventRecord,
  framing: PayloadFraming,
  maxDepth: number,
): { readonly failure: EventFailure | undefined; readonly decode?: () => unknown } {
  const payload = unframe(event.data, framing);
  if (isViolation(payload)) return { failure: { failureType: "malformed", violations: [payload], schema: undefined } };
  const context = { event, framing, maxDepth };
  const verdict = validateBody(compiled, payload.body, context);
  if (verdict !== undefined) return { failure: { ...verdict, schema: undefined } };
  return { failure: undefined, decode: () => decodeBody(compiled, payload.body, context) };
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
  { letter, ...edit }: EditedLetter,
): Promise<EventCheck> {
  const event = withEdit(letter.event, edit);
  const quality = await qualityOf(deps, config, letter);
  const rules = { config, framing: letter.framing, preferences: [], quality };
  const asItCame = await checkAsItCame(deps, rules, letter, event);
  if (asItCame !== undefined) return asItCame;
  const [pinned] = await checkEvents(deps.registry, rules, [event]);
  if (pinned === undefined) throw new SluiceError("INTERNAL", "A check has no answer.");
  if (pinned.failure === undefined || !namesSchema(event) || letter.framing !== "plain") return pinned;
  const free = copyEvent(event, { schemaId: 0, dataschema: "" });
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
  const [check] = await checkEvents(deps.registry, rules, [copyEvent(event, { schemaId: schema.schemaId })]);
  return check?.failure === undefined && check !== undefined ? { ...check, event } : undefined;
}

/** A letter, and what it is to be sent with instead of its own payload. */
type EditedLetter = Pick<RedeliverItem, "letter" | "editedData" | "editedNames">;

function withEdit(event: EventRecord, { editedData, editedNames }: Omit<EditedLetter, "letter">): EventRecord {
  return editedData === undefined ? event : copyEvent(event, { data: editedData, ...editedNames });
}

async function redeliver(deps: RedeliverDeps, items: readonly RedeliverItem[]): Promise<readonly RedeliverResult[]> {
  // Closed letters are not tried, so that they do not count as having failed again.
  const open = items.filter(({ letter }) => letter.status === "open");
  const checked = await checkInTurn(deps, open, createTurnsInLine(deps.deadLetters));
  const tried = checked.flatMap(({ item }) => item ?? []);
  const outcomes = await commit(deps, tried);
  const results = new Map<RedeliverItem, RedeliverResult>();
  for (const [index, item] of tried.entries()) results.set(item.retry, outcomes[index] ?? { outcome: "skipped" });
  for (const { asked, verdict } of checked) {
    if (verdict.kind === "waits") results.set(asked, { outcome: "blocked", failure: verdict.failure });
    if (verdict.kind === "returns") await handOver(deps, asked.letter);
  }
  return items.map((item) => results.get(item) ?? { outcome: "skipped" });
}

/** What becomes of a letter that a consumer group reported: it goes back there, unless its payload is edited. */
async function verdictOfGroup(
  { consumers }: RedeliverDeps,
  { letter, editedData }: RedeliverItem,
): Promise<LetterVerdict | undefined> {
  if (letter.logPosition === undefined || editedData !== undefined) return undefined;
  const outlook = await consumers.handOverOutlook(letter);
  if (outlook === "no-group") return undefined;
  return outlook === "possible" ? { kind: "returns" } : { kind: "waits", failure: notForGroupNow(outlook) };
}

async function checkLetters(
  deps: RedeliverDeps,
  items: readonly RedeliverItem[],
  turns: TurnsInLine,
): Promise<CheckedLetters> {
  const checked = await checkInTurn(deps, items, turns);
  return {
    verdicts: checked.map(({ verdict }) => verdict),
    async handBack(count) {
      let handedBack = 0;
      for (const { asked, verdict } of checked.slice(0, count)) {
        if (verdict.kind === "returns" && (await handOver(deps, asked.letter))) handedBack += 1;
      }
      return handedBack;
    },
    async commit(count, advance) {
      const tried = checked.slice(0, count).flatMap(({ item }) => item ?? []);
      await commit(deps, tried, advance);
      return tried.length > 0;
    },
  };
}

interface CheckedItem {
  readonly asked: RedeliverItem;
  readonly verdict: LetterVerdict;
  /** What is to be committed; undefined where it is not the turn of the letter, or its group gets it. */
  readonly item?: RetryItem;
}

async function checkInTurn(
  deps: RedeliverDeps,
  items: readonly RedeliverItem[],
  turns: TurnsInLine,
): Promise<readonly CheckedItem[]> {
  const checked: CheckedItem[] = [];
  for await (const asked of givingWay(items)) {
    const ofGroup = await verdictOfGroup(deps, asked);
    if (ofGroup !== undefined) {
      checked.push({ asked, verdict: ofGroup });
      continue;
    }
    const waits = await turns.blocked(asked.letter);
    if (waits !== undefined) {
      checked.push({ asked, verdict: { kind: "waits", failure: waits } });
      continue;
    }
    const { config } = await deps.settings.get(asked.letter.stream);
    const item = await toItem(deps, config, asked);
    if (item.kind === "redeliver") turns.passed(asked.letter);
    const verdict: LetterVerdict =
      item.kind === "redeliver" ? { kind: "passes" } : { kind: "fails", failure: item.failure };
    checked.push({ asked, verdict, item });
  }
  return checked;
}

/** Stream by stream, so that when the last of it is stored all of it is, and the step with it. */
async function commit(
  deps: RedeliverDeps,
  items: readonly RetryItem[],
  advance?: RedriveAdvance,
): Promise<readonly RedeliverResult[]> {
  const results = new Map<RetryItem, RedeliverResult>();
  const byStream = [...groupBy(items, ({ retry }) => retry.letter.stream)];
  for (const [index, [stream, group]] of byStream.entries()) {
    const { config } = await deps.settings.get(stream);
    const isLast = index === byStream.length - 1;
    const submission = { stream, config, items: group, producer: undefined, ...(isLast && { advance }) };
    const outcomes = await deps.committer.submit(submission);
    for (const [place, item] of group.entries()) results.set(item, resultOf(outcomes[place]));
  }
  return items.map((item) => results.get(item) ?? { outcome: "skipped" });
}

type RetryItem = Extract<Item, { kind: "redeliver" | "fail-again" }>;

async function toItem(deps: RedeliverDeps, config: StreamConfig, item: RedeliverItem): Promise<RetryItem> {
  const { event, failure, subject, schema, warnings, quality } = await examine(deps, config, item);
  return failure === undefined
    ? { kind: "redeliver", retry: item, event, schema, warnings, quality }
    : { kind: "fail-again", retry: item, event, failure, subject };
}

/** What would become of a dead letter today, by the mode its stream is in. A preview and a redrive both ask here. */
async function examine(
  deps: RedeliverDeps,
  config: StreamConfig,
  edited: EditedLetter,
): Promise<
  Pick<EventCheck, "event" | "failure" | "subject" | "schema" | "warnings"> & Partial<Pick<EventCheck, "quality">>
> {
  const { letter } = edited;
  if (config.mode !== "enforce") {
    const event = withEdit(letter.event, edited);
    const quality = await qualityOf(deps, config, letter);
    const rules = { config, framing: letter.framing, preferences: [], invalidAction: "dead-letter", quality } as const;
    const [disposition] = await decide(deps.registry, rules, [event]);
    if (disposition?.kind === "publish") return { ...disposition, failure: undefined, subject: "" };
    if (disposition !== undefined) {
      return { subject: "", ...disposition, schema: disposition.failure.schema, warnings: [] };
    }
  }
  const check = await checkToday(deps, config, edited);
  return { ...check, warnings: check.failure === undefined ? warningsOf(check.quality) : [] };
}

function resultOf(outcome: Outcome | undefined): RedeliverResult {
  switch (outcome?.kind) {
    case "published":
      return { outcome: "redriven", position: outcome.position, schema: outcome.schema };
    case "failed-again":
      return { outcome: "failed-again", failure: outcome.failure };
    default:
      return { outcome: "skipped" };
  }
}
