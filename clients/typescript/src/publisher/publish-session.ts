import { type MessageInitShape } from "@bufbuild/protobuf";

import { type Services } from "../connection/services.js";
import { SluiceClientError } from "../errors/client-error.js";
import { toClientError } from "../errors/describe-error.js";
import { type EventOutcome } from "../gen/sluice/v1/event_pb.js";
import {
  type Opened,
  type ValidateAndPublishRequestSchema,
  type ValidateAndPublishResponse,
} from "../gen/sluice/v1/gateway_pb.js";
import { BatchCutter } from "./batch-cutter.js";
import { Credit } from "./credit.js";
import { type EventLedger } from "./event-ledger.js";
import { Latch } from "../time/latch.js";
import { outcomesOfAcks } from "./outcomes-of-acks.js";
import { type PublisherSettings } from "./publisher-options.js";
import { SessionWatchdog } from "./session-watchdog.js";

/** How a connection ended: by our wish, because sequences must start anew, or by an error. */
export type SessionEnd = "finished" | "renumber" | SluiceClientError;

/** What a session tells its publisher. */
export interface SessionObserver {
  /** The server opened the stream. */
  opened(opened: Opened): void;
  /** The server said what became of an event. */
  decided(outcome: EventOutcome): void;
}

type Frame = MessageInitShape<typeof ValidateAndPublishRequestSchema>;

/** One connection of a publisher: opens the stream, resends, sends within the credit, reads the acks. */
export class PublishSession {
  readonly #credit = new Credit();
  readonly #latch = new Latch();
  readonly #abort = new AbortController();
  readonly #watchdog: SessionWatchdog;
  #cutter: BatchCutter | undefined;
  #lingerTimer: NodeJS.Timeout | undefined;
  #end: SessionEnd | undefined;
  #goingAway = false;
  #finishing = false;

  /**
   * @param settings of the publisher
   * @param ledger the events
   * @param identity epoch, and whether sequences were given out in it
   * @param observer what to tell whom
   */
  constructor(
    private readonly settings: PublisherSettings,
    private readonly ledger: EventLedger,
    private readonly identity: { readonly epoch: bigint; readonly started: boolean },
    private readonly observer: SessionObserver,
  ) {
    this.#watchdog = new SessionWatchdog(
      settings,
      () => this.#credit.events,
      (problem) => {
        this.#stop(problem);
      },
      () => {
        this.#latch.notify();
      },
    );
  }

  /** Whether the queue is sent without waiting for full frames. */
  atOnce = false;

  /** There may be something to send. */
  notify(): void {
    this.#latch.notify();
  }

  /** Ends the stream as soon as everything that was sent is acknowledged. */
  finish(): void {
    this.#finishing = true;
    this.#latch.notify();
  }

  /** Ends the connection now. */
  abort(error: SluiceClientError): void {
    this.#stop(error);
  }

  /** Runs until the connection is over. Never throws. */
  async run(services: Services): Promise<SessionEnd> {
    try {
      this.#watchdog.start();
      const responses = services.gateway.validateAndPublish(this.#frames(), { signal: this.#abort.signal });
      for await (const response of responses) this.#receive(response);
      this.#end ??= this.#finishing && this.#credit.events === 0 ? "finished" : endedEarly;
    } catch (error) {
      this.#end ??= toClientError(error);
    } finally {
      this.#watchdog.stop();
      clearTimeout(this.#lingerTimer);
      this.#abort.abort();
      this.#latch.notify();
    }
    return this.#end;
  }

  async *#frames(): AsyncGenerator<Frame> {
    yield this.#openFrame();
    while (this.#end === undefined) {
      const frame = this.#nextFrame();
      if (frame !== undefined) {
        yield frame;
      } else if ((this.#goingAway || this.#finishing) && this.#credit.events === 0) {
        return;
      } else {
        await this.#latch.wait();
      }
    }
  }

  #openFrame(): Frame {
    const { stream, producerId, invalidAction, ackMode, framing, schemaPreferences } = this.settings;
    const value = {
      stream,
      producerId,
      producerEpoch: this.identity.epoch,
      invalidAction,
      ackMode,
      framing,
      schemaPreferences: [...schemaPreferences],
      maxInflightEvents: this.settings.maxInflightEvents,
      maxInflightBytes: BigInt(this.settings.maxInflightBytes),
    };
    return { frame: { case: "open", value } };
  }

  #nextFrame(): Frame | undefined {
    const nonce = this.#watchdog.takePing();
    if (nonce !== undefined) return { frame: { case: "ping", value: { nonce } } };
    if (this.#cutter === undefined || this.#goingAway) return undefined;
    const now = this.settings.time.now();
    const batch = this.#cutter.next(now, this.atOnce || this.#finishing);
    if (batch === undefined) {
      this.#wakeAfter(this.#cutter.waitMs(now));
      return undefined;
    }
    const events = batch.entries.map(({ event }) => event);
    return { frame: { case: "events", value: { firstSequence: batch.firstSequence, events } } };
  }

  #wakeAfter(waitMs: number | undefined): void {
    clearTimeout(this.#lingerTimer);
    if (waitMs === undefined || waitMs === 0) return;
    this.#lingerTimer = setTimeout(() => {
      this.#latch.notify();
    }, waitMs);
  }

  #receive({ frame }: ValidateAndPublishResponse): void {
    this.#watchdog.received();
    switch (frame.case) {
      case "opened":
        this.#open(frame.value);
        break;
      case "acks":
        this.#credit.resize(frame.value.windowEvents, this.settings.maxInflightEvents);
        for (const outcome of outcomesOfAcks(frame.value, (sequence) => this.ledger.sentAt(sequence)?.event.id)) {
          this.#credit.earn(outcome.sequence);
          this.observer.decided(outcome);
        }
        break;
      case "goAway":
        this.#goingAway = true;
        this.#watchdog.drain();
        break;
      case "pong":
      case undefined:
        break;
    }
    this.#latch.notify();
  }

  #open(opened: Opened): void {
    const { lastCommittedSequence, windowEvents, windowBytes, maxBatchEvents } = opened;
    if (!this.identity.started) {
      // A producer that takes up an epoch goes on behind what that epoch has published.
      this.ledger.startAt(lastCommittedSequence + 1n);
    } else if (
      lastCommittedSequence + 1n < this.ledger.firstUnsettled ||
      lastCommittedSequence >= this.ledger.nextSequence
    ) {
      // The server forgot acknowledged sequences (a restored backup), or holds some that are not ours. Going on would
      // leave a gap or have new events taken for duplicates; a new epoch starts from 1.
      this.#stop("renumber");
      return;
    }
    const { settings } = this;
    this.#credit.open(
      { events: windowEvents, bytes: Number(windowBytes) },
      { events: settings.maxInflightEvents, bytes: settings.maxInflightBytes },
    );
    this.#cutter = new BatchCutter(this.ledger, this.#credit, {
      maxEvents: maxBatchEvents === 0 ? settings.maxBatchEvents : Math.min(settings.maxBatchEvents, maxBatchEvents),
      maxBytes: settings.maxBatchBytes,
      lingerMs: settings.lingerMs,
    });
    this.observer.opened(opened);
  }

  #stop(end: SessionEnd): void {
    this.#end ??= end;
    this.#abort.abort();
    this.#latch.notify();
  }
}

const endedEarly = new SluiceClientError("UNAVAILABLE", "the server ended the stream");
