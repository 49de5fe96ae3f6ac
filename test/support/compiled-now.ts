import type { CompiledSchema, SchemaFormat } from "../../src/formats/format.js";
import type { SchemaSource } from "../../src/core/schema.js";

/** Compiles a schema for which nothing has to be loaded. */
export function compiledNow(format: Pick<SchemaFormat, "compile">, source: SchemaSource): CompiledSchema {
  const compiled = format.compile(source);
  if (compiled instanceof Promise) throw new Error("this schema needs something that has to be loaded");
  return compiled;
}
