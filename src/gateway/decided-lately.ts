import { SluiceError } from "../core/errors.js";

/** Of a producer, everything from `sequence` on was decided at `at` or later. */
interface Mark {
  readonly sequence: number;
  readonly at: number;
}

interface Progress {
  readonly epoch: number;
  readonly marks: Mark[];
}

/** Producers that are remembered; of further ones it is not known when their events were decided. */
const maxProducers = 10_000;

/** So many marks go to a window: a sequence counts as decided an eighth of it too early at most. */
const marksOfWindow = 8;

/**
 * When the sequences of producers were decided, as far as it is within the window in which a copy is recognized. So an event
 * under a sequence that was decided lately, of which no copy is known, is another event than the one that was decided: two
 * producers share a name and an epoch, and answering `duplicate` would lose what the second one sends.
 */
export class DecidedLately {
  readonly #windowMs: number;
  readonly #producers = new Map<string, Progress>();

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Notes that a commit at a time decides what a producer sends from a sequence on. Times do not fall. */
  note(producer: { readonly id: string; readonly epoch: number }, sequence: number, at: Date): void {
    const now = at.getTime();
    let progress = this.#producers.get(producer.id);
    if (progress?.epoch !== producer.epoch) {
      if (this.#producers.size >= maxProducers) this.#producers.clear();
      progress = { epoch: producer.epoch, marks: [] };
      this.#producers.set(producer.id, progress);
    }
    const { marks } = progress;
    const last = marks.at(-1);
    if (last !== undefined && now - last.at < this.#windowMs / marksOfWindow) return;
    marks.push({ sequence, at: now });
    if (marks.length > marksOfWindow + 1) marks.shift();
  }

  /** The first sequence that was certainly decided at a time or later; infinite when that is not known of any. */
  since(producer: { readonly id: string; readonly epoch: number }, time: number): number {
    const progress = this.#producers.get(producer.id);
    if (progress?.epoch !== producer.epoch) return Number.POSITIVE_INFINITY;
    return progress.marks.find(({ at }) => at >= time)?.sequence ?? Number.POSITIVE_INFINITY;
  }
}

/** A sequence comes with another event than the one it was decided with. */
export function sequenceReused(producerId: string, sequence: number): SluiceError {
  const description =
    `sequence ${sequence} of producer '${producerId}' was decided with another event; give each producer an id of its ` +
    "own, or raise producer_epoch where one starts afresh";
  return new SluiceError("PROTOCOL_VIOLATION", `events.first_sequence: ${description}.`, {
    fields: [{ field: "events.first_sequence", description }],
    metadata: { sequence: String(sequence) },
  });
}
