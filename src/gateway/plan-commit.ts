import { SluiceError } from "../core/errors.js";
import type { EventRecord } from "../core/event.js";
import { OutcomeCounts } from "../core/outcome-counts.js";
import type { FailureType } from "../core/violation.js";
import { makeFollower, ownFailure } from "../dlq/key-blocked.js";
import { makeDeadLetter } from "../dlq/park.js";
import type { DeadLetterRow, FailAgain, NewRecord, OutcomeCount, OutcomeName, StreamCommit } from "../store/store.js";
import { attemptOf, settlement } from "./attempt.js";
import { CommitCounts } from "./commit-counts.js";
import { type Committed, outcomeOf, pendingPlace, type Planned } from "./planned.js";
import { KnownCopies, type KnownCopy } from "./known-copies.js";
import { dataLength } from "./encoded-event.js";
import { orderingKeyOf } from "./ordering-key.js";
import type { PlaceTable } from "./place-table.js";
import type { Refusal } from "./flood-breakers.js";
import { encodeRecord, PlainRecords } from "./record.js";
import type { QualityAssessment } from "./quality/assess-quality.js";
import { QualityCounts } from "./quality-counts.js";
import type { PublishRun } from "./publish-run.js";
import { ProducerSequences, type Sender } from "./producer-sequences.js";
import type { ProducerState, StreamState } from "./stream-state.js";
import { type Item, type Outcome, payloadBytes, type SingleItem, type Submission } from "./submission.js";

/** A submission that was decided, or refused as a whole. */
export type SubmissionResult =
  | { readonly ok: true; readonly outcomes: readonly Outcome[] }
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

/**
 * Turns submissions into one commit of their stream: leaves out what was stored before, makes records and dead letters
 * of the rest, moves the producers on and counts. Pure but for the ids it takes.
 */
export function planCommit(context: PlanContext, submissions: readonly Submission[]): CommitPlan {
  const draft = new Draft(context);
  const planned = submissions.map((submission) => draft.take(submission));
  const { stream, state, at } = context;
  const { records, parked, failedAgain } = draft;
  const producers = draft.sequences.progress();
  const counts = draft.counts.outcomes.list();
  const revision = state.head.revision;
  const quality = draft.counts.quality();
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
    failures: draft.counts.failures,
    countsOf(result) {
      const all = new OutcomeCounts<OutcomeName>();
      const settled = records.flatMap(({ counts: own = [] }, index) =>
        result.positions[index] === undefined ? [] : own,
      );
      for (const count of [...part.counts, ...settled]) all.add(count);
      return all.list();
    },
    complete(result) {
      state.head = result.head;
      draft.settle(result);
      return planned.map((decided) =>
        decided instanceof SluiceError
          ? { ok: false, error: decided }
          : { ok: true, outcomes: decided.map((one) => outcomeOf(one, result)) },
      );
    },
  };
}

/** What is said of events that are parked as they come. */
const arrival = { trigger: "publish", attempts: 1, consumerGroup: "", errorDetail: "" } as const;

class Draft {
  readonly records: NewRecord[] = [];
  readonly parked: DeadLetterRow[] = [];
  readonly failedAgain: FailAgain[] = [];
  readonly counts = new CommitCounts();
  readonly sequences: ProducerSequences;
  readonly #context: PlanContext;
  readonly #copies: KnownCopies;
  readonly #plain = new PlainRecords();
  readonly #reported = new Map<string, DeadLetterRow>();
  /** Keys that are blocked as of an event of this commit, with the first letter of their lines. */
  readonly #blocked = new Map<string, string>();
  #submission: Submission | undefined;

