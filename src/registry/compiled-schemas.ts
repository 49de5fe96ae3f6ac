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

interface Entry {
  readonly content: Promise<CompiledContent>;
  /** 0 until it is compiled. */
  footprint: number;
}

/** In units of `footprint`: some 200 MB. */
const defaultCapacity = 2000;

/**
 * Compiles on first use and keeps what was used last, as far as there is room for it; concurrent first uses share one
 * compilation.
 */
export function createCompiledSchemas(
  deps: { registry: RegistryStore; sources: Sources; formats: Formats },
  capacity = defaultCapacity,
): CompiledSchemas {
  const entries = new Map<number, Entry>();
  let taken = 0;
  const makeRoom = (newest: Entry): void => {
    taken += newest.footprint;
    for (const [schemaId, entry] of entries) {
      if (taken <= capacity || entry === newest) break;
      // Others are still being compiled.
      if (entry.footprint === 0) continue;
      entries.delete(schemaId);
      taken -= entry.footprint;
    }
  };
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
        return await known.content;
      }
      const entry: Entry = { content: load(schemaId), footprint: 0 };
      entries.set(schemaId, entry);
      try {
        const loaded = await entry.content;
        entry.footprint = loaded.compiled.footprint;
        makeRoom(entry);
        return loaded;
      } catch (caught) {
        entries.delete(schemaId);
        throw caught;
      }
    },
  };
}
