import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ItemOutcome } from "../gateway/submission.js";
import type { EventOutcomeSchema } from "../../gen/proto/sluice/v1/event_pb.js";
import { AckMode, type AcksSchema, type PublishedRangeSchema } from "../../gen/proto/sluice/v1/gateway_pb.js";
import { outcomeOut } from "./events.js";

/** A batch with what became of it. */
export interface DecidedBatch {
  readonly firstSequence: number;
  readonly eventIds: readonly string[];
  readonly outcomes: readonly ItemOutcome[];
  readonly bytes: number;
}

type Range = MessageInitShape<typeof PublishedRangeSchema> & {
  firstSequence: bigint;
  count: number;
  firstPosition: bigint;
};

/** One Acks frame for all batches at hand. Plainly published events become ranges, unless each is asked for. */
export function acksOut(
  batches: readonly DecidedBatch[],
  mode: AckMode,
  progress: { readonly ackedThrough: number; readonly windowEvents: number },
): MessageInitShape<typeof AcksSchema> {
  const published: Range[] = [];
  const outcomes: MessageInitShape<typeof EventOutcomeSchema>[] = [];
  for (const batch of batches) {
    for (const [index, outcome] of batch.outcomes.entries()) {
      const sequence = batch.firstSequence + index;
      const plain = outcome.kind === "published" && outcome.warnings.length === 0 && mode !== AckMode.PER_EVENT;
      if (plain) extend(published, sequence, outcome.position);
      else outcomes.push(outcomeOut(sequence, batch.eventIds[index] ?? "", outcome));
    }
  }
  const { ackedThrough, windowEvents } = progress;
  return { ackedThrough: BigInt(ackedThrough), published, outcomes, windowEvents };
}

function extend(ranges: Range[], sequence: number, position: number): void {
  const last = ranges.at(-1);
  const follows =
    last?.firstSequence === BigInt(sequence - (last?.count ?? 0)) &&
    last.firstPosition === BigInt(position - last.count);
  if (follows) last.count += 1;
  else ranges.push({ firstSequence: BigInt(sequence), count: 1, firstPosition: BigInt(position) });
}
