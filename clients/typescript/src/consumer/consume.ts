import { type MessageInitShape } from "@bufbuild/protobuf";

import { type Services } from "../connection/services.js";
import { invalidConfig } from "../errors/client-error.js";
import { toClientError } from "../errors/describe-error.js";
import { type LoggedEvent } from "../gen/sluice/v1/event_pb.js";
import { type SubscribeRequestSchema, type SubscribeResponse } from "../gen/sluice/v1/gateway_pb.js";
import { checkBackoff, integerInRange, nonEmpty } from "../options/option-checks.js";
import { type Backoff, retryWaitMs } from "../resilience/backoff.js";
import { classifyError } from "../resilience/classify-error.js";
import { sleepAwake } from "../time/sleep.js";
import { type TimeSource, steadyTime } from "../time/time-source.js";

/** What to consume. Only `stream` is required; times are in milliseconds. */
export interface ConsumeOptions {
  /** The stream. Required. */
  readonly stream: string;
  /** Where to begin. Default: where the group committed, or with the next event when there is no group. */
  readonly from?: "earliest" | "latest" | bigint | undefined;
  /** Consumer group, for `commit`. */
  readonly group?: string | undefined;
  /** Only these event types. Default: all. */
  readonly types?: readonly string[] | undefined;
  /** Events as of this track, such as `v2`; `conversion` of each says what became of it. Default: as they are. */
  readonly track?: string | undefined;
  /** End at the end of the log instead of waiting for more. Default false. */
  readonly untilEnd?: boolean | undefined;
  /** Most events in one message. Default 100. */
  readonly maxBatchEvents?: number | undefined;
  /** Ends the iteration without an error. */
  readonly signal?: AbortSignal | undefined;
  /** Waits between connections. Default 100 to 10,000, with full jitter. */
  readonly backoff?: Backoff | undefined;
  /** Clock and randomness; for tests. */
  readonly time?: TimeSource | undefined;
}

/**
 * Events of a stream in the order of their positions, each exactly once as long as the iteration lives: it reconnects
 * and goes on behind the last event it gave. What the stream no longer keeps is counted in `missed`. Iterate once.
 */
export class Consumption implements AsyncIterable<LoggedEvent> {
  #next: bigint | undefined;
  #delivered: bigint | undefined;
  #end = 0n;
  #missed = 0n;

  /** Use {@link consume}. */
  constructor(
    private readonly services: Services,
    private readonly options: ConsumeOptions,
  ) {
    nonEmpty("stream", options.stream);
    integerInRange("maxBatchEvents", options.maxBatchEvents ?? 100, [1, 1000]);
    if (options.backoff !== undefined) checkBackoff("backoff", options.backoff);
    if (typeof options.from === "bigint" && options.from < 0n) throw invalidConfig("from", "positions begin at 0");
  }

  /** Position behind the last event that was given; undefined before the first. */
  get position(): bigint | undefined {
    return this.#delivered;
  }

  /** How many positions lie between the last event given and the end of the stream, as last heard. */
  get lag(): bigint {
    const from = this.#delivered ?? this.#next ?? this.#end;
    return this.#end > from ? this.#end - from : 0n;
  }

  /** How many events were deleted by the retention of the stream before they could be given. */
  get missed(): bigint {
    return this.#missed;
  }

  /**
   * Records that the group has processed everything it was given so far.
   * @param position record this position instead
   * @returns the position that is recorded
   * @throws SluiceClientError as the server said it; INVALID_CONFIG without a group
   */
  async commit(position: bigint | undefined = this.#delivered): Promise<bigint | undefined> {
    const { stream, group } = this.options;
    if (group === undefined) throw invalidConfig("group", "is required to commit");
    if (position === undefined) return undefined;
    try {
      return (await this.services.gateway.commitPosition({ stream, group, position })).position;
    } catch (error) {
      throw toClientError(error);
    }
  }

  /** Gives the events. Throws a SluiceClientError when subscribing again would not help. */
  async *[Symbol.asyncIterator](): AsyncGenerator<LoggedEvent, void, undefined> {
    const { signal, time = steadyTime, untilEnd = false } = this.options;
    const backoff = this.options.backoff ?? { baseMs: 100, maxMs: 10_000 };
    for (let attempt = 0; !isAborted(signal); attempt += 1) {
      let retryAfterMs: number | undefined;
      try {
        for await (const message of this.#messages(signal)) {
          attempt = 0;
          this.#end = message.endPosition;
          this.#missed += message.missedEvents;
          for (const event of message.events) {
            if (isAborted(signal)) return;
            this.#delivered = event.position + 1n;
            yield event;
          }
          // Everything before it was given and asked beyond, or is of another type.
          this.#next = message.nextPosition;
          this.#delivered = message.nextPosition;
        }
        if (untilEnd && (this.#next ?? this.#end) >= this.#end) return;
      } catch (thrown) {
        if (isAborted(signal)) return;
        const error = toClientError(thrown);
        if (classifyError(error) !== "retryable") throw error;
        retryAfterMs = error.retryAfterMs;
      }
      await sleepAwake(retryWaitMs(backoff, attempt, time, retryAfterMs), signal);
    }
  }

  /** The messages of one call. Leaving them ends it, or the server would go on sending to nobody. */
  async *#messages(signal: AbortSignal | undefined): AsyncGenerator<SubscribeResponse, void, undefined> {
    const leaving = new AbortController();
    const stop = signal === undefined ? leaving.signal : AbortSignal.any([signal, leaving.signal]);
    try {
      yield* this.services.gateway.subscribe(this.#request(), { signal: stop });
    } finally {
      leaving.abort();
    }
  }

  #request(): MessageInitShape<typeof SubscribeRequestSchema> {
    const { stream, from, group = "", types = [], untilEnd = false, maxBatchEvents = 100, track = "" } = this.options;
    const start = startAt(this.#next ?? from);
    return { stream, start, group, types: [...types], untilEnd, maxBatchEvents, track };
  }
}

function startAt(from: ConsumeOptions["from"]) {
  if (typeof from === "bigint") return { case: "position", value: from } as const;
  return from === undefined ? ({ case: undefined } as const) : ({ case: from, value: true } as const);
}

/** A function, because the answer changes while somebody waits. */
function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

/**
 * Consumes a stream: `for await (const event of consume(services, { stream, from: "earliest" }))`.
 * @param services where
 * @param options what
 * @throws SluiceClientError INVALID_CONFIG naming the option
 */
export function consume(services: Services, options: ConsumeOptions): Consumption {
  return new Consumption(services, options);
}
