/** Any JSON value, read-only. */
export type JsonValue = null | boolean | number | string | JsonArray | JsonObject;
/** A JSON array, read-only. */
export type JsonArray = readonly JsonValue[];
/** A JSON object, read-only. Keys are own properties, also `__proto__`. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Names of the JSON types as the keyword `type` spells them, without `integer`. */
export type JsonTypeName = "null" | "boolean" | "number" | "string" | "array" | "object";

/** Parses JSON text. @throws SyntaxError as JSON.parse does. */
export function parseJson(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}

/** Whether the value is a JSON object (not null, not an array). */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether the value is a JSON array. */
export function isArray(value: JsonValue | undefined): value is JsonArray {
  return Array.isArray(value);
}

/** The own member of that name, or undefined; never something inherited. */
export function member(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The JSON type of a value. */
export function typeOf(value: JsonValue): JsonTypeName {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  const name = typeof value;
  return name === "string" || name === "number" || name === "boolean" ? name : "object";
}

/** An object with these members; a member named `__proto__` becomes an own property like any other. */
export function objectOf(entries: Iterable<readonly [string, JsonValue]>): JsonObject {
  return Object.fromEntries(entries);
}

/** Text equal for two values exactly when JSON Schema calls them equal: member order does not matter, `1.0` equals `1`. */
export function valueKey(value: JsonValue): string {
  if (isArray(value)) return `[${value.map(valueKey).join(",")}]`;
  // As text, since JSON has no word for what a number beyond all doubles is read as.
  if (typeof value === "number") return String(value === 0 ? 0 : value);
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${valueKey(value[key] ?? null)}`);
  return `{${members.join(",")}}`;
}

/** Whether two values are equal in the sense of JSON Schema. */
export function sameValue(a: JsonValue, b: JsonValue): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object") return false;
  return valueKey(a) === valueKey(b);
}
