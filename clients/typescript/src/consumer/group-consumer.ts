import { durationFromMs, durationMs } from "@bufbuild/protobuf/wkt";

import { type Services } from "../connection/services.js";
import { toClientError } from "../errors/describe-error.js";
import { type Delivery, SettlementOutcome } from "../gen/sluice/v1/consumer_pb.js";
import { type LoggedEvent } from "../gen/sluice/v1/event_pb.js";
import { fullJitterMs, retryWaitMs } from "../resilience/backoff.js";
import { classifyError } from "../resilience/classify-error.js";
import { Latch } from "../time/latch.js";
import { sleepAwake, timedOut, within } from "../time/sleep.js";
import { ConsumerMetrics, type ConsumerStatistics, type MessageStatus } from "./consumer-metrics.js";
import { reportOf } from "./failure-report.js";
import { consumerOptions, type GroupConsumerOptions, type SettledConsumerOptions } from "./group-consumer-options.js";
import { type DetailedResult, type Handler, runHandler, validationReasonOf } from "./handler.js";
import { SettlementQueue } from "./settlement-queue.js";

/** How long one call waits for events; `stop` waits for it, so that nothing is leased to nobody. */
const waitMs = 1000;

type Held = Delivery & { readonly event: LoggedEvent };

/** An event this member has. */
interface InHand {
  readonly delivery: Held;
  readonly lost: AbortController;
}

/** A member of a consumer group: leases events, runs handlers, settles. */
export class GroupConsumer {
  readonly #options: SettledConsumerOptions;
  readonly #metrics = new ConsumerMetrics();
  readonly #settlements: SettlementQueue;
  readonly #stopping = new AbortController();
  readonly #giveUp = new AbortController();
  readonly #inHand = new Map<string, InHand>();
  readonly #running = new Set<Promise<void>>();
  /** Noticed when a handler ended, or all is to end. A race of those that run would leave something with each, every time. */
  readonly #roomLatch = new Latch();
  /** Those who wait for their turn. */
  readonly #queue: (() => void)[] = [];
  #busy = 0;
  #leaseMs = 0;
  #run: Promise<void> | undefined;

