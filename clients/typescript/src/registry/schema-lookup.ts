import { Code } from "@connectrpc/connect";

import { RevalidatingCache } from "../caching/revalidating-cache.js";
import { SingleFlight } from "../caching/single-flight.js";
import { SluiceClientError } from "../errors/client-error.js";
import { toClientError } from "../errors/describe-error.js";
import { classifyError } from "../resilience/classify-error.js";
import { type ResilientCalls } from "../resilience/resilient-calls.js";
import { timedOut, within } from "../time/sleep.js";
import { type RegistryClientSettings } from "./client-options.js";
import { type Lookup, type ResolvedSchema } from "./resolved-schema.js";

/** What the owner of a lookup wants to hear. */
export interface LookupObserver {
  looked(result: "hit" | "stale" | "miss" | "negative"): void;
  stale(subject: string, ageMs: number): void;
  changed(subject: string, now: ResolvedSchema, before: ResolvedSchema | undefined): void;
  failedInBackground(error: SluiceClientError): void;
}

/** Finds the version of a subject that answers preferences: from the cache while fresh, stale while a newer one is fetched. */
export class SchemaLookup {
  readonly #cache: RevalidatingCache<ResolvedSchema>;
  readonly #flights = new SingleFlight<ResolvedSchema>();
  /** Keys that are being asked for and whose answer may be from before a change. */
  readonly #outdated = new Set<string>();

  constructor(
    settings: RegistryClientSettings,
    private readonly calls: ResilientCalls,
    private readonly observer: LookupObserver,
  ) {
    const lifetimes = { ttlMs: settings.cacheTtlMs, negativeTtlMs: settings.negativeTtlMs };
    this.#cache = new RevalidatingCache(settings.cacheCapacity, lifetimes, settings.time);
  }

  /** Number of answers in the cache. */
  get size(): number {
    return this.#cache.size;
  }

  /** Callers that shared somebody else's fetch. */
  get joined(): number {
    return this.#flights.joined;
  }

  /**
   * Finds a schema.
   * @param subject the subject
   * @param preferences in order; empty means the latest
   * @param limits how long to wait for the registry, and how old an answer may be, both in milliseconds. The fetch goes
   * on after the wait is over.
   * @throws SluiceClientError as the registry said it, DEADLINE_EXCEEDED after the wait
   */
  async find(
    subject: string,
    preferences: readonly string[],
    limits: { readonly waitMs: number; readonly maxAgeMs: number },
  ): Promise<Lookup> {
    const key = keyOf(subject, preferences);
    const entry = this.#cache.get(key);
    if (entry.kind === "fresh") {
      this.observer.looked("hit");
      return { resolved: entry.value, freshness: "FRESH", ageMs: entry.ageMs };
    }
    if (entry.kind === "stale" && entry.ageMs <= limits.maxAgeMs) {
      this.observer.looked("stale");
      this.observer.stale(subject, entry.ageMs);
      this.#refresh(key);
      return { resolved: entry.value, freshness: "STALE", ageMs: entry.ageMs };
    }
    if (entry.kind === "negative") {
      this.observer.looked("negative");
      throw entry.error;
    }
    this.observer.looked("miss");
    const resolved = await within(this.#fetch(key), limits.waitMs);
    if (resolved === timedOut) {
      throw new SluiceClientError("DEADLINE_EXCEEDED", `the registry did not answer within ${limits.waitMs} ms`);
    }
    return { resolved, freshness: "FRESH", ageMs: 0 };
  }

  /** Whether a version or its certain absence is known, fresh or stale. */
  knows(subject: string, preferences: readonly string[]): boolean {
    return this.#cache.get(keyOf(subject, preferences)).kind !== "none";
  }

  /** Whether something is past its time. */
  get hasStale(): boolean {
    return this.#cache.staleKeys().length > 0;
  }

  /** Answers for this subject must be asked for again; what is not known yet is no longer believed to be missing. */
  invalidate(subject: string): void {
    this.#invalidate((key) => parseKey(key).subject === subject);
  }

  /** Everything is looked up again, since nobody knows what changed. */
  invalidateAll(): void {
    this.#invalidate(() => true);
  }

  /** Fetches everything that is past its time, each after a delay of its own, so that the registry sees no herd. */
  refreshStale(delay: (refresh: () => void) => void): void {
    for (const key of this.#cache.staleKeys()) {
      delay(() => {
        this.#refresh(key);
      });
    }
  }

  /** Forgets everything. */
  clear(): void {
    this.#cache.clear();
  }

  #invalidate(matches: (key: string) => boolean): void {
    for (const key of this.#flights.keys()) if (matches(key)) this.#outdated.add(key);
    for (const key of this.#cache.expire(matches)) this.#refresh(key);
  }

  #refresh(key: string): void {
    if (this.#flights.has(key)) return;
    this.#fetch(key).catch((error: unknown) => {
      this.observer.failedInBackground(toClientError(error));
    });
  }

  #fetch(key: string): Promise<ResolvedSchema> {
    return this.#flights.run(key, async () => {
      this.#outdated.delete(key);
      const [first] = await Promise.allSettled([this.#askAndKeep(key)]);
      // Nobody tells of the change again. Once is enough: what changes all the time is kept as past its time.
      if (this.#outdated.delete(key)) return await this.#askAndKeep(key);
      if (first.status === "rejected") throw first.reason;
      return first.value;
    });
  }

  async #askAndKeep(key: string): Promise<ResolvedSchema> {
    const { subject, preferences } = parseKey(key);
    try {
      const resolved = await this.#ask(subject, preferences);
      const before = this.#cache.get(key);
      this.#cache.set(key, resolved);
      if (this.#outdated.has(key)) this.#cache.expire((each) => each === key);
      this.#tellChange(subject, resolved, "value" in before ? before.value : undefined);
      return resolved;
    } catch (thrown) {
      const error = toClientError(thrown);
      if (isMissing(error) && !this.#outdated.has(key)) this.#cache.setMissing(key, error);
      throw error;
    }
  }

  async #ask(subject: string, preferences: readonly string[]): Promise<ResolvedSchema> {
    const response = await this.calls.run((services, options) =>
      services.registry.resolveSchema({ subject, preferences: [...preferences] }, options),
    );
    if (response.version === undefined) {
      throw new SluiceClientError("INTERNAL", `the registry resolved ${subject} to nothing`);
    }
    return { version: response.version, preference: response.preference, reason: response.reason };
  }

  #tellChange(subject: string, now: ResolvedSchema, before: ResolvedSchema | undefined): void {
    if (now.version.version !== before?.version.version) this.observer.changed(subject, now, before);
  }
}

/** Whether nothing answers this subject and these preferences: nobody registered it, or it is no name of anything. */
export function isMissing(error: SluiceClientError): boolean {
  return classifyError(error) === "missing" || error.code === Code.InvalidArgument;
}

function keyOf(subject: string, preferences: readonly string[]): string {
  return JSON.stringify([subject, ...preferences]);
}

function parseKey(key: string): { readonly subject: string; readonly preferences: readonly string[] } {
  const [subject = "", ...preferences] = JSON.parse(key) as string[];
  return { subject, preferences };
}
