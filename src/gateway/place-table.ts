import type { EventKeyWords } from "./event-key.js";

/** Where the first copy of an event went: its position in the log, or the id of its dead letter. */
export type Place = number | string;

/** Slots to begin with, unless more keys are expected. */
const leastSlots = 64;

/**
 * Places by the keys of events, 50 to 100 bytes each in flat memory that the garbage collector need not look into. Open addressing with
 * linear steps; never more than half full; nothing is taken out. A byte of each key lies apart from the rest: most keys that are
 * looked for are not there, and these bytes say so from memory that is near, where the rest would be fetched from afar.
 */
export class PlaceTable {
  /** 0: free. Otherwise taken by a key with this byte. */
  #marks: Uint8Array;
  #words: Uint32Array;
  /** 0 and above: a number. Below 0: which of the texts, counted from -1. */
  #places: Float64Array;
  readonly #texts: string[] = [];
  #size = 0;

  constructor(expectedKeys = 0) {
    let slots = leastSlots;
    while (slots < 2 * expectedKeys) slots *= 2;
    this.#marks = new Uint8Array(slots);
    this.#words = new Uint32Array(4 * slots);
    this.#places = new Float64Array(slots);
  }

  get size(): number {
    return this.#size;
  }

  /** The place of a key; undefined when it has none. */
  find(key: EventKeyWords): Place | undefined {
    const slot = this.#slotOf(key);
    return this.#marks[slot] === 0 ? undefined : this.#read(this.#places[slot] ?? 0);
  }

  /** Sets the place of a key. */
  set(key: EventKeyWords, place: Place): void {
    if (2 * this.#size >= this.#marks.length) this.#grow();
    const slot = this.#slotOf(key);
    if (this.#marks[slot] === 0) {
      this.#size += 1;
      this.#take(slot, key, 0);
      // Of a key that was here before the table was emptied.
      this.#places[slot] = 0;
    }
    const before = this.#places[slot] ?? 0;
    // In the place of the text before: copies of parked events come in any number.
    if (typeof place === "string" && before < 0) this.#texts[-before - 1] = place;
    else this.#places[slot] = typeof place === "number" ? place : -this.#texts.push(place);
  }

  /** Every key with its place, in no order. The words are the same array each time; copy them to keep them. */
  forEach(visit: (key: EventKeyWords, place: Place) => void): void {
    const key = new Uint32Array(4);
    for (let slot = 0; slot < this.#marks.length; slot++) {
      if (this.#marks[slot] === 0) continue;
      copyWords(this.#words, 4 * slot, key, 0);
      visit(key, this.#read(this.#places[slot] ?? 0));
    }
  }

  /** Forgets all keys and keeps the room for as many. */
  clear(): void {
    if (this.#size === 0) return;
    this.#marks.fill(0);
    this.#texts.length = 0;
    this.#size = 0;
  }

  #read(place: number): Place {
    return place >= 0 ? place : (this.#texts[-place - 1] ?? "");
  }

  #take(slot: number, from: Uint32Array, fromAt: number): void {
    this.#marks[slot] = markOf(from[fromAt + 1] ?? 0);
    copyWords(from, fromAt, this.#words, 4 * slot);
  }

  /** Where a key is, or else where it would go. */
  #slotOf(key: EventKeyWords): number {
    const marks = this.#marks;
    const mark = markOf(key[1] ?? 0);
    const mask = marks.length - 1;
    for (let slot = (key[0] ?? 0) & mask; ; slot = (slot + 1) & mask) {
      const found = marks[slot] ?? 0;
      if (found === 0 || (found === mark && this.#isAt(slot, key))) return slot;
    }
  }

  #isAt(slot: number, key: EventKeyWords): boolean {
    const words = this.#words;
    const at = 4 * slot;
    return words[at] === key[0] && words[at + 1] === key[1] && words[at + 2] === key[2] && words[at + 3] === key[3];
  }

  #grow(): void {
    const [marks, words, places] = [this.#marks, this.#words, this.#places];
    this.#marks = new Uint8Array(2 * marks.length);
    this.#words = new Uint32Array(2 * words.length);
    this.#places = new Float64Array(2 * places.length);
    const mask = this.#marks.length - 1;
    for (let from = 0; from < marks.length; from++) {
      if (marks[from] === 0) continue;
      // All keys are different, so the first free slot is right.
      let slot = (words[4 * from] ?? 0) & mask;
      while (this.#marks[slot] !== 0) slot = (slot + 1) & mask;
      this.#take(slot, words, 4 * from);
      this.#places[slot] = places[from] ?? 0;
    }
  }
}

/** One of 255 marks, by bits of a key that do not choose the slot. */
function markOf(word: number): number {
  return (word % 255) + 1;
}

/** The four words of a key; by hand, since the built-in copy takes longer than looking the key up. */
function copyWords(from: Uint32Array, fromAt: number, to: Uint32Array, toAt: number): void {
  to[toAt] = from[fromAt] ?? 0;
  to[toAt + 1] = from[fromAt + 1] ?? 0;
  to[toAt + 2] = from[fromAt + 2] ?? 0;
  to[toAt + 3] = from[fromAt + 3] ?? 0;
}
