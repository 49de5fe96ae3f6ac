import { SluiceError } from "../core/errors.js";
import type { ProducerProgress } from "../store/store.js";
import { sequenceReused } from "./decided-lately.js";
import type { KnownCopies } from "./known-copies.js";
import { producerFenced, sequenceGap } from "./refusals.js";
import type { SequenceSet } from "./sequence-set.js";
import type { ProducerState, StreamState } from "./stream-state.js";
import type { Item, SingleItem, Submission } from "./submission.js";

/** The producer of a submission, and where what it sends begins. */
export type Sender = NonNullable<Submission["producer"]>;

/** What following sequences takes. */
export interface SequencesContext {
  readonly state: Pick<StreamState, "recent" | "decided" | "producers">;
  /** Every producer of the submissions. */
  readonly producers: ReadonlyMap<string, ProducerState>;
  readonly at: Date;
}

/** How far producers have got within a commit that is planned. */
export class ProducerSequences {
  readonly #context: SequencesContext;
  readonly #copies: KnownCopies;
  readonly #moved = new Map<string, ProducerState>();

  constructor(context: SequencesContext, copies: KnownCopies) {
    this.#context = context;
    this.#copies = copies;
  }

  /** Begins with what a producer sent, unless it is refused. */
  begin(producer: Sender, items: readonly Item[]): SentItems | SluiceError {
    const before = this.#moved.get(producer.id) ?? this.#context.producers.get(producer.id);
    if (before === undefined) return new SluiceError("INTERNAL", "The producer was not read before planning.");
    const isResent = producer.firstSequence <= before.lastSequence;
    const resent = isResent ? items.flatMap(itemsOfEach) : [];
    const refusal = refuse(before, producer) ?? this.#reused(before, producer, resent);
    return refusal ?? new SentItems(before, producer, isResent ? resent : items);
  }

  /** Moves the producer on, now that all it sent is decided. */
  end(sent: SentItems): void {
    this.#moved.set(sent.producerId, sent.reached());
  }

  /** What is to be stored with the commit. */
  progress(): readonly ProducerProgress[] {
    return [...this.#moved].map(([producerId, { epoch, lastSequence, unstored }]) => ({
      producerId,
      epoch,
      lastSequence,
      unstored: unstored.format(),
    }));
  }

  /** Takes what is durable now into the memory of the stream. */
  settle(): void {
    const { state, producers, at } = this.#context;
    for (const [id, producer] of this.#moved) {
      const { epoch } = producer;
      state.decided.note({ id, epoch }, (producers.get(id)?.lastSequence ?? 0) + 1, at);
      state.producers.set(id, producer);
    }
  }

  /** Whether an event comes under a sequence that was decided lately, and is certainly not the one it was decided with. */
  #reused(before: ProducerState, producer: Sender, resent: readonly SingleItem[]): SluiceError | undefined {
    if (resent.length === 0) return undefined;
    const { firstSequence, id } = producer;
    const { state, at, producers } = this.#context;
    const ofThisCommit = (producers.get(id)?.lastSequence ?? 0) + 1;
    const certain = Math.min(ofThisCommit, state.decided.since(producer, state.recent.completeSince(at)));
    for (let sequence = Math.max(firstSequence, certain); sequence <= before.lastSequence; sequence += 1) {
      const event = resent[sequence - firstSequence]?.event;
      if (event === undefined) return undefined;
      if (before.unstored.has(sequence) || !this.#copies.hasKey(event)) continue;
      if (this.#copies.of(event) === undefined) return sequenceReused(id, sequence);
    }
    return undefined;
  }
}

/** What a producer sent, gone through item by item with the sequence of each. */
export class SentItems {
  /** Runs only where nothing of it was sent before. */
  readonly items: readonly Item[];
  readonly producerId: string;
  readonly #before: ProducerState;
  readonly #unstored: SequenceSet;
  #sequence: number;

  constructor(before: ProducerState, { id, firstSequence }: Sender, items: readonly Item[]) {
    this.items = items;
    this.producerId = id;
    this.#before = before;
    this.#unstored = before.unstored.trimmed(before.lastSequence);
    this.#sequence = firstSequence;
  }

  /** Whether the item that comes next was decided before, so that it is not looked at again. */
  get isDecided(): boolean {
    return this.#sequence <= this.#before.lastSequence && !this.#unstored.has(this.#sequence);
  }

  /** Goes on behind an item; one that was decided without being stored is looked at anew when it is sent again. */
  pass(isUnstored: boolean): void {
    if (isUnstored) this.#unstored.add(this.#sequence);
    else this.#unstored.delete(this.#sequence);
    this.#sequence += 1;
  }

  /** Goes on behind a run, which is stored whole. */
  passRun(events: number): void {
    this.#sequence += events;
  }

  /** How far the producer has got. */
  reached(): ProducerState {
    const { epoch, lastSequence } = this.#before;
    return { epoch, lastSequence: Math.max(lastSequence, this.#sequence - 1), unstored: this.#unstored };
  }
}

/** A run as the items it was made of, for events that were sent before. */
function itemsOfEach(item: Item): readonly SingleItem[] {
  if (item.kind !== "publish-run") return [item];
  return item.events.map((event) => ({ kind: "publish", event, schema: item.schema, warnings: [] }));
}

function refuse(before: ProducerState, producer: Sender): SluiceError | undefined {
  if (before.epoch > producer.epoch) return producerFenced(producer.id, before.epoch);
  const expected = before.lastSequence + 1;
  return producer.firstSequence > expected ? sequenceGap(expected, producer.firstSequence) : undefined;
}
