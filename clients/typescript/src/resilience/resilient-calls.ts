import { setMaxListeners } from "node:events";

import { type CallOptions, Code } from "@connectrpc/connect";

import { type Services } from "../connection/services.js";
import { SluiceClientError } from "../errors/client-error.js";
import { toClientError } from "../errors/describe-error.js";
import { sleepAwake } from "../time/sleep.js";
import { type TimeSource } from "../time/time-source.js";
import { retryWaitMs } from "./backoff.js";
import { classifyError } from "./classify-error.js";
import { type Endpoint, type EndpointPool } from "./endpoint-pool.js";

/** Deadlines and retries of calls. Times are in milliseconds. */
export interface CallLimits {
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly maxRetries: number;
}

/** What the owner wants to hear about calls. */
export interface CallObserver {
  /** An attempt ended; `error` is undefined when it succeeded. */
  attempted(error: SluiceClientError | undefined): void;
  /** An endpoint answered or did not, or refused the credentials; `error` says how. */
  reachability(answered: boolean, error: SluiceClientError | undefined): void;
}

/** A call that may be repeated: a read, or a write that does the same when done twice. */
export type RepeatableCall<Result> = (services: Services, options: CallOptions) => Promise<Result>;

const backoff = { baseMs: 100, maxMs: 2000 };

/** Makes calls with a deadline per attempt, a budget for all attempts, retries with full jitter and a breaker per endpoint. */
export class ResilientCalls {
  readonly #closed = new AbortController();

  constructor(
    private readonly pool: EndpointPool,
    private readonly limits: CallLimits,
    private readonly time: TimeSource,
    private readonly observer: CallObserver,
  ) {
    // Every call under way listens to it; that they are many is no leak.
    setMaxListeners(0, this.#closed.signal);
  }

  /**
   * Makes a call.
   * @param call must be repeatable
   * @param budgetMs for all attempts together; default the total timeout
   * @throws SluiceClientError as the server said it, or REGISTRY_UNAVAILABLE when every breaker is open
   */
  async run<Result>(call: RepeatableCall<Result>, budgetMs = this.limits.totalTimeoutMs): Promise<Result> {
    const deadline = this.time.now() + budgetMs;
    for (let attempt = 0; ; attempt += 1) {
      if (this.#closed.signal.aborted) throw new SluiceClientError("CLOSED", "the client was closed");
      const endpoint = this.pool.acquire();
      if (endpoint === undefined) throw this.#allOpen();
      try {
        return await this.#attempt(endpoint, call, deadline);
      } catch (thrown) {
        const error = toClientError(thrown);
        const waitMs = retryWaitMs(backoff, attempt, this.time, error.retryAfterMs);
        const mayRetry = classifyError(error) === "retryable" && attempt < this.limits.maxRetries;
        if (!mayRetry || this.time.now() + waitMs >= deadline) throw error;
        // Somebody waits for the answer: a process with nothing else to do must not end here.
        await sleepAwake(waitMs, this.#closed.signal);
      }
    }
  }

  /** Ends waits and calls. */
  close(): void {
    this.#closed.abort();
  }

  async #attempt<Result>(endpoint: Endpoint, call: RepeatableCall<Result>, deadline: number): Promise<Result> {
    const timeoutMs = Math.max(1, Math.min(this.limits.timeoutMs, deadline - this.time.now()));
    try {
      const result = await call(endpoint.services, { timeoutMs, signal: this.#closed.signal });
      endpoint.breaker.succeeded();
      this.observer.attempted(undefined);
      this.observer.reachability(true, undefined);
      return result;
    } catch (thrown) {
      const error = toClientError(thrown);
      this.#record(endpoint, error);
      throw error;
    }
  }

  #record(endpoint: Endpoint, error: SluiceClientError): void {
    this.observer.attempted(error);
    const kind = classifyError(error);
    // A server that does not know the method is not a registry that works: a proxy's 404 arrives like this.
    const isAnswer = error.code !== Code.Unimplemented && error.reason !== "CLOSED";
    const answered = (kind === "definitive" && isAnswer) || kind === "missing";
    if (answered) {
      endpoint.breaker.succeeded();
    } else {
      if (kind === "auth") endpoint.breaker.refused();
      else endpoint.breaker.failed();
      this.pool.rotateFrom(endpoint);
    }
    this.observer.reachability(answered, error);
  }

  #allOpen(): SluiceClientError {
    const refused = this.pool.refused;
    return new SluiceClientError(
      refused ? "UNAUTHENTICATED" : "REGISTRY_UNAVAILABLE",
      refused ? "the registry refuses the credentials; check the token" : "the registry did not answer lately",
      { retryAfterMs: Math.ceil(this.pool.waitMs), code: refused ? Code.Unauthenticated : Code.Unavailable },
    );
  }
}
