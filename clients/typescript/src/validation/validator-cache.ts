import { LruCache } from "../caching/lru-cache.js";
import { SingleFlight } from "../caching/single-flight.js";
import { SchemaFormat, type SchemaReference, type SchemaVersion } from "../gen/sluice/v1/schema_pb.js";
import { compileAvro } from "./avro-validator.js";
import { compileJsonSchema } from "./json-schema-validator.js";
import { CannotCompile, type PayloadValidator, type SchemaWithReferences } from "./payload-validator.js";

const maxReferenceDepth = 32;

/** Compiles each schema once and keeps the validators that were used last. */
export class ValidatorCache {
  readonly #validators: LruCache<PayloadValidator | CannotCompile>;
  readonly #flights = new SingleFlight<PayloadValidator | CannotCompile>();

  /**
   * @param capacity most validators kept
   * @param fetch finds the version a reference names
   */
  constructor(
    capacity: number,
    private readonly fetch: (reference: SchemaReference) => Promise<SchemaVersion>,
  ) {
    this.#validators = new LruCache({ maxEntries: capacity, maxBytes: Number.MAX_SAFE_INTEGER });
  }

  /**
   * The validator of a version, or why there is none here.
   * @throws SluiceClientError when a reference could not be fetched; nothing is kept then
   */
  async get(version: SchemaVersion): Promise<PayloadValidator | CannotCompile> {
    // The same content may be registered with references that mean different versions.
    const names = version.references.map((each) => `${each.name}=${each.subject}@${each.version}`);
    const key = [version.guid || version.fingerprint || String(version.schemaId), ...names].join("\n");
    const known = this.#validators.get(key);
    if (known !== undefined) return known;
    return this.#flights.run(key, async () => {
      const compiled = await this.#compile(version);
      this.#validators.set(key, compiled, 0);
      return compiled;
    });
  }

  /** Forgets everything. */
  clear(): void {
    this.#validators.clear();
  }

  async #compile(version: SchemaVersion): Promise<PayloadValidator | CannotCompile> {
    const compile = compilers[version.format];
    if (compile === undefined) return new CannotCompile(`${SchemaFormat[version.format]} is left to the server`);
    const source = await this.#withReferences(version, 0);
    if (source === undefined) return new CannotCompile("the references are nested too deeply");
    try {
      return compile(source);
    } catch (error) {
      return error instanceof CannotCompile
        ? error
        : new CannotCompile("the schema does not compile", { cause: error });
    }
  }

  async #withReferences(version: SchemaVersion, depth: number): Promise<SchemaWithReferences | undefined> {
    if (depth > maxReferenceDepth) return undefined;
    const references = [];
    for (const reference of version.references) {
      const schema = await this.#withReferences(await this.fetch(reference), depth + 1);
      if (schema === undefined) return undefined;
      references.push({ name: reference.name, schema });
    }
    return { version, references };
  }
}

const compilers: Readonly<Partial<Record<SchemaFormat, (source: SchemaWithReferences) => PayloadValidator>>> = {
  [SchemaFormat.JSON_SCHEMA]: compileJsonSchema,
  [SchemaFormat.AVRO]: compileAvro,
};
