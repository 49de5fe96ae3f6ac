import { type MessageInitShape } from "@bufbuild/protobuf";

import { type Services, createServices } from "../connection/services.js";
import { SluiceClientError, invalidConfig } from "../errors/client-error.js";
import { Emitter } from "../events/emitter.js";
import { type RegisterSchemaRequestSchema, type RegisterSchemaResponse } from "../gen/sluice/v1/registry_pb.js";
import { type SchemaVersion } from "../gen/sluice/v1/schema_pb.js";
import { EndpointPool } from "../resilience/endpoint-pool.js";
import { ResilientCalls } from "../resilience/resilient-calls.js";
import { timedOut, within } from "../time/sleep.js";
import { ValidatorCache } from "../validation/validator-cache.js";
import { type ReadyStatus, type RegistryClientEvents } from "./client-events.js";
import {
  type ClientMode,
  type ClientModeName,
  type RegistryClientOptions,
  type RegistryClientSettings,
  checkRegistryClientOptions,
  parseMode,
} from "./client-options.js";
import { ClientCounters, type RegistryClientStatistics } from "./client-statistics.js";
import { Connectivity } from "./connectivity.js";
import { PayloadCheck } from "./payload-check.js";
import { type Lookup } from "./resolved-schema.js";
import { SchemaLookup } from "./schema-lookup.js";
import { type ExactSelector, SchemaStore } from "./schema-store.js";
import { watchSchemas } from "./schema-watch.js";
import { UnverifiedNotices } from "./unverified-notices.js";
import { ValidationError, type ValidationResult, skipped } from "./validation-result.js";

/**
 * Finds schemas and checks payloads against them, and keeps doing so while the registry is away. Create one per
 * registry with {@link createRegistryClient} and share it.
 */
export class RegistryClient {
  readonly #settings: RegistryClientSettings;
  readonly #events = new Emitter<RegistryClientEvents>();
  readonly #counters = new ClientCounters();
  readonly #pool: EndpointPool;
  readonly #calls: ResilientCalls;
  readonly #connectivity: Connectivity;
  readonly #lookup: SchemaLookup;
  readonly #store: SchemaStore;
  readonly #validators: ValidatorCache;
  readonly #check: PayloadCheck;
  readonly #notices: UnverifiedNotices;
  readonly #closing = new AbortController();
  readonly #ownsServices: boolean;
  #mode: ClientMode;
  #ready = false;
  #watching = false;

