/** A value as JSON has them. */
export type Json = null | boolean | number | string | Json[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  [name: string]: Json;
}

/** Whether a value is a JSON object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is an array of strings. */
export function isStringArray(value: Json | undefined): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** One value inside another: where it hangs and under which name. */
export interface Member {
  readonly parent: JsonObject;
  readonly name: string;
  readonly value: Json;
}

/** Every member of every object inside a value, outermost first. */
export function membersOf(value: Json): Member[] {
  if (Array.isArray(value)) return value.flatMap(membersOf);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, child]) => [{ parent: value, name, value: child }, ...membersOf(child)]);
}

/** The value a JSON Pointer (RFC 6901) leads to; undefined when there is none. */
export function valueAt(root: Json, pointer: string): Json | undefined {
  let value: Json | undefined = root;
  for (const token of pointer.split("/").slice(1)) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(value)) value = value[Number(name)];
    else value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

/** Parses text that is known to be JSON. @throws SyntaxError when it is not */
export function parseJson(text: string): Json {
  return JSON.parse(text) as Json;
}
