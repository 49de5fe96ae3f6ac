import { isUtf8 } from "node:buffer";

import avro from "avsc";

import { type EmptyAvroTypes } from "./empty-avro-types.js";

/**
 * Whether bytes are one value of a type in Avro's binary encoding and nothing more, as the server judges it. It builds no
 * values: avsc reads on behind the end of what it is given, so that five bytes that claim a billion items take all memory,
 * and it takes what overflows its type.
 * @param type of which no array holds items without bytes
 * @param bytes the payload
 * @param empty the types whose values take no bytes
 */
export function isAvroBinary(type: avro.Type, bytes: Uint8Array, empty: EmptyAvroTypes): boolean {
  const walk = new ByteWalk(bytes, empty);
  return walk.skip(type) && walk.atEnd;
}

/** Walks through bytes value by value; every method answers whether there was one, and stands behind it then. */
class ByteWalk {
  #at = 0;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly empty: EmptyAvroTypes,
  ) {}

  get atEnd(): boolean {
    return this.#at === this.bytes.length;
  }

  skip(type: avro.Type): boolean {
    if (this.empty.has(type)) return true;
    if (type instanceof avro.types.RecordType) return type.fields.every((field) => this.skip(field.type));
    if (type instanceof avro.types.FixedType) return this.#skipBytes(type.size);
    if (type instanceof avro.types.EnumType) return type.symbols[this.#varint(5) ?? -1] !== undefined;
    if (type instanceof avro.types.ArrayType) return this.#skipBlocks(() => this.skip(type.itemsType));
    if (type instanceof avro.types.MapType) {
      return this.#skipBlocks(() => this.#skipText() && this.skip(type.valuesType as avro.Type));
    }
    if (type instanceof avro.types.UnwrappedUnionType || type instanceof avro.types.WrappedUnionType) {
      const branch = type.types[this.#varint(5) ?? -1];
      return branch !== undefined && this.skip(branch);
    }
    return this.#skipPrimitive(type.typeName);
  }

  #skipPrimitive(typeName: string): boolean {
    switch (typeName) {
      case "boolean":
        return (this.bytes[this.#at] ?? 2) <= 1 && this.#skipBytes(1);
      case "int":
        return this.#varint(5) !== undefined;
      case "float":
        return this.#skipBytes(4);
      case "double":
        return this.#skipBytes(8);
      case "bytes":
        return this.#skipBytes(this.#varint(10) ?? -1);
      case "string":
        return this.#skipText();
      default:
        // What avsc calls a `long` of one's own making.
        return this.#varint(10) !== undefined;
    }
  }

  /** Blocks of counted members, each of at least a byte; a negative count is followed by the bytes of its block; 0 ends. */
  #skipBlocks(skipMember: () => boolean): boolean {
    for (;;) {
      const count = this.#varint(10);
      if (count === undefined) return false;
      if (count === 0) return true;
      const size = count < 0 ? this.#varint(10) : undefined;
      const blockEnd = size === undefined ? undefined : this.#at + size;
      if ((count < 0 && blockEnd === undefined) || Math.abs(count) > this.bytes.length - this.#at) return false;
      for (let left = Math.abs(count); left > 0; left -= 1) if (!skipMember()) return false;
      if (blockEnd !== undefined && blockEnd !== this.#at) return false;
    }
  }

  #skipText(): boolean {
    const length = this.#varint(10) ?? -1;
    const start = this.#at;
    return this.#skipBytes(length) && isUtf8(this.bytes.subarray(start, this.#at));
  }

  #skipBytes(length: number): boolean {
    if (length < 0 || length > this.bytes.length - this.#at) return false;
    this.#at += length;
    return true;
  }

  /** A zig-zag varint of 32 or 64 bits, exact up to 2^53, which no length exceeds; undefined when it is cut off or too long. */
  #varint(maxBytes: 5 | 10): number | undefined {
    const isNegative = ((this.bytes[this.#at] ?? 0) & 1) === 1;
    let value = 0;
    for (let index = 0; index < maxBytes; index += 1) {
      const byte = this.bytes[this.#at];
      if (byte === undefined) return undefined;
      this.#at += 1;
      value += (byte & 0x7f) * 128 ** index;
      if (byte >= 0x80) continue;
      // The last byte has room for what is left of 32 or 64 bits.
      if (index === maxBytes - 1 && byte > (maxBytes === 5 ? 0x0f : 0x01)) return undefined;
      return isNegative ? -(value - 1) / 2 - 1 : value / 2;
    }
    return undefined;
  }
}
