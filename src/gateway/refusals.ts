import { SluiceError } from "../core/errors.js";

/** A batch begins beyond the sequence that comes next. */
export function sequenceGap(expected: number, received: number): SluiceError {
  const description = `is ${received}, but the next sequence is ${expected}; resend what is missing`;
  return new SluiceError("SEQUENCE_GAP", `events.first_sequence ${description}.`, {
    fields: [{ field: "events.first_sequence", description }],
    metadata: { expected: String(expected), received: String(received) },
  });
}

/** A newer epoch of the producer has taken over. */
export function producerFenced(producerId: string, epoch: number): SluiceError {
  return new SluiceError("PRODUCER_FENCED", `Producer '${producerId}' goes on under epoch ${epoch}.`, {
    metadata: { producer_id: producerId, epoch: String(epoch) },
  });
}
