import type { Services } from "@sluice/client";
import { eventType, orderPayload } from "./order-event.js";
import { quantile } from "./quantile.js";

/** Acks of a producer with room to spare, in milliseconds. */
export interface AckTimes {
  readonly acks: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Where these events go. */
export const trafficStream = "traffic";

const batchEvents = 100;
const pauseMs = 20;

/**
 * Publishes batches of a hundred events at a steady pace, one after the other, until it is stopped: what producers notice
 * of whatever else the server does.
 */
export class PacedPublisher {
  readonly #services: Services;
  readonly #times: number[] = [];
  readonly #running: Promise<void>;
  #isStopped = false;
  static #published = 0;

  constructor(services: Services) {
    this.#services = services;
    this.#running = this.#run();
  }

  /** Ends after the batch at hand. */
  async stop(): Promise<AckTimes> {
    this.#isStopped = true;
    await this.#running;
    const times = this.#times;
    return { acks: times.length, p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 0.99) };
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      const events = Array.from({ length: batchEvents }, () => {
        PacedPublisher.#published += 1;
        const data = new Uint8Array(orderPayload("small", PacedPublisher.#published, true));
        return { id: `traffic-${PacedPublisher.#published}`, source: "/bench", type: eventType, data };
      });
      const sentAt = performance.now();
      const { outcomes } = await this.#services.gateway.publishBatch({ stream: trafficStream, events });
      this.#times.push(performance.now() - sentAt);
      if (outcomes.length !== batchEvents) throw new Error("Not every event has an outcome.");
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
}
