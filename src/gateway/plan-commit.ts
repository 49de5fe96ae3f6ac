import { SluiceError } from "../core/errors.js";
import type { EventRecord } from "../core/event.js";
import type { FailureType, Violation } from "../core/violation.js";
import { makeFollower, ownFailure } from "../dlq/key-blocked.js";
import { makeDeadLetter } from "../dlq/park.js";
import type {
  DeadLetterRow,
  FailAgain,
  NewRecord,
  OutcomeCount,
  OutcomeName,
  ProducerProgress,
  StreamCommit,
  StreamCommitResult,
} from "../store/store.js";
import { attemptOf, settlement } from "./attempt.js";
import { sequenceReused } from "./decided-lately.js";
import { EventKey } from "./event-key.js";
import { dataLength } from "./encoded-event.js";
import { orderingKeyOf } from "./ordering-key.js";
import { OutcomeCounts } from "./outcome-counts.js";
import type { Place, PlaceTable } from "./place-table.js";
import type { Refusal } from "./flood-breakers.js";
import { encodeRecord, PlainRecords } from "./record.js";
import type { QualityAssessment } from "./quality/assess-quality.js";
import { QualityCounts } from "./quality-counts.js";
import { producerFenced, sequenceGap } from "./refusals.js";
import type { ProducerState, StreamState } from "./stream-state.js";
import type { Item, ItemOutcome, Submission } from "./submission.js";

type Committed = Extract<StreamCommitResult, { outcome: "committed" }>;

/** A submission that was decided, or refused as a whole. */
export type SubmissionResult =
  | { readonly ok: true; readonly outcomes: readonly ItemOutcome[] }
  | { readonly ok: false; readonly error: SluiceError };

/** One stream's part of a commit, and how to read its result. */
export interface CommitPlan {
  readonly part: StreamCommit;
  /** Events parked, rejected or refused, by kind of failure. */
  readonly failures: ReadonlyMap<FailureType, number>;
  /** What was counted, as it turned out. */
  countsOf(result: Committed): readonly OutcomeCount[];
  /** Turns the result into outcomes and takes it into the stream's state. */
  complete(result: Committed): readonly SubmissionResult[];
}

/** What planning needs beside the submissions. */
export interface PlanContext {
  readonly stream: string;
  readonly state: StreamState;
  /** Every producer of the submissions. */
  readonly producers: ReadonlyMap<string, ProducerState>;
  /** Letters that were reported before, by `reportKey`. */
  readonly reported: ReadonlyMap<string, DeadLetterRow>;
  /** The keys of the events that have a line already, with the first letter of it. Needed of streams that keep order. */
  readonly blockedKeys: ReadonlyMap<string, string>;
  readonly newId: () => string;
  readonly at: Date;
  /** Empty; the plan's own until it is completed or given up. */
  readonly pending: PlaceTable;
}

/** What makes two reports the same: the event and the group. Undefined where the event has nothing to know it by. */
export function reportKey({ event: { source, id }, consumerGroup }: DeadLetterRow): string | undefined {
  return source === "" || id === "" ? undefined : JSON.stringify([source, id, consumerGroup]);
}

/** What an item turned into, until the positions are known: mostly a record, of which its index says everything. */
type Planned =
  | number
  | { readonly kind: "known"; readonly outcome: ItemOutcome }
  | { readonly kind: "same-as"; readonly index: number };

/**
 * Turns submissions into one commit of their stream: leaves out what was stored before, makes records and dead letters
 * of the rest, moves the producers on and counts. Pure but for the ids it takes.
 */
export function planCommit(context: PlanContext, submissions: readonly Submission[]): CommitPlan {
  const draft = new Draft(context);
  const planned = submissions.map((submission) => ({ submission, planned: draft.take(submission) }));
  const { stream, state, at } = context;
  const { records, parked, failedAgain } = draft;
  const producers = draft.progress();
  const counts = draft.counts.list();
  const revision = state.head.revision;
  const quality = draft.quality();
  const advances = submissions.flatMap(({ advance }) => advance ?? []);
  const part: StreamCommit = {
    stream,
    expectedRevision: revision,
    records,
    parked,
    failedAgain,
    producers,
    counts,
    at,
    ...(quality && { quality }),
    ...(advances.length > 0 && { advances }),
  };
  return {
    part,
    failures: draft.failures,
    countsOf: (result) => [
      ...part.counts,
      ...records.flatMap(({ counts = [] }, index) => (result.positions[index] === undefined ? [] : counts)),
    ],
    complete(result) {
      state.head = result.head;
      draft.remember(result);
      return planned.map(({ submission, planned: decided }) =>
        decided instanceof SluiceError
          ? { ok: false, error: decided }
          : { ok: true, outcomes: decided.map((one, index) => outcomeOf(one, submission.items[index], result)) },
      );
    },
  };
}

