import type { EventRecord } from "../core/event.js";
import { EventKey } from "./event-key.js";
import { type Place, PlaceTable } from "./place-table.js";
import { type Committed, positionOf } from "./planned.js";
import type { StreamState } from "./stream-state.js";

/** Where an event was stored before, or is to be stored by the commit that is planned. */
export interface KnownCopy {
  /** Of a pending one that is published: where it will be (`pendingPlace`). */
  readonly place: Place;
  readonly isPending: boolean;
}

/** What recognizing copies takes. */
export interface KnownCopiesContext {
  readonly state: Pick<StreamState, "recent" | "windowMs">;
  readonly at: Date;
  /** Empty; where the first copies are that are part of this commit. */
  readonly pending: PlaceTable;
}

/** The events that one commit stores, and those that were stored before, by their keys. */
export class KnownCopies {
  readonly #context: KnownCopiesContext;
  readonly #key = new EventKey();
  /** Copies that were sent again, which are remembered anew: who sends an event once more may do so yet another time. */
  #sentAgain: PlaceTable | undefined;
  /** Whose key was taken last, and whether it has one. */
  #keyed: EventRecord | undefined;
  #isKeyed = false;

  constructor(context: KnownCopiesContext) {
    this.#context = context;
  }

  /** Whether an event can be recognized. */
  hasKey(event: EventRecord): boolean {
    if (this.#keyed !== event) {
      this.#keyed = event;
      this.#isKeyed = this.#context.state.windowMs > 0 && this.#key.take(event);
    }
    return this.#isKeyed;
  }

  /** The copy of an event that came first. */
  of(event: EventRecord): KnownCopy | undefined {
    return this.hasKey(event) ? this.#find() : undefined;
  }

  /** Remembers where an event is to be stored: as which event of the commit, or as which letter. */
  remember(event: EventRecord, pending: Place): void {
    if (this.hasKey(event)) this.#context.pending.set(this.#key.words, pending);
  }

  /** Of keys that were made before, the copy of the one at an index; where there is none, remembers it. */
  ofKey(keys: Uint32Array, index: number, pending: number): KnownCopy | undefined {
    if (this.#context.state.windowMs === 0) return undefined;
    const { words } = this.#key;
    this.#keyed = undefined;
    for (let word = 0; word < 4; word++) words[word] = keys[4 * index + word] ?? 0;
    const copy = this.#find();
    if (copy === undefined) this.#context.pending.set(words, pending);
    return copy;
  }

  /** Takes what is durable now into the memory of the stream. */
  settle(result: Committed): void {
    const { pending, state, at } = this.#context;
    pending.forEach((key, where) => {
      const place = typeof where === "number" ? positionOf(where, result) : where;
      if (place !== undefined) state.recent.add(key, place, at);
    });
    this.#sentAgain?.forEach((key, place) => {
      state.recent.add(key, place, at);
    });
  }

  #find(): KnownCopy | undefined {
    const { pending, state, at } = this.#context;
    const here = pending.find(this.#key.words);
    if (here !== undefined) return { place: here, isPending: true };
    const place = state.recent.find(this.#key.words, at);
    if (place === undefined) return undefined;
    this.#sentAgain ??= new PlaceTable();
    this.#sentAgain.set(this.#key.words, place);
    return { place, isPending: false };
  }
}
