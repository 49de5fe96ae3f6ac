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
  const entries = new Map<number, Promise<CompiledContent>>();
  const footprints = new Map<number, number>();
  let footprint = 0;
  const forget = (schemaId: number): void => {
    entries.delete(schemaId);
    footprint -= footprints.get(schemaId) ?? 0;
    footprints.delete(schemaId);
  };
  const keep = (schemaId: number, { compiled }: CompiledContent): void => {
    footprint += compiled.footprint;
    footprints.set(schemaId, compiled.footprint);
    for (const oldest of entries.keys()) {
      if (footprint <= capacity || oldest === schemaId) break;
      // Others are still being compiled.
      if (footprints.has(oldest)) forget(oldest);
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
        return await known;
      }
      const loading = load(schemaId);
      entries.set(schemaId, loading);
      try {
        const loaded = await loading;
        keep(schemaId, loaded);
        return loaded;
      } catch (caught) {
        entries.delete(schemaId);
        throw caught;
      }
    },
  };
}
