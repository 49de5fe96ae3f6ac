import type { SchemaSource } from "../../core/schema.js";
import { readDocument, type SchemaDocument } from "./model/document.js";
import { buildProgram } from "./model/program.js";
import type { SchemaProgram } from "./model/schema.js";
import { checkReferences, checkTermination } from "./model/soundness.js";

/** A schema that was read, checked and resolved. */
export interface LoadedSchema {
  readonly document: SchemaDocument;
  readonly program: SchemaProgram;
  /** Names of other schemas its text uses. */
  readonly referenceNames: readonly string[];
}

/** Schemas read last, by their texts; immutable, so that whoever asks again can have the same. */
const recent = new Map<string, LoadedSchema>();
let recentLength = 0;

/** Most schemas that are remembered, and most characters of their texts. */
const maxRecent = 32;
const maxRecentLength = 2 * 1024 * 1024;

/**
 * Reads, checks and resolves a schema with its references. Remembers a few: one check compares the same schema several
 * times, in both directions, with and without edits.
 * @throws SluiceError INVALID_SCHEMA, REFERENCE_NOT_FOUND or LIMIT_EXCEEDED.
 */
export function loadSchema(source: SchemaSource): LoadedSchema {
  const key = JSON.stringify(source);
  const known = recent.get(key);
  if (known !== undefined) {
    recent.delete(key);
    recent.set(key, known);
    return known;
  }
  const loaded = readSchema(source);
  recent.set(key, loaded);
  recentLength += key.length;
  for (const [oldest] of recent) {
    if (recent.size <= maxRecent && recentLength <= maxRecentLength) break;
    recent.delete(oldest);
    recentLength -= oldest.length;
  }
  return loaded;
}

function readSchema(source: SchemaSource): LoadedSchema {
  const document = readDocument(source);
  const referenceNames = checkReferences(document);
  const program = buildProgram(document);
  checkTermination(program);
  return { document, program, referenceNames };
}
