import type { Pattern } from "../patterns/pattern.js";
import type { JsonValue } from "./json.js";
import type { SchemaPlace } from "./document.js";
import { isObject } from "./json.js";

/** Type names as the keyword `type` spells them. */
export type SchemaTypeName = "null" | "boolean" | "integer" | "number" | "string" | "array" | "object";

/**
 * One subschema in the words of draft 2020-12, whatever dialect it was written in. References are resolved to the
 * schema they lead to, dynamic ones for the scope they are reached in, so the whole is a graph that may have cycles.
 */
export interface Schema {
  readonly place: SchemaPlace;
  /** Set for boolean schemas: what they answer. */
  readonly always?: boolean;
  readonly ref?: Schema;
  readonly types?: ReadonlySet<SchemaTypeName>;
  readonly enum?: readonly JsonValue[];
  readonly constant?: { readonly value: JsonValue };
  readonly multipleOf?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: Pattern;
  readonly format?: string;
  readonly properties?: ReadonlyMap<string, Schema>;
  readonly patternProperties?: readonly PatternProperty[];
  readonly additionalProperties?: Schema;
  readonly propertyNames?: Schema;
  readonly unevaluatedProperties?: Schema;
  readonly required?: readonly string[];
  readonly dependentRequired?: ReadonlyMap<string, readonly string[]>;
  readonly dependentSchemas?: ReadonlyMap<string, Schema>;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly prefixItems?: readonly Schema[];
  readonly items?: Schema;
  readonly contains?: Schema;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly uniqueItems?: boolean;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly unevaluatedItems?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
  /** Set where the schema states a default. */
  readonly default?: { readonly value: JsonValue };
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
