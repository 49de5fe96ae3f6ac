import { SluiceError } from "../core/errors.js";
import type { EventRecord, SchemaUsed } from "../core/event.js";
import type { FailureType, Violation } from "../core/violation.js";
import { makeDeadLetter, summarize } from "../dlq/park.js";
import type {
  AttemptRow,
  DeadLetterRow,
  FailAgain,
  NewRecord,
  OutcomeCount,
  OutcomeName,
  ProducerProgress,
  StreamCommit,
  StreamCommitResult,
} from "../store/store.js";
import { EventKey } from "./event-key.js";
import { type Place, PlaceTable } from "./place-table.js";
import type { Refusal } from "./flood-breakers.js";
import { encodeRecord } from "./record.js";
import type { QualityAssessment } from "./quality/assess-quality.js";
import { QualityCounts } from "./quality-counts.js";
import { producerFenced, sequenceGap } from "./refusals.js";
import type { ProducerState, StreamState } from "./stream-state.js";
import type { Item, ItemOutcome, Retry, Submission } from "./submission.js";

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
  readonly newId: () => string;
  readonly at: Date;
}

/** What makes two reports the same: the event and the group. Undefined where the event has nothing to know it by. */
export function reportKey({ event: { source, id }, consumerGroup }: DeadLetterRow): string | undefined {
  return source === "" || id === "" ? undefined : JSON.stringify([source, id, consumerGroup]);
}

/** What an item turned into, until the positions are known. */
type Planned =
  | { readonly kind: "record"; readonly index: number; readonly item: Extract<Item, { kind: "publish" | "redeliver" }> }
  | { readonly kind: "known"; readonly outcome: ItemOutcome }
  | { readonly kind: "same-as"; readonly index: number };

/**
 * Turns submissions into one commit of their stream: leaves out what was stored before, makes records and dead letters
 * of the rest, moves the producers on and counts. Pure but for the ids it takes.
 */
export function planCommit(context: PlanContext, submissions: readonly Submission[]): CommitPlan {
  const items = submissions.reduce((sum, submission) => sum + submission.items.length, 0);
  const draft = new Draft(context, items);
  const planned = submissions.map((submission) => draft.take(submission));
  const { stream, state, at } = context;
  const { records, parked, failedAgain } = draft;
  const producers = draft.progress();
  const counts = draft.counts();
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
      return planned.map((items) =>
        items instanceof SluiceError
          ? { ok: false, error: items }
          : { ok: true, outcomes: items.map((item) => outcomeOf(item, result)) },
      );
    },
  };
}

function outcomeOf(planned: Planned, result: Committed): ItemOutcome {
  if (planned.kind === "known") return planned.outcome;
  const position = result.positions[planned.index];
  if (planned.kind === "same-as") return { kind: "duplicate", place: position };
  if (position === undefined) return { kind: "skipped" };
  return { kind: "published", position, schema: planned.item.schema, warnings: planned.item.warnings };
}

type Sum = OutcomeCount & { events: number; bytes: number };

class Draft {
  readonly records: NewRecord[] = [];
  readonly parked: DeadLetterRow[] = [];
  readonly failedAgain: FailAgain[] = [];
  readonly failures = new Map<FailureType, number>();
  readonly #context: PlanContext;
  /** Where the first copies are that are part of this commit: index of the record, or id of the letter. */
  readonly #pending: PlaceTable;
  readonly #key = new EventKey();
  /** Whose key was taken last, and whether it has one. */
  #keyed: EventRecord | undefined;
  #isKeyed = false;
  readonly #reported = new Map<string, DeadLetterRow>();
  readonly #producers = new Map<string, ProducerState>();
  readonly #counts = new Map<string, Sum>();
  #lastCount: Sum | undefined;
  #quality: QualityCounts | undefined;

  constructor(context: PlanContext, items: number) {
    this.#context = context;
    this.#pending = new PlaceTable(items);
  }

