import { SluiceError } from "../core/errors.js";
import { blankEvent, copyEvent } from "../core/event.js";
import type { DeadLetterStore, LetterPayloads, LineageRow } from "../store/store.js";
import { findDeadLetter } from "./edit-and-retry.js";

/** Where the event of a redriven letter comes from. */
export interface Lineage {
  readonly lineage: LineageRow;
  /** What its payloads are masked by: the letter, or what is known of it when it is gone. */
  readonly letter: LetterPayloads;
}

/**
 * Where the event of a redriven letter comes from, also when the letter is gone.
 * @throws SluiceError DEAD_LETTER_NOT_FOUND, DEAD_LETTER_STATE where its event was not redriven
 */
export async function lineageOf(deadLetters: DeadLetterStore, id: string): Promise<Lineage> {
  const lineage = await deadLetters.lineage(id);
  if (lineage !== undefined) return { lineage, letter: (await deadLetters.get(id)) ?? remembered(lineage) };
  const { status } = await findDeadLetter(deadLetters, id);
  throw new SluiceError("DEAD_LETTER_STATE", `Dead letter ${id} is ${status}; only a redriven one has a lineage.`, {
    metadata: { id, status },
  });
}

/** Of a letter that is gone it is not kept how its payload was framed, nor what it was checked with. */
function remembered({ stream, eventId, eventSource, eventType }: LineageRow): LetterPayloads {
  const event = copyEvent(blankEvent, { id: eventId, source: eventSource, type: eventType });
  return { stream, subject: "", framing: "plain", schema: undefined, event, editedData: undefined };
}
