import type { CompiledSchema } from "../../src/formats/format.js";
import type { SchemaSource } from "../../src/core/schema.js";

/** Compiles a schema for which nothing has to be loaded. */
export function compiledNow(
  compile: (source: SchemaSource) => CompiledSchema | Promise<CompiledSchema>,
  source: SchemaSource,
): CompiledSchema {
  const compiled = compile(source);
  if (compiled instanceof Promise) throw new Error("this schema needs something that has to be loaded");
  return compiled;
}