  take(submission: Submission): readonly Planned[] | SluiceError {
    const { producer } = submission;
    if (producer === undefined) return submission.items.map((item) => this.#takeItem(item));
    const before = this.#producers.get(producer.id) ?? this.#context.producers.get(producer.id);
    if (before === undefined) return new SluiceError("INTERNAL", "The producer was not read before planning.");
    const refusal = refuse(before, producer);
    if (refusal !== undefined) return refusal;
    const unstored = before.unstored.trimmed(before.lastSequence);
    const planned = submission.items.map((item, index) => {
      const sequence = producer.firstSequence + index;
      if (sequence <= before.lastSequence && !unstored.has(sequence)) return this.#duplicate(item.event);
      const one = this.#takeItem(item);
      if (one.kind === "known" && isUnstored(one.outcome)) unstored.add(sequence);
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

  counts(): readonly OutcomeCount[] {
    return [...this.#counts.values()];
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
    for (const [id, producer] of this.#producers) state.producers.set(id, producer);
  }

  #takeItem(item: Item): Planned {
    switch (item.kind) {
      case "publish":
        return this.#firstCopy(item.event) ?? this.#publish(item);
      case "park":
        return this.#firstCopy(item.event) ?? this.#park(item);
      case "reject":
        this.#fail(item, "rejected");
        return { kind: "known", outcome: { kind: "rejected", failure: item.failure } };
      case "refuse":
        return this.#firstCopy(item.event) ?? this.#refuse(item);
      case "redeliver":
        return this.#redeliver(item);
      case "fail-again": {
        const { retry, failure } = item;
        const { id, revision } = retry.letter;
        const attempt = attemptOf(retry, this.#context.at, item);
        this.failedAgain.push({ deadLetterId: id, expectedRevision: revision, attempt });
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
    this.#count(event, undefined, "duplicate");
    return { kind: "same-as", index: pending };
  }

  #duplicate(event: EventRecord, place: Place | undefined = this.#placeOf(event)): Planned {
    this.#count(event, undefined, "duplicate");
    return { kind: "known", outcome: { kind: "duplicate", place } };
  }

  #placeOf(event: EventRecord): Place | undefined {
    return this.#hasKey(event) ? this.#context.state.recent.find(this.#key.words, this.#context.at) : undefined;
  }

  #publish(item: Extract<Item, { kind: "publish" }>): Planned {
    const { event, schema } = item;
    this.#count(event, schema, "published");
    // The bytes were counted with the event.
    if (item.warnings.length > 0) this.#count(event, schema, "warned", 0);
    if (item.quality !== undefined) this.#countQuality(event, item.quality, item.warnings);
    return this.#record(item, {});
  }

  /** Whether it is published is known only when its letter is closed with it, so it is counted with its record. */
  #redeliver(item: Extract<Item, { kind: "redeliver" }>): Planned {
    const { event, schema } = item;
    const one = { type: event.type, schema, events: 1, bytes: event.data.length };
    const outcomes: OutcomeName[] = item.warnings.length > 0 ? ["published", "warned"] : ["published"];
    const counts = outcomes.map((outcome) => ({ ...one, outcome, ...(outcome === "warned" && { bytes: 0 }) }));
    const quality = item.quality && qualityOf(item, item.quality);
    return this.#record(item, { settles: settlement(item, this.#context.at), counts, quality });
  }

  #record(
    item: Extract<Item, { kind: "publish" | "redeliver" }>,
    { settles, counts, quality }: Partial<Pick<NewRecord, "settles" | "counts">> & { quality?: NewRecord["quality"] },
  ): Planned {
    const index = this.records.length;
    const hasWarnings = item.warnings.length > 0;
    const { event, schema } = item;
    const redrivenFrom = settles?.deadLetterId ?? "";
    const pieces = encodeRecord({ event, schema, hasWarnings, redrivenFrom });
    this.records.push({ pieces, settles, ...(counts && { counts }), ...(quality && { quality }) });
    this.#remember(event, index);
    return { kind: "record", index, item };
  }

  #park(item: Extract<Item, { kind: "park" }>): Planned {
    const { stream, newId, at } = this.#context;
    const { event, framing, subject, failure } = item;
    const known = { trigger: "publish", attempts: 1, consumerGroup: "", errorDetail: "" } as const;
    const letter = makeDeadLetter({ id: newId(), stream, event, framing, failure, subject, at, ...known });
    this.parked.push(letter);
    this.#remember(event, letter.id);
    this.#fail(item, "dead-lettered");
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
    this.#count(event, failure.schema, outcome);
    if (quality !== undefined) this.#countQuality(event, quality);
    this.failures.set(failure.failureType, (this.failures.get(failure.failureType) ?? 0) + 1);
  }

  #countQuality({ type }: EventRecord, quality: QualityAssessment, published?: readonly Violation[]): void {
    this.#quality ??= new QualityCounts();
    this.#quality.add(type, quality, published);
  }

  #count(event: EventRecord, schema: SchemaUsed | undefined, outcome: OutcomeName, bytes = event.data.length): void {
    let sum = this.#lastCount;
    // Mostly the next event counts for the same as the one before; telling so costs less than finding the sum by a text.
    if (sum?.schema !== schema || sum?.type !== event.type || sum.outcome !== outcome) {
      const key = `${event.type}\n${schema?.subject ?? ""}\n${schema?.version ?? 0}\n${outcome}`;
      sum = this.#counts.get(key);
      if (sum === undefined) {
        sum = { type: event.type, schema, outcome, events: 0, bytes: 0 };
        this.#counts.set(key, sum);
      }
      this.#lastCount = sum;
    }
    sum.events += 1;
    sum.bytes += bytes;
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

function settlement(item: Extract<Item, { kind: "redeliver" }>, at: Date): NewRecord["settles"] {
  const { letter, editedData } = item.retry;
  const attempt = attemptOf(item.retry, at, item);
  return { deadLetterId: letter.id, expectedRevision: letter.revision, attempt, editedData };
}

function attemptOf(
  retry: Retry,
  at: Date,
  item: Extract<Item, { kind: "redeliver" | "fail-again" }>,
): Omit<AttemptRow, "number"> {
  const { trigger, actor, redriveId } = retry;
  return item.kind === "redeliver"
    ? { at, trigger, actor, redriveId, succeeded: true, failureType: undefined, errorMessage: "", schema: item.schema }
    : {
        at,
        trigger,
        actor,
        redriveId,
        succeeded: false,
        failureType: item.failure.failureType,
        errorMessage: summarize(item.failure),
        schema: item.failure.schema,
      };
}