  constructor(context: PlanContext) {
    this.#context = context;
    this.#copies = new KnownCopies(context);
    this.sequences = new ProducerSequences(context, this.#copies);
  }

  take(submission: Submission): readonly Planned[] | SluiceError {
    this.#submission = submission;
    const { producer, items } = submission;
    return producer === undefined ? this.#takeAll(items) : this.#takeSequence(producer, items);
  }

  #takeAll(items: readonly Item[]): readonly Planned[] {
    return items.flatMap((item) => (item.kind === "publish-run" ? this.#takeRun(item) : [this.#takeItem(item)]));
  }

  /** Takes items with sequences, of which those that were decided before are not looked at again. */
  #takeSequence(producer: Sender, items: readonly Item[]): readonly Planned[] | SluiceError {
    const sent = this.sequences.begin(producer, items);
    if (sent instanceof SluiceError) return sent;
    const planned: Planned[] = [];
    for (const item of sent.items) {
      if (item.kind === "publish-run") {
        planned.push(...this.#takeRun(item));
        sent.passRun(item.events.length);
        continue;
      }
      const { isDecided } = sent;
      const one = isDecided ? this.#duplicate(item.event) : this.#takeItem(item);
      planned.push(one);
      sent.pass(!isDecided && isUnstored(one));
    }
    this.sequences.end(sent);
    return planned;
  }

  /** Takes what is durable now into the memory of the stream. */
  settle(result: Committed): void {
    this.#copies.settle(result);
    this.sequences.settle();
  }

  /** Takes the events of a run together, but for those that were stored before. */
  #takeRun({ events, keys, bytes, schema }: PublishRun): readonly Planned[] {
    const planned: Planned[] = [];
    let from = 0;
    for (const [index, event] of events.entries()) {
      const copy = this.#copies.ofKey(keys, index, pendingPlace(this.records.length, index - from));
      if (copy === undefined) continue;
      planned.push(...this.#publishTogether(events.slice(from, index), schema), this.#copyOf(event, copy));
      from = index + 1;
    }
    if (from === 0) return this.#publishTogether(events, schema, bytes);
    return [...planned, ...this.#publishTogether(events.slice(from), schema)];
  }

  #publishTogether(
    events: readonly EventRecord[],
    schema: PublishRun["schema"],
    bytes = payloadBytes(events),
  ): readonly Planned[] {
    const [event] = events;
    if (event === undefined) return [];
    const index = this.records.length;
    const count = events.length;
    this.counts.outcomes.add({ type: event.type, schema, outcome: "published", events: count, bytes });
    this.records.push(count === 1 ? this.#plain.recordOf(event, schema) : this.#plain.runOf(events, schema));
    return [count === 1 ? { kind: "record", index, schema, warnings: [] } : { kind: "run", index, count, schema }];
  }

  #takeItem(item: SingleItem): Planned {
    switch (item.kind) {
      case "publish":
        return this.#firstCopy(item.event) ?? this.#follow(item) ?? this.#publish(item);
      case "park":
        return this.#firstCopy(item.event) ?? this.#follow(item) ?? this.#park(item);
      case "reject":
        this.counts.addFailed(item, "rejected");
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
    const copy = this.#copies.of(event);
    return copy && this.#copyOf(event, copy);
  }

  #copyOf(event: EventRecord, { place, isPending }: KnownCopy): Planned {
    this.counts.add(event, undefined, "duplicate");
    if (isPending && typeof place === "number") return { kind: "same-as", place };
    return { kind: "known", outcome: { kind: "duplicate", place } };
  }

  /** Answers an event that was decided before, wherever it went. */
  #duplicate(event: EventRecord): Planned {
    const copy = this.#copies.of(event);
    if (copy !== undefined) return this.#copyOf(event, copy);
    this.counts.add(event, undefined, "duplicate");
    return { kind: "known", outcome: { kind: "duplicate", place: undefined } };
  }

  #publish(item: Extract<Item, { kind: "publish" }>): Planned {
    const { event, schema } = item;
    this.counts.add(event, schema, "published");
    // The bytes were counted with the event.
    if (item.warnings.length > 0) this.counts.add(event, schema, "warned", 0);
    if (item.quality !== undefined) this.counts.addQuality(event, item.quality, item.warnings);
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
  ): Planned {
    const index = this.records.length;
    const hasWarnings = warnings.length > 0;
    if (more === undefined && !hasWarnings) this.records.push(this.#plain.recordOf(event, schema));
    else {
      const redrivenFrom = more?.settles?.deadLetterId ?? "";
      const pieces = encodeRecord({ event, schema, hasWarnings, redrivenFrom });
      this.records.push({ settles: undefined, ...more, pieces });
    }
    this.#copies.remember(event, pendingPlace(index, 0));
    return { kind: "record", index, schema, warnings };
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
    this.#copies.remember(event, letter.id);
    this.counts.addFailed(item, "dead-lettered");
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
    this.#copies.remember(event, letter.id);
    if (item.kind === "park") this.counts.addFailed(item, "dead-lettered");
    // A valid one is no failure of its schema: it is counted with that when its turn has come.
    else this.counts.add(event, undefined, "dead-lettered");
    return { kind: "known", outcome: { kind: "dead-lettered", letter } };
  }

  #refuse(item: Refusal): Planned {
    const { failure, retryAfterMs } = item;
    this.counts.addFailed(item, "failed");
    return { kind: "known", outcome: { kind: "refused", failure, retryAfterMs } };
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
function isUnstored(planned: Planned): boolean {
  return planned.kind === "known" && (planned.outcome.kind === "rejected" || planned.outcome.kind === "refused");
}
