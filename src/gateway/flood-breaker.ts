import type { FloodBreakerConfig } from "../store/store.js";

/** Whether invalid events are parked, refused, or a sample of them decides. */
export type FloodBreakerState = "closed" | "open" | "half-open";

/** Most events of the sample that decides whether an open breaker closes. */
const maxSampleEvents = 100;

/** The window is forgotten in so many pieces. */
const slots = 10;

/** Shortest wait that is recommended, so that nobody comes back within the batch that was refused. */
const minRetryMs = 1000;

/** A time so far back is that of a clock that was corrected; one that is less far back is that of a clock that wavers. */
const correctedMs = 60 * 60 * 1000;

interface Slot {
  events: number;
  invalid: number;
}

/**
 * The state machine of one stream's flood breaker. It takes note of batches and says how many of their invalid events may
 * be parked; times are handed in, in milliseconds, and one that goes back counts as the latest, unless a clock was corrected.
 *
 *     closed ──at least `minEvents` in the window, at least `ratio` of them invalid──▶ open
 *     open ──`coolDownMs` later──▶ half-open
 *     half-open ──after a sample of up to 100 events──▶ closed when less than `ratio` of it is invalid, otherwise open
 *     half-open ──when the sample is not complete within a window, which is no flood──▶ closed
 */
export class FloodBreaker {
  #state: FloodBreakerState = "closed";
  #changedAt: number | undefined;
  #refused = 0;
  #now = Number.NEGATIVE_INFINITY;
  #slotMs = 0;
  /** Number of the newest slot, counted from the beginning of time. */
  #newest = 0;
  #ring: Slot[] = [];
  readonly #window: Slot = { events: 0, invalid: 0 };
  readonly #sample: Slot = { events: 0, invalid: 0 };

  get state(): FloodBreakerState {
    return this.#state;
  }

  /** When the state changed last; undefined when it never did. */
  get changedAt(): number | undefined {
    return this.#changedAt;
  }

  /** Events refused since it opened last. */
  get refused(): number {
    return this.#refused;
  }

  /**
   * Takes note of a batch: so many events, of which so many are invalid.
   * @returns how many of the invalid ones may be parked; the rest is counted as refused
   */
  take(config: FloodBreakerConfig, now: number, { events, invalid }: Readonly<Slot>): number {
    this.#moveTo(now);
    if (!config.enabled) {
      this.#close();
      return invalid;
    }
    this.#note(config, events, invalid);
    if (this.#state === "closed") {
      if (this.#window.events < config.minEvents || !isFlood(config, this.#window)) return invalid;
      this.#refused = 0;
      this.#move("open");
    }
    if (this.#state === "half-open" && this.#inState() >= config.windowMs) {
      this.#close();
      return invalid;
    }
    if (this.#state === "open" && this.#inState() >= config.coolDownMs) {
      this.#empty(this.#sample);
      this.#move("half-open");
    }
    const parked = this.#state === "half-open" ? this.#takeSample(config, events, invalid) : 0;
    this.#refused += invalid - parked;
    return parked;
  }

  /** Closes it where nothing is parked any more, so that there is nothing to hold back. */
  release(now: number): void {
    this.#moveTo(now);
    this.#close();
  }

  /** How long to wait before what was refused is sent again. */
  retryAfterMs(config: FloodBreakerConfig): number {
    const left = this.#state === "open" ? (this.#changedAt ?? 0) + config.coolDownMs - this.#now : 0;
    return Math.max(minRetryMs, left);
  }

  #moveTo(now: number): void {
    if (this.#now - now > correctedMs) {
      this.#now = now;
      this.#forget(this.#slotMs);
      if (this.#changedAt !== undefined) this.#changedAt = now;
    }
    this.#now = Math.max(now, this.#now);
  }

  /** Milliseconds since the state changed. */
  #inState(): number {
    return this.#now - (this.#changedAt ?? 0);
  }

  #takeSample(config: FloodBreakerConfig, events: number, invalid: number): number {
    const wanted = Math.max(1, Math.min(maxSampleEvents, config.minEvents));
    const left = wanted - this.#sample.events;
    this.#sample.events += events;
    this.#sample.invalid += invalid;
    if (this.#sample.events < wanted) return invalid;
    if (!isFlood(config, this.#sample)) {
      this.#close();
      return invalid;
    }
    this.#move("open");
    return Math.min(invalid, left);
  }

  #note({ windowMs }: FloodBreakerConfig, events: number, invalid: number): void {
    const slotMs = Math.max(1, windowMs / slots);
    if (slotMs !== this.#slotMs) this.#forget(slotMs);
    const current = Math.floor(this.#now / slotMs);
    const passed = Math.min(slots, current - this.#newest);
    for (let slot = current - passed + 1; slot <= current; slot += 1) {
      const outdated = this.#slot(slot);
      this.#window.events -= outdated.events;
      this.#window.invalid -= outdated.invalid;
      this.#empty(outdated);
    }
    this.#newest = current;
    for (const sum of [this.#slot(current), this.#window]) {
      sum.events += events;
      sum.invalid += invalid;
    }
  }

  #slot(number: number): Slot {
    const index = ((number % slots) + slots) % slots;
    return (this.#ring[index] ??= { events: 0, invalid: 0 });
  }

  #forget(slotMs: number): void {
    this.#slotMs = slotMs;
    this.#ring = [];
    this.#newest = Math.floor(this.#now / slotMs);
    this.#empty(this.#window);
  }

  #empty(slot: Slot): void {
    slot.events = 0;
    slot.invalid = 0;
  }

  #close(): void {
    if (this.#state === "closed") return;
    this.#forget(this.#slotMs);
    this.#move("closed");
  }

  #move(state: FloodBreakerState): void {
    this.#state = state;
    this.#changedAt = this.#now;
  }
}

function isFlood({ ratio }: FloodBreakerConfig, { events, invalid }: Readonly<Slot>): boolean {
  return invalid > 0 && invalid >= ratio * events;
}
