import type { EventKeyWords } from "./event-key.js";

/** Where the first copy of an event went: its position in the log, or the id of its dead letter. */
export type Place = number | string;

/** Slots to begin with, unless more keys are expected. */
const leastSlots = 64;

/**
 * Places by the keys of events, 24 bytes each in flat memory that the garbage collector need not look into. Open
 * addressing with linear steps; never more than half full; nothing is taken out.
 */
export class PlaceTable {
  #words: Uint32Array;
  /** NaN: free. 0 and above: a number. Below 0: which of the texts, counted from -1. */
  #places: Float64Array;
  readonly #texts: string[] = [];
  #size = 0;

  constructor(expectedKeys = 0) {
    let slots = leastSlots;
    while (slots < 2 * expectedKeys) slots *= 2;
    this.#words = new Uint32Array(4 * slots);
    this.#places = new Float64Array(slots).fill(Number.NaN);
  }

  get size(): number {
    return this.#size;
  }

  /** The place of a key; undefined when it has none. */
  find(key: EventKeyWords): Place | undefined {
    const place = this.#places[this.#slotOf(key)] ?? Number.NaN;
    return Number.isNaN(place) ? undefined : this.#read(place);
  }

  /** Sets the place of a key. */
  set(key: EventKeyWords, place: Place): void {
    if (2 * this.#size >= this.#places.length) this.#grow();
    const slot = this.#slotOf(key);
    if (Number.isNaN(this.#places[slot])) {
      this.#size += 1;
      copyWords(key, 0, this.#words, 4 * slot);
    }
    this.#places[slot] = typeof place === "number" ? place : -this.#texts.push(place);
  }

  /** Every key with its place, in no order. The words are the same array each time; copy them to keep them. */
  forEach(visit: (key: EventKeyWords, place: Place) => void): void {
    const places = this.#places;
    const key = new Uint32Array(4);
    for (let slot = 0; slot < places.length; slot++) {
      const place = places[slot] ?? Number.NaN;
      if (Number.isNaN(place)) continue;
      copyWords(this.#words, 4 * slot, key, 0);
      visit(key, this.#read(place));
    }
  }

  /** Forgets all keys and keeps the room for as many. */
  clear(): void {
    if (this.#size === 0) return;
    this.#places.fill(Number.NaN);
    this.#texts.length = 0;
    this.#size = 0;
  }

  #read(place: number): Place {
    return place >= 0 ? place : (this.#texts[-place - 1] ?? "");
  }

  #slotOf(key: EventKeyWords): number {
    const words = this.#words;
    const places = this.#places;
    const mask = places.length - 1;
    for (let slot = (key[0] ?? 0) & mask; ; slot = (slot + 1) & mask) {
      const at = 4 * slot;
      const isHere =
        words[at] === key[0] && words[at + 1] === key[1] && words[at + 2] === key[2] && words[at + 3] === key[3];
      if (isHere || Number.isNaN(places[slot])) return slot;
    }
  }

  #grow(): void {
    const [words, places] = [this.#words, this.#places];
    this.#words = new Uint32Array(2 * words.length);
    this.#places = new Float64Array(2 * places.length).fill(Number.NaN);
    const key = new Uint32Array(4);
    for (let slot = 0; slot < places.length; slot++) {
      const place = places[slot] ?? Number.NaN;
      if (Number.isNaN(place)) continue;
      copyWords(words, 4 * slot, key, 0);
      const target = this.#slotOf(key);
      copyWords(key, 0, this.#words, 4 * target);
      this.#places[target] = place;
    }
  }
}

/** The four words of a key; by hand, since the built-in copy takes longer than looking the key up. */
function copyWords(from: Uint32Array, fromAt: number, to: Uint32Array, toAt: number): void {
  to[toAt] = from[fromAt] ?? 0;
  to[toAt + 1] = from[fromAt + 1] ?? 0;
  to[toAt + 2] = from[fromAt + 2] ?? 0;
  to[toAt + 3] = from[fromAt + 3] ?? 0;
}
