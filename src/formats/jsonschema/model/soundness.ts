import { SluiceError } from "../../../core/errors.js";
import { problemAt, type SchemaDocument, type SchemaPlace } from "./document.js";
import { isObject, member } from "./json.js";
import { externalName, resolveReference } from "./reference.js";
import { inPlaceSchemas, type Schema, type SchemaProgram } from "./schema.js";
import { keywordOf } from "./vocabulary.js";

/** Longest chain of references and combinations that judge one value. */
const maxChain = 400;
/** Most schemas that may have to be tried on one value. */
const maxTrials = 50_000;

const referenceKeywords = ["$ref", "$dynamicRef", "$recursiveRef"] as const;

/**
 * Follows every reference of a document and its references, also those nothing reaches from the root.
 * @returns the names of other schemas the document itself uses, in document order.
 * @throws SluiceError REFERENCE_NOT_FOUND or INVALID_SCHEMA for the first that leads nowhere.
 */
export function checkReferences(document: SchemaDocument): string[] {
  const names = new Set<string>();
  // Following a reference may find new places, which the iteration then visits too.
  for (const place of document.places.values()) {
    for (const [keyword, reference] of referencesOf(place)) {
      resolveReference(place, keyword, reference);
      const name = externalName(place, reference);
      if (name !== undefined) names.add(name);
    }
  }
  for (const inner of document.references.values()) checkReferences(inner);
  return [...names];
}

function* referencesOf(place: SchemaPlace): Generator<readonly [string, string]> {
  if (!isObject(place.value)) return;
  for (const keyword of referenceKeywords) {
    const reference = member(place.value, keyword);
    if (typeof reference === "string" && keywordOf(place.dialect, keyword) !== undefined) yield [keyword, reference];
  }
}

/**
 * Refuses schemas whose evaluation would not end or would take out of all proportion: a reference that comes back to
 * itself without looking into a member or item, and combinations that multiply.
 * @throws SluiceError INVALID_SCHEMA or LIMIT_EXCEEDED.
 */
export function checkTermination(program: SchemaProgram): void {
  const trials = new Map<Schema, number>();
  for (const schema of program.schemas) countTrials(schema, trials, []);
}

function countTrials(schema: Schema, trials: Map<Schema, number>, chain: readonly Schema[]): number {
  const known = trials.get(schema);
  if (known !== undefined) return known;
  if (chain.includes(schema)) throw endless(schema, chain);
  if (chain.length >= maxChain) throw tooMuch(schema, `a chain of more than ${maxChain} references and combinations`);
  let total = 1;
  const longer = [...chain, schema];
  for (const inner of inPlaceSchemas(schema)) total += countTrials(inner, trials, longer);
  if (total > maxTrials) throw tooMuch(schema, `more than ${maxTrials} schemas to try on one value`);
  trials.set(schema, total);
  return total;
}

function endless(schema: Schema, chain: readonly Schema[]): SluiceError {
  const cycle = chain.slice(chain.indexOf(schema));
  const steps = [...cycle, schema].map((step) => `#${step.place.pointer}`).join(" -> ");
  const start = cycle.find((step) => step.ref !== undefined) ?? schema;
  return problemAt(
    start.place,
    start.place.pointer,
    `the schema refers to itself without looking into a property or item, so checking would never end: ${steps}.`,
  );
}

function tooMuch(schema: Schema, what: string): SluiceError {
  const { name } = schema.place.resource.document;
  const where = name === "" ? "" : ` of the referenced schema '${name}'`;
  const message = `At '${schema.place.pointer}'${where}: ${what}. Flatten the combinations.`;
  return new SluiceError("LIMIT_EXCEEDED", message, { metadata: { pointer: schema.place.pointer } });
}
