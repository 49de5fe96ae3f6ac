import type { MessageInitShape } from "@bufbuild/protobuf";
import type { EventRecord } from "../core/event.js";
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
    return { ...outcome, letter: { ...letter, event: { ...letter.event, data: noBytes } } };
  });
  return { ...batch, events: batch.events.map(({ id }) => ({ id })), outcomes };
}

/** A run while it grows, in numbers: there is one comparison for each event. */
interface Range {
  readonly firstSequence: number;
  count: number;
  readonly firstPosition: number;
}

type Acks = MessageInitShape<typeof AcksSchema> & { ackedThrough: bigint };

/** Characters of outcomes in one frame: however wide they are, the frame stays below the 4 MiB gRPC clients take. */
const maxFrameWeight = 1024 * 1024;

/**
 * The Acks frames for all batches at hand; nearly always one. Plainly published events become ranges, unless each is
 * asked for. Each frame acknowledges no more than was told up to it.
 */
export function* acksOut(
  batches: readonly DecidedBatch[],
  mode: "cumulative" | "per-event",
  progress: { readonly ackedThrough: number; readonly windowEvents: number },
): Generator<Acks> {
  let { ackedThrough } = progress;
  let published: Range[] = [];
  let outcomes: MessageInitShape<typeof EventOutcomeSchema>[] = [];
  let weight = 0;
  const frame = (): Acks => ({
    ackedThrough: BigInt(ackedThrough),
    published: published.map(rangeOut),
    outcomes,
    windowEvents: progress.windowEvents,
  });
  for (const batch of batches) {
    let index = -1;
    for (const outcome of batch.outcomes) {
      index += 1;
      const sequence = batch.firstSequence + index;
      const plain = outcome.kind === "published" && outcome.warnings.length === 0 && mode === "cumulative";
      if (plain) extend(published, sequence, outcome.position);
      else {
        const id = batch.events[index]?.id ?? "";
        outcomes.push(outcomeOut(sequence, id, outcome));
        weight += weightOf(outcome) + id.length;
      }
      // A resent batch lies behind what is decided already.
      ackedThrough = Math.max(ackedThrough, sequence);
      if (weight < maxFrameWeight) continue;
      yield frame();
      published = [];
      outcomes = [];
      weight = 0;
    }
  }
  if (published.length > 0 || outcomes.length > 0) yield frame();
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

function extend(ranges: Range[], sequence: number, position: number): void {
  const last = ranges.at(-1);
  const follows = last?.firstSequence === sequence - (last?.count ?? 0) && last.firstPosition === position - last.count;
  if (follows) last.count += 1;
  else ranges.push({ firstSequence: sequence, count: 1, firstPosition: position });
}

function rangeOut({ firstSequence, count, firstPosition }: Range): MessageInitShape<typeof PublishedRangeSchema> {
  return { firstSequence: BigInt(firstSequence), count, firstPosition: BigInt(firstPosition) };
}
