import { type SluiceError } from "../../../core/errors.js";
import type { SchemaSource } from "../../../core/schema.js";
import { type Dialect, defaultDialect, dialectOf, dialects, isAtLeast } from "./dialect.js";
import { isArray, isObject, type JsonObject, type JsonValue, member } from "./json.js";
import { shapeProblem } from "./keyword-shapes.js";
import { childPointer } from "../../../core/json-pointer.js";
import { invalidSchemaAt, parseSchemaText } from "./schema-text.js";
import { keywordOf, likelyKeyword } from "./vocabulary.js";

/** A schema with its own identity: the root of a text, or a subschema that carries `$id`. */
export interface SchemaResource {
  readonly document: SchemaDocument;
  readonly pointer: string;
  /** What references inside it are relative to. */
  readonly baseUri: string;
  /** Whether the schema itself says so, by `$id`; otherwise it is the name that it is referred to by. */
  readonly isStated: boolean;
  /** Pointers of the subschemas named by `$anchor` (or, up to draft-07, by `$id: "#name"`). */
  readonly anchors: Map<string, string>;
  /** Pointers of the subschemas named by `$dynamicAnchor`; `$recursiveAnchor` counts as the name `#`. */
  readonly dynamicAnchors: Map<string, string>;
}

/** A subschema: where it is and what its words mean there. */
export interface SchemaPlace {
  readonly pointer: string;
  readonly value: JsonValue;
  readonly dialect: Dialect;
  readonly resource: SchemaResource;
}

/** One schema text, read and checked keyword by keyword. */
export interface SchemaDocument {
  /** The name references use for it; empty for the schema itself. */
  readonly name: string;
  readonly text: string;
  readonly root: JsonValue;
  /** Every subschema by its pointer. */
  readonly places: Map<string, SchemaPlace>;
  readonly resources: Map<string, SchemaResource>;
  /** What reference names stand for inside this document. */
  readonly references: ReadonlyMap<string, SchemaDocument>;
}

/** Base of schemas that state no absolute `$id`; never shown and never fetched. */
export const anonymousBase = "sluice:///";

/**
 * Reads a schema and everything it references, and checks the shape of every keyword.
 * @throws SluiceError INVALID_SCHEMA or LIMIT_EXCEEDED.
 */
export function readDocument(source: SchemaSource, name = ""): SchemaDocument {
  const root = parseSchemaText(source.text, name);
  const document: SchemaDocument = {
    name,
    text: source.text,
    root,
    places: new Map(),
    resources: new Map(),
    references: new Map(source.references.map((entry) => [entry.name, readDocument(entry.source, entry.name)])),
  };
  const base = name === "" ? anonymousBase : resolveUri(name, anonymousBase);
  const resource = addResource({ document, pointer: "", baseUri: base, isStated: false });
  scanSchema({ pointer: "", value: root, dialect: defaultDialect, resource });
  return document;
}

/** Resolves a URI reference; what cannot be resolved is returned as it is. The fragment is dropped. */
export function resolveUri(reference: string, base: string): string {
  try {
    const url = new URL(reference, base);
    url.hash = "";
    return url.href;
  } catch {
    return reference.split("#")[0] ?? reference;
  }
}

/**
 * Checks a subschema and all below it, and records their places. Also used for places that only a `$ref` makes schemas
 * of; what was recorded before is left alone.
 */
export function scanSchema(place: SchemaPlace): void {
  const { pointer, value } = place;
  const { document } = place.resource;
  if (document.places.has(pointer)) return;
  if (!isObject(value)) {
    checkBareSchema(place);
    document.places.set(pointer, place);
    return;
  }
  const inDialect = { ...place, dialect: statedDialect(place, value) };
  const here = { ...inDialect, resource: identify(inDialect, value) };
  document.places.set(pointer, here);
  for (const [name, inner] of Object.entries(value)) scanKeyword(here, name, inner);
}

function checkBareSchema(place: SchemaPlace): void {
  if (typeof place.value !== "boolean") {
    throw problemAt(place, place.pointer, "a schema must be an object or a boolean.");
  }
  if (place.dialect === "draft-04" && !/\/additional(?:Items|Properties)$/.test(place.pointer)) {
    throw problemAt(place, place.pointer, 'draft-04 has no boolean schemas; write {} or {"not": {}}.');
  }
}

function statedDialect(place: SchemaPlace, value: JsonObject): Dialect {
  const stated = member(value, "$schema");
  if (stated === undefined) return place.dialect;
  if (typeof stated !== "string") throw problemAt(place, `${place.pointer}/$schema`, "'$schema' must be a string.");
  const dialect = dialectOf(stated);
  if (dialect === undefined) {
    const known = dialects.join(", ");
    throw problemAt(
      place,
      `${place.pointer}/$schema`,
      `'$schema' names a dialect Sluice does not know: '${stated}'. Known are ${known}.`,
    );
  }
  return dialect;
}

