import { invalidArgument, SluiceError } from "../core/errors.js";
import { checkName } from "../core/subject.js";
import type { NamedSource, SchemaReference, SchemaSource } from "../core/schema.js";
import type { RegistryStore, SchemaContent, VersionRow } from "../store/store.js";

/** The deepest chain of references; real schemas stay below ten. */
const maxReferenceDepth = 32;

/** The most references of one schema, whatever their depth. */
const maxReferences = 1000;

/** The longest name a text has for another, in characters; most are URIs or paths. */
const maxNameLength = 2048;

/**
 * The longest text of a schema and all it reaches, in characters. A text counts wherever it is reached: a language reads it
 * once for each name it goes by.
 */
const maxReachedCharacters = 16 * 1024 * 1024;

/** Turns references into the texts they stand for, transitively. Registered content is immutable, so cycles cannot exist. */
export interface Sources {
  /**
   * Of a schema that is not registered yet: what it refers to itself has to be there for those who will read it.
   * @throws SluiceError REFERENCE_NOT_FOUND when a reference names nothing or what is soft-deleted, INVALID_ARGUMENT when one has no proper
   * name or subject or two have one name, LIMIT_EXCEEDED when they are too many, too deep or too long.
   */
  resolve(text: string, references: readonly SchemaReference[]): Promise<SchemaSource>;
  /** @throws SluiceError LIMIT_EXCEEDED when the references are too many, too deep or too long. */
  ofContent(content: SchemaContent): Promise<SchemaSource>;
}

/** Resolves references through the store. */
export function createSources(registry: RegistryStore): Sources {
  return {
    async resolve(text, references) {
      checkReferences(references);
      const resolution = new Resolution(registry);
      await resolution.refuseDeleted(references);
      return (await resolution.reach(text, references, 0)).source;
    },
    async ofContent({ text, references }) {
      return (await new Resolution(registry).reach(text, references, 0)).source;
    },
  };
}

/** A source, with what it reaches. */
interface Reached {
  readonly source: SchemaSource;
  /** The longest chain of references below it. */
  readonly depth: number;
  readonly references: number;
  readonly characters: number;
}

/**
 * One way through the references of a schema. Contents that are reached more than once are read once and are one object, so that
 * they take their memory once, here and in the threads they are copied to.
 */
class Resolution {
  readonly #registry: RegistryStore;
  readonly #known = new Map<number, Reached>();
  readonly #versions = new Map<string, readonly VersionRow[]>();
  #references = 0;
  #characters = 0;

  constructor(registry: RegistryStore) {
    this.#registry = registry;
  }

  async reach(text: string, references: readonly SchemaReference[], above: number): Promise<Reached> {
    this.#count({ depth: above, references: references.length, characters: text.length });
    const named: NamedSource[] = [];
    const sum = { depth: 0, references: references.length, characters: text.length };
    for (const [index, reference] of references.entries()) {
      const reached = await this.#follow(reference, index, above + 1);
      named.push({ name: reference.name, source: reached.source });
      sum.depth = Math.max(sum.depth, reached.depth + 1);
      sum.references += reached.references;
      sum.characters += reached.characters;
    }
    return { source: { text, references: named }, ...sum };
  }

  async refuseDeleted(references: readonly SchemaReference[]): Promise<void> {
    for (const [index, reference] of references.entries()) {
      const row = await this.#versionOf(reference);
      if (row?.deletedAt !== undefined) throw notFound(reference, index, "soft-deleted");
    }
  }

  async #follow(reference: SchemaReference, index: number, above: number): Promise<Reached> {
    const schemaId = (await this.#versionOf(reference))?.schemaId;
    const known = schemaId === undefined ? undefined : this.#known.get(schemaId);
    if (known !== undefined) {
      this.#count({ ...known, depth: above + known.depth });
      return known;
    }
    const content = schemaId === undefined ? undefined : await this.#registry.content(schemaId);
    if (content === undefined) throw notFound(reference, index, "not registered");
    const reached = await this.reach(content.text, content.references, above);
    this.#known.set(content.schemaId, reached);
    return reached;
  }

  async #versionOf({ subject, version }: SchemaReference): Promise<VersionRow | undefined> {
    const rows = this.#versions.get(subject) ?? (await this.#registry.versions(subject));
    this.#versions.set(subject, rows);
    return rows.find((candidate) => candidate.version === version);
  }

  #count({ depth, references, characters }: Omit<Reached, "source">): void {
    this.#references += references;
    this.#characters += characters;
    if (depth > maxReferenceDepth) throw overLimit("are nested deeper than", maxReferenceDepth, "");
    if (this.#references > maxReferences) throw overLimit("reach more than", maxReferences, " references");
    if (this.#characters > maxReachedCharacters) {
      throw overLimit("reach texts of more than", maxReachedCharacters, " characters together");
    }
  }
}

function overLimit(what: string, limit: number, unit: string): SluiceError {
  const description = `${what} ${limit}${unit}`;
  return new SluiceError("LIMIT_EXCEEDED", `references: ${description}.`, {
    fields: [{ field: "references", description }],
    metadata: { limit: String(limit) },
  });
}

function notFound({ name, subject, version }: SchemaReference, index: number, state: string): SluiceError {
  const description = `'${name}' refers to ${subject} version ${version}, which is ${state}`;
  return new SluiceError("REFERENCE_NOT_FOUND", `${description}.`, {
    fields: [{ field: `references[${index}]`, description }],
    metadata: { name, subject, version: String(version) },
  });
}

function checkReferences(references: readonly SchemaReference[]): void {
  const seen = new Set<string>();
  for (const [index, { name, subject }] of references.entries()) {
    if (name === "") throw invalidArgument(`references[${index}].name`, "is required");
    if (name.length > maxNameLength) {
      const description = `has ${name.length} characters; at most ${maxNameLength} are allowed`;
      throw invalidArgument(`references[${index}].name`, description);
    }
    checkName(`references[${index}].subject`, subject);
    if (seen.has(name)) throw invalidArgument(`references[${index}].name`, `'${name}' is used twice`);
    seen.add(name);
  }
}
