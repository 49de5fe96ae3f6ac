import { SluiceError } from "../core/errors.js";
import type { DeadLetterStore, LineageRow } from "../store/store.js";
import { findDeadLetter } from "./edit-and-retry.js";

/**
 * Where the event of a redriven letter comes from.
 * @throws SluiceError DEAD_LETTER_NOT_FOUND, DEAD_LETTER_STATE where its event was not redriven
 */
export async function lineageOf(deadLetters: DeadLetterStore, id: string): Promise<LineageRow> {
  const lineage = await deadLetters.lineage(id);
  if (lineage !== undefined) return lineage;
  const { status } = await findDeadLetter(deadLetters, id);
  throw new SluiceError("DEAD_LETTER_STATE", `Dead letter ${id} is ${status}; only a redriven one has a lineage.`, {
    metadata: { id, status },
  });
}
