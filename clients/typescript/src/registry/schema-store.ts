import { LruCache } from "../caching/lru-cache.js";
import { SingleFlight } from "../caching/single-flight.js";
import { SluiceClientError } from "../errors/client-error.js";
import { type SchemaVersion } from "../gen/sluice/v1/schema_pb.js";
import { type ResilientCalls } from "../resilience/resilient-calls.js";

/** Names one version for ever: by content id, by guid, or by subject and number. */
export type ExactSelector =
  | { readonly id: number }
  | { readonly guid: string }
  | { readonly subject: string; readonly version: number };

/** Fetches versions that cannot change, each once, and keeps them until there is no more room. */
export class SchemaStore {
  readonly #versions: LruCache<SchemaVersion>;
  readonly #flights = new SingleFlight<SchemaVersion>();

  constructor(
    bounds: { readonly maxEntries: number; readonly maxBytes: number },
    private readonly calls: ResilientCalls,
    private readonly looked: (result: "hit" | "miss") => void,
  ) {
    this.#versions = new LruCache(bounds);
  }

  /** Number of versions kept. */
  get size(): number {
    return this.#versions.size;
  }

  /** Bytes of the versions kept. */
  get bytes(): number {
    return this.#versions.bytes;
  }

  /** Callers that shared somebody else's fetch. */
  get joined(): number {
    return this.#flights.joined;
  }

  /**
   * Finds a version.
   * @throws SluiceClientError as the registry said it
   */
  async get(selector: ExactSelector): Promise<SchemaVersion> {
    const key = keyOf(selector);
    const known = this.#versions.get(key);
    this.looked(known === undefined ? "miss" : "hit");
    return known ?? (await this.#flights.run(key, () => this.#fetch(key, selector)));
  }

  /** Forgets one version that was deleted for good. */
  forget(subject: string, version: number): void {
    this.#versions.delete(keyOf({ subject, version }));
  }

  /** Forgets everything. */
  clear(): void {
    this.#versions.clear();
  }

  async #fetch(key: string, selector: ExactSelector): Promise<SchemaVersion> {
    const { version } = await this.calls.run((services, options) =>
      services.registry.getSchema(
        "version" in selector
          ? { subject: selector.subject, selector: { case: "version", value: selector.version } }
          : selector,
        options,
      ),
    );
    if (version === undefined) throw new SluiceClientError("INTERNAL", `the registry answered ${key} with nothing`);
    this.#versions.set(key, version, version.schema.length);
    return version;
  }
}

function keyOf(selector: ExactSelector): string {
  if ("id" in selector) return `id ${selector.id}`;
  return "guid" in selector ? `guid ${selector.guid}` : `version ${selector.version} of ${selector.subject}`;
}
