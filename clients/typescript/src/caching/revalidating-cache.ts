import { type TimeSource } from "../time/time-source.js";
import { LruCache } from "./lru-cache.js";

/** How long entries are good for, in milliseconds. */
export interface Lifetimes {
  /** How long an answer is fresh, ± 10 %. */
  readonly ttlMs: number;
  /** How long "does not exist" is believed. */
  readonly negativeTtlMs: number;
}

/** An entry as it is now. */
export type CacheEntry<Value> =
  | { readonly kind: "fresh" | "stale"; readonly value: Value; readonly ageMs: number }
  | { readonly kind: "negative"; readonly error: Error }
  | { readonly kind: "none" };

interface Stored<Value> {
  readonly value: Value;
  readonly storedAt: number;
  freshUntil: number;
}

const negativeCapacity = 1000;

/** Holds answers that may change: fresh for a while, then stale but still there; and for a short while that something does not exist. */
export class RevalidatingCache<Value> {
  readonly #values: LruCache<Stored<Value>>;
  readonly #missing: LruCache<{ readonly error: Error; readonly until: number }>;

  constructor(
    capacity: number,
    private readonly lifetimes: Lifetimes,
    private readonly time: TimeSource,
  ) {
    this.#values = new LruCache({ maxEntries: capacity, maxBytes: Number.MAX_SAFE_INTEGER });
    this.#missing = new LruCache({ maxEntries: negativeCapacity, maxBytes: Number.MAX_SAFE_INTEGER });
  }

  /** Number of answers, without the negative ones. */
  get size(): number {
    return this.#values.size;
  }

  /** What is known about the key now. */
  get(key: string): CacheEntry<Value> {
    const now = this.time.now();
    const stored = this.#values.get(key);
    if (stored !== undefined) {
      const kind = now < stored.freshUntil ? "fresh" : "stale";
      return { kind, value: stored.value, ageMs: now - stored.storedAt };
    }
    const missing = this.#missing.get(key);
    return missing !== undefined && now < missing.until ? { kind: "negative", error: missing.error } : { kind: "none" };
  }

  /** Stores an answer. */
  set(key: string, value: Value): void {
    const storedAt = this.time.now();
    const freshUntil = storedAt + this.lifetimes.ttlMs * (0.9 + this.time.random() * 0.2);
    this.#missing.delete(key);
    this.#values.set(key, { value, storedAt, freshUntil }, 0);
  }

  /** Stores that there is nothing under the key; an answer stored before is forgotten. */
  setMissing(key: string, error: Error): void {
    this.#values.delete(key);
    this.#missing.set(key, { error, until: this.time.now() + this.lifetimes.negativeTtlMs }, 0);
  }

  /** Keys whose answers are past their time. */
  staleKeys(): string[] {
    const now = this.time.now();
    return [...this.#values.entries()].filter(([, stored]) => now >= stored.freshUntil).map(([key]) => key);
  }

  /** Makes matching answers stale at once and forgets matching negative ones. Returns the keys that became stale. */
  expire(matches: (key: string) => boolean): string[] {
    for (const key of [...this.#missing.keys()].filter(matches)) this.#missing.delete(key);
    const expired = [...this.#values.entries()].filter(([key]) => matches(key));
    for (const [, stored] of expired) stored.freshUntil = 0;
    return expired.map(([key]) => key);
  }

  /** Forgets everything. */
  clear(): void {
    this.#values.clear();
    this.#missing.clear();
  }
}
