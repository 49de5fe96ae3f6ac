import { ScalarType } from "@bufbuild/protobuf";
import { type BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/** A scalar in memory: integers and enum numbers as bigint, floats as number. */
export type Scalar = bigint | number | boolean | string | Uint8Array;

const fixedWireTypes = new Map<ScalarType, WireType>([
  [ScalarType.DOUBLE, WireType.Bit64],
  [ScalarType.FIXED64, WireType.Bit64],
  [ScalarType.SFIXED64, WireType.Bit64],
  [ScalarType.FLOAT, WireType.Bit32],
  [ScalarType.FIXED32, WireType.Bit32],
  [ScalarType.SFIXED32, WireType.Bit32],
  [ScalarType.STRING, WireType.LengthDelimited],
  [ScalarType.BYTES, WireType.LengthDelimited],
]);

/** How a scalar type goes over the wire (Protocol Buffers encoding guide, "Message Structure"). */
export function wireTypeOf(type: ScalarType): WireType {
  return fixedWireTypes.get(type) ?? WireType.Varint;
}

type IntegerType = Exclude<
  ScalarType,
  ScalarType.DOUBLE | ScalarType.FLOAT | ScalarType.BOOL | ScalarType.STRING | ScalarType.BYTES
>;

const writeInteger: Record<IntegerType, (writer: BinaryWriter, value: bigint) => BinaryWriter> = {
  [ScalarType.INT32]: (writer, value) => writer.int32(Number(value)),
  [ScalarType.SINT32]: (writer, value) => writer.sint32(Number(value)),
  [ScalarType.UINT32]: (writer, value) => writer.uint32(Number(value)),
  [ScalarType.FIXED32]: (writer, value) => writer.fixed32(Number(value)),
  [ScalarType.SFIXED32]: (writer, value) => writer.sfixed32(Number(value)),
  [ScalarType.INT64]: (writer, value) => writer.int64(value),
  [ScalarType.SINT64]: (writer, value) => writer.sint64(value),
  [ScalarType.UINT64]: (writer, value) => writer.uint64(value),
  [ScalarType.FIXED64]: (writer, value) => writer.fixed64(value),
  [ScalarType.SFIXED64]: (writer, value) => writer.sfixed64(value),
};

/** Writes a scalar without its tag. The value must be in the range of the type. */
export function writeScalar(writer: BinaryWriter, type: ScalarType, value: Scalar): void {
  switch (type) {
    case ScalarType.DOUBLE:
      writer.double(Number(value));
      return;
    case ScalarType.FLOAT:
      // The writer refuses doubles beyond the float range; the nearest float of those is infinity.
      writer.float(Math.fround(Number(value)));
      return;
    case ScalarType.BOOL:
      writer.bool(Boolean(value));
      return;
    case ScalarType.STRING:
    case ScalarType.BYTES:
      writer.bytes(value instanceof Uint8Array ? value : new TextEncoder().encode(String(value)));
      return;
    default:
      writeInteger[type](writer, BigInt(value instanceof Uint8Array ? 0 : value));
  }
}
