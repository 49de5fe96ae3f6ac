import { ScalarType } from "@bufbuild/protobuf";
import { FieldDescriptorProto_Type as Type } from "@bufbuild/protobuf/wkt";

/** The scalar types by the names they have in a .proto text. */
export const scalarTypes: ReadonlyMap<string, Type> = new Map([
  ["double", Type.DOUBLE],
  ["float", Type.FLOAT],
  ["int64", Type.INT64],
  ["uint64", Type.UINT64],
  ["int32", Type.INT32],
  ["fixed64", Type.FIXED64],
  ["fixed32", Type.FIXED32],
  ["bool", Type.BOOL],
  ["string", Type.STRING],
  ["bytes", Type.BYTES],
  ["uint32", Type.UINT32],
  ["sfixed32", Type.SFIXED32],
  ["sfixed64", Type.SFIXED64],
  ["sint32", Type.SINT32],
  ["sint64", Type.SINT64],
]);

const names = new Map<number, string>([...scalarTypes].map(([name, type]) => [type, name]));

/** The name of a scalar type; also takes a `ScalarType`, whose numbers are the same. Undefined for messages, groups and enums. */
export function scalarName(type: number): string | undefined {
  return names.get(type);
}

const scalars = Object.values(ScalarType).filter((value) => typeof value === "number");

/** The scalar type of a descriptor type; the two enumerations share their numbers. Undefined for messages, groups and enums. */
export function scalarTypeOf(type: Type): ScalarType | undefined {
  const number: number = type;
  return scalars.find((scalar): boolean => scalar.valueOf() === number);
}

/** The JSON name of a field that states none: underscores go, the letter after each becomes a capital. */
export function jsonNameOf(name: string): string {
  let out = "";
  let capital = false;
  for (const letter of name) {
    if (letter === "_") capital = true;
    else {
      out += capital ? letter.toUpperCase() : letter;
      capital = false;
    }
  }
  return out;
}

const signed32 = { min: -0x80000000n, max: 0x7fffffffn };
const unsigned32 = { min: 0n, max: 0xffffffffn };
const signed64 = { min: -0x8000000000000000n, max: 0x7fffffffffffffffn };
const unsigned64 = { min: 0n, max: 0xffffffffffffffffn };

const integerRanges = new Map<number, { readonly min: bigint; readonly max: bigint }>([
  [Type.INT32, signed32],
  [Type.SINT32, signed32],
  [Type.SFIXED32, signed32],
  [Type.UINT32, unsigned32],
  [Type.FIXED32, unsigned32],
  [Type.INT64, signed64],
  [Type.SINT64, signed64],
  [Type.SFIXED64, signed64],
  [Type.UINT64, unsigned64],
  [Type.FIXED64, unsigned64],
]);

/** The least and greatest value of an integer type, undefined for other types. */
export function integerRange(type: number): { readonly min: bigint; readonly max: bigint } | undefined {
  return integerRanges.get(type);
}
