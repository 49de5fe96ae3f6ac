import { SluiceClientError } from "../errors/client-error.js";
import { type PublisherSettings } from "./publisher-options.js";

/**
 * Notices when a connection is dead though nobody says so: the stream is not opened, a ping is not answered, acks do not
 * come. Pings are sent only while nothing is unacknowledged, because a server without credit to give does not read.
 */
export class SessionWatchdog {
  #timer: NodeJS.Timeout | undefined;
  #opened = false;
  #draining = false;
  #lastReceived: number;
  #pingDue = false;
  #pingedAt: number | undefined;
  #waitingSince: number | undefined;
  #nonce = 0n;

  constructor(
    private readonly settings: PublisherSettings,
    private readonly unacknowledged: () => number,
    private readonly onDead: (error: SluiceClientError) => void,
    private readonly onPingDue: () => void,
  ) {
    this.#lastReceived = settings.time.now();
  }

  /** Starts to watch. */
  start(): void {
    const { pingIntervalMs, answerTimeoutMs, ackTimeoutMs } = this.settings;
    const everyMs = Math.max(5, Math.min(1000, pingIntervalMs / 4, answerTimeoutMs / 4, ackTimeoutMs / 4));
    this.#lastReceived = this.settings.time.now();
    this.#timer = setInterval(() => {
      this.#look(this.settings.time.now());
    }, everyMs);
  }

  /** Ends watching. */
  stop(): void {
    clearInterval(this.#timer);
  }

  /** The server sent a frame. */
  received(): void {
    this.#opened = true;
    this.#pingedAt = undefined;
    this.#waitingSince = undefined;
    this.#lastReceived = this.settings.time.now();
  }

  /** From now on only acks are waited for, and not longer than an answer may take. */
  drain(): void {
    this.#draining = true;
  }

  /** Nonce of the ping that is to be sent now, if one is. */
  takePing(): bigint | undefined {
    if (!this.#pingDue) return undefined;
    this.#pingDue = false;
    this.#pingedAt = this.settings.time.now();
    this.#nonce += 1n;
    return this.#nonce;
  }

  #look(now: number): void {
    const { answerTimeoutMs, ackTimeoutMs, pingIntervalMs } = this.settings;
    const silentMs = now - this.#lastReceived;
    if (!this.#opened || this.#draining) {
      if (silentMs >= answerTimeoutMs) this.onDead(dead(this.#opened ? "the acks" : "opening the stream"));
    } else if (this.unacknowledged() > 0) {
      this.#waitingSince ??= now;
      if (now - this.#waitingSince >= ackTimeoutMs) this.onDead(dead("the acks"));
    } else if (this.#pingedAt !== undefined) {
      if (now - this.#pingedAt >= answerTimeoutMs) this.onDead(dead("a ping"));
    } else if (silentMs >= pingIntervalMs) {
      this.#pingDue = true;
      this.onPingDue();
    }
  }
}

function dead(what: string): SluiceClientError {
  return new SluiceClientError("UNAVAILABLE", `the server did not answer ${what} in time`);
}
