import { randomBytes } from "node:crypto";
import type { EventRecord } from "../core/event.js";
import { packPrintableId, printableIdLength } from "./encoded-event.js";

/** 128 bits that stand for source and id of an event. Equal for equal events, only within one process. */
export type EventKeyWords = Uint32Array;

/**
 * Drawn anew by each process: without it, who chooses ids cannot find two events with one key, so that one passes for a
 * duplicate of the other; and by chance that happens once in 2^128 pairs.
 */
const seed = new Uint32Array(Uint8Array.from(randomBytes(16)).buffer);

/**
 * The key of one event at a time, in words that are used again for the next. What makes two events the same is source and
 * id together (CloudEvents 1.0, "source + id"). Words instead of a text, because hundreds of thousands of texts that live
 * for minutes are what the garbage collector is worst at.
 */
export class EventKey {
  readonly words: EventKeyWords = new Uint32Array(4);
  #scratch = new Uint32Array(64);
  /** The source that lies packed at the beginning of `#scratch`, and where it ends: mostly the next event has the same. */
  #source = "";
  #sourceEnd = 0;

  /** Takes the key of an event; false where the event has none, because it lacks source or id. */
  take(event: EventRecord): boolean {
    const { source } = event;
    const idLength = printableIdLength(event);
    if (idLength === undefined) return this.takeOf(source, event.id);
    if (idLength === 0 || source === "") return false;
    const from = this.#begin(source, idLength);
    const count = packPrintableId(event, this.#scratch, from + 1);
    this.#scratch[from] = idLength;
    hash(this.#scratch, count, this.words);
    return true;
  }

  /** The same for source and id by themselves. */
  takeOf(source: string, id: string): boolean {
    if (id === "" || source === "") return false;
    const from = this.#begin(source, id.length);
    hash(this.#scratch, packText(id, this.#scratch, from), this.words);
    return true;
  }

  /** Packs the source, with room for an id behind it; answers where that begins. */
  #begin(source: string, idLength: number): number {
    const room = (source.length + idLength) * 2 + 16;
    if (this.#scratch.length < room) {
      this.#scratch = new Uint32Array(room);
      this.#source = "";
    }
    if (source !== this.#source) {
      // The length keeps the two apart, whatever characters they hold.
      this.#scratch[0] = source.length;
      this.#sourceEnd = packText(source, this.#scratch, 1);
      this.#source = source;
    }
    return this.#sourceEnd;
  }
}

/** Writes a text into words, by single bytes where it is ASCII; answers the word after it. */
function packText(text: string, words: Uint32Array, from: number): number {
  const { length } = text;
  let at = from + 1;
  let word = 0;
  let shift = 0;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) return packWideText(text, words, from);
    word |= code << shift;
    shift += 8;
    if (shift < 32) continue;
    words[at++] = word;
    word = 0;
    shift = 0;
  }
  if (shift > 0) words[at++] = word;
  words[from] = length;
  return at;
}

/** Set in the length of a text that is not ASCII. */
const wide = 0x8000_0000;

function packWideText(text: string, words: Uint32Array, from: number): number {
  const { length } = text;
  let at = from + 1;
  for (let index = 0; index < length; index += 2) {
    const second = index + 1 < length ? text.charCodeAt(index + 1) : 0;
    words[at++] = text.charCodeAt(index) | (second << 16);
  }
  words[from] = length | wide;
  return at;
}

/**
 * Two HalfSipHash-1-3 (Aumasson and Bernstein, "SipHash: a fast short-input PRF", and its reference code) side by side
 * under different keys, 64 bits each.
 */
function hash(words: Uint32Array, count: number, out: Uint32Array): void {
  half(words, count, { low: seed[0] ?? 0, high: seed[1] ?? 0, out, at: 0 });
  half(words, count, { low: seed[2] ?? 0, high: seed[3] ?? 0, out, at: 2 });
}

interface HalfKey {
  readonly low: number;
  readonly high: number;
  readonly out: Uint32Array;
  readonly at: number;
}

function half(words: Uint32Array, count: number, { low, high, out, at }: HalfKey): void {
  let v0 = low;
  let v1 = high ^ 0xee;
  let v2 = 0x6c79_6765 ^ low;
  let v3 = 0x7465_6462 ^ high;
  const last = count + 4;
  for (let index = 0; index < last; index++) {
    // The words, their count, then the three closing rounds of the first half of the output.
    const word = index < count ? (words[index] ?? 0) : index === count ? count : 0;
    if (index === count + 1) v2 ^= 0xee;
    v3 ^= word;
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
    v0 ^= word;
  }
  out[at] = v1 ^ v3;
  v1 ^= 0xdd;
  for (let round = 0; round < 3; round++) {
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
  }
  out[at + 1] = v1 ^ v3;
}
