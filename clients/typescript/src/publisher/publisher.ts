import { type Services, createServices } from "../connection/services.js";
import { SluiceClientError } from "../errors/client-error.js";
import { callSafely } from "../events/call-safely.js";
import { type EventOutcome } from "../gen/sluice/v1/event_pb.js";
import { retryWaitMs } from "../resilience/backoff.js";
import { sleepAwake, timedOut, within } from "../time/sleep.js";
import { BufferRoom } from "./buffer-room.js";
import { createEventId } from "./event-id.js";
import { EventLedger, type LedgerEntry } from "./event-ledger.js";
import { isFatal } from "./fatal-errors.js";
import { PublishSession, type SessionEnd } from "./publish-session.js";
import { type PublishableEvent, checkAttributeBytes, sizeOf, toEvent, tooLarge } from "./publishable-event.js";
import { type PublisherOptions, type PublisherSettings, checkPublisherOptions } from "./publisher-options.js";

/** How things stand with a publisher. A copy: it does not change any more. */
export interface PublisherStatistics {
  /** Events without an outcome, those that wait for room in the buffer included. */
  readonly outstanding: number;
  /** Events in the buffer and their bytes. */
  readonly buffered: { readonly events: number; readonly bytes: number };
  /** Outcomes told so far. */
  readonly decided: number;
  /** Streams opened so far; every one after the first is a reconnect. */
  readonly connections: number;
}

/**
 * Publishes events in batches over one stream, reconnects when it breaks, and resends what was not acknowledged. Create
 * one per stream with {@link createPublisher} and share it.
 */
export class Publisher {
  readonly #ledger = new EventLedger();
  readonly #open = new Set<Promise<EventOutcome>>();
  readonly #room: BufferRoom;
  readonly #delayed = new Map<LedgerEntry, NodeJS.Timeout>();
  readonly #stopping = new AbortController();
  #session: PublishSession | undefined;
  #running: Promise<void> | undefined;
  #epoch: bigint;
  #started = false;
  #maxEventBytes = Number.POSITIVE_INFINITY;
  #opened = false;
  #progress = false;
  #flushes = 0;
  #decided = 0;
  #connections = 0;
  #refusal: SluiceClientError | undefined;
  #closing: Promise<void> | undefined;

  /** Use {@link createPublisher}. */
  constructor(
    private readonly settings: PublisherSettings,
    private readonly services: Services,
    private readonly ownsServices: boolean,
  ) {
    this.#epoch = settings.producerEpoch;
    this.#room = new BufferRoom(settings);
  }

  /**
   * Publishes an event. Resolves when the server has said what became of it, and not before; invalid events resolve as
   * well, as `deadLettered` or `rejected`. While the buffer is full the event waits for room.
   * @throws SluiceClientError INVALID_EVENT, LIMIT_EXCEEDED, BUFFER_FULL (`whenFull: "reject"`), CLOSED, or why
   * publishing ended for good
   */
  publish(event: PublishableEvent): Promise<EventOutcome> {
    const outcome = this.#admitOrWait(event);
    this.#open.add(outcome);
    const forget = (): void => {
      this.#open.delete(outcome);
    };
    // Whoever only uses onOutcome and onFatal must not see the rejections again as unhandled.
    outcome.then(forget, forget);
    return outcome;
  }

  /** Waits until the buffer has room, so that `publish` would not wait. */
  ready(): Promise<void> {
    return this.#room.whenFree();
  }

