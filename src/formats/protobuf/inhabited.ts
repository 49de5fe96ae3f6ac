import type { DescMessage } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";

/** Knows of which message types a message can exist at all: not of those whose required fields lead round in a circle. */
export class Inhabited {
  private readonly known = new Map<DescMessage, boolean>();

  has(message: DescMessage): boolean {
    const known = this.known.get(message);
    if (known !== undefined) return known;
    // While a type is being looked at it counts as uninhabited: needing itself, it is, and so is all on the circle.
    this.known.set(message, false);
    const all = message.fields.every(
      (field) =>
        field.presence !== FeatureSet_FieldPresence.LEGACY_REQUIRED ||
        field.message === undefined ||
        this.has(field.message),
    );
    this.known.set(message, all);
    return all;
  }
}