function outcomeOf(planned: Planned, item: Item | undefined, result: Committed): ItemOutcome {
  if (typeof planned !== "number") {
    return planned.kind === "known" ? planned.outcome : { kind: "duplicate", place: result.positions[planned.index] };
  }
  const position = result.positions[planned];
  if (position === undefined || (item?.kind !== "publish" && item?.kind !== "redeliver")) return { kind: "skipped" };
  return { kind: "published", position, schema: item.schema, warnings: item.warnings };
}

/** What is said of events that are parked as they come. */
const arrival = { trigger: "publish", attempts: 1, consumerGroup: "", errorDetail: "" } as const;

class Draft {
  readonly records: NewRecord[] = [];
  readonly parked: DeadLetterRow[] = [];
  readonly failedAgain: FailAgain[] = [];
  readonly failures = new Map<FailureType, number>();
  readonly counts = new OutcomeCounts();
  readonly #context: PlanContext;
  /** Where the first copies are that are part of this commit: index of the record, or id of the letter. */
  readonly #pending: PlaceTable;
  readonly #key = new EventKey();
  readonly #plain = new PlainRecords();
  /** Whose key was taken last, and whether it has one. */
  #keyed: EventRecord | undefined;
  #isKeyed = false;
  readonly #reported = new Map<string, DeadLetterRow>();
  /** Keys that are blocked as of an event of this commit, with the first letter of their lines. */
  readonly #blocked = new Map<string, string>();
  #submission: Submission | undefined;
  readonly #producers = new Map<string, ProducerState>();
  #quality: QualityCounts | undefined;

  constructor(context: PlanContext) {
    this.#context = context;
    this.#pending = context.pending;
  }

