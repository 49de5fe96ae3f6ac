import { RegistryChangeKind, type SchemaRegistryChange } from "../gen/sluice/v1/registry_pb.js";
import { type EndpointPool } from "../resilience/endpoint-pool.js";
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
 * seen, so that nothing is missed in between. Outages are not its business: the cache serves without it.
 */
export async function watchSchemas(
  pool: EndpointPool,
  observer: WatchObserver,
  time: TimeSource,
  signal: AbortSignal,
): Promise<void> {
  let afterSequence: bigint | undefined;
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const startedAt = time.now();
    try {
      for await (const { sequence, change, changesMissed } of open(pool, afterSequence, signal)) {
        afterSequence = sequence;
        if (changesMissed) observer.missed();
        if (change !== undefined) tell(observer, change);
      }
    } catch {
      // The next round reconnects; whoever needs a schema hears of the outage from their own call.
    }
    if (time.now() - startedAt >= healthyMs) attempt = 0;
    await sleep(fullJitterMs(backoff, attempt, time), signal);
  }
}

function open(pool: EndpointPool, afterSequence: bigint | undefined, signal: AbortSignal) {
  const endpoint = pool.endpoints.find(({ breaker }) => breaker.state === "closed") ?? pool.endpoints[0];
  if (endpoint === undefined) throw new RangeError("a pool has at least one endpoint");
  const request = afterSequence === undefined ? {} : { afterSequence };
  return endpoint.services.registry.watchSchemas(request, { signal });
}

function tell(observer: WatchObserver, { kind, subject, version }: SchemaRegistryChange): void {
  if (subject === "" || kind === RegistryChangeKind.SETTINGS_CHANGED) return;
  if (kind === RegistryChangeKind.PURGED) observer.purged(subject, version);
  observer.changed(subject);
}
