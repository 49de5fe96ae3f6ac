import { type SluiceClientError } from "../errors/client-error.js";
import { Deque } from "./deque.js";

/** Most that is held. */
export interface BufferLimits {
  readonly maxBufferedEvents: number;
  readonly maxBufferedBytes: number;
}

/** Somebody who waits for room. */
export interface Waiting {
  /** There is room now; must call `take`. */
  readonly admit: () => void;
  /** There will be no room any more. */
  readonly reject: (error: SluiceClientError) => void;
}

/** Counts what is held, and lets those who wait for room in one after the other. */
export class BufferRoom {
  readonly #queue = new Deque<Waiting>();
  readonly #observers: (() => void)[] = [];
  #events = 0;
  #bytes = 0;
  #closed = false;

  constructor(private readonly limits: BufferLimits) {}

  /** What is held. */
  get used(): { readonly events: number; readonly bytes: number } {
    return { events: this.#events, bytes: this.#bytes };
  }

  /** Whether an event may be taken in now without overtaking another. */
  get isFree(): boolean {
    return this.#hasRoom() && this.#queue.length === 0;
  }

  /** Takes an event in. */
  take(bytes: number): void {
    this.#events += 1;
    this.#bytes += bytes;
  }

  /** Lets an event out, and those in who wait. */
  give(bytes: number): void {
    this.#events -= 1;
    this.#bytes -= bytes;
    while (this.#hasRoom()) {
      const next = this.#queue.shift();
      if (next === undefined) break;
      next.admit();
    }
    if (this.#hasRoom()) this.#tell();
  }

  /** Waits in line to be taken in. */
  queue(waiting: Waiting): void {
    this.#queue.push(waiting);
  }

  /** Resolves when there is room, or never will be. */
  async whenFree(): Promise<void> {
    while (!this.#closed && !this.#hasRoom()) {
      await new Promise<void>((resolve) => this.#observers.push(resolve));
    }
  }

  /** Nothing is held any more, and nobody need wait. */
  close(error: SluiceClientError): void {
    this.#closed = true;
    this.#events = 0;
    this.#bytes = 0;
    for (const { reject } of this.#queue.drain()) reject(error);
    this.#tell();
  }

  #hasRoom(): boolean {
    return this.#events < this.limits.maxBufferedEvents && this.#bytes < this.limits.maxBufferedBytes;
  }

  #tell(): void {
    for (const resolve of this.#observers.splice(0)) resolve();
  }
}