  /** Use {@link createConsumer}. */
  constructor(
    private readonly services: Services,
    options: GroupConsumerOptions,
  ) {
    this.#options = consumerOptions(options);
    const { stream, group, backoff, time } = this.#options;
    this.#settlements = new SettlementQueue({ services, stream, group, backoff, time, signal: this.#giveUp.signal });
    this.#stopping.signal.addEventListener("abort", () => {
      this.#roomLatch.notify();
      // Their turn may never come; they are given back at once.
      for (const begin of this.#queue.splice(0)) begin();
    });
  }

  /** Counts since it was made. */
  get statistics(): ConsumerStatistics {
    return this.#metrics.statistics();
  }

  /** The same as Prometheus text, for the metrics endpoint of your service. */
  metrics(): string {
    return this.#metrics.exposition();
  }

  /**
   * Works until `stop`, through whatever the server and the network do.
   * @throws SluiceClientError when the server refuses in a way that trying again does not change
   */
  async run(): Promise<void> {
    this.#run ??= this.#work();
    await this.#run;
  }

  /** Takes no more events, waits for the handlers that run, settles, and gives the others back. Idempotent. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#run?.catch(() => undefined);
  }

  async #work(): Promise<void> {
    try {
      await this.#createGroup();
      const extending = this.#extendLeases();
      try {
        await this.#leaseAll();
      } finally {
        this.#stopping.abort();
        await this.#finish();
        this.#giveUp.abort();
        await extending;
      }
    } finally {
      this.#stopping.abort();
      this.#giveUp.abort();
    }
  }

  /** Calls until it works or never will; undefined when the consumer was stopped meanwhile. */
  async #persistently<Answer>(call: () => Promise<Answer>): Promise<Answer | undefined> {
    const { backoff, time } = this.#options;
    for (let attempt = 0; !this.#isStopping(); attempt += 1) {
      try {
        return await call();
      } catch (thrown) {
        const error = toClientError(thrown);
        if (error.reason === "CLOSED" && this.#isStopping()) return undefined;
        if (classifyError(error) !== "retryable") throw error;
        await sleepAwake(retryWaitMs(backoff, attempt, time, error.retryAfterMs), this.#stopping.signal);
      }
    }
    return undefined;
  }

  async #createGroup(): Promise<void> {
    const { stream, group: name, handlers, from, leaseMs, order, maxInFlight } = this.#options;
    const types = "*" in handlers ? [] : Object.keys(handlers);
    const group = {
      stream,
      group: name,
      types,
      ...(leaseMs !== undefined && { lease: durationFromMs(leaseMs) }),
      ...(order !== undefined && { order }),
      ...(maxInFlight !== undefined && { maxInFlight }),
    };
    const start =
      typeof from === "bigint"
        ? ({ case: "position", value: from } as const)
        : from === undefined
          ? undefined
          : ({ case: from, value: true } as const);
    const answer = await this.#persistently(async () =>
      this.services.consumers.setConsumerGroup({ group, ...(start && { start }) }),
    );
    this.#leaseMs = answer?.group?.lease === undefined ? 30_000 : durationMs(answer.group.lease);
  }

  async #leaseAll(): Promise<void> {
    const { stream, group, member, concurrency } = this.#options;
    while (!this.#isStopping()) {
      // As many again wait for their turn while a call is under way, so that handlers need not wait for the network.
      const room = 2 * concurrency - this.#running.size;
      if (room < concurrency) {
        await this.#roomLatch.wait();
        continue;
      }
      const wanted = { stream, group, member, maxEvents: room, wait: durationFromMs(waitMs) };
      const answer = await this.#persistently(async () => this.services.consumers.leaseEvents(wanted));
      for (const delivery of answer?.deliveries ?? []) if (isHeld(delivery)) this.#begin(delivery);
    }
  }

  #begin(delivery: Held): void {
    const inHand = { delivery, lost: new AbortController() };
    this.#inHand.set(delivery.id, inHand);
    const handling = this.#inTurn(async () => this.#handle(inHand)).finally(() => {
      this.#inHand.delete(delivery.id);
      this.#running.delete(handling);
      this.#roomLatch.notify();
    });
    this.#running.add(handling);
  }

  /** Runs at most so many at a time, in the order of their coming. */
  async #inTurn(body: () => Promise<void>): Promise<void> {
    if (this.#busy >= this.#options.concurrency) await new Promise<void>((begin) => this.#queue.push(begin));
    else this.#busy += 1;
    try {
      await body();
    } finally {
      const next = this.#queue.shift();
      if (next === undefined) this.#busy -= 1;
      else next();
    }
  }

  async #handle({ delivery, lost }: InHand): Promise<void> {
    const { classify, stream, group, retry, time } = this.#options;
    if (lost.signal.aborted) {
      // While it waited for its turn it became somebody else's, who handles it.
      this.#metrics.processed("lost");
      return;
    }
    const { deliveryCount: attempt, deadLetterId } = delivery;
    const handler = this.#handlerOf(delivery);
    if (this.#isStopping() || handler === undefined) {
      // Another member of the group knows the type; at once it would come here again and again.
      await this.#release(delivery, handler === undefined ? fullJitterMs(retry, attempt - 1, time) : 0);
      return;
    }
    const context = { attempt, stream, group, deadLetterId, signal: lost.signal };
    this.#metrics.running += 1;
    const startedAt = performance.now();
    const result = await runHandler(handler, delivery, { context, classify });
    this.#metrics.took((performance.now() - startedAt) / 1000);
    this.#metrics.running -= 1;
    const reason = validationReasonOf(result.error);
    if (reason !== undefined) this.#metrics.invalid(reason);
    this.#metrics.processed(await this.#decide(delivery, result));
  }

  #handlerOf({ event }: Held): Handler | undefined {
    const { handlers } = this.#options;
    const type = event.event?.type ?? "";
    // A type may be called `constructor`, which every object has.
    return Object.hasOwn(handlers, type) ? handlers[type] : handlers["*"];
  }

  async #decide(delivery: Held, result: DetailedResult): Promise<MessageStatus> {
    const { maxAttempts, retry, time } = this.#options;
    const { id: deliveryId, deliveryCount, deadLetterId } = delivery;
    if (result.result === "SUCCESS") {
      const outcome = await this.#settlements.settle({ deliveryId, action: { case: "ack", value: {} } });
      return outcome === SettlementOutcome.LOST ? "lost" : "success";
    }
    // The schedule of a retry of a dead letter is the server's.
    const isLast = deadLetterId !== "" || deliveryCount >= maxAttempts;
    if (result.result === "DEAD_LETTER" || isLast) return await this.#park(delivery, result);
    await this.#release(delivery, retryWaitMs(retry, deliveryCount - 1, time, result.retryAfterMs));
    return "retry";
  }

  async #release({ id: deliveryId }: Held, ms: number): Promise<void> {
    const delay = durationFromMs(Math.min(ms, 24 * 3_600_000));
    await this.#settlements.settle({ deliveryId, action: { case: "release", value: { delay } } });
  }

  async #park(delivery: Held, result: DetailedResult): Promise<MessageStatus> {
    const { stream, group: consumerGroup, backoff, time } = this.#options;
    const { id: deliveryId, deliveryCount: attempts } = delivery;
    const report = {
      stream,
      consumerGroup,
      deliveryId,
      attempts,
      // Retention may have deleted it from the log meanwhile; then nobody else has it.
      ...(delivery.event.event && { event: delivery.event.event }),
      ...reportOf(result),
      ...(result.retryAfterMs !== undefined && { retryAfter: durationFromMs(result.retryAfterMs) }),
    };
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.services.deadLetters.reportDeadLetter(report);
        return "dead_letter";
      } catch (thrown) {
        const error = toClientError(thrown);
        if (error.reason === "DELIVERY_LOST" || this.#hasGivenUp()) return "lost";
        if (classifyError(error) !== "retryable") {
          // Better an event that comes again than one that nobody has.
          await this.#release(delivery, fullJitterMs(this.#options.retry, attempts, time));
          return "retry";
        }
      }
      await sleepAwake(fullJitterMs(backoff, attempt, time), this.#giveUp.signal);
    }
  }

  /** Extends what is in hand in good time, as long as handlers run. */
  async #extendLeases(): Promise<void> {
    while (!this.#hasGivenUp()) {
      await sleepAwake(this.#leaseMs / 3, this.#giveUp.signal);
      if (this.#hasGivenUp()) return;
      await Promise.all([...this.#inHand.values()].map(async (inHand) => this.#extend(inHand)));
    }
  }

  async #extend({ delivery: { id: deliveryId }, lost }: InHand): Promise<void> {
    const outcome = await this.#settlements.settle({ deliveryId, action: { case: "extend", value: {} } });
    if (outcome === SettlementOutcome.LOST) lost.abort();
  }

  async #finish(): Promise<void> {
    const ended = await within(Promise.all(this.#running), this.#options.stopTimeoutMs);
    if (ended === timedOut) for (const { lost } of this.#inHand.values()) lost.abort();
  }

  #hasGivenUp(): boolean {
    return this.#giveUp.signal.aborted;
  }

  /** A function, because the answer changes while somebody waits. */
  #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }
}

function isHeld(delivery: Delivery): delivery is Held {
  return delivery.event !== undefined;
}

/**
 * Makes a member of a consumer group. `run` starts it:
 * `await createConsumer(services, { stream, group, handlers: { "order.created": async (event) => { … } } }).run()`.
 * @param services where
 * @param options what, and how
 * @throws SluiceClientError INVALID_CONFIG naming the option
 */
export function createConsumer(services: Services, options: GroupConsumerOptions): GroupConsumer {
  return new GroupConsumer(services, options);
}
