import type { ShownLetter } from "../registry/redaction.js";
import type { DeadLetterRow } from "../store/store.js";
import type { JsonNode } from "../transform/json-tree.js";
import type { Case } from "./cases.js";
import type { Problem } from "./problems.js";

/** Whether what was found at a place, or anything in it, is masked where people see it, in any of the cases. */
export type MaskedPlaces = (cases: readonly Case[], at: Pick<Problem, "place" | "found">) => Promise<boolean>;

/** Tells places by what masking says of each letter, which is asked once. */
export function createMaskedPlaces(redact: (letter: DeadLetterRow) => Promise<ShownLetter>): MaskedPlaces {
  const known = new Map<string, ShownLetter>();
  return async (cases, { place, found }) => {
    const names = new Set(place.filter((name) => name !== undefined));
    for (const node of found) addNames(node, names);
    for (const { letter } of cases) {
      const shown = known.get(letter.id) ?? (await redact(letter));
      known.set(letter.id, shown);
      // Nothing of a payload that is masked as a whole, or not shown at all, may show.
      const isWhole = shown.redacted && shown.redactedFields.length === 0;
      if (isWhole || shown.redactedFields.some((name) => names.has(name))) return true;
    }
    return false;
  };
}

/** Adds the names of all members within a node. */
function addNames(node: JsonNode, names: Set<string>): void {
  if (node.kind === "array") for (const { value } of node.items) addNames(value, names);
  if (node.kind !== "object") return;
  for (const { name, value } of node.members) {
    names.add(name);
    addNames(value, names);
  }
}
