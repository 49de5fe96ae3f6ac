import { WireType } from "@bufbuild/protobuf/wire";

/** Why bytes are not Protobuf at all. Thrown inside the room only; `validate` turns it into a violation. */
export class MalformedWire extends Error {
  override readonly name = "MalformedWire";
  constructor(
    /** Stable word for the kind of damage. */
    readonly keyword: "truncated" | "varint" | "tag" | "group" | "length" | "max-depth",
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

const wireTypes = [
  WireType.Varint,
  WireType.Bit64,
  WireType.LengthDelimited,
  WireType.StartGroup,
  WireType.EndGroup,
  WireType.Bit32,
] as const;

/** Reads wire format elements without making objects (Protocol Buffers encoding guide). Varints come as two 32-bit halves. */
export class WireCursor {
  position = 0;
  /** Low and high half of the varint read last, unsigned. */
  low = 0;
  high = 0;
  /** Field number and wire type of the tag read last. */
  fieldNumber = 0;
  wireType: WireType = WireType.Varint;

  constructor(readonly bytes: Uint8Array) {}

  /** Reads a varint that must end before `end`. */
  varint(end: number): void {
    const start = this.position;
    this.low = 0;
    this.high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.position >= end) throw new MalformedWire("truncated", "The payload ends inside a number.", start);
      const byte = this.bytes[this.position++] ?? 0;
      this.take(byte & 127, shift);
      if (byte < 128) {
        if (shift === 63 && byte > 1) throw new MalformedWire("varint", "A number has more than 64 bits.", start);
        return;
      }
    }
    throw new MalformedWire("varint", "A number has more than 10 bytes.", start);
  }

  private take(bits: number, shift: number): void {
    if (shift < 28) this.low |= bits << shift;
    else if (shift === 28) {
      this.low |= bits << 28;
      this.high |= bits >>> 4;
    } else this.high |= bits << (shift - 32);
    this.low >>>= 0;
    this.high >>>= 0;
  }

  /** Reads a tag into `fieldNumber` and `wireType`. */
  tag(end: number): void {
    const start = this.position;
    this.varint(end);
    const type = this.low & 7;
    this.fieldNumber = this.low >>> 3;
    if (this.high !== 0 || this.fieldNumber === 0) {
      throw new MalformedWire("tag", "A field number is 0 or too large.", start);
    }
    const wireType = wireTypes[type];
    if (wireType === undefined) throw new MalformedWire("tag", `The wire type ${type} does not exist.`, start);
    this.wireType = wireType;
  }

  /** Reads a length and gives the offset where what it measures ends. */
  lengthEnd(end: number): number {
    const start = this.position;
    this.varint(end);
    if (this.high !== 0 || this.low > end - this.position) {
      throw new MalformedWire("length", "A length reaches beyond the end of the payload.", start);
    }
    return this.position + this.low;
  }

  /** Steps over `count` bytes. */
  step(count: number, end: number): void {
    if (count > end - this.position)
      throw new MalformedWire("truncated", "The payload ends inside a value.", this.position);
    this.position += count;
  }

  /** Steps over the value of the tag read last; groups may nest `depth` levels. */
  skip(end: number, depth: number): void {
    const { wireType, fieldNumber } = this;
    if (wireType === WireType.Varint) this.varint(end);
    else if (wireType === WireType.Bit64) this.step(8, end);
    else if (wireType === WireType.Bit32) this.step(4, end);
    else if (wireType === WireType.LengthDelimited) this.position = this.lengthEnd(end);
    else if (wireType === WireType.StartGroup) this.skipGroup(fieldNumber, end, depth - 1);
    else throw new MalformedWire("group", "A group ends that never began.", this.position);
  }

  private skipGroup(number: number, end: number, depth: number): void {
    if (depth < 0) throw new MalformedWire("max-depth", "The payload nests too deep.", this.position);
    for (;;) {
      this.tag(end);
      if (this.wireType === WireType.EndGroup) {
        if (this.fieldNumber !== number)
          throw new MalformedWire("group", "A group ends as another one.", this.position);
        return;
      }
      this.skip(end, depth);
    }
  }
}
