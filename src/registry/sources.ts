import { invalidArgument, SluiceError } from "../core/errors.js";
import type { NamedSource, SchemaReference, SchemaSource } from "../core/schema.js";
import type { RegistryStore, SchemaContent } from "../store/store.js";

/** The deepest chain of references; real schemas stay below ten. */
const maxReferenceDepth = 32;

/** The most references of one schema, whatever their depth. */
const maxReferences = 1000;

/** Turns references into the texts they stand for, transitively. Registered content is immutable, so cycles cannot exist. */
export interface Sources {
  /**
   * @throws SluiceError REFERENCE_NOT_FOUND when a reference names nothing, INVALID_ARGUMENT when two have one name.
   */
  resolve(text: string, references: readonly SchemaReference[]): Promise<SchemaSource>;
  ofContent(content: SchemaContent): Promise<SchemaSource>;
}

/** Resolves references through the store. */
export function createSources(registry: RegistryStore): Sources {
  const resolve = async (
    text: string,
    references: readonly SchemaReference[],
    depth: number,
    budget: { left: number },
  ): Promise<SchemaSource> => {
    if (depth > maxReferenceDepth) {
      throw new SluiceError("LIMIT_EXCEEDED", `References are nested deeper than ${maxReferenceDepth}.`, {
        metadata: { limit: String(maxReferenceDepth) },
      });
    }
    budget.left -= references.length;
    if (budget.left < 0) {
      throw new SluiceError("LIMIT_EXCEEDED", `The schema reaches more than ${maxReferences} references.`, {
        metadata: { limit: String(maxReferences) },
      });
    }
    const named: NamedSource[] = [];
    for (const [index, reference] of references.entries()) {
      const content = await referenced(registry, reference, index);
      named.push({
        name: reference.name,
        source: await resolve(content.text, content.references, depth + 1, budget),
      });
    }
    return { text, references: named };
  };
  return {
    async resolve(text, references) {
      refuseRepeatedNames(references);
      return await resolve(text, references, 0, { left: maxReferences });
    },
    async ofContent(content) {
      return await resolve(content.text, content.references, 0, { left: maxReferences });
    },
  };
}

async function referenced(registry: RegistryStore, reference: SchemaReference, index: number): Promise<SchemaContent> {
  const rows = await registry.versions(reference.subject);
  const row = rows.find((candidate) => candidate.version === reference.version);
  const content = row && (await registry.content(row.schemaId));
  if (content === undefined) {
    const description = `'${reference.name}' refers to ${reference.subject} version ${reference.version}, which is not registered`;
    throw new SluiceError("REFERENCE_NOT_FOUND", `${description}.`, {
      fields: [{ field: `references[${index}]`, description }],
      metadata: { name: reference.name, subject: reference.subject, version: String(reference.version) },
    });
  }
  return content;
}

function refuseRepeatedNames(references: readonly SchemaReference[]): void {
  const seen = new Set<string>();
  for (const [index, { name }] of references.entries()) {
    if (name === "") throw invalidArgument(`references[${index}].name`, "is required");
    if (seen.has(name)) throw invalidArgument(`references[${index}].name`, `'${name}' is used twice`);
    seen.add(name);
  }
}
