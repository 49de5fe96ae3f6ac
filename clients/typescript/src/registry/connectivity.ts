import { type SluiceClientError } from "../errors/client-error.js";
import { type Emitter } from "../events/emitter.js";
import { classifyError } from "../resilience/classify-error.js";
import { type EndpointPool } from "../resilience/endpoint-pool.js";
import { type TimeSource } from "../time/time-source.js";
import { type RegistryClientEvents } from "./client-events.js";

/** Notices when the registry goes away and when it is back, and tells so. */
export class Connectivity {
  #degradedSince: number | undefined;
  #lastFailed = false;
  #answered = false;

  constructor(
    private readonly pool: EndpointPool,
    private readonly events: Emitter<RegistryClientEvents>,
    private readonly time: TimeSource,
    private readonly onRecovery: () => void,
  ) {}

  /** Whether no endpoint is worth asking. */
  get degraded(): boolean {
    return this.#degradedSince !== undefined;
  }

  /** Whether the last attempt failed. */
  get failing(): boolean {
    return this.#lastFailed;
  }

  /** Whether the registry ever answered. */
  get everAnswered(): boolean {
    return this.#answered;
  }

  /** An attempt ended: the registry answered, if only with a refusal, or it did not. */
  observe(answered: boolean, error: SluiceClientError | undefined): void {
    this.#lastFailed = !answered;
    if (answered) {
      this.#answered = true;
      this.#recover();
      return;
    }
    if (error !== undefined && classifyError(error) === "auth") this.events.emit("error", { error });
    if (this.pool.away && this.#degradedSince === undefined) {
      this.#degradedSince = this.time.now();
      this.events.enter("degraded", { reason: error?.reason ?? "REGISTRY_UNAVAILABLE" });
    }
  }

  #recover(): void {
    if (this.#degradedSince === undefined) return;
    const durationMs = this.time.now() - this.#degradedSince;
    this.#degradedSince = undefined;
    this.events.leave("degraded");
    this.events.emit("recovered", { durationMs });
    this.onRecovery();
  }
}
