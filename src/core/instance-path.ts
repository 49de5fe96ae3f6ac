import { childPointer } from "./json-pointer.js";
import { shortened } from "./shortened.js";
import { maxNameLength, type Violation } from "./violation.js";

/** Characters of a place; what schemas declare is far below, save for types that nest in themselves. */
const maxPathLength = 4000;

/**
 * The place of a violation, as a JSON Pointer of unescaped steps from the root inwards. Steps that are keys of maps (`mapKeys`,
 * their indexes in rising order) are shortened to `maxNameLength`, since the payload chooses them and fingerprints fold them;
 * others stay as they are, up to 4,000 characters in all, after which one step `…` stands for the rest.
 */
export function instancePathOf(
  steps: readonly (string | number)[],
  mapKeys: readonly number[] = [],
): Pick<Violation, "instancePath" | "mapKeys"> {
  let instancePath = "";
  let key = 0;
  for (const [at, step] of steps.entries()) {
    const isKey = mapKeys[key] === at;
    const longer = childPointer(instancePath, isKey ? shortened(String(step), maxNameLength) : step);
    if (longer.length > maxPathLength) {
      instancePath += "/…";
      break;
    }
    instancePath = longer;
    if (isKey) key++;
  }
  return key === 0 ? { instancePath } : { instancePath, mapKeys: mapKeys.slice(0, key) };
}
