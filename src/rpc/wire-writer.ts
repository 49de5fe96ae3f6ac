/** Bytes to begin with; grows as it must. */
const leastBytes = 4096;

/** More than this is not kept for the next message. */
const mostKept = 4 * 1024 * 1024;

/**
 * Writes messages field by field (Protocol Buffers, "Encoding"), for those that are written too often to be made as
 * objects first. `field` is the number of the field; what is neutral is left out, as proto3 does.
 */
export class WireWriter {
  #bytes = Buffer.allocUnsafe(leastBytes);
  #at = 0;

  /** Bytes written since the last `take`. */
  get length(): number {
    return this.#at;
  }

  /** A number that is neither negative nor beyond 2^53. */
  uint(field: number, value: number): void {
    if (value !== 0) this.presentUint(field, value);
  }

  /** The same for a field that says whether it is there: 0 is written too. */
  presentUint(field: number, value: number): void {
    this.#reserve(20);
    this.#varint(field << 3);
    this.#varint(value);
  }

  bool(field: number, value: boolean): void {
    this.uint(field, value ? 1 : 0);
  }

  text(field: number, value: string): void {
    if (value === "") return;
    // No character takes more than three bytes for each unit of UTF-16.
    this.#reserve(20 + 3 * value.length);
    this.#varint((field << 3) | 2);
    const lengthAt = this.#at++;
    this.#at += this.#characters(value);
    this.#settle(lengthAt);
  }

  bytes(field: number, value: Uint8Array): void {
    this.#reserve(20 + value.length);
    this.#varint((field << 3) | 2);
    this.#varint(value.length);
    this.#bytes.set(value, this.#at);
    this.#at += value.length;
  }

  /** A message within; `write` writes its fields. */
  message(field: number, write: () => void): void {
    this.#reserve(20);
    this.#varint((field << 3) | 2);
    const lengthAt = this.#at++;
    write();
    this.#settle(lengthAt);
  }

  /** What was written; the writer begins anew. */
  take(): Uint8Array {
    const written = Uint8Array.prototype.slice.call(this.#bytes, 0, this.#at);
    this.#at = 0;
    if (this.#bytes.length > mostKept) this.#bytes = Buffer.allocUnsafe(leastBytes);
    return written;
  }

  #varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#at++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#at++] = rest;
  }

  /** By hand where it is ASCII: short texts take longer to hand over than to write. */
  #characters(text: string): number {
    const bytes = this.#bytes;
    const { length } = text;
    const start = this.#at;
    for (let index = 0; index < length; index++) {
      const code = text.charCodeAt(index);
      if (code > 0x7f) return bytes.write(text, start, "utf8");
      bytes[start + index] = code;
    }
    return length;
  }

  /** Writes the length of what lies behind one byte that was left for it, and makes room when one is not enough. */
  #settle(lengthAt: number): void {
    const start = lengthAt + 1;
    const length = this.#at - start;
    let more = 0;
    for (let rest = length; rest >= 0x80; rest = Math.floor(rest / 0x80)) more += 1;
    if (more > 0) {
      this.#reserve(more);
      this.#bytes.copyWithin(start + more, start, this.#at);
    }
    this.#at = lengthAt;
    this.#varint(length);
    this.#at = start + more + length;
  }

  #reserve(count: number): void {
    if (this.#at + count <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.#bytes.length, this.#at + count));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}
