import type { DescMessage } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";

/** Knows of which message types a message can exist at all: not of those whose required fields lead round in a circle. */
export class Inhabited {
  private readonly known = new Map<DescMessage, boolean>();

  has(message: DescMessage): boolean {
    const answer = this.known.get(message);
    if (answer !== undefined) return answer;
    // A stack instead of recursion: required fields may lead deeper than the stack reaches.
    const open = [message];
    for (let at = open.at(-1); at !== undefined; at = open.at(-1)) {
      // While a type is being looked at it counts as uninhabited: needing itself, it is, and so is all on the circle.
      if (!this.known.has(at)) this.known.set(at, false);
      const needed = neededBy(at);
      const next = needed.find((one) => !this.known.has(one));
      if (next !== undefined) {
        open.push(next);
        continue;
      }
      this.known.set(
        at,
        needed.every((one) => this.known.get(one) === true),
      );
      open.pop();
    }
    return this.known.get(message) === true;
  }
}

/** Types of the required message fields. */
function neededBy(message: DescMessage): DescMessage[] {
  return message.fields.flatMap((field) =>
    field.presence === FeatureSet_FieldPresence.LEGACY_REQUIRED && field.message !== undefined ? [field.message] : [],
  );
}
