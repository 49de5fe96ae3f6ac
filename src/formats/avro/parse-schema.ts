import type { NamedSource, SchemaSource } from "../../core/schema.js";
import { SluiceError } from "../../core/errors.js";
import { checkDefaults } from "./check-defaults.js";
import { readType } from "./read-type.js";
import { emptyScope, type SchemaScope } from "./schema-scope.js";
import { printJson, readSchemaText } from "./schema-text.js";
import type { ParsedSchema } from "./schema-type.js";

/** How long a chain of references may be. */
const maxReferenceDepth = 100;

/**
 * Reads a schema by Avro 1.12: names, namespaces, aliases, defaults, logical types, recursion. Every type that a reference's
 * text or its own references define can be used by full name.
 * @throws SluiceError INVALID_SCHEMA with pointer, line and column (and `reference` when the fault is in a referenced text);
 * LIMIT_EXCEEDED above 1 MiB, 200 nested types or 100 chained references.
 */
export function parseSchema(source: SchemaSource): ParsedSchema {
  const scope = emptyScope();
  readReferences(scope, source.references, { read: new Set(), depth: 1 });
  const text = readSchemaText(source.text, "");
  const root = readType({ source: text, scope, readType }, text.root, { namespace: "", depth: 0 });
  checkDefaults(scope.defaults);
  return {
    root,
    named: scope.named,
    referenceNames: [...scope.borrowed],
    canonical: printJson(text, text.root, { normalize: false }),
    text,
    places: scope.places,
    uses: scope.uses,
  };
}

function readReferences(
  scope: SchemaScope,
  references: readonly NamedSource[],
  progress: { readonly read: Set<SchemaSource>; readonly depth: number },
): void {
  if (progress.depth > maxReferenceDepth && references.length > 0) {
    throw new SluiceError("LIMIT_EXCEEDED", `References lead through more than ${maxReferenceDepth} schemas in a row.`);
  }
  for (const { name, source } of references) {
    if (progress.read.has(source)) continue;
    progress.read.add(source);
    readReferences(scope, source.references, { read: progress.read, depth: progress.depth + 1 });
    const text = readSchemaText(source.text, name);
    readType({ source: text, scope, readType }, text.root, { namespace: "", depth: 0 });
  }
}
