import type { EventRecord, SchemaUsed } from "../core/event.js";
import { OutcomeCounts } from "../core/outcome-counts.js";
import type { FailureType, Violation } from "../core/violation.js";
import type { OutcomeName, StreamCommit } from "../store/store.js";
import { dataLength } from "./encoded-event.js";
import type { QualityAssessment } from "./quality/assess-quality.js";
import { QualityCounts } from "./quality-counts.js";
import type { Item } from "./submission.js";

/** What a commit that is planned counts. */
export class CommitCounts {
  readonly outcomes = new OutcomeCounts<OutcomeName>();
  /** Events parked, rejected or refused, by kind of failure. */
  readonly failures = new Map<FailureType, number>();
  #quality: QualityCounts | undefined;

  /** Counts an event, and its bytes unless they were counted with it before. */
  add(event: EventRecord, schema: SchemaUsed | undefined, outcome: OutcomeName, bytes = dataLength(event)): void {
    this.outcomes.add({ type: event.type, schema, outcome, events: 1, bytes });
  }

  /** Counts an event that is not published, by what is wrong with it. */
  addFailed(
    { event, failure, quality }: Extract<Item, { kind: "park" | "reject" | "refuse" }>,
    outcome: OutcomeName,
  ): void {
    this.add(event, failure.schema, outcome);
    if (quality !== undefined) this.addQuality(event, quality);
    this.failures.set(failure.failureType, (this.failures.get(failure.failureType) ?? 0) + 1);
  }

  /** Counts what the quality rules say of an event; `published` are the warnings it is published with. */
  addQuality({ type }: EventRecord, quality: QualityAssessment, published?: readonly Violation[]): void {
    this.#quality ??= new QualityCounts();
    this.#quality.add(type, quality, published);
  }

  /** What was counted of quality; undefined where no rules were asked. */
  quality(): StreamCommit["quality"] {
    return this.#quality?.list();
  }
}
