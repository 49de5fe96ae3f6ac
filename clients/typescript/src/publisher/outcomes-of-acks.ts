import { create } from "@bufbuild/protobuf";

import { type EventOutcome, EventOutcomeSchema } from "../gen/sluice/v1/event_pb.js";
import { type Acks } from "../gen/sluice/v1/gateway_pb.js";

/** A range longer than any window is not an answer to what was sent. */
const maxRange = 1_000_000;

/**
 * One outcome for each event a frame tells of; runs of published events are taken apart.
 * @param acks the frame
 * @param eventIdAt id of the event with a sequence; undefined for one that has its outcome already
 */
export function* outcomesOfAcks(
  acks: Acks,
  eventIdAt: (sequence: bigint) => string | undefined,
): Generator<EventOutcome> {
  for (const { firstSequence, firstPosition, count } of acks.published) {
    for (let index = 0; index < Math.min(count, maxRange); index += 1) {
      const sequence = firstSequence + BigInt(index);
      const eventId = eventIdAt(sequence) ?? "";
      const position = firstPosition + BigInt(index);
      yield create(EventOutcomeSchema, { sequence, eventId, outcome: { case: "published", value: { position } } });
    }
  }
  yield* acks.outcomes;
}
