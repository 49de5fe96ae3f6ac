import { type BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { type AnyField, type ElementType, elementOf, sampleValues } from "./element-type.js";
import { type Scalar, wireTypeOf, writeScalar } from "./encode-scalar.js";

/** One element in memory: a scalar, or the encoded message of a message field. */
export type ElementValue = Scalar | { readonly child: Uint8Array };

/** Writes one element of a field with its tag. */
export function writeElement(writer: BinaryWriter, number: number, type: ElementType, value: ElementValue): void {
  if (type.kind === "scalar") {
    writer.tag(number, wireTypeOf(type.scalar));
    writeScalar(writer, type.scalar, isChild(value) ? 0n : value);
    return;
  }
  const bytes = isChild(value) ? value.child : new Uint8Array();
  if (type.delimited) writer.tag(number, WireType.StartGroup).raw(bytes).tag(number, WireType.EndGroup);
  else writer.tag(number, WireType.LengthDelimited).bytes(bytes);
}

function isChild(value: ElementValue): value is Extract<ElementValue, { readonly child: Uint8Array }> {
  return typeof value === "object" && "child" in value;
}

/** Writes one value of any field with its tag: of a map, an entry with the sample key number `index`. */
export function writeFieldValue(writer: BinaryWriter, field: AnyField, value: ElementValue, index = 0): void {
  if (field.fieldKind !== "map") {
    writeElement(writer, field.number, elementOf(field), value);
    return;
  }
  const key = { kind: "scalar", scalar: field.mapKey, enum: undefined } as const;
  writer.tag(field.number, WireType.LengthDelimited).fork();
  writeElement(writer, 1, key, sampleValues(key)[index] ?? 0n);
  writeElement(writer, 2, elementOf(field), value);
  writer.join();
}
