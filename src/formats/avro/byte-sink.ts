/** Bytes that grow at the end and can be taken back from there. */
export class ByteSink {
  #bytes = Buffer.alloc(256);
  length = 0;

  /** Makes room for `count` bytes and answers where they begin. */
  #claim(count: number): number {
    const start = this.length;
    this.length += count;
    if (this.length > this.#bytes.length) {
      const larger = Buffer.alloc(2 * this.length);
      this.#bytes.copy(larger, 0, 0, start);
      this.#bytes = larger;
    }
    return start;
  }

  byte(value: number): void {
    const at = this.#claim(1);
    this.#bytes[at] = value;
  }

  bytes(content: Uint8Array): void {
    const at = this.#claim(content.length);
    this.#bytes.set(content, at);
  }

  /** A length and the bytes that it counts. */
  sized(content: Uint8Array): void {
    this.long(BigInt(content.length));
    this.bytes(content);
  }

  /** Zig-zag varint of a number of 64 bits (Avro 1.12, "Binary encoding"). */
  long(value: bigint): void {
    let rest = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
    for (; rest >= 0x80n; rest >>= 7n) this.byte(Number(rest & 0x7fn) | 0x80);
    this.byte(Number(rest));
  }

  float(value: number): void {
    const at = this.#claim(4);
    this.#bytes.writeFloatLE(value, at);
  }

  double(value: number): void {
    const at = this.#claim(8);
    this.#bytes.writeDoubleLE(value, at);
  }

  /** Forgets what was written after `length` bytes. */
  cut(length: number): void {
    this.length = length;
  }

  /** Takes back what was written after `length` bytes. */
  take(length: number): Uint8Array {
    const taken = Uint8Array.prototype.slice.call(this.#bytes, length, this.length);
    this.length = length;
    return taken;
  }

  /** What was written, in memory of its own. */
  toBytes(): Uint8Array {
    return Uint8Array.prototype.slice.call(this.#bytes, 0, this.length);
  }
}