function identify(place: SchemaPlace, value: JsonObject): SchemaResource {
  const { pointer, dialect } = place;
  let { resource } = place;
  const legacy = !isAtLeast(dialect, "2019-09");
  const id = member(value, dialect === "draft-04" ? "id" : "$id");
  if (typeof id === "string" && !(legacy && Object.hasOwn(value, "$ref"))) resource = named(place, id, legacy);
  const anchor = member(value, "$anchor");
  if (typeof anchor === "string" && !legacy) addAnchor(resource.anchors, place, anchor);
  const dynamic = member(value, "$dynamicAnchor");
  if (typeof dynamic === "string" && dialect === "2020-12") {
    addAnchor(resource.anchors, place, dynamic);
    resource.dynamicAnchors.set(dynamic, pointer);
  }
  if (dialect === "2019-09" && member(value, "$recursiveAnchor") === true && resource.pointer === pointer) {
    resource.dynamicAnchors.set("#", pointer);
  }
  return resource;
}

/** Up to draft-07 the fragment of an id is an anchor, of the resource around it or of its own (draft-07 core 8.2.3). */
function named(place: SchemaPlace, id: string, legacy: boolean): SchemaResource {
  const { pointer, resource } = place;
  const { document } = resource;
  const [uri = "", anchor = ""] = id.split("#", 2);
  const baseUri = resolveUri(uri, resource.baseUri);
  const isAnchorOnly = id.startsWith("#") || (legacy && anchor !== "" && baseUri === resource.baseUri);
  const own = isAnchorOnly ? resource : addResource({ document, pointer, baseUri, isStated: id !== "" });
  if (legacy && anchor !== "") addAnchor(own.anchors, place, anchor);
  return own;
}

function addAnchor(anchors: Map<string, string>, place: SchemaPlace, name: string): void {
  const earlier = anchors.get(name);
  if (earlier !== undefined && earlier !== place.pointer) {
    throw problemAt(place, place.pointer, `the anchor '${name}' is already taken by '${earlier}'.`);
  }
  anchors.set(name, place.pointer);
}

function addResource(identity: Omit<SchemaResource, "anchors" | "dynamicAnchors">): SchemaResource {
  const resource = { ...identity, anchors: new Map(), dynamicAnchors: new Map() };
  identity.document.resources.set(identity.pointer, resource);
  return resource;
}

function scanKeyword(place: SchemaPlace, name: string, value: JsonValue): void {
  const pointer = childPointer(place.pointer, name);
  const keyword = keywordOf(place.dialect, name);
  if (keyword === undefined) {
    const meant = likelyKeyword(place.dialect, name);
    if (meant === undefined) return;
    throw problemAt(place, pointer, `'${name}' is not a keyword of JSON Schema. Did you mean '${meant}'?`);
  }
  const problem = shapeProblem(keyword.shape, value);
  if (problem !== undefined) throw problemAt(place, pointer, `'${name}' ${problem}.`);
  checkDraft04(place, name, value);
  for (const [inner, schema] of subschemasOf(keyword.shape, pointer, value)) {
    scanSchema({ ...place, pointer: inner, value: schema });
  }
  if (keyword.shape === "dependencies") checkDependencies(place, pointer, value);
}

function checkDraft04(place: SchemaPlace, name: string, value: JsonValue): void {
  if (place.dialect !== "draft-04" || !isArray(value) || value.length > 0) return;
  if (name === "required" || name === "enum") {
    throw problemAt(place, childPointer(place.pointer, name), `'${name}' must not be empty in draft-04; leave it out.`);
  }
}

function checkDependencies(place: SchemaPlace, pointer: string, value: JsonValue): void {
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    const problem = isArray(inner) ? shapeProblem("names", inner) : undefined;
    if (problem !== undefined) throw problemAt(place, childPointer(pointer, name), `'dependencies' ${problem}.`);
  }
}

function* subschemasOf(shape: string, pointer: string, value: JsonValue): Generator<readonly [string, JsonValue]> {
  if (shape === "schema" || shape === "schema-or-boolean" || (shape === "schema-or-list" && !isArray(value))) {
    yield [pointer, value];
  } else if (isArray(value) && (shape === "schema-list" || shape === "schema-or-list")) {
    for (const [at, schema] of value.entries()) yield [childPointer(pointer, at), schema];
  } else if (isObject(value) && (shape === "schema-map" || shape === "dependencies")) {
    for (const [name, schema] of Object.entries(value)) {
      if (shape === "schema-map" || !isArray(schema)) yield [childPointer(pointer, name), schema];
    }
  }
}

/** An INVALID_SCHEMA error about a pointer into the document a place belongs to. */
export function problemAt(place: SchemaPlace, pointer: string, problem: string): SluiceError {
  const { text, name } = place.resource.document;
  return invalidSchemaAt({ text, name, pointer }, problem);
}
