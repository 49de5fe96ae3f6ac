import type { MessageInitShape } from "@bufbuild/protobuf";
import { copyEvent, type EventRecord } from "../core/event.js";
import type { Violation } from "../core/violation.js";
import type { ItemOutcome } from "../gateway/submission.js";
import type { EventOutcomeSchema } from "../../gen/proto/sluice/v1/event_pb.js";
import type { AcksSchema, PublishedRangeSchema } from "../../gen/proto/sluice/v1/gateway_pb.js";
import { outcomeOut } from "./events.js";

/** A batch with what became of it. */
export interface DecidedBatch {
  readonly firstSequence: number;
  readonly events: readonly Pick<EventRecord, "id">[];
  readonly outcomes: readonly ItemOutcome[];
  readonly bytes: number;
}

const noBytes = new Uint8Array(0);

/** The batch with what acknowledging it takes, and nothing else. */
export function withoutPayloads(batch: DecidedBatch): DecidedBatch {
  const outcomes = batch.outcomes.map((outcome) => {
    if (outcome.kind !== "dead-lettered") return outcome;
    const { letter } = outcome;
    return { ...outcome, letter: { ...letter, event: copyEvent(letter.event, { data: noBytes }) } };
  });
  return { ...batch, events: batch.events.map(({ id }) => ({ id })), outcomes };
}

/** Events that were published one after the other. */
export interface PublishedRun {
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
  readonly published: readonly PublishedRun[];
}

/** Bytes of outcomes in one frame, about: however wide they are, the frame stays below the 4 MiB gRPC clients take. */
const maxFrameWeight = 1024 * 1024;

/**
 * The Acks frames for all batches at hand; nearly always one. Plainly published events become runs, unless each is asked
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
  let published: GrowingRun[] = [];
  let toldOutcomes = false;
  for (const batch of batches) {
    let index = -1;
    for (const outcome of batch.outcomes) {
      index += 1;
      const sequence = batch.firstSequence + index;
      const plain = outcome.kind === "published" && outcome.warnings.length === 0 && mode === "cumulative";
      if (plain) extend(published, sequence, outcome.position);
      else {
        writer.outcome(sequence, batch.events[index]?.id ?? "", outcome);
        toldOutcomes = true;
      }
      // A resent batch lies behind what is decided already.
      ackedThrough = Math.max(ackedThrough, sequence);
      if (plain || writer.weight < maxFrameWeight) continue;
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
      return 100 + weightOfAll(outcome.warnings);
    case "dead-lettered":
      return 300 + weightOfAll(outcome.letter.violations);
    case "rejected":
    case "refused":
    case "failed-again":
      return 200 + weightOfAll(outcome.failure.violations);
    case "duplicate":
    case "skipped":
      return 100;
  }
}

function weightOfAll(violations: readonly Violation[]): number {
  return violations.reduce(
    (sum, { message, hint, instancePath, schemaPath }) =>
      sum + 100 + message.length + hint.length + instancePath.length + schemaPath.length,
    0,
  );
}

type GrowingRun = { -readonly [Key in keyof PublishedRun]: PublishedRun[Key] };

function extend(runs: GrowingRun[], sequence: number, position: number): void {
  const last = runs.at(-1);
  const follows = last?.firstSequence === sequence - (last?.count ?? 0) && last.firstPosition === position - last.count;
  if (follows) last.count += 1;
  else runs.push({ firstSequence: sequence, count: 1, firstPosition: position });
}

function rangeOut({
  firstSequence,
  count,
  firstPosition,
}: PublishedRun): MessageInitShape<typeof PublishedRangeSchema> {
  return { firstSequence: BigInt(firstSequence), count, firstPosition: BigInt(firstPosition) };
}
