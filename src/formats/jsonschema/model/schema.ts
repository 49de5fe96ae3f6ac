import type { Pattern } from "../patterns/pattern.js";
import type { JsonValue } from "./json.js";
import type { SchemaPlace } from "./document.js";
import { isObject } from "./json.js";

/** Type names as the keyword `type` spells them. */
export type SchemaTypeName = "null" | "boolean" | "integer" | "number" | "string" | "array" | "object";

/**
 * One subschema in the words of draft 2020-12, whatever dialect it was written in. References are resolved to the
 * schema they lead to, dynamic ones for the scope they are reached in, so the whole is a graph that may have cycles.
 * Every member is there, stated or not: judging a payload reads most of them, and V8 reads those of objects of one shape
 * several times as fast.
 */
export interface Schema {
  readonly place: SchemaPlace;
  /** Set for boolean schemas: what they answer. */
  readonly always: boolean | undefined;
  readonly ref: Schema | undefined;
  readonly types: ReadonlySet<SchemaTypeName> | undefined;
  readonly enum: readonly JsonValue[] | undefined;
  readonly constant: { readonly value: JsonValue } | undefined;
  readonly multipleOf: number | undefined;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly exclusiveMinimum: number | undefined;
  readonly exclusiveMaximum: number | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly pattern: Pattern | undefined;
  readonly format: string | undefined;
  readonly properties: ReadonlyMap<string, Schema> | undefined;
  readonly patternProperties: readonly PatternProperty[] | undefined;
  readonly additionalProperties: Schema | undefined;
  readonly propertyNames: Schema | undefined;
  readonly unevaluatedProperties: Schema | undefined;
  readonly required: readonly string[] | undefined;
  readonly dependentRequired: ReadonlyMap<string, readonly string[]> | undefined;
  readonly dependentSchemas: ReadonlyMap<string, Schema> | undefined;
  readonly minProperties: number | undefined;
  readonly maxProperties: number | undefined;
  readonly prefixItems: readonly Schema[] | undefined;
  readonly items: Schema | undefined;
  readonly contains: Schema | undefined;
  readonly minContains: number | undefined;
  readonly maxContains: number | undefined;
  readonly uniqueItems: boolean | undefined;
  readonly minItems: number | undefined;
  readonly maxItems: number | undefined;
  readonly unevaluatedItems: Schema | undefined;
  readonly allOf: readonly Schema[] | undefined;
  readonly anyOf: readonly Schema[] | undefined;
  readonly oneOf: readonly Schema[] | undefined;
  readonly not: Schema | undefined;
  readonly if: Schema | undefined;
  readonly then: Schema | undefined;
  readonly else: Schema | undefined;
  /** Set where the schema states a default. */
  readonly default: { readonly value: JsonValue } | undefined;
}

/** What a schema can say, beside where it stands. */
export type Stated = { readonly [Key in Exclude<keyof Schema, "place">]?: Exclude<Schema[Key], undefined> };

/** A schema that says nothing as yet. Spelled out: V8 keeps the members of such a literal in the object itself. */
export function blankSchema(place: SchemaPlace): Schema {
  return {
    place,
    always: undefined,
    ref: undefined,
    types: undefined,
    enum: undefined,
    constant: undefined,
    multipleOf: undefined,
    minimum: undefined,
    maximum: undefined,
    exclusiveMinimum: undefined,
    exclusiveMaximum: undefined,
    minLength: undefined,
    maxLength: undefined,
    pattern: undefined,
    format: undefined,
    properties: undefined,
    patternProperties: undefined,
    additionalProperties: undefined,
    propertyNames: undefined,
    unevaluatedProperties: undefined,
    required: undefined,
    dependentRequired: undefined,
    dependentSchemas: undefined,
    minProperties: undefined,
    maxProperties: undefined,
    prefixItems: undefined,
    items: undefined,
    contains: undefined,
    minContains: undefined,
    maxContains: undefined,
    uniqueItems: undefined,
    minItems: undefined,
    maxItems: undefined,
    unevaluatedItems: undefined,
    allOf: undefined,
    anyOf: undefined,
    oneOf: undefined,
    not: undefined,
    if: undefined,
    then: undefined,
    else: undefined,
    default: undefined,
  };
}

/** A schema in the place of another that says this and nothing else. */
export function schemaLike({ place }: Pick<Schema, "place">, stated: Stated): Schema {
  return Object.assign(blankSchema(place), stated);
}

/** The names of what a schema says. */
export function statedIn(schema: Schema): readonly string[] {
  return Object.entries(schema).flatMap(([name, value]) => (name === "place" || value === undefined ? [] : [name]));
}

/** Schemas for the properties whose names match a regular expression. */
export interface PatternProperty {
  readonly pattern: Pattern;
  readonly schema: Schema;
}

/** Everything reachable from one root schema. */
export interface SchemaProgram {
  readonly root: Schema;
  readonly schemas: readonly Schema[];
  /** Targets of references: those that may be reached more than once. */
  readonly targets: ReadonlySet<Schema>;
  /** Whether `unevaluatedProperties` or `unevaluatedItems` occurs. */
  readonly tracksEvaluated: boolean;
}

const olderSpellings: Readonly<Record<string, readonly string[]>> = {
  prefixItems: ["items"],
  items: ["additionalItems"],
  dependentRequired: ["dependencies"],
  dependentSchemas: ["dependencies"],
  exclusiveMinimum: ["minimum"],
  exclusiveMaximum: ["maximum"],
  ref: ["$ref", "$dynamicRef", "$recursiveRef"],
};

/** The keyword as the author of the schema spelled it: `prefixItems` is `items` before 2020-12, and so on. */
export function spelledKeyword(schema: Schema, keyword: string): string {
  const { value, dialect } = schema.place;
  if (!isObject(value)) return keyword;
  if (dialect !== "2020-12" && keyword === "items" && schema.prefixItems !== undefined) return "additionalItems";
  if (Object.hasOwn(value, keyword) && !(dialect === "draft-04" && keyword.startsWith("exclusive"))) return keyword;
  const older = olderSpellings[keyword] ?? [];
  return older.find((name) => Object.hasOwn(value, name)) ?? keyword;
}

/** The schemas that judge the same value as `schema` itself (not one of its members or items). */
export function inPlaceSchemas(schema: Schema): Schema[] {
  const found: Schema[] = [];
  if (schema.ref !== undefined) found.push(schema.ref);
  found.push(...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? []));
  for (const inner of [schema.not, schema.if, schema.then, schema.else]) if (inner !== undefined) found.push(inner);
  found.push(...(schema.dependentSchemas?.values() ?? []));
  return found;
}

/** Schemas with all that judge the same values as these, however far from them. */
export function withInPlace(schemas: Iterable<Schema>): Set<Schema> {
  const found = new Set(schemas);
  for (const schema of found) for (const inner of inPlaceSchemas(schema)) found.add(inner);
  return found;
}

/** Keywords whose value is one number. */
export const numberKeywords = [
  "multipleOf",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minLength",
  "maxLength",
  "minProperties",
  "maxProperties",
  "minContains",
  "maxContains",
  "minItems",
  "maxItems",
] as const satisfies readonly (keyof Schema)[];

/** Keywords whose value is compared and copied as it is. */
export const plainKeywords = [...numberKeywords, "format", "uniqueItems"] as const satisfies readonly (keyof Schema)[];
