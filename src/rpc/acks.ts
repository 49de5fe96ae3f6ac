import type { MessageInitShape } from "@bufbuild/protobuf";
import { blankEvent, type EventRecord } from "../core/event.js";
import { weightOfViolations } from "../core/violation.js";
import { countOf, type ItemOutcome, type Outcome, outcomesOfEach } from "../gateway/submission.js";
import type { EventOutcomeSchema } from "../../gen/proto/sluice/v1/event_pb.js";
import type { AcksSchema, PublishedRangeSchema } from "../../gen/proto/sluice/v1/gateway_pb.js";
import { outcomeOut } from "./events.js";

/** A batch with what became of it. */
export interface DecidedBatch {
  readonly firstSequence: number;
  readonly events: readonly Pick<EventRecord, "id">[];
  /** In the order of the events; a run stands for several. */
  readonly outcomes: readonly Outcome[];
  readonly bytes: number;
}

/** The batch with what acknowledging it takes, and nothing else of its events. */
export function withoutEvents(batch: DecidedBatch): DecidedBatch {
  const outcomes = batch.outcomes.map((outcome) => {
    if (outcome.kind !== "dead-lettered") return outcome;
    const { letter } = outcome;
    // What letters quote of their events, extensions mostly, may be as large as the payload.
    const bare = { ...letter, event: blankEvent, sourceService: "", tenantId: "", orderingKey: "" };
    return { ...outcome, letter: bare };
  });
  return { ...batch, events: batch.events.map(({ id }) => ({ id })), outcomes };
}

/** Events that were published one after the other. */
export interface PublishedRange {
  readonly firstSequence: number;
  readonly count: number;
  readonly firstPosition: number;
}

/** Writes one frame of acks after the other. */
export interface AcksWriter<Acks> {
  /** About how many bytes the outcomes take that were written since the last frame. */
  readonly weight: number;
  /** What became of one event. */
  outcome(sequence: number, eventId: string, outcome: ItemOutcome): void;
  /** The frame with the outcomes written since the last one. */
  take(rest: AcksRest): Acks;
}

/** What a frame of acks says beside single outcomes. */
export interface AcksRest {
  readonly ackedThrough: number;
  readonly windowEvents: number;
  readonly published: readonly PublishedRange[];
}

/** Bytes of outcomes in one frame, about: however wide they are, the frame stays below the 4 MiB gRPC clients take. */
const maxFrameWeight = 1024 * 1024;

/**
 * The Acks frames for all batches at hand; nearly always one. Plainly published events become ranges, unless each is asked
 * for. Each frame acknowledges no more than was told up to it.
 */
export function* acksOut<Acks>(
  batches: readonly DecidedBatch[],
  mode: "cumulative" | "per-event",
  progress: { readonly ackedThrough: number; readonly windowEvents: number },
  writer: AcksWriter<Acks>,
): Generator<{ readonly ackedThrough: number; readonly acks: Acks }> {
  const { windowEvents } = progress;
  let { ackedThrough } = progress;
  let published: GrowingRange[] = [];
  let toldOutcomes = false;
  for (const batch of batches) {
    let sequence = batch.firstSequence;
    for (const outcome of mode === "cumulative" ? batch.outcomes : outcomesOfEach(batch.outcomes)) {
      const count = countOf(outcome);
      const range = mode === "cumulative" ? plainRange(outcome, sequence) : undefined;
      if (range !== undefined) extend(published, range);
      else if (outcome.kind !== "published-run") {
        writer.outcome(sequence, batch.events[sequence - batch.firstSequence]?.id ?? "", outcome);
        toldOutcomes = true;
      }
      sequence += count;
      // A resent batch lies behind what is decided already.
      ackedThrough = Math.max(ackedThrough, sequence - 1);
      if (range !== undefined || writer.weight < maxFrameWeight) continue;
      yield { ackedThrough, acks: writer.take({ ackedThrough, windowEvents, published }) };
      published = [];
      toldOutcomes = false;
    }
  }
  if (published.length > 0 || toldOutcomes) {
    yield { ackedThrough, acks: writer.take({ ackedThrough, windowEvents, published }) };
  }
}

/** Acks as messages, for callers that speak JSON. */
export function messageAcks(): AcksWriter<MessageInitShape<typeof AcksSchema>> {
  let outcomes: MessageInitShape<typeof EventOutcomeSchema>[] = [];
  let weight = 0;
  return {
    get weight() {
      return weight;
    },
    outcome(sequence, eventId, outcome) {
      outcomes.push(outcomeOut(sequence, eventId, outcome));
      weight += weightOf(outcome) + eventId.length;
    },
    take({ ackedThrough, windowEvents, published }) {
      const acks = { ackedThrough: BigInt(ackedThrough), published: published.map(rangeOut), outcomes, windowEvents };
      outcomes = [];
      weight = 0;
      return acks;
    },
  };
}

/** About how much room an outcome takes in a frame. */
function weightOf(outcome: ItemOutcome): number {
  switch (outcome.kind) {
    case "published":
      return 100 + weightOfViolations(outcome.warnings);
    case "dead-lettered":
      return 300 + weightOfViolations(outcome.letter.violations);
    case "rejected":
    case "refused":
    case "failed-again":
      return 200 + weightOfViolations(outcome.failure.violations);
    case "duplicate":
    case "skipped":
      return 100;
  }
}

type GrowingRange = { -readonly [Key in keyof PublishedRange]: PublishedRange[Key] };

/** What was published plainly, as a range; undefined for what else became of an event. */
function plainRange(outcome: Outcome, firstSequence: number): PublishedRange | undefined {
  if (outcome.kind === "published-run") {
    return { firstSequence, count: outcome.count, firstPosition: outcome.firstPosition };
  }
  const isPlain = outcome.kind === "published" && outcome.warnings.length === 0;
  return isPlain ? { firstSequence, count: 1, firstPosition: outcome.position } : undefined;
}

function extend(ranges: GrowingRange[], range: PublishedRange): void {
  const last = ranges.at(-1);
  const follows =
    last !== undefined &&
    last.firstSequence + last.count === range.firstSequence &&
    last.firstPosition + last.count === range.firstPosition;
  if (follows) last.count += range.count;
  else ranges.push({ ...range });
}

function rangeOut({
  firstSequence,
  count,
  firstPosition,
}: PublishedRange): MessageInitShape<typeof PublishedRangeSchema> {
  return { firstSequence: BigInt(firstSequence), count, firstPosition: BigInt(firstPosition) };
}
