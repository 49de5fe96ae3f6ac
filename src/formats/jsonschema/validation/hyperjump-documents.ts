import { anonymousBase, resolveUri, type SchemaDocument, type SchemaPlace } from "../model/document.js";
import { isArray, isObject, type JsonObject, type JsonValue, member, objectOf } from "../model/json.js";
import { type Dialect, dialectUri, isAtLeast } from "../model/dialect.js";
import { childPointer } from "../../../core/json-pointer.js";
import { valueAt } from "../model/pointer.js";
import { resolveReference } from "../model/reference.js";

/** A schema text as another validator is to read it. */
export interface PlainDocument {
  /** Where it claims to be from. */
  readonly uri: string;
  readonly dialect: string;
  readonly schema: JsonObject | boolean;
}

/** A schema with everything it references, addressed as its own texts address it. */
export interface PlainDocuments {
  readonly root: PlainDocument;
  /** By the URI that some `$ref` leads to; each may be there under several. */
  readonly others: ReadonlyMap<string, PlainDocument>;
}

/**
 * The texts of a schema and its references for a validator that resolves references by URI. They are as they were written,
 * but for three things: dialects are named by the usual URI, `dependencies` in newer dialects are repeated in the words
 * these have for it, and with `defaultsFill` names of required members with a default are taken out. Undefined where one
 * URI means different texts in different places, or values look like schemas with an identity of their own.
 */
export function plainDocuments(document: SchemaDocument, defaultsFill: boolean): PlainDocuments | undefined {
  const others = new Map<string, PlainDocument>();
  const made = new Map<SchemaDocument, PlainDocument>();
  const plain = (one: SchemaDocument): PlainDocument => {
    let found = made.get(one);
    if (found === undefined) made.set(one, (found = plainDocument(one, defaultsFill)));
    return found;
  };
  const root = plain(document);
  if (claimsFalsely(document)) return undefined;
  const open = [document];
  const seen = new Set(open);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { uri, target } of externalReferences(at)) {
      const stated = plain(target);
      const earlier = others.get(uri);
      if (earlier !== undefined && earlier !== stated && !isSame(earlier, stated)) return undefined;
      others.set(uri, earlier ?? stated);
      if (seen.has(target)) continue;
      if (claimsFalsely(target)) return undefined;
      seen.add(target);
      open.push(target);
    }
  }
  return hasClashes([root, ...others.values()]) ? undefined : { root, others };
}

const identities = ["$id", "id", "$anchor", "$dynamicAnchor", "$ref", "$schema"];

/** Whether something that is no schema, such as a value in `enum`, has what identifies schemas, or `$ref` stands beside it. */
function claimsFalsely(document: SchemaDocument): boolean {
  const open: (readonly [JsonValue, string, Dialect])[] = [[document.root, "", "draft-07"]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, pointer, above] = next;
    if (typeof value !== "object" || value === null) continue;
    const place = document.places.get(pointer);
    const dialect = place?.dialect ?? above;
    if (isObject(value)) {
      const stated = identities.filter(
        (name) => typeof member(value, name) === "string" && (name !== "id" || dialect === "draft-04"),
      );
      const isReference = stated.includes("$ref") && !isAtLeast(dialect, "2019-09");
      if (place === undefined ? stated.length > 0 : isReference && stated.length > 1) return true;
    }
    for (const [name, inner] of Object.entries(value)) open.push([inner, childPointer(pointer, name), dialect]);
  }
  return false;
}

function isSame(a: PlainDocument, b: PlainDocument): boolean {
  return a === b || (a.uri === b.uri && JSON.stringify(a.schema) === JSON.stringify(b.schema));
}

function hasClashes(documents: readonly PlainDocument[]): boolean {
  const byUri = new Map<string, PlainDocument>();
  for (const one of documents) {
    const other = byUri.get(one.uri);
    if (other !== undefined && !isSame(one, other)) return true;
    byUri.set(one.uri, one);
  }
  return false;
}

function* externalReferences(document: SchemaDocument): Generator<{ uri: string; target: SchemaDocument }> {
  for (const place of document.places.values()) {
    if (!isObject(place.value)) continue;
    for (const keyword of ["$ref", "$dynamicRef", "$recursiveRef"]) {
      const reference = member(place.value, keyword);
      if (typeof reference !== "string" || reference.startsWith("#")) continue;
      const target = resolveReference(place, keyword, reference).place.resource.document;
      if (target !== document) yield { uri: resolveUri(reference, place.resource.baseUri), target };
    }
  }
}

function plainDocument(document: SchemaDocument, defaultsFill: boolean): PlainDocument {
  const uri = document.name === "" ? `${anonymousBase}schema` : resolveUri(document.name, anonymousBase);
  const root = document.places.get("");
  const copy = structuredClone(document.root) as JsonObject | boolean;
  for (const place of document.places.values()) {
    const written = valueAt(copy, place.pointer);
    if (!isObject(written)) continue;
    const open = written as Record<string, JsonValue>;
    if (typeof open["$schema"] === "string") open["$schema"] = dialectUri(place.dialect);
    if (defaultsFill) takeFilledOut(place, open);
    if (isAtLeast(place.dialect, "2019-09")) repeatDependencies(open);
  }
  return { uri, dialect: dialectUri(root?.dialect ?? "draft-07"), schema: copy };
}

/** Takes names of members with a default out of `required`, as the engine does where readers apply defaults. */
function takeFilledOut(place: SchemaPlace, schema: Record<string, JsonValue>): void {
  const { required, properties } = schema;
  if (!isArray(required) || !isObject(properties)) return;
  const left = required.filter((name) => {
    const inner = typeof name === "string" ? member(properties, name) : undefined;
    if (!isObject(inner) || member(inner, "default") === undefined) return true;
    // Up to draft-07 nothing beside `$ref` counts.
    return Object.hasOwn(inner, "$ref") && !isAtLeast(place.dialect, "2019-09");
  });
  if (left.length > 0) schema["required"] = left;
  else delete schema["required"];
}

/** Sluice reads `dependencies` in every dialect, as the newer ones allow; they are said again in newer words. */
function repeatDependencies(schema: Record<string, JsonValue>): void {
  const { dependencies } = schema;
  if (!isObject(dependencies)) return;
  const lists = Object.entries(dependencies).filter(([, inner]) => isArray(inner));
  const schemas = Object.entries(dependencies).filter(([, inner]) => !isArray(inner));
  if (schema["dependentRequired"] === undefined && lists.length > 0) schema["dependentRequired"] = objectOf(lists);
  if (schema["dependentSchemas"] === undefined && schemas.length > 0) schema["dependentSchemas"] = objectOf(schemas);
}
