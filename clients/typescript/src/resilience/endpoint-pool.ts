import { type Services } from "../connection/services.js";
import { type TimeSource } from "../time/time-source.js";
import { Breaker, type BreakerOptions, type BreakerState } from "./breaker.js";

/** One address of the far end. */
export interface Endpoint {
  /** For people: the address, or `services` when the caller brought the connection. */
  readonly name: string;
  readonly services: Services;
  readonly breaker: Breaker;
}

/** Chooses the endpoint for each call: the last one that worked, and when that fails the next whose breaker lets it. */
export class EndpointPool {
  readonly endpoints: readonly Endpoint[];
  #current = 0;

  constructor(services: ReadonlyMap<string, Services>, breaker: BreakerOptions, time: TimeSource) {
    this.endpoints = [...services].map(([name, each]) => ({
      name,
      services: each,
      breaker: new Breaker(breaker, time),
    }));
  }

  /** An endpoint that may be called now, or undefined when every breaker is open. */
  acquire(): Endpoint | undefined {
    for (let step = 0; step < this.endpoints.length; step += 1) {
      const index = (this.#current + step) % this.endpoints.length;
      const endpoint = this.endpoints[index];
      if (endpoint?.breaker.tryPass() === true) {
        this.#current = index;
        return endpoint;
      }
    }
    return undefined;
  }

  /** Moves on from an endpoint that failed, so that the next attempt goes elsewhere. */
  rotateFrom(endpoint: Endpoint): void {
    const index = this.endpoints.indexOf(endpoint);
    if (index === this.#current) this.#current = (index + 1) % this.endpoints.length;
  }

  /** Milliseconds until some endpoint may be called; 0 when one may be called now. */
  get waitMs(): number {
    return Math.min(...this.endpoints.map(({ breaker }) => breaker.waitMs));
  }

  /** Whether no endpoint may be called, or all are being probed. */
  get away(): boolean {
    return this.endpoints.every(({ breaker }) => breaker.state !== "closed");
  }

  /** Whether every endpoint refuses the credentials. */
  get refused(): boolean {
    return this.endpoints.length > 0 && this.endpoints.every(({ breaker }) => breaker.state === "auth");
  }

  /** State of each breaker by the name of its endpoint. */
  states(): Record<string, BreakerState> {
    return Object.fromEntries(this.endpoints.map(({ name, breaker }) => [name, breaker.state]));
  }

  /** Closes every connection. */
  close(): void {
    for (const { services } of this.endpoints) services.close();
  }
}
