import type { DescMessage } from "@bufbuild/protobuf";
import { BinaryWriter } from "@bufbuild/protobuf/wire";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import { type AnyField, elementOf, sampleValues } from "./element-type.js";
import type { Scalar } from "./encode-scalar.js";
import { writeFieldValue } from "./write-field.js";

/** Largest message made up for a witness; required fields can double in size with every level. */
const maxBytes = 65_536;

/** Deepest nesting of required messages that is made up. */
const maxDepth = 150;

/** Makes the smallest messages of types: only their required fields, filled with sample values. */
export class SmallestMessages {
  private readonly known = new Map<DescMessage, Uint8Array | undefined>();

  /**
   * The smallest message without the fields of the numbers `omit`. Undefined when required fields lead round in a circle, so that
   * no such message can be, and when it would be too large or too deep.
   */
  of(message: DescMessage, omit: readonly number[] = [], depth = 0): Uint8Array | undefined {
    if (depth > maxDepth) return undefined;
    if (omit.length > 0) return this.make(message, omit, depth);
    if (!this.known.has(message)) {
      this.known.set(message, undefined);
      this.known.set(message, this.make(message, omit, depth));
    }
    return this.known.get(message);
  }

  /** Some values a field may hold, unlike its default where that can be; none when its type has no messages. */
  samples(field: AnyField): readonly (Scalar | { readonly child: Uint8Array })[] {
    const type = elementOf(field);
    if (type.kind === "scalar") return sampleValues(type);
    const child = this.of(type.message);
    return child === undefined ? [] : [{ child }, { child }];
  }

  private make(message: DescMessage, omit: readonly number[], depth: number): Uint8Array | undefined {
    const writer = new BinaryWriter();
    let size = 0;
    for (const field of message.fields) {
      if (field.presence !== FeatureSet_FieldPresence.LEGACY_REQUIRED || omit.includes(field.number)) continue;
      const type = elementOf(field);
      if (type.kind === "scalar") {
        writeFieldValue(writer, field, sampleValues(type)[0] ?? 0n);
        continue;
      }
      const child = this.of(type.message, [], depth + 1);
      size += child?.length ?? 0;
      if (child === undefined || size > maxBytes) return undefined;
      writeFieldValue(writer, field, { child });
    }
    return writer.finish();
  }
}
