/** Bounds of a cache. */
export interface LruBounds {
  /** Most entries. */
  readonly maxEntries: number;
  /** Most bytes, as the owner counts them. */
  readonly maxBytes: number;
}

interface LruEntry<Value> {
  readonly value: Value;
  readonly bytes: number;
}

/** Keeps what was used last, bounded by the number of entries and by their bytes. */
export class LruCache<Value> {
  readonly #entries = new Map<string, LruEntry<Value>>();
  #bytes = 0;

  constructor(private readonly bounds: LruBounds) {}

  /** Number of entries. */
  get size(): number {
    return this.#entries.size;
  }

  /** Bytes of all entries. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The keys, the one used longest ago first. */
  keys(): IterableIterator<string> {
    return this.#entries.keys();
  }

  /** Keys and values in the same order, without marking them as used. */
  *entries(): Generator<[string, Value]> {
    for (const [key, { value }] of this.#entries) yield [key, value];
  }

  /** Finds an entry and marks it as used. */
  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** Stores an entry. One that is larger than the whole cache is not kept. */
  set(key: string, value: Value, bytes: number): void {
    this.delete(key);
    if (bytes > this.bounds.maxBytes) return;
    this.#entries.set(key, { value, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.bounds.maxEntries && this.#bytes <= this.bounds.maxBytes) break;
      this.delete(oldest);
    }
  }

  /** Forgets an entry. */
  delete(key: string): void {
    this.#bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }

  /** Forgets everything. */
  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }
}
