import { fullJitterMs } from "../core/full-jitter.js";
import type { Clock } from "../core/clock.js";
import type { DueDelivery, WebhookStore } from "../store/store.js";
import type { OutgoingMessage, SendResult } from "./send.js";
import { signedHeaders } from "./signature.js";

/** What delivering needs. */
export interface DeliveryDeps {
  readonly webhooks: WebhookStore;
  readonly clock: Clock;
  /** At least 0 and below 1. */
  readonly random: () => number;
  readonly send: (message: OutgoingMessage) => Promise<SendResult>;
  readonly timeoutMs: number;
  readonly allowPrivate: boolean;
  /** Before the second attempt at most this long; twice as long before each further one. */
  readonly retryBaseMs: number;
  /** Told of each attempt. */
  readonly onAttempt: (attempt: {
    readonly webhookId: string;
    readonly attempts: number;
    readonly error: string;
  }) => void;
  readonly onFailed: (cause: unknown) => void;
}

/** Sends deliveries; one at a time to each webhook. */
export interface Deliverer {
  /** Begins the attempts that are due. Resolves when they have begun, not when they have ended. */
  look(): Promise<void>;
  /** Breaks off the attempts under way, to be made again later; none begins any more. */
  close(): Promise<void>;
}

/** A quarter of an hour: an endpoint that is back is found within that time. */
const longestPauseMs = 15 * 60_000;

/** After three days a delivery is given up. */
const patienceMs = 3 * 24 * 60 * 60_000;

/** Exponential back-off with full jitter: any time up to the pause, which doubles with each attempt. */
export function pauseMs(attempts: number, baseMs: number, random: number): number {
  return fullJitterMs(attempts, { baseMs, capMs: longestPauseMs }, random);
}

/** Delivers at least once: an attempt is recorded when it has ended, and made again if nobody lived to record it. */
export function createDeliverer(deps: DeliveryDeps): Deliverer {
  const { webhooks, clock, timeoutMs } = deps;
  const busy = new Map<string, Promise<void>>();
  const closing = new AbortController();
  const { signal } = closing;

  async function attempt(delivery: DueDelivery): Promise<void> {
    const webhook = await webhooks.get(delivery.webhookId);
    if (webhook === undefined) return;
    const { id, body } = delivery;
    const headers = signedHeaders({ id, body, key: webhook.secret, at: clock.now() });
    const { url } = webhook;
    const result = await deps.send({ url, headers, body, timeoutMs, allowPrivate: deps.allowPrivate, signal });
    if (signal.aborted && result.error !== "") {
      await webhooks.release(id, clock.now());
      return;
    }
    const attempts = delivery.attempts + 1;
    const at = clock.now();
    const nextAttemptAt = nextAttempt(delivery, result, at);
    // Gone (RFC 9110, section 15.5.11): the endpoint wants nothing any more.
    await webhooks.attempted({
      id,
      webhookId: webhook.id,
      at,
      error: result.error,
      nextAttemptAt,
      gone: result.status === 410,
    });
    deps.onAttempt({ webhookId: webhook.id, attempts, error: result.error });
  }

  function nextAttempt(delivery: DueDelivery, result: SendResult, at: Date): Date | undefined {
    if (result.error === "" || result.status === 410) return undefined;
    if (at.getTime() - delivery.createdAt.getTime() > patienceMs) return undefined;
    const pause = pauseMs(delivery.attempts + 1, deps.retryBaseMs, deps.random());
    return new Date(at.getTime() + Math.max(pause, result.retryAfterMs ?? 0));
  }

  return {
    async look() {
      if (signal.aborted) return;
      const now = clock.now();
      // Long enough that nobody takes over an attempt that is still under way.
      const leaseUntil = new Date(now.getTime() + 2 * timeoutMs + 10_000);
      for (const delivery of await webhooks.claim(now, leaseUntil, new Set(busy.keys()))) {
        const { webhookId } = delivery;
        const done = attempt(delivery)
          .catch(deps.onFailed)
          .finally(() => busy.delete(webhookId));
        busy.set(webhookId, done);
      }
    },
    async close() {
      closing.abort();
      await Promise.all(busy.values());
    },
  };
}
