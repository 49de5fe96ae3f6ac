import { type JsonArray, type JsonValue, sameValue, valueKey } from "../model/json.js";

/** Among so few values looking at each is faster than looking one up. */
export const fewValues = 16;

const lookups = new WeakMap<JsonArray, ReadonlySet<JsonValue>>();

/** Whether a value is one of those of a list, in the sense of JSON Schema. The list must not change. */
export function isListed(values: JsonArray, value: JsonValue): boolean {
  if (values.length <= fewValues) return values.some((one) => sameValue(one, value));
  let keys = lookups.get(values);
  if (keys === undefined) lookups.set(values, (keys = new Set(values.map(lookupKey))));
  return keys.has(lookupKey(value));
}

/** What is the same for two values exactly when JSON Schema calls them equal. */
export function lookupKey(value: JsonValue): JsonValue {
  // Keys of objects and arrays start with a bracket; the prefix keeps strings that look like them apart.
  if (typeof value === "string") return `s${value}`;
  return typeof value === "object" && value !== null ? valueKey(value) : value;
}
