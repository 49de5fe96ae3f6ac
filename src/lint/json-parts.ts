import { itemsOf, textOf } from "./json-text.js";
import type { JsonSubschema } from "./read-json-schema.js";

const parts: ReadonlySet<string> = new Set([
  ...["allOf", "if", "then", "else", "not", "dependentSchemas", "dependencies", "contains", "propertyNames"],
]);
const branches: ReadonlySet<string> = new Set(["anyOf", "oneOf"]);

/**
 * Whether a schema only adds to what another says about the same value, so that what it leaves out may be said there:
 * branches of `allOf`, conditions, branches beside `type` or `properties`, and everything inside of them.
 */
export function isPart(schema: JsonSubschema): boolean {
  for (let at: JsonSubschema = schema; at.parent !== undefined; at = at.parent) {
    if (parts.has(at.keyword)) return true;
    if (branches.has(at.keyword) && (at.parent.members.has("properties") || at.parent.members.has("type"))) return true;
  }
  return false;
}

/** The types a schema says; undefined when it says none. */
export function typesOf(schema: JsonSubschema): readonly string[] | undefined {
  const type = schema.members.get("type");
  const single = textOf(type);
  if (single !== undefined) return [single];
  return type?.type === "array" ? itemsOf(type).map((item) => textOf(item) ?? "") : undefined;
}

/** Whether a schema leaves a type possible. */
export function allowsType(schema: JsonSubschema, type: string): boolean {
  return typesOf(schema)?.includes(type) ?? true;
}
