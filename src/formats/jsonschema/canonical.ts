import { isArray, isObject, type JsonObject, type JsonValue, objectOf, valueKey } from "./model/json.js";
import type { SchemaDocument, SchemaPlace } from "./model/document.js";
import { childPointer } from "../../core/json-pointer.js";
import { keywordOf } from "./model/vocabulary.js";

/** The text without white space between tokens; order of members kept, numbers spelled the shortest way. */
export function canonicalText(document: SchemaDocument): string {
  return JSON.stringify(document.root);
}

const setShapes: ReadonlySet<string> = new Set(["names", "types", "values"]);

/** The text with members sorted everywhere and lists that are sets (`required`, `enum`, `type`) sorted too; annotations stay. */
export function normalizedText(document: SchemaDocument): string {
  return JSON.stringify(normalize(document, "", document.root));
}

function normalize(document: SchemaDocument, pointer: string, value: JsonValue): JsonValue {
  if (isArray(value)) return value.map((item, at) => normalize(document, childPointer(pointer, at), item));
  if (!isObject(value)) return value;
  const place = document.places.get(pointer);
  return sortMembers(value, (key, inner) => {
    const below = childPointer(pointer, key);
    return place === undefined ? normalize(document, below, inner) : normalizeKeyword({ document, place, key }, inner);
  });
}

interface KeywordPlace {
  readonly document: SchemaDocument;
  readonly place: SchemaPlace;
  readonly key: string;
}

function normalizeKeyword({ document, place, key }: KeywordPlace, value: JsonValue): JsonValue {
  const shape = keywordOf(place.dialect, key)?.shape;
  if (shape === "anything" || shape === "values") {
    // Values are compared as they are; their own arrays are no sets.
    return shape === "values" && isArray(value) ? sortValues(value) : value;
  }
  if (shape !== undefined && setShapes.has(shape) && isArray(value)) {
    const sorted = sortValues(value);
    return key === "type" && sorted.length === 1 ? (sorted[0] ?? null) : sorted;
  }
  if (shape === "names-map" && isObject(value)) {
    return sortMembers(value, (_, inner) => (isArray(inner) ? sortValues(inner) : inner));
  }
  return normalize(document, childPointer(place.pointer, key), value);
}

function sortValues(values: readonly JsonValue[]): JsonValue[] {
  return values
    .map((value) => ({ value, key: valueKey(value) }))
    .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ value }) => value);
}

function sortMembers(object: JsonObject, map: (key: string, value: JsonValue) => JsonValue): JsonObject {
  return objectOf(
    Object.keys(object)
      .sort()
      .map((key) => [key, map(key, object[key] ?? null)] as const),
  );
}
