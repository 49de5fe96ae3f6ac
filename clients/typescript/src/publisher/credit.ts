/** How much may be sent without having been acknowledged, and how much is. */
export class Credit {
  readonly #unacknowledged = new Map<bigint, number>();
  #bytes = 0;
  #windowEvents = 0;
  #windowBytes = 0;

  /** Events sent on this connection and not acknowledged. */
  get events(): number {
    return this.#unacknowledged.size;
  }

  /** Sets the window: what the server allows, but not more than the publisher wants (0: no wish). */
  open(server: { events: number; bytes: number }, own: { events: number; bytes: number }): void {
    this.#windowEvents = smaller(server.events, own.events);
    // A server that says nothing about bytes does not limit them.
    this.#windowBytes = smaller(server.bytes === 0 ? Number.POSITIVE_INFINITY : server.bytes, own.bytes);
  }

  /** The server changed its window. */
  resize(windowEvents: number, ownEvents: number): void {
    this.#windowEvents = smaller(windowEvents, ownEvents);
  }

  /** Whether an event of this size may be sent. One that is larger than the window goes when nothing else is out. */
  allows(bytes: number): boolean {
    if (this.#unacknowledged.size >= this.#windowEvents) return false;
    return this.#unacknowledged.size === 0 || this.#bytes + bytes <= this.#windowBytes;
  }

  /** An event was sent. */
  spend(sequence: bigint, bytes: number): void {
    this.#unacknowledged.set(sequence, bytes);
    this.#bytes += bytes;
  }

  /** An event was acknowledged. */
  earn(sequence: bigint): void {
    this.#bytes -= this.#unacknowledged.get(sequence) ?? 0;
    this.#unacknowledged.delete(sequence);
  }
}

function smaller(server: number, own: number): number {
  return own === 0 ? server : Math.min(server, own);
}
