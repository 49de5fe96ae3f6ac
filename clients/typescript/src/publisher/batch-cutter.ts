import { type Credit } from "./credit.js";
import { type EventLedger, type LedgerEntry } from "./event-ledger.js";

/** Bounds of one frame. Bytes are counted as `sizeOf` does. */
export interface BatchLimits {
  readonly maxEvents: number;
  readonly maxBytes: number;
  readonly lingerMs: number;
}

/** Events of one frame, their sequences without gaps. */
export interface Batch {
  readonly firstSequence: bigint;
  readonly entries: readonly LedgerEntry[];
}

/** Cuts the next frame: first what was sent on an earlier connection and is not settled, then what is queued. */
export class BatchCutter {
  #resendFrom: bigint;
  #resendUntil: bigint;

  constructor(
    private readonly ledger: EventLedger,
    private readonly credit: Credit,
    private readonly limits: BatchLimits,
  ) {
    this.#resendFrom = ledger.firstUnsettled;
    this.#resendUntil = ledger.nextSequence;
  }

  /** The next frame, or undefined when nothing is due or there is no credit. */
  next(now: number, atOnce: boolean): Batch | undefined {
    if (this.#resendFrom < this.#resendUntil) return this.#resend();
    return atOnce || this.waitMs(now) === 0 ? this.#cutQueued() : undefined;
  }

  /** Milliseconds until the queued events are due; 0 when they are, undefined when nothing is queued. */
  waitMs(now: number): number | undefined {
    const { nextQueued, queued, queuedBytes } = this.ledger;
    if (nextQueued === undefined) return undefined;
    const { maxEvents, maxBytes, lingerMs } = this.limits;
    if (queued >= maxEvents || queuedBytes >= maxBytes) return 0;
    return Math.max(0, nextQueued.queuedAt + lingerMs - now);
  }

  #resend(): Batch | undefined {
    // Settled events at the front are gone from the ledger; those in between go again, because gaps are refused.
    if (this.#resendFrom < this.ledger.firstUnsettled) this.#resendFrom = this.ledger.firstUnsettled;
    const firstSequence = this.#resendFrom;
    const entries = this.#cut(() => {
      const entry = this.#resendFrom < this.#resendUntil ? this.ledger.sentAt(this.#resendFrom) : undefined;
      return { entry, take: () => (this.#resendFrom += 1n) };
    }, firstSequence);
    return entries.length === 0 ? undefined : { firstSequence, entries };
  }

  #cutQueued(): Batch | undefined {
    const firstSequence = this.ledger.nextSequence;
    const entries = this.#cut(() => ({ entry: this.ledger.nextQueued, take: () => this.ledger.send() }), firstSequence);
    return entries.length === 0 ? undefined : { firstSequence, entries };
  }

  #cut(peek: () => { entry: LedgerEntry | undefined; take: () => unknown }, firstSequence: bigint): LedgerEntry[] {
    const entries: LedgerEntry[] = [];
    let bytes = 0;
    while (entries.length < this.limits.maxEvents) {
      const { entry, take } = peek();
      if (entry === undefined || !this.credit.allows(entry.event.data.length)) break;
      if (entries.length > 0 && bytes + entry.bytes > this.limits.maxBytes) break;
      take();
      this.credit.spend(firstSequence + BigInt(entries.length), entry.event.data.length);
      bytes += entry.bytes;
      entries.push(entry);
    }
    return entries;
  }
}
