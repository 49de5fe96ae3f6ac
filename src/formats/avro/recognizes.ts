import { isPrimitiveName } from "./names.js";

/** Attributes that, beside their `type`, no other schema language has. */
const telling: ReadonlyMap<string, string> = new Map([
  ["record", "fields"],
  ["error", "fields"],
  ["enum", "symbols"],
  ["fixed", "size"],
  ["map", "values"],
]);
const avroOnly: ReadonlySet<string> = new Set(["int", "long", "float", "double", "bytes"]);

/**
 * Whether a text is JSON that can only be an Avro schema: a primitive name in quotes, an array (union), or an object with a
 * type of Avro's own. `{"type":"string"}` and the like are not: they are JSON Schema as well.
 */
export function recognizes(text: string): boolean {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Text that is not JSON is simply not Avro; what is wrong with it is for the format it belongs to.
    return false;
  }
  if (typeof value === "string") return isPrimitiveName(value);
  if (Array.isArray(value))
    return value.length > 0 && value.every((item) => typeof item === "string" || isObject(item));
  return isObject(value) && isAvroObject(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isAvroObject(value: Record<string, unknown>): boolean {
  const type = value["type"];
  if (typeof type !== "string" || "$schema" in value) return false;
  if (avroOnly.has(type)) return true;
  if (type === "array" && isObject(value["items"])) return isAvroObject(value["items"]);
  if (type === "array") return typeof value["items"] === "string";
  const attribute = telling.get(type);
  return attribute !== undefined && attribute in value;
}