  /** Use {@link createRegistryClient}. */
  constructor(settings: RegistryClientSettings, services: ReadonlyMap<string, Services>, ownsServices: boolean) {
    const { time } = settings;
    this.#settings = settings;
    this.#ownsServices = ownsServices;
    this.#mode = settings.mode;
    this.#pool = new EndpointPool(services, settings.breaker, time);
    this.#connectivity = new Connectivity(this.#pool, this.#events, time, () => {
      this.#refreshStale();
    });
    this.#calls = new ResilientCalls(this.#pool, settings, time, {
      attempted: (error) => {
        this.#counters.countRequest(error !== undefined);
      },
      reachability: (answered, error) => {
        this.#connectivity.observe(answered, error);
      },
    });
    this.#lookup = this.#createLookup();
    const bounds = { maxEntries: settings.cacheCapacity, maxBytes: settings.cacheMaxBytes };
    this.#store = new SchemaStore(bounds, this.#calls, (result) => (this.#counters.cache[result] += 1));
    this.#validators = new ValidatorCache(settings.cacheCapacity, ({ subject, version }) =>
      this.#store.get({ subject, version }),
    );
    this.#check = new PayloadCheck(settings, this.#lookup, this.#validators, this.#calls);
    this.#notices = new UnverifiedNotices(time, (subject, reason, suppressed) => {
      this.#events.emit("unverified", { subject, reason, suppressed });
    });
    this.#startWatch();
  }

  /** How payloads are treated now. */
  get mode(): ClientMode {
    return this.#mode;
  }

  /**
   * Changes how payloads are treated from now on.
   * @throws SluiceClientError INVALID_CONFIG for an unknown mode, or when the client was created without a url
   */
  setMode(mode: ClientModeName): void {
    const parsed = parseMode("mode", mode);
    if (parsed !== "disabled" && this.#pool.endpoints.length === 0) {
      throw invalidConfig("url", `is required to change the mode to ${parsed}`);
    }
    this.#mode = parsed;
    this.#startWatch();
  }

  /**
   * Checks a payload against a subject and says what became of it. Never throws for an invalid payload or an outage.
   * @param subject the subject
   * @param payload a `Uint8Array` is the encoded payload; anything else is a value that was parsed already
   * @param versions preferences for this payload instead of the client's
   */
  async inspect(
    subject: string,
    payload: unknown,
    versions: readonly string[] = this.#settings.versions,
  ): Promise<ValidationResult> {
    this.#refuseWhenClosed();
    const mode = this.#mode;
    if (mode === "disabled") {
      this.#counters.countValidation(skipped);
      return skipped;
    }
    const result = await this.#check.check(mode, subject, payload, versions);
    this.#counters.countValidation(result);
    const { outcome, reason } = result;
    if (outcome === "PASSED_UNVERIFIED" && reason !== undefined) this.#notices.notice(subject, reason);
    return result;
  }

  /**
   * The same, and throws when the payload is refused (in `enforce`, or by `onUnavailable: "fail"`).
   * @throws ValidationError with the result
   */
  async validate(subject: string, payload: unknown, versions?: readonly string[]): Promise<ValidationResult> {
    const result = await this.inspect(subject, payload, versions);
    if (result.outcome === "REJECTED") throw new ValidationError(subject, result);
    return result;
  }

  /**
   * Finds the version of a subject that answers the preferences, cached as for `validate`.
   * @param subject the subject
   * @param versions tracks, semvers, ranges, numbers or `latest`, first choice first; default the client's
   * @throws SluiceClientError as the registry said it, SUBJECT_NOT_FOUND for example
   */
  async resolve(subject: string, versions: readonly string[] = this.#settings.versions): Promise<Lookup> {
    this.#refuseWhenClosed();
    this.#refuseWhenDisabled();
    const waitMs = this.#settings.totalTimeoutMs;
    return this.#lookup.find(subject, versions, { waitMs, maxAgeMs: this.#maxAgeMs() });
  }

  /**
   * Finds one exact version. It cannot change, so it is fetched once and never again.
   * @throws SluiceClientError as the registry said it
   */
  async getSchema(selector: ExactSelector): Promise<SchemaVersion> {
    this.#refuseWhenClosed();
    this.#refuseWhenDisabled();
    return this.#store.get(selector);
  }

  /**
   * Registers a schema. Registering the same content again answers the same version, so that it is safe to repeat.
   * What was known of the subject is asked for again afterwards.
   * @throws SluiceClientError as the registry said it, with `findings` when it is incompatible
   */
  async register(request: MessageInitShape<typeof RegisterSchemaRequestSchema>): Promise<RegisterSchemaResponse> {
    this.#refuseWhenClosed();
    this.#refuseWhenDisabled();
    const response = await this.#calls.run((services, options) => services.registry.registerSchema(request, options));
    if (request.subject !== undefined) this.#lookup.invalidate(request.subject);
    return response;
  }

  /**
   * Fetches the preloaded subjects and waits until they are known. An outage is no error: look at the status.
   * @param timeoutMs how long to wait; default the total timeout
   */
  async ready(timeoutMs: number = this.#settings.totalTimeoutMs): Promise<{ readonly status: ReadyStatus }> {
    if (this.#mode !== "disabled" && !this.#closing.signal.aborted) {
      const work = Promise.allSettled(this.#preload());
      if ((await within(work, timeoutMs)) !== timedOut) this.#noteReady();
    }
    return { status: this.status };
  }

  /** Where the client stands now. */
  get status(): ReadyStatus {
    if (this.#mode === "disabled") return "DISABLED";
    if (this.#ready) return this.#connectivity.failing && this.#lookup.hasStale ? "STALE" : "READY";
    if (this.#pool.refused) return "FATAL";
    return this.#connectivity.degraded ? "DEGRADED" : "NOT_READY";
  }

  /** Counts since the client was created, and how things stand now. */
  statistics(): RegistryClientStatistics {
    return this.#counters.snapshot({
      status: this.status,
      breakers: this.#pool.states(),
      joined: this.#lookup.joined + this.#store.joined,
      size: this.#lookup.size + this.#store.size,
      bytes: this.#store.bytes,
    });
  }

  /**
   * Calls the listener with each event of this name from now on; a state that lasts is told at once.
   * @returns stops it
   */
  on<Name extends keyof RegistryClientEvents>(
    name: Name,
    listener: (event: RegistryClientEvents[Name]) => void,
  ): () => void {
    return this.#events.on(name, listener);
  }

  /** Ends timers, calls and connections. May be called twice. */
  close(): void {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    this.#calls.close();
    if (this.#ownsServices) this.#pool.close();
    this.#events.clear();
    this.#lookup.clear();
    this.#store.clear();
    this.#validators.clear();
  }

  #createLookup(): SchemaLookup {
    return new SchemaLookup(this.#settings, this.#calls, {
      looked: (result) => (this.#counters.cache[result] += 1),
      stale: (subject, ageMs) => {
        this.#events.emit("stale", { subject, ageMs });
      },
      changed: (subject, now, before) => {
        const { preference, version } = now;
        const previousVersion = before?.version.version;
        this.#events.emit("changed", { subject, version: version.version, previousVersion, preference });
        this.#noteReady();
      },
      failedInBackground: (error) => {
        if (!this.#closing.signal.aborted) this.#events.emit("error", { error });
      },
    });
  }

  #preload(): Promise<unknown>[] {
    const { preload, versions, totalTimeoutMs } = this.#settings;
    const limits = { waitMs: totalTimeoutMs, maxAgeMs: this.#maxAgeMs() };
    return preload.length === 0
      ? [this.#calls.run((services, options) => services.registry.listSubjects({ pageSize: 1 }, options))]
      : preload.map((subject) => this.#lookup.find(subject, versions, limits));
  }

  #noteReady(): void {
    const { preload, versions } = this.#settings;
    const known = preload.every((subject) => this.#lookup.knows(subject, versions));
    if (this.#ready || !known || (preload.length === 0 && !this.#connectivity.everAnswered)) return;
    this.#ready = true;
    this.#events.enter("ready", { status: this.status });
  }

  #maxAgeMs(): number {
    return this.#mode === "log-only" ? Number.POSITIVE_INFINITY : this.#settings.staleMaxAgeMs;
  }

  #refreshStale(): void {
    const { time, recoverySpreadMs } = this.#settings;
    this.#lookup.refreshStale((refresh) => {
      const timer = setTimeout(() => {
        if (!this.#closing.signal.aborted) refresh();
      }, time.random() * recoverySpreadMs);
      timer.unref();
    });
  }

  #startWatch(): void {
    if (!this.#settings.watch || this.#watching || this.#mode === "disabled") return;
    this.#watching = true;
    const observer = {
      changed: (subject: string) => {
        this.#lookup.invalidate(subject);
      },
      missed: () => {
        this.#lookup.invalidateAll();
      },
      purged: (subject: string, version: number) => {
        this.#store.forget(subject, version);
      },
    };
    void watchSchemas(this.#pool, observer, this.#settings.time, this.#closing.signal);
  }

  #refuseWhenClosed(): void {
    if (this.#closing.signal.aborted) throw new SluiceClientError("CLOSED", "the client was closed");
  }

  #refuseWhenDisabled(): void {
    if (this.#mode === "disabled") throw new SluiceClientError("DISABLED", "the client is disabled");
  }
}

/**
 * Creates a registry client. Nothing is sent until the first call, except with `watch`.
 * @param options where the registry is and how to treat payloads; {@link optionsFromEnvironment} reads them from variables
 * @throws SluiceClientError INVALID_CONFIG naming the option; never for reasons of the network
 */
export function createRegistryClient(options: RegistryClientOptions): RegistryClient {
  const settings = checkRegistryClientOptions(options);
  if (options.services !== undefined) {
    return new RegistryClient(settings, new Map([["services", options.services]]), false);
  }
  const { token, headers } = options;
  const services = settings.urls.map(({ href }) => [href, createServices({ url: href, token, headers })] as const);
  return new RegistryClient(settings, new Map(services), true);
}
