import type { EventFailure, EventRecord, PayloadFraming, SchemaUsed } from "../core/event.js";
import type { Violation } from "../core/violation.js";
import type { AttemptTrigger, DeadLetterRow, RedriveAdvance, StreamConfig } from "../store/store.js";
import type { Place } from "./place-table.js";
import type { Disposition } from "./disposition.js";
import { batchBytes, dataLength, eventBytes } from "./encoded-event.js";
import type { Refusal } from "./flood-breakers.js";
import type { PublishRun } from "./publish-run.js";
import type { QualityAssessment } from "./quality/assess-quality.js";

/** How an open dead letter is tried again. */
export interface Retry {
  readonly letter: DeadLetterRow;
  readonly trigger: Extract<AttemptTrigger, "redrive" | "edit" | "release" | "retry">;
  readonly actor: string;
  readonly redriveId: string;
  readonly editedData: Uint8Array | undefined;
}

/** Something to be committed to a stream. */
export type Item =
  | Disposition
  | Refusal
  | PublishRun
  /** A dead letter that passed. */
  | {
      readonly kind: "redeliver";
      readonly retry: Retry;
      readonly event: EventRecord;
      readonly schema: SchemaUsed | undefined;
      readonly warnings: readonly Violation[];
      readonly quality?: QualityAssessment | undefined;
    }
  /** A dead letter that failed again. */
  | {
      readonly kind: "fail-again";
      readonly retry: Retry;
      readonly event: EventRecord;
      readonly failure: EventFailure;
      /** The subject its schemas belong to; empty where nothing was looked up. */
      readonly subject: string;
    }
  /** A dead letter that did not come through the gateway. */
  | { readonly kind: "park-reported"; readonly letter: DeadLetterRow; readonly event: EventRecord };

/** An item of one event. */
export type SingleItem = Exclude<Item, PublishRun>;

/** What became of an item. Known only once it is durable. */
export type ItemOutcome =
  | {
      readonly kind: "published";
      readonly position: number;
      readonly schema: SchemaUsed | undefined;
      readonly warnings: readonly Violation[];
    }
  | { readonly kind: "duplicate"; readonly place: Place | undefined }
  | { readonly kind: "dead-lettered"; readonly letter: DeadLetterRow }
  | { readonly kind: "rejected"; readonly failure: EventFailure }
  /** Invalid, and not parked because the stream is flooded; stored nowhere. */
  | { readonly kind: "refused"; readonly failure: EventFailure; readonly retryAfterMs: number }
  | { readonly kind: "failed-again"; readonly failure: EventFailure }
  /** The dead letter was closed or changed by somebody else. */
  | { readonly kind: "skipped" };

/** What became of a run, or of the part of it that was new: its events have the positions from the first one on. */
export interface PublishedRun {
  readonly kind: "published-run";
  readonly firstPosition: number;
  readonly count: number;
  readonly schema: SchemaUsed | undefined;
}

/** What became of an item, or of part of a run. */
export type Outcome = ItemOutcome | PublishedRun;

const nothingToSay: readonly Violation[] = [];

/** What became of each event, where runs were taken together. */
export function outcomesOfEach(outcomes: readonly Outcome[]): readonly ItemOutcome[] {
  return outcomes.flatMap((outcome) => {
    if (outcome.kind !== "published-run") return [outcome];
    const { firstPosition, count, schema } = outcome;
    return Array.from({ length: count }, (_, index): ItemOutcome => {
      return { kind: "published", position: firstPosition + index, schema, warnings: nothingToSay };
    });
  });
}

/** Events that an outcome is about. */
export function countOf(outcome: Outcome): number {
  return outcome.kind === "published-run" ? outcome.count : 1;
}

/**
 * What one producer submits, one after the other: once a part of it could not be stored nothing behind it is, since it would
 * overtake what its producer is about to send again.
 */
export interface Succession {
  /** Why a part was not stored; undefined as long as all was. */
  failure: unknown;
}

/** Items that are committed together, in their order. */
export interface Submission {
  readonly stream: string;
  readonly config: StreamConfig;
  /** Framing of new events; absent where there are none. */
  readonly framing?: PayloadFraming;
  readonly items: readonly Item[];
  /** Set when the items carry sequences. */
  readonly producer: { readonly id: string; readonly epoch: number; readonly firstSequence: number } | undefined;
  /** Absent where nothing may come behind it. */
  readonly succession?: Succession;
  /** The step of a redrive that ends with it. */
  readonly advance?: RedriveAdvance | undefined;
}

/** Payload bytes of events: what a producer counts against its window. */
export function payloadBytes(events: readonly EventRecord[]): number {
  let bytes = 0;
  for (const event of events) bytes += dataLength(event);
  return bytes;
}

/** About what an event takes in memory beside its bytes. Measured: 64 producers of small events on a store that stalls. */
const eventOverheadBytes = 800;

/** Events of a submission. */
export function eventCount({ items }: Submission): number {
  let count = 0;
  for (const item of items) count += item.kind === "publish-run" ? item.events.length : 1;
  return count;
}

/** About the memory a submission takes. */
export function submissionBytes(submission: Submission): number {
  let bytes = eventCount(submission) * eventOverheadBytes;
  for (const item of submission.items) {
    bytes += item.kind === "publish-run" ? batchBytes(item.events) : eventBytes(item.event);
  }
  return bytes;
}
