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

/**
 * Reads, checks and resolves a schema with its references.
 * @throws SluiceError INVALID_SCHEMA, REFERENCE_NOT_FOUND or LIMIT_EXCEEDED.
 */
export function loadSchema(source: SchemaSource): LoadedSchema {
  const document = readDocument(source);
  const referenceNames = checkReferences(document);
  const program = buildProgram(document);
  checkTermination(program);
  return { document, program, referenceNames };
}
