import type { SchemaDocument } from "./model/document.js";
import { isObject, member } from "./model/json.js";

/** Property names, names of definitions, titles and descriptions of a schema, one per line, each once. */
export function searchTextOf(document: SchemaDocument): string {
  const lines = new Set<string>();
  for (const { value } of document.places.values()) {
    if (!isObject(value)) continue;
    for (const keyword of ["title", "description"]) {
      const text = member(value, keyword);
      if (typeof text === "string") lines.add(text);
    }
    for (const keyword of ["properties", "$defs", "definitions"]) {
      const map = member(value, keyword);
      if (isObject(map)) for (const name of Object.keys(map)) lines.add(name);
    }
  }
  return [...lines].join("\n");
}
