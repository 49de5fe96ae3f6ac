/** Sequences a producer may still resend: what lies further back than the largest window (server/settings.ts) is forgotten. */
const horizon = 50_000;

/** Bytes that a copy has room for beyond what it holds, so that the sequences of a batch are added in place. */
const spareBytes = 128;

/** A run of sequences, both ends included. */
type Run = readonly [first: number, last: number];

/** A set as text, whichever is shorter: its runs, or the sequence of the first bit and the bits in base64. */
type Written = readonly Run[] | readonly [start: number, bits: string];

/**
 * A set of sequences that lie near one another. It has a bit for each: copying and writing down some kilobytes costs
 * microseconds, however scattered the sequences are.
 */
export interface SequenceSet {
  has(sequence: number): boolean;
  add(sequence: number): void;
  delete(sequence: number): void;
  /** A copy without what no producer can resend when the last sequence is `last`. */
  trimmed(last: number): SequenceSet;
  /** JSON text, about ten kilobytes at most for a set that was trimmed; to be read back by `parseSequenceSet`. */
  format(): string;
}

/** Reads a set back from its text; the empty text is the empty set. */
export function parseSequenceSet(text: string): SequenceSet {
  const written = text === "" ? [] : (JSON.parse(text) as Written);
  if (areBits(written)) return new BitSet(written[0], Buffer.from(written[1], "base64"));
  const set = new BitSet(0, Buffer.alloc(0));
  for (const [first, last] of written) {
    for (let sequence = first; sequence <= last; sequence += 1) set.add(sequence);
  }
  return set;
}

function areBits(written: Written): written is readonly [start: number, bits: string] {
  return typeof written[1] === "string";
}

class BitSet implements SequenceSet {
  /** The sequence of the lowest bit of the first byte. */
  #start: number;
  #bytes: Buffer;

  constructor(start: number, bytes: Buffer) {
    this.#start = start;
    this.#bytes = bytes;
  }

  has(sequence: number): boolean {
    const at = sequence - this.#start;
    return at >= 0 && ((this.#bytes[Math.floor(at / 8)] ?? 0) & (1 << (at % 8))) !== 0;
  }

  add(sequence: number): void {
    this.#makeRoom(sequence);
    const at = sequence - this.#start;
    const index = Math.floor(at / 8);
    this.#bytes[index] = (this.#bytes[index] ?? 0) | (1 << (at % 8));
  }

  delete(sequence: number): void {
    if (!this.has(sequence)) return;
    const at = sequence - this.#start;
    const index = Math.floor(at / 8);
    this.#bytes[index] = (this.#bytes[index] ?? 0) & ~(1 << (at % 8));
  }

  trimmed(last: number): SequenceSet {
    const lowest = last - horizon + 1;
    const { from, to } = this.#filled(Math.floor((lowest - this.#start) / 8));
    const bytes = Buffer.alloc(from === to ? 0 : to - from + spareBytes);
    this.#bytes.copy(bytes, 0, from, to);
    const copy = new BitSet(this.#start + 8 * from, bytes);
    // At most seven: those that share a byte with the lowest one.
    for (let sequence = copy.#start; sequence < lowest && from < to; sequence += 1) copy.delete(sequence);
    return copy;
  }

  format(): string {
    const { from, to } = this.#filled(0);
    if (from === to) return "";
    const bits: Written = [this.#start + 8 * from, this.#bytes.toString("base64", from, to)];
    const text = JSON.stringify(bits);
    return this.#formatRuns(from, to, text.length) ?? text;
  }

  /** The runs that lie in some bytes as text, unless that is longer than so many characters. */
  #formatRuns(from: number, to: number, most: number): string | undefined {
    let text = "";
    let first: number | undefined;
    for (let index = from; index <= to; index += 1) {
      const byte = index === to ? 0 : (this.#bytes[index] ?? 0);
      // Most bytes are within a run or between two.
      if (byte === (first === undefined ? 0 : 0xff)) continue;
      for (let bit = 0; bit < 8; bit += 1) {
        const isHeld = (byte & (1 << bit)) !== 0;
        if (isHeld === (first !== undefined)) continue;
        const sequence = this.#start + 8 * index + bit;
        if (first !== undefined) text += `,[${first},${sequence - 1}]`;
        first = isHeld ? sequence : undefined;
      }
      if (text.length >= most) return undefined;
    }
    return `[${text.slice(1)}]`;
  }

  /** From the first byte that holds a sequence to behind the last, none before the lowest; equal where there is none. */
  #filled(lowest: number): { readonly from: number; readonly to: number } {
    let to = this.#bytes.length;
    while (to > 0 && this.#bytes[to - 1] === 0) to -= 1;
    let from = Math.min(Math.max(0, lowest), to);
    while (from < to && this.#bytes[from] === 0) from += 1;
    return { from, to };
  }

  #makeRoom(sequence: number): void {
    if (this.#bytes.length === 0) this.#start = sequence;
    const before = Math.max(0, Math.ceil((this.#start - sequence) / 8));
    const needed = Math.max(this.#bytes.length, Math.floor((sequence - this.#start) / 8) + 1);
    if (before === 0 && needed === this.#bytes.length) return;
    const bytes = Buffer.alloc(before + needed + spareBytes);
    this.#bytes.copy(bytes, before);
    this.#bytes = bytes;
    this.#start -= 8 * before;
  }
}