  /** Sends what is queued without waiting for full frames, until everything published before has its outcome. */
  async flush(): Promise<void> {
    this.#flushes += 1;
    this.#tellSession();
    try {
      await Promise.allSettled([...this.#open]);
    } finally {
      this.#flushes -= 1;
      this.#tellSession();
    }
  }

  /**
   * Flushes, then ends the stream. Later calls of `publish` are refused. May be called twice.
   * @param timeoutMs how long to flush; what has no outcome then is rejected with CLOSED. Default 30,000.
   */
  close(timeoutMs = 30_000): Promise<void> {
    this.#closing ??= this.#close(timeoutMs);
    return this.#closing;
  }

  /** How things stand now. */
  statistics(): PublisherStatistics {
    const { size: outstanding } = this.#open;
    return { outstanding, buffered: this.#room.used, decided: this.#decided, connections: this.#connections };
  }

  async #close(timeoutMs: number): Promise<void> {
    const flushed = await within(this.flush(), timeoutMs);
    const reason = flushed === timedOut ? `there was no acknowledgement within ${timeoutMs} ms` : "it was closed";
    const closed = new SluiceClientError("CLOSED", `the publisher ended: ${reason}`);
    this.#session?.finish();
    if (flushed !== timedOut && this.#running !== undefined) {
      await within(this.#running, this.settings.answerTimeoutMs);
    }
    this.#refuse(closed);
    this.#session?.abort(closed);
    await this.#running;
    if (this.ownsServices) this.services.close();
  }

  async #admitOrWait(event: PublishableEvent): Promise<EventOutcome> {
    if (this.#refusal !== undefined) throw this.#refusal;
    if (this.#closing !== undefined) throw new SluiceClientError("CLOSED", "the publisher was closed");
    if (this.#room.isFree) return this.#admit(event);
    if (this.settings.whenFull === "reject") {
      throw new SluiceClientError("BUFFER_FULL", "the buffer is full; await ready() before publishing more");
    }
    return new Promise((resolve, reject) => {
      const admit = (): void => {
        resolve(this.#admit(event));
      };
      this.#room.queue({ admit, reject });
    });
  }

  /** Puts an event into the buffer. */
  async #admit(given: PublishableEvent): Promise<EventOutcome> {
    const { source, type, time, wallTime } = this.settings;
    const id = (): string => createEventId(wallTime);
    const event = toEvent(given, { source, type, id, time: () => new Date(wallTime.now()) });
    if (event.data.length > this.#maxEventBytes) throw dataTooLarge(event.data.length, this.#maxEventBytes);
    const bytes = sizeOf(event);
    checkAttributeBytes(event, bytes);
    this.#room.take(bytes);
    return new Promise((resolve, reject) => {
      const queuedAt = time.now();
      this.#ledger.queue({ given, event, bytes, queuedAt, failures: 0, settled: false, resolve, reject });
      this.#wake();
    });
  }

  #wake(): void {
    this.#tellSession();
    if (this.#running !== undefined || this.#refusal !== undefined) return;
    this.#running = this.#connectUntilIdle().finally(() => {
      this.#running = undefined;
      if (this.#ledger.queued > 0) this.#wake();
    });
  }

  #tellSession(): void {
    if (this.#session === undefined) return;
    this.#session.atOnce = this.#flushes > 0;
    this.#session.notify();
  }

  /** Keeps a connection while there are events, however often it breaks. An idle connection that breaks stays away. */
  async #connectUntilIdle(): Promise<void> {
    for (let attempt = 0; this.#refusal === undefined; attempt += 1) {
      const end = await this.#runSession();
      if (end === "finished") return;
      if (end === "renumber") {
        this.#ledger.renumber();
        this.#epoch += 1n;
        this.#started = false;
      } else if (isFatal(end, this.#opened)) {
        this.#refuse(end);
        return;
      }
      if (this.#room.used.events === 0) return;
      if (this.#progress) attempt = 0;
      const retryAfterMs = end === "renumber" ? undefined : end.retryAfterMs;
      const { backoff, time } = this.settings;
      await sleepAwake(retryWaitMs(backoff, attempt, time, retryAfterMs), this.#stopping.signal);
    }
  }

  async #runSession(): Promise<SessionEnd> {
    this.#progress = false;
    this.#opened = false;
    const identity = { epoch: this.#epoch, started: this.#started };
    const session = new PublishSession(this.settings, this.#ledger, identity, {
      opened: ({ maxEventBytes }) => {
        this.#started = true;
        this.#opened = true;
        this.#connections += 1;
        if (maxEventBytes > 0) this.#maxEventBytes = maxEventBytes;
        this.#dropTooLarge();
      },
      decided: (outcome) => {
        this.#progress = true;
        this.#decide(outcome);
      },
    });
    this.#session = session;
    this.#tellSession();
    if (this.#closing !== undefined && this.#open.size === 0) session.finish();
    const end = await session.run(this.services);
    this.#session = undefined;
    return end;
  }

  #decide(outcome: EventOutcome): void {
    const entry = this.#ledger.sentAt(outcome.sequence);
    if (entry === undefined || entry.settled) return;
    this.#ledger.settle(entry);
    if (outcome.outcome.case === "failed" && outcome.outcome.value.retryable && this.#sendAgain(entry, outcome)) return;
    this.#decided += 1;
    callSafely(() => {
      this.settings.onOutcome(entry.given, outcome);
    });
    entry.resolve(outcome);
    this.#room.give(entry.bytes);
  }

  /** A sequence is used up by its outcome, so that an event that could not be stored goes again under a new one. */
  #sendAgain(entry: LedgerEntry, { outcome }: EventOutcome): boolean {
    const { backoff, maxFailedRetries, time } = this.settings;
    if (entry.failures >= maxFailedRetries) return false;
    const retryAfterMs = outcome.case === "failed" ? outcome.value.retryAfterMs : 0;
    const waitMs = retryWaitMs(backoff, entry.failures, time, retryAfterMs);
    const again: LedgerEntry = { ...entry, failures: entry.failures + 1, settled: false };
    const timer = setTimeout(() => {
      this.#delayed.delete(again);
      again.queuedAt = time.now();
      this.#ledger.queue(again);
      this.#wake();
    }, waitMs);
    this.#delayed.set(again, timer);
    return true;
  }

  #dropTooLarge(): void {
    for (let left = this.#ledger.queued; left > 0; left -= 1) {
      const entry = this.#ledger.dropQueued();
      if (entry === undefined) return;
      if (entry.event.data.length <= this.#maxEventBytes) {
        this.#ledger.queue(entry);
      } else {
        entry.reject(dataTooLarge(entry.event.data.length, this.#maxEventBytes));
        this.#room.give(entry.bytes);
      }
    }
  }

  /** Ends publishing: everything without an outcome is rejected, and so is everything that comes later. */
  #refuse(error: SluiceClientError): void {
    if (this.#refusal !== undefined) return;
    this.#refusal = error;
    this.#stopping.abort();
    for (const [, timer] of this.#delayed) clearTimeout(timer);
    for (const entry of [...this.#ledger.drain(), ...this.#delayed.keys()]) entry.reject(error);
    this.#room.close(error);
    this.#delayed.clear();
    // Closed by somebody else: the connection was the caller's.
    if (error.reason !== "CLOSED" || this.#closing === undefined) {
      callSafely(() => {
        this.settings.onFatal(error);
      });
    }
  }
}

function dataTooLarge(received: number, limit: number): SluiceClientError {
  return tooLarge("data", `has ${received} bytes, the stream takes at most ${limit}`, { received, limit });
}

/**
 * Creates a publisher. It connects with the first event.
 * @param options where to publish and how
 * @throws SluiceClientError INVALID_CONFIG naming the option; never for reasons of the network
 */
export function createPublisher(options: PublisherOptions): Publisher {
  const settings = checkPublisherOptions(options);
  if (options.services !== undefined) return new Publisher(settings, options.services, false);
  const { url = "", token, timeoutMs, headers } = options;
  return new Publisher(settings, createServices({ url, token, timeoutMs, headers }), true);
}