  take(submission: Submission): readonly Planned[] | SluiceError {
    const { producer } = submission;
    this.#submission = submission;
    if (producer === undefined) return submission.items.map((item) => this.#takeItem(item));
    const before = this.#producers.get(producer.id) ?? this.#context.producers.get(producer.id);
    if (before === undefined) return new SluiceError("INTERNAL", "The producer was not read before planning.");
    const refusal = refuse(before, producer) ?? this.#reusedSequence(before, producer, submission.items);
    if (refusal !== undefined) return refusal;
    const unstored = before.unstored.trimmed(before.lastSequence);
    const planned = submission.items.map((item, index) => {
      const sequence = producer.firstSequence + index;
      if (sequence <= before.lastSequence && !unstored.has(sequence)) return this.#duplicate(item.event);
      const one = this.#takeItem(item);
      if (typeof one !== "number" && one.kind === "known" && isUnstored(one.outcome)) unstored.add(sequence);
      else unstored.delete(sequence);
      return one;
    });
    const lastSequence = Math.max(before.lastSequence, producer.firstSequence + submission.items.length - 1);
    this.#producers.set(producer.id, { epoch: before.epoch, lastSequence, unstored });
    return planned;
  }

  progress(): readonly ProducerProgress[] {
    return [...this.#producers].map(([producerId, { epoch, lastSequence, unstored }]) => ({
      producerId,
      epoch,
      lastSequence,
      unstored: unstored.format(),
    }));
  }

  quality(): StreamCommit["quality"] {
    return this.#quality?.list();
  }

  /** Takes what is durable now into the memory of the stream. */
  remember(result: Committed): void {
    const { state, at } = this.#context;
    this.#pending.forEach((key, pending) => {
      const place = typeof pending === "number" ? result.positions[pending] : pending;
      if (place !== undefined) state.recent.add(key, place, at);
    });
    for (const [id, producer] of this.#producers) {
      const { epoch } = producer;
      state.decided.note({ id, epoch }, (this.#context.producers.get(id)?.lastSequence ?? 0) + 1, at);
      state.producers.set(id, producer);
    }
  }

  /** Whether an event comes under a sequence that was decided lately, and is certainly not the one it was decided with. */
  #reusedSequence(
    before: ProducerState,
    producer: NonNullable<Submission["producer"]>,
    items: readonly Item[],
  ): SluiceError | undefined {
    const { firstSequence, id } = producer;
    if (firstSequence > before.lastSequence) return undefined;
    const { state, at, producers } = this.#context;
    const ofThisCommit = (producers.get(id)?.lastSequence ?? 0) + 1;
    const certain = Math.min(ofThisCommit, state.decided.since(producer, state.recent.completeSince(at)));
    for (let sequence = Math.max(firstSequence, certain); sequence <= before.lastSequence; sequence += 1) {
      const event = items[sequence - firstSequence]?.event;
      if (event === undefined) return undefined;
      if (before.unstored.has(sequence) || !this.#hasKey(event)) continue;
      const isKnown = this.#pending.find(this.#key.words) ?? state.recent.find(this.#key.words, at);
      if (isKnown === undefined) return sequenceReused(id, sequence);
    }
    return undefined;
  }

  #takeItem(item: Item): Planned {
    switch (item.kind) {
      case "publish":
        return this.#firstCopy(item.event) ?? this.#follow(item) ?? this.#publish(item);
      case "park":
        return this.#firstCopy(item.event) ?? this.#follow(item) ?? this.#park(item);
      case "reject":
        this.#fail(item, "rejected");
        return { kind: "known", outcome: { kind: "rejected", failure: item.failure } };
      case "refuse":
        return this.#firstCopy(item.event) ?? this.#refuse(item);
      case "redeliver":
        return this.#redeliver(item);
      case "fail-again": {
        const { retry, failure, subject } = item;
        const { id, revision } = retry.letter;
        const attempt = attemptOf(retry, this.#context.at, item);
        const became = ownFailure(retry.letter, failure, subject);
        this.failedAgain.push({ deadLetterId: id, expectedRevision: revision, attempt, ...(became && { became }) });
        return { kind: "known", outcome: { kind: "failed-again", failure } };
      }
      case "park-reported":
        return { kind: "known", outcome: { kind: "dead-lettered", letter: this.#parkReported(item.letter) } };
    }
  }

  #parkReported(letter: DeadLetterRow): DeadLetterRow {
    const key = reportKey(letter);
    const known = key === undefined ? undefined : (this.#context.reported.get(key) ?? this.#reported.get(key));
    if (known !== undefined) return known;
    this.parked.push(letter);
    if (key !== undefined) this.#reported.set(key, letter);
    return letter;
  }

  #firstCopy(event: EventRecord): Planned | undefined {
    if (!this.#hasKey(event)) return undefined;
    const pending = this.#pending.find(this.#key.words);
    if (pending === undefined) {
      const place = this.#context.state.recent.find(this.#key.words, this.#context.at);
      return place === undefined ? undefined : this.#duplicate(event, place);
    }
    if (typeof pending === "string") return this.#duplicate(event, pending);
    this.counts.add(event, undefined, "duplicate");
    return { kind: "same-as", index: pending };
  }

  #duplicate(event: EventRecord, place: Place | undefined = this.#placeOf(event)): Planned {
    this.counts.add(event, undefined, "duplicate");
    return { kind: "known", outcome: { kind: "duplicate", place } };
  }

  #placeOf(event: EventRecord): Place | undefined {
    return this.#hasKey(event) ? this.#context.state.recent.find(this.#key.words, this.#context.at) : undefined;
  }

  #publish(item: Extract<Item, { kind: "publish" }>): Planned {
    const { event, schema } = item;
    this.counts.add(event, schema, "published");
    // The bytes were counted with the event.
    if (item.warnings.length > 0) this.counts.add(event, schema, "warned", 0);
    if (item.quality !== undefined) this.#countQuality(event, item.quality, item.warnings);
    return this.#record(item);
  }

  /** Whether it is published is known only when its letter is closed with it, so it is counted with its record. */
  #redeliver(item: Extract<Item, { kind: "redeliver" }>): Planned {
    const { event, schema } = item;
    const one = { type: event.type, schema, events: 1, bytes: dataLength(event) };
    const outcomes: OutcomeName[] = item.warnings.length > 0 ? ["published", "warned"] : ["published"];
    const counts = outcomes.map((outcome) => ({ ...one, outcome, ...(outcome === "warned" && { bytes: 0 }) }));
    const quality = item.quality && qualityOf(item, item.quality);
    const settles = settlement(item, this.#context.at);
    return this.#record(item, { settles, counts, ...(quality && { quality }) });
  }

  #record(
    { event, schema, warnings }: Extract<Item, { kind: "publish" | "redeliver" }>,
    more?: Omit<NewRecord, "pieces">,
  ): number {
    const index = this.records.length;
    const hasWarnings = warnings.length > 0;
    if (more === undefined && !hasWarnings) this.records.push(this.#plain.recordOf(event, schema));
    else {
      const redrivenFrom = more?.settles?.deadLetterId ?? "";
      const pieces = encodeRecord({ event, schema, hasWarnings, redrivenFrom });
      this.records.push({ settles: undefined, ...more, pieces });
    }
    this.#remember(event, index);
    return index;
  }

  #park(item: Extract<Item, { kind: "park" }>): Planned {
    const { stream, newId, at } = this.#context;
    const { event, framing, subject, failure } = item;
    const orderingKey = this.#orderingKey(event);
    const letter = makeDeadLetter({
      id: newId(),
      stream,
      event,
      framing,
      failure,
      subject,
      at,
      orderingKey,
      producerId: this.#submission?.producer?.id ?? "",
      ...arrival,
    });
    this.parked.push(letter);
    if (orderingKey !== "") this.#blocked.set(orderingKey, letter.id);
    this.#remember(event, letter.id);
    this.#fail(item, "dead-lettered");
    return { kind: "known", outcome: { kind: "dead-lettered", letter } };
  }

  #orderingKey(event: EventRecord): string {
    return this.#submission === undefined ? "" : orderingKeyOf(this.#submission.config, event);
  }

  /** Parks an event behind the earlier ones of its key that are parked, if there are any. */
  #follow(item: Extract<Item, { kind: "publish" | "park" }>): Planned | undefined {
    const { event } = item;
    const orderingKey = this.#orderingKey(event);
    if (orderingKey === "") return undefined;
    const { stream, newId, at, blockedKeys } = this.#context;
    const behind = this.#blocked.get(orderingKey) ?? blockedKeys.get(orderingKey);
    if (behind === undefined) return undefined;
    const framing = this.#submission?.framing ?? "plain";
    const [subject, { schema, violations }] =
      item.kind === "park" ? [item.subject, item.failure] : [item.schema?.subject ?? "", { ...item, violations: [] }];
    const known = { stream, event, framing, subject, schema, violations, at, orderingKey, behind };
    const producerId = this.#submission?.producer?.id ?? "";
    const letter = makeFollower({ id: newId(), ...known, producerId, ...arrival });
    this.parked.push(letter);
    this.#remember(event, letter.id);
    if (item.kind === "park") this.#fail(item, "dead-lettered");
    // A valid one is no failure of its schema: it is counted with that when its turn has come.
    else this.counts.add(event, undefined, "dead-lettered");
    return { kind: "known", outcome: { kind: "dead-lettered", letter } };
  }

  #refuse(item: Refusal): Planned {
    const { failure, retryAfterMs } = item;
    this.#fail(item, "failed");
    return { kind: "known", outcome: { kind: "refused", failure, retryAfterMs } };
  }

  #remember(event: EventRecord, pending: Place): void {
    if (this.#hasKey(event)) this.#pending.set(this.#key.words, pending);
  }

  /** Whether an event can be recognized; then `#key` is its key. */
  #hasKey(event: EventRecord): boolean {
    if (this.#keyed !== event) {
      this.#keyed = event;
      this.#isKeyed = this.#context.state.windowMs > 0 && this.#key.take(event);
    }
    return this.#isKeyed;
  }

  #fail(
    { event, failure, quality }: Extract<Item, { kind: "park" | "reject" | "refuse" }>,
    outcome: OutcomeName,
  ): void {
    this.counts.add(event, failure.schema, outcome);
    if (quality !== undefined) this.#countQuality(event, quality);
    this.failures.set(failure.failureType, (this.failures.get(failure.failureType) ?? 0) + 1);
  }

  #countQuality({ type }: EventRecord, quality: QualityAssessment, published?: readonly Violation[]): void {
    this.#quality ??= new QualityCounts();
    this.#quality.add(type, quality, published);
  }
}

function qualityOf(
  { event, warnings }: Extract<Item, { kind: "redeliver" }>,
  quality: QualityAssessment,
): NewRecord["quality"] {
  const counts = new QualityCounts();
  counts.add(event.type, quality, warnings);
  return counts.list();
}

/** Whether an event was decided without being stored, so that it is looked at anew when it is sent again. */
function isUnstored({ kind }: ItemOutcome): boolean {
  return kind === "rejected" || kind === "refused";
}

function refuse(before: ProducerState, producer: NonNullable<Submission["producer"]>): SluiceError | undefined {
  if (before.epoch > producer.epoch) return producerFenced(producer.id, before.epoch);
  const expected = before.lastSequence + 1;
  return producer.firstSequence > expected ? sequenceGap(expected, producer.firstSequence) : undefined;
}
