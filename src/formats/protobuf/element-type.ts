import { type DescEnum, type DescExtension, type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import type { Scalar } from "./encode-scalar.js";
import { integerRange } from "./scalar-types.js";

/** A field or extension of a message. */
export type AnyField = DescField | DescExtension;

/** The type of one element of a field: of a single value, a list item, a map key or a map value. */
export type ElementType =
  | { readonly kind: "message"; readonly message: DescMessage; readonly delimited: boolean }
  | { readonly kind: "scalar"; readonly scalar: ScalarType; readonly enum: DescEnum | undefined };

/** The element type of a field; of a map, the type of its values. */
export function elementOf(field: AnyField): ElementType {
  if (field.message !== undefined) {
    const delimited = "delimitedEncoding" in field && field.delimitedEncoding;
    return { kind: "message", message: field.message, delimited };
  }
  return { kind: "scalar", scalar: field.scalar ?? ScalarType.INT32, enum: field.enum };
}

type ScalarElement = Extract<ElementType, { kind: "scalar" }>;

/** Types of one family put the same value into the same bytes, as far as both can hold it (encoding guide, "Updating a message type"). */
const families = new Map<ScalarType, string>([
  [ScalarType.INT32, "varint"],
  [ScalarType.INT64, "varint"],
  [ScalarType.UINT32, "varint"],
  [ScalarType.UINT64, "varint"],
  [ScalarType.BOOL, "varint"],
  [ScalarType.SINT32, "zigzag"],
  [ScalarType.SINT64, "zigzag"],
  [ScalarType.FIXED32, "fixed32"],
  [ScalarType.SFIXED32, "fixed32"],
  [ScalarType.FIXED64, "fixed64"],
  [ScalarType.SFIXED64, "fixed64"],
  [ScalarType.STRING, "bytes"],
  [ScalarType.BYTES, "bytes"],
]);

/** The integers a type holds: all of a range, or only some. */
type Integers = { readonly min: bigint; readonly max: bigint } | { readonly only: ReadonlySet<bigint> };

function integersOf(type: ScalarElement, declaredOnly: boolean): Integers | undefined {
  if (type.enum !== undefined && (!type.enum.open || declaredOnly)) {
    return { only: new Set(type.enum.values.map((value) => BigInt(value.number))) };
  }
  if (type.scalar === ScalarType.BOOL) return { min: 0n, max: 1n };
  return integerRange(type.scalar);
}

function holds(integers: Integers, value: bigint): boolean {
  return "only" in integers ? integers.only.has(value) : value >= integers.min && value <= integers.max;
}

/**
 * Values of the writer's type that the reader's type does not read as the same value; empty when it reads every value
 * right. An integer, a bool and an enum number are the same value when they are equal as numbers, a string and bytes when their
 * bytes are. `declaredOnly` takes writers to send declared values of open enums only.
 */
export function misreadValues(writer: ScalarElement, reader: ScalarElement, declaredOnly: boolean): Scalar[] {
  const family = families.get(writer.scalar) ?? `type ${writer.scalar}`;
  const readerFamily = families.get(reader.scalar) ?? `type ${reader.scalar}`;
  if (family !== readerFamily) {
    const values = valuesToTry(writer, declaredOnly);
    const zigzag = [family, readerFamily].every((one) => one === "varint" || one === "zigzag");
    return zigzag ? values.filter((value) => rereadZigzag(writer, reader, value) !== value) : values;
  }
  if (family === "bytes") {
    return writer.scalar === ScalarType.BYTES && reader.scalar === ScalarType.STRING ? [Uint8Array.of(0xff)] : [];
  }
  const written = integersOf(writer, declaredOnly);
  // An open enum takes any number, whatever the writer is assumed to send.
  const read = integersOf(reader, false);
  if (written === undefined || read === undefined) return [];
  return candidates(written, read).filter((value) => holds(written, value) && !holds(read, value));
}

function candidates(written: Integers, read: Integers): bigint[] {
  if ("only" in written) return [...written.only];
  if (!("only" in read)) return [read.max + 1n, read.min - 1n, written.max, written.min];
  // Of as many consecutive numbers as the set has, and one more, at least one is not in it.
  const consecutive = Array.from({ length: read.only.size + 1 }, (_, i) =>
    written.min < 0n ? BigInt(i) : written.min + BigInt(i),
  );
  return [...consecutive, written.max, written.min];
}

/** What an integer written as a varint or in zigzag is when the other is read (encoding guide, "Signed Integers"). */
function rereadZigzag(writer: ScalarElement, reader: ScalarElement, value: Scalar): Scalar {
  if (typeof value !== "bigint") return Number(value) === 0 ? value : -1n;
  if (families.get(reader.scalar) === "zigzag") {
    const bits = BigInt.asUintN(64, value);
    return (bits >> 1n) ^ -(bits & 1n);
  }
  const bits = writer.scalar === ScalarType.SINT32 ? 32 : 64;
  return BigInt.asUintN(bits, (value << 1n) ^ (value >> BigInt(bits - 1)));
}

/** Values that show a difference in encoding, if there is one to show; of a small enum, all. */
function valuesToTry(type: ScalarElement, declaredOnly: boolean): Scalar[] {
  if (type.enum === undefined) return sampleValues(type);
  const declared = type.enum.values.map((value) => BigInt(value.number));
  const free = type.enum.open && !declaredOnly ? [1n, 2n] : [];
  return [...new Set([...declared.slice(0, 50), ...free])].sort((a, b) => Number(a === 0n) - Number(b === 0n));
}

/** Some values of a type, unlike its default, that a writer may send. */
export function sampleValues(type: ScalarElement): Scalar[] {
  if (type.enum !== undefined) {
    const numbers = type.enum.values.map((value) => BigInt(value.number));
    return [...numbers.filter((number) => number !== 0n), ...numbers].slice(0, 2);
  }
  switch (type.scalar) {
    case ScalarType.BOOL:
      return [true, false];
    case ScalarType.FLOAT:
    case ScalarType.DOUBLE:
      return [1.5, 2.5];
    case ScalarType.STRING:
      return ["a", "bc"];
    case ScalarType.BYTES:
      return [Uint8Array.of(1), Uint8Array.of(2, 3)];
    default:
      return [1n, 2n];
  }
}
