import { RegistryChangeKind, type SchemaRegistryChange } from "../gen/sluice/v1/registry_pb.js";
import { type Endpoint, type EndpointPool } from "../resilience/endpoint-pool.js";
import { fullJitterMs } from "../resilience/backoff.js";
import { sleep } from "../time/sleep.js";
import { type TimeSource } from "../time/time-source.js";

const backoff = { baseMs: 1000, maxMs: 30_000 };
const healthyMs = 60_000;

/** What a watch tells its owner. */
export interface WatchObserver {
  /** A subject changed: it has other versions, or one of them another state. */
  changed(subject: string): void;
  /** Something changed that the server no longer knows: anything may be different. */
  missed(): void;
  /** A version was deleted for good. */
  purged(subject: string, version: number): void;
}

/**
 * Follows the changes of the registry until the signal is aborted. Reconnects with full jitter from the last sequence
 * seen, so that nothing is missed in between; what was held while no connection was to be had may be from before a change. Outages
 * are not its business: the cache serves without it.
 */
export async function watchSchemas(
  pool: EndpointPool,
  observer: WatchObserver,
  time: TimeSource,
  signal: AbortSignal,
): Promise<void> {
  let afterSequence: bigint | undefined;
  /** Moves on to the next endpoint whenever one did not answer; the one that did is asked again. */
  let turn = 0;
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const startedAt = time.now();
    let answered = false;
    try {
      const request = afterSequence === undefined ? {} : { afterSequence };
      const { services } = endpointAt(pool, turn);
      for await (const { sequence, change, changesMissed } of services.registry.watchSchemas(request, { signal })) {
        answered = true;
        if (changesMissed || (afterSequence === undefined && attempt > 0)) observer.missed();
        afterSequence = sequence;
        if (change !== undefined) tell(observer, change);
      }
    } catch {
      // The next round reconnects; whoever needs a schema hears of the outage from their own call.
    }
    if (!answered) turn += 1;
    if (time.now() - startedAt >= healthyMs) attempt = 0;
    await sleep(fullJitterMs(backoff, attempt, time), signal);
  }
}

function endpointAt({ endpoints }: EndpointPool, turn: number): Endpoint {
  const endpoint = endpoints[turn % endpoints.length];
  if (endpoint === undefined) throw new RangeError("a pool has at least one endpoint");
  return endpoint;
}

function tell(observer: WatchObserver, { kind, subject, version }: SchemaRegistryChange): void {
  if (subject === "" || kind === RegistryChangeKind.SETTINGS_CHANGED) return;
  if (kind === RegistryChangeKind.PURGED) observer.purged(subject, version);
  observer.changed(subject);
}
