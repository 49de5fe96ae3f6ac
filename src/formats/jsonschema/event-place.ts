import { tokensOf } from "../../core/json-pointer.js";

/** Keywords whose value is one schema about the same value, or about no value of the event. */
const inPlace: ReadonlySet<string> = new Set(["not", "if", "then", "else", "propertyNames"]);
/** Keywords with named or numbered schemas about the same value. */
const listed: ReadonlySet<string> = new Set(["allOf", "anyOf", "oneOf", "dependencies", "dependentSchemas"]);
/** Keywords with named schemas about members. */
const named: ReadonlySet<string> = new Set(["properties", "patternProperties"]);
/** Keywords with schemas that stand for themselves. */
const shelves: ReadonlySet<string> = new Set(["definitions", "$defs"]);

/**
 * Where events have what the schema at a pointer is about, in words that can begin a sentence. A definition may be used
 * at many places, so it is named itself.
 */
export function eventPlaceOf(pointer: string): string {
  const { steps, definition } = stepsOf(tokensOf(pointer));
  const path = steps.length === 0 ? undefined : `'${steps.join("/")}'`;
  if (definition === undefined) return path ?? "The event";
  return path === undefined ? `The definition '${definition}'` : `${path} of the definition '${definition}'`;
}

/** Steps into a value, from the definition that is entered last or from the event. */
function stepsOf(tokens: readonly string[]): { readonly steps: readonly string[]; readonly definition?: string } {
  let steps: string[] = [];
  let definition: string | undefined;
  for (let at = 0; at < tokens.length; at++) {
    const [keyword = "", entry = ""] = tokens.slice(at, at + 2);
    if (inPlace.has(keyword)) continue;
    const hasEntry = named.has(keyword) || listed.has(keyword) || shelves.has(keyword) || isPosition(keyword, entry);
    if (shelves.has(keyword)) [steps, definition] = [[], entry];
    else if (keyword === "properties" || isPosition(keyword, entry)) steps.push(entry);
    else if (!listed.has(keyword)) steps.push("*");
    if (hasEntry) at++;
  }
  return definition === undefined ? { steps } : { steps, definition };
}

function isPosition(keyword: string, entry: string): boolean {
  return (keyword === "items" || keyword === "prefixItems") && /^\d+$/.test(entry);
}
