import { type SluiceClientError } from "../errors/client-error.js";
import { type Event, type EventOutcome } from "../gen/sluice/v1/event_pb.js";
import { Deque } from "./deque.js";
import { type PublishableEvent } from "./publishable-event.js";

/** An event from `publish` to its outcome. */
export interface LedgerEntry {
  /** As it was given. */
  readonly given: PublishableEvent;
  /** As it is sent. */
  readonly event: Event;
  /** About how many bytes it takes. */
  readonly bytes: number;
  /** When it was queued last, in milliseconds. */
  queuedAt: number;
  /** How often the server could not store it. */
  failures: number;
  /** Whether its outcome is known. */
  settled: boolean;
  readonly resolve: (outcome: EventOutcome) => void;
  readonly reject: (error: SluiceClientError) => void;
}

/**
 * Every event that has no outcome yet. Queued events have no sequence; they get the next one when they are first sent
 * and keep it over reconnects, so that the server recognises them. Sent events stay until all before them are settled:
 * what is resent must have no gaps.
 */
export class EventLedger {
  readonly #queued = new Deque<LedgerEntry>();
  readonly #sent = new Deque<LedgerEntry>();
  #firstSent = 1n;
  #queuedBytes = 0;

  /** Events that were never sent under their present sequence. */
  get queued(): number {
    return this.#queued.length;
  }

  /** Bytes of these. */
  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  /** The event that would be sent next. */
  get nextQueued(): LedgerEntry | undefined {
    return this.#queued.at(0);
  }

  /** Whether an event was sent and has no outcome. */
  get hasSent(): boolean {
    return this.#sent.length > 0;
  }

  /** Sequence of the first sent event without an outcome, or the next to be given. */
  get firstUnsettled(): bigint {
    return this.#firstSent;
  }

  /** The next sequence to be given. */
  get nextSequence(): bigint {
    return this.#firstSent + BigInt(this.#sent.length);
  }

  /** Sets where sequences go on. Only before anything was sent. */
  startAt(sequence: bigint): void {
    if (this.#sent.length > 0) throw new RangeError("sequences have been given out already");
    this.#firstSent = sequence;
  }

  /** Queues an event at the end, or at the front when it was there before. */
  queue(entry: LedgerEntry, where: "end" | "front" = "end"): void {
    if (where === "end") this.#queued.push(entry);
    else this.#queued.unshift(entry);
    this.#queuedBytes += entry.bytes;
  }

  /** Takes the next queued event without sending it. */
  dropQueued(): LedgerEntry | undefined {
    const entry = this.#queued.shift();
    if (entry !== undefined) this.#queuedBytes -= entry.bytes;
    return entry;
  }

  /** Gives the next queued event its sequence. */
  send(): LedgerEntry | undefined {
    const entry = this.dropQueued();
    if (entry !== undefined) this.#sent.push(entry);
    return entry;
  }

  /** The sent event with this sequence, or undefined when it is done with. */
  sentAt(sequence: bigint): LedgerEntry | undefined {
    return this.#sent.at(Number(sequence - this.#firstSent));
  }

  /** Marks a sent event as settled and lets go of what is no longer needed. */
  settle(entry: LedgerEntry): void {
    entry.settled = true;
    while (this.#sent.at(0)?.settled === true) {
      this.#sent.shift();
      this.#firstSent += 1n;
    }
  }

  /** Takes back every sequence: unsettled events are queued again in their order, and sequences start at 1. */
  renumber(): void {
    const unsettled = this.#sent.drain().filter((entry) => !entry.settled);
    for (const entry of unsettled.reverse()) this.queue(entry, "front");
    this.#firstSent = 1n;
  }

  /** Takes everything that has no outcome. */
  drain(): LedgerEntry[] {
    this.#queuedBytes = 0;
    return [...this.#sent.drain().filter((entry) => !entry.settled), ...this.#queued.drain()];
  }
}
