import { create, type MessageInitShape } from "@bufbuild/protobuf";

import { type Services } from "../connection/services.js";
import { toClientError } from "../errors/describe-error.js";
import { SettlementOutcome, SettlementSchema } from "../gen/sluice/v1/consumer_pb.js";
import { type Backoff, fullJitterMs } from "../resilience/backoff.js";
import { classifyError } from "../resilience/classify-error.js";
import { sleepAwake } from "../time/sleep.js";
import { type TimeSource } from "../time/time-source.js";

/** What is said about one delivery. */
export type SettlementInit = MessageInitShape<typeof SettlementSchema>;

/** Whom the settlements are for. */
export interface SettlementQueueOptions {
  readonly services: Pick<Services, "consumers">;
  readonly stream: string;
  readonly group: string;
  readonly backoff: Backoff;
  readonly time: TimeSource;
  /** Ends the attempts to reach the server. */
  readonly signal: AbortSignal;
}

interface Waiting {
  readonly settlement: SettlementInit;
  readonly decide: (outcome: SettlementOutcome) => void;
}

const maxBatch = 500;

/** Sends settlements, what gathers while one call is under way in the next, until the server has answered. */
export class SettlementQueue {
  #waiting: Waiting[] = [];
  #sending: Promise<void> | undefined;

  constructor(private readonly options: SettlementQueueOptions) {}

  /** Settles a delivery; UNSPECIFIED when the server could not be reached to the end. */
  async settle(settlement: SettlementInit): Promise<SettlementOutcome> {
    return await new Promise((decide) => {
      this.#waiting.push({ settlement, decide });
      this.#sending ??= this.#sendAll();
    });
  }

  async #sendAll(): Promise<void> {
    // What is settled in the same turn goes together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, maxBatch);
      const outcomes = await this.#send(batch.map(({ settlement }) => create(SettlementSchema, settlement)));
      for (const [index, { decide }] of batch.entries()) {
        decide(outcomes[index] ?? SettlementOutcome.UNSPECIFIED);
      }
    }
    this.#sending = undefined;
  }

  async #send(settlements: SettlementInit[]): Promise<readonly SettlementOutcome[]> {
    const { services, stream, group, backoff, time, signal } = this.options;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return (await services.consumers.settleDeliveries({ stream, group, settlements })).outcomes;
      } catch (thrown) {
        // Their leases expire, and somebody gets the events again.
        if (classifyError(toClientError(thrown)) !== "retryable" || signal.aborted) return [];
      }
      await sleepAwake(fullJitterMs(backoff, attempt, time), signal);
    }
  }
}
