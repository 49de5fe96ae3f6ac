import { type TimeSource } from "../time/time-source.js";

/** When a breaker opens and for how long. */
export interface BreakerOptions {
  /** Consecutive failures that open it. */
  readonly failures: number;
  /** How long it stays open the first time, in milliseconds; doubles each time the probe fails. */
  readonly openMs: number;
  /** The longest it stays open, in milliseconds. */
  readonly maxOpenMs: number;
  /** How long refused credentials keep it open, in milliseconds. */
  readonly authProbeMs: number;
}

/** `auth` is open because the credentials were refused. */
export type BreakerState = "closed" | "open" | "half-open" | "auth";

/**
 * Stops calls to an endpoint that does not answer, so that nobody waits for it, and lets a single probe through now and
 * then. State: closed → open after N failures in a row → half-open for one probe → closed, or open for twice as long.
 */
export class Breaker {
  #state: BreakerState = "closed";
  #failures = 0;
  #openings = 0;
  #openUntil = 0;
  #probing = false;

  constructor(
    private readonly options: BreakerOptions,
    private readonly time: TimeSource,
  ) {}

  /** What it is now. */
  get state(): BreakerState {
    return this.#isOpen() && this.time.now() >= this.#openUntil ? "half-open" : this.#state;
  }

  /** Milliseconds until the next probe is let through; 0 when calls may pass. */
  get waitMs(): number {
    return this.#isOpen() ? Math.max(0, this.#openUntil - this.time.now()) : 0;
  }

  /** Whether a call may pass now. While half-open only the first one may; it must report how it ended. */
  tryPass(): boolean {
    if (!this.#isOpen()) return true;
    if (this.#probing || this.waitMs > 0) return false;
    this.#probing = true;
    return true;
  }

  /** The far end answered. */
  succeeded(): void {
    this.#state = "closed";
    this.#failures = 0;
    this.#openings = 0;
    this.#probing = false;
  }

  /** The far end did not answer, or could not. */
  failed(): void {
    this.#failures += 1;
    const probed = this.#probing;
    this.#probing = false;
    if (probed || (this.#state === "closed" && this.#failures >= this.options.failures)) {
      const openMs = Math.min(this.options.maxOpenMs, this.options.openMs * 2 ** Math.min(this.#openings, 30));
      this.#openings += 1;
      // Half of the time is jitter, so that many clients do not probe at the same moment.
      this.#open("open", openMs * (0.5 + this.time.random() * 0.5));
    }
  }

  /** The far end refused the credentials. */
  refused(): void {
    this.#probing = false;
    this.#open("auth", this.options.authProbeMs);
  }

  #isOpen(): boolean {
    return this.#state !== "closed";
  }

  #open(state: "open" | "auth", forMs: number): void {
    this.#state = state;
    this.#openUntil = this.time.now() + forMs;
  }
}
