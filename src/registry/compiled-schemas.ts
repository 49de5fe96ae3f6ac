import { SluiceError } from "../core/errors.js";
import type { CompiledSchema, SchemaFormat } from "../formats/format.js";
import type { RegistryStore, SchemaContent } from "../store/store.js";
import type { Formats } from "./formats.js";
import type { Sources } from "./sources.js";

/** A content with its compiled form. */
export interface CompiledContent {
  readonly content: SchemaContent;
  readonly format: SchemaFormat;
  readonly compiled: CompiledSchema;
}

/** Compiled contents by id. Content is immutable, so an entry is right for ever and only space limits how long it stays. */
export interface CompiledSchemas {
  /** @throws SluiceError SCHEMA_NOT_FOUND */
  get(schemaId: number): Promise<CompiledContent>;
}

/** About 90 kB of resident memory each, so this many stay below 200 MB. */
const defaultCapacity = 2000;

/** Compiles on first use and keeps what was used last; concurrent first uses share one compilation. */
export function createCompiledSchemas(
  deps: { registry: RegistryStore; sources: Sources; formats: Formats },
  capacity = defaultCapacity,
): CompiledSchemas {
  const entries = new Map<number, Promise<CompiledContent>>();
  const load = async (schemaId: number): Promise<CompiledContent> => {
    const content = await deps.registry.content(schemaId);
    if (content === undefined) {
      throw new SluiceError("SCHEMA_NOT_FOUND", `No schema has the id ${schemaId}.`, {
        metadata: { id: String(schemaId) },
      });
    }
    const format = deps.formats.byName(content.format);
    return { content, format, compiled: await format.compile(await deps.sources.ofContent(content)) };
  };
  return {
    async get(schemaId) {
      const known = entries.get(schemaId);
      if (known !== undefined) {
        entries.delete(schemaId);
        entries.set(schemaId, known);
        return await known;
      }
      const loading = load(schemaId);
      entries.set(schemaId, loading);
      loading.catch(() => entries.delete(schemaId));
      const [oldest] = entries.keys();
      if (entries.size > capacity && oldest !== undefined) entries.delete(oldest);
      return await loading;
    },
  };
}
