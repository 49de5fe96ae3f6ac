import type { Clock } from "../core/clock.js";
import type { StreamConfig } from "../store/store.js";
import type { Disposition } from "./disposition.js";
import { FloodBreaker, type FloodBreakerState } from "./flood-breaker.js";

/** How the breaker of a stream stands. */
export interface FloodBreakerStatus {
  readonly state: FloodBreakerState;
  /** When it came to that; undefined when it was never open. */
  readonly since: Date | undefined;
  /** Events refused since it opened, or while it was open last. */
  readonly refused: number;
}

/** An invalid event that is not parked, because its stream is flooded with them. */
export interface Refusal {
  readonly kind: "refuse";
  readonly event: Disposition["event"];
  readonly failure: Extract<Disposition, { kind: "park" }>["failure"];
  readonly quality?: Disposition["quality"];
  readonly retryAfterMs: number;
}

/** The flood breakers of all streams, as this process sees them. */
export interface FloodBreakers {
  /** Takes note of a checked batch; answers it with refusals in place of what may not be parked. */
  apply(config: StreamConfig, items: readonly Disposition[]): readonly (Disposition | Refusal)[];
  /** Share of their window that the producers of a stream have: 1, or less while the breaker is not closed. */
  windowShare(stream: string): number;
  status(stream: string): FloodBreakerStatus;
}

/** What the breakers need. */
export interface FloodBreakersDeps {
  readonly clock: Clock;
  /** Told about each change of state. */
  readonly onChanged: (stream: string, status: FloodBreakerStatus) => void;
}

/** Streams whose breakers are kept; of more, those that are closed and were used least recently are made anew. */
const maxBreakers = 1000;

/** Share of the window that is left to the producers of a flooded stream. */
const pushedBackShare = 0.1;

/** Keeps the breakers of the streams that check their events. */
export function createFloodBreakers({ clock, onChanged }: FloodBreakersDeps): FloodBreakers {
  const breakers = new Map<string, FloodBreaker>();

  function breakerOf(stream: string): FloodBreaker {
    const known = breakers.get(stream);
    if (known !== undefined) return known;
    if (breakers.size >= maxBreakers) forgetOne(breakers);
    const breaker = new FloodBreaker();
    breakers.set(stream, breaker);
    return breaker;
  }

  /** Does something with a breaker, and tells where that changed its state. */
  function watched<Result>(stream: string, breaker: FloodBreaker, work: (now: number) => Result): Result {
    const before = breaker.state;
    const result = work(clock.now().getTime());
    if (breaker.state !== before) onChanged(stream, statusOf(breaker));
    return result;
  }

  function moveOn({ stream, mode, floodBreaker }: StreamConfig): void {
    const breaker = breakers.get(stream);
    if (breaker === undefined || breaker.state === "closed") return;
    watched(stream, breaker, (now) => {
      if (mode === "enforce") breaker.take(floodBreaker, now, { events: 0, invalid: 0 });
      else breaker.release(now);
    });
  }

  return {
    apply(config, items) {
      const { stream, mode, floodBreaker } = config;
      const batch = countItems(items);
      // Where nothing is parked or published there is none to begin; one that is there goes on with its time.
      if (mode !== "enforce" || batch.events === 0) {
        moveOn(config);
        return items;
      }
      const breaker = breakerOf(stream);
      const parked = watched(stream, breaker, (now) => breaker.take(floodBreaker, now, batch));
      return parked >= batch.invalid ? items : refuseBeyond(items, parked, breaker.retryAfterMs(floodBreaker));
    },
    windowShare: (stream) => ((breakers.get(stream)?.state ?? "closed") === "closed" ? 1 : pushedBackShare),
    status: (stream) => statusOf(breakers.get(stream)),
  };
}

/** Events that are rejected anyway say nothing about what would be parked. */
function countItems(items: readonly Disposition[]): { readonly events: number; readonly invalid: number } {
  let events = 0;
  let invalid = 0;
  for (const { kind } of items) {
    if (kind === "publish") events += 1;
    else if (kind === "park") invalid += 1;
  }
  return { events: events + invalid, invalid };
}

function refuseBeyond(
  items: readonly Disposition[],
  parked: number,
  retryAfterMs: number,
): readonly (Disposition | Refusal)[] {
  let left = parked;
  return items.map((item) => {
    if (item.kind !== "park") return item;
    left -= 1;
    if (left >= 0) return item;
    const { event, failure, quality } = item;
    return { kind: "refuse", event, failure, quality, retryAfterMs };
  });
}

function statusOf(breaker: FloodBreaker | undefined): FloodBreakerStatus {
  const changedAt = breaker?.changedAt;
  return {
    state: breaker?.state ?? "closed",
    since: changedAt === undefined ? undefined : new Date(changedAt),
    refused: breaker?.refused ?? 0,
  };
}

function forgetOne(breakers: Map<string, FloodBreaker>): void {
  for (const [stream, { state }] of breakers) {
    if (state !== "closed") continue;
    breakers.delete(stream);
    return;
  }
}
