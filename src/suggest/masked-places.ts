import type { ShownLetter } from "../registry/redaction.js";
import type { DeadLetterRow } from "../store/store.js";
import type { Case } from "./cases.js";
import type { Problem } from "./problems.js";

/** Whether what stands at a place is masked where people see it, in any of the cases. */
export type MaskedPlaces = (cases: readonly Case[], place: Problem["place"]) => Promise<boolean>;

/** Tells places by what masking says of each letter, which is asked once. */
export function createMaskedPlaces(redact: (letter: DeadLetterRow) => Promise<ShownLetter>): MaskedPlaces {
  const known = new Map<string, ShownLetter>();
  return async (cases, place) => {
    for (const { letter } of cases) {
      const shown = known.get(letter.id) ?? (await redact(letter));
      known.set(letter.id, shown);
      // Nothing of a payload that is masked as a whole, or not shown at all, may show.
      const isWhole = shown.redacted && shown.redactedFields.length === 0;
      if (isWhole || place.some((name) => name !== undefined && shown.redactedFields.includes(name))) return true;
    }
    return false;
  };
}
