import { isUtf8 } from "node:buffer";
import { type CommonAttributes, noAttributes } from "./encoded-event.js";

/** Bytes that are no valid message: truncated, of a wrong wire type, or text that is not UTF-8. */
export class EncodingFault extends Error {
  override readonly name = "EncodingFault";
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Where a text was read last, and what it said. */
interface KnownText {
  start: number;
  length: number;
  text: string;
}

/** How deep groups of unknown fields may nest. */
const maxGroupDepth = 100;

/** Reads fields of serialized messages (Protocol Buffers, "Encoding"). Every method throws EncodingFault where the bytes end too early. */
export class WireReader {
  at = 0;
  readonly end: number;
  /** Extensions that were read so far. */
  extensions = 0;
  /** What the event read last shares with its neighbours. */
  common: CommonAttributes = noAttributes;
  readonly #bytes: Buffer;
  readonly #known: KnownText[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.end = bytes.byteLength;
  }

  /** What is read. */
  get frame(): Buffer {
    return this.#bytes;
  }

  /** An unsigned number; beyond 2^53 it is not exact, which is far beyond all limits. */
  varint(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.at++] ?? this.#truncated();
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    for (let factor = 0x80, count = 1; count < 10; count++, factor *= 0x80) {
      byte = bytes[this.at++] ?? this.#truncated();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    throw new EncodingFault("a number is longer than ten bytes");
  }

  unsigned32(): number {
    return Number(BigInt.asUintN(32, this.#bits64()));
  }

  signed32(): number {
    return Number(BigInt.asIntN(32, this.#bits64()));
  }

  /** As a number where that is exact and not negative. */
  signed64(): bigint | number {
    const start = this.at;
    const value = this.varint();
    if (value <= Number.MAX_SAFE_INTEGER) return value;
    this.at = start;
    return BigInt.asIntN(64, this.#bits64());
  }

  #bits64(): bigint {
    const start = this.at;
    const value = this.varint();
    if (value <= Number.MAX_SAFE_INTEGER) return BigInt(value);
    let exact = 0n;
    for (let at = this.at - 1; at >= start; at--) exact = (exact << 7n) | BigInt((this.#bytes[at] ?? 0) & 0x7f);
    return exact;
  }

  /** The end of a field that says its length. */
  lengthEnd(): number {
    const length = this.varint();
    const end = this.at + length;
    if (end > this.end) this.#truncated();
    return end;
  }

  /** Whether text is ASCII without control characters. */
  isPrintable(start: number, end: number): boolean {
    const bytes = this.#bytes;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte < 0x20 || byte > 0x7e) return false;
    }
    return true;
  }

  /** The text from here to there. */
  textUpTo(end: number): string {
    return this.#textBetween(this.at, end);
  }

  /** Passes over a text that must be UTF-8. */
  checkText(end: number): void {
    if (!isUtf8(this.#bytes.subarray(this.at, end))) throw new EncodingFault("a text is not UTF-8");
    this.at = end;
  }

  text(): string {
    const end = this.lengthEnd();
    const start = this.at;
    this.at = end;
    return this.#textBetween(start, end);
  }

  /** A text that is likely the same as that of the event before; `slot` tells such texts apart. */
  repeatedText(slot: number): string {
    const end = this.lengthEnd();
    const start = this.at;
    this.at = end;
    const known = this.#known[slot];
    if (known?.length === end - start && this.#equalBytes(known.start, start, known.length)) return known.text;
    const text = this.#textBetween(start, end);
    this.#known[slot] = { start, length: end - start, text };
    return text;
  }

  #equalBytes(a: number, b: number, length: number): boolean {
    const bytes = this.#bytes;
    for (let at = 0; at < length; at++) if (bytes[a + at] !== bytes[b + at]) return false;
    return true;
  }

  #textBetween(start: number, end: number): string {
    const bytes = this.#bytes;
    for (let at = start; at < end; at++) {
      if ((bytes[at] ?? 0) >= 0x80) return this.#wideText(start, end);
    }
    return bytes.toString("latin1", start, end);
  }

  #wideText(start: number, end: number): string {
    try {
      return utf8.decode(this.#bytes.subarray(start, end));
    } catch {
      throw new EncodingFault("a text is not UTF-8");
    }
  }

  /** Passes over a field nobody here knows. */
  skip(tag: number, depth = 0): void {
    const wireType = tag & 7;
    if (tag < 8 || tag > 0xffff_ffff) throw new EncodingFault("a field has no number");
    if (wireType === 0) this.varint();
    else if (wireType === 1) this.#advance(8);
    else if (wireType === 2) this.at = this.lengthEnd();
    else if (wireType === 5) this.#advance(4);
    else if (wireType === 3 && depth < maxGroupDepth) this.#skipGroup(tag, depth);
    else throw new EncodingFault("a field has a wrong wire type");
  }

  #skipGroup(tag: number, depth: number): void {
    const closing = tag + 1;
    for (let inner = this.varint(); inner !== closing; inner = this.varint()) this.skip(inner, depth + 1);
  }

  #advance(count: number): void {
    this.at += count;
    if (this.at > this.end) this.#truncated();
  }

  #truncated(): never {
    throw new EncodingFault("the message ends too early");
  }
}
