import type { JsonValue } from "../model/json.js";
import type { Schema, SchemaTypeName } from "../model/schema.js";

/** Choices are compared in pairs, so that many of them take long; so do many values. */
const maxChoices = 64;
const maxTexts = 1_000;

/** Whether it can be told at sight that no value fits two of these: by their types, or by a member that all of them ask for. */
export function areTellablyDisjoint(choices: readonly Schema[]): boolean {
  if (choices.length > maxChoices) return false;
  const facts = choices.map(factsOf);
  const sizes = facts.flatMap(({ texts }) => [...texts.values()].map(({ size }) => size));
  if (sizes.reduce((sum, size) => sum + size, 0) > maxTexts) return false;
  return facts.every((a, index) => facts.slice(index + 1).every((b) => areApart(a, b)));
}

/** What a schema certainly asks for. */
interface Facts {
  readonly types: ReadonlySet<SchemaTypeName> | undefined;
  /** The texts that required members may have, by the name of the member. */
  readonly texts: ReadonlyMap<string, ReadonlySet<string>>;
}

function factsOf(choice: Schema): Facts {
  let schema = choice;
  // Schemas that lead back to themselves for the same value were refused when the schema was read.
  while (schema.ref !== undefined && schema.types === undefined && schema.properties === undefined) schema = schema.ref;
  const texts = new Map<string, ReadonlySet<string>>();
  const isObject = schema.types?.size === 1 && schema.types.has("object");
  for (const name of isObject ? (schema.required ?? []) : []) {
    const values = valuesOf(schema.properties?.get(name));
    if (values?.every((value) => typeof value === "string") === true) texts.set(name, new Set(values));
  }
  return { types: schema.types, texts };
}

function valuesOf(schema: Schema | undefined): readonly JsonValue[] | undefined {
  return schema?.constant === undefined ? schema?.enum : [schema.constant.value];
}

function areApart(a: Facts, b: Facts): boolean {
  if (a.types !== undefined && b.types !== undefined && areTypesApart(a.types, b.types)) return true;
  for (const [name, texts] of a.texts) {
    const others = b.texts.get(name);
    if (others !== undefined && [...texts].every((text) => !others.has(text))) return true;
  }
  return false;
}

function areTypesApart(a: ReadonlySet<SchemaTypeName>, b: ReadonlySet<SchemaTypeName>): boolean {
  for (const type of a) if (b.has(type)) return false;
  const aboutNumbers = (types: ReadonlySet<SchemaTypeName>): boolean => types.has("number") || types.has("integer");
  return !(aboutNumbers(a) && aboutNumbers(b));
}
