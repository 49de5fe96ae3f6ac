import { SluiceError } from "../../../core/errors.js";
import {
  anonymousBase,
  problemAt,
  resolveUri,
  type SchemaDocument,
  type SchemaPlace,
  type SchemaResource,
  scanSchema,
} from "./document.js";
import { tokensOf } from "../../../core/json-pointer.js";
import { valueAt } from "./pointer.js";

/** What a reference leads to. */
export interface ReferenceTarget {
  readonly place: SchemaPlace;
  /** The anchor name, when the reference used one that is declared dynamic at its target. */
  readonly dynamicName: string | undefined;
}

/**
 * Finds what a `$ref` (or the first target of a `$dynamicRef`) leads to: a place of the same document, or of a document
 * that the references of this one supply. Nothing is ever fetched.
 * @throws SluiceError REFERENCE_NOT_FOUND when the URI is not among the references, INVALID_SCHEMA when the fragment
 * leads nowhere.
 */
export function resolveReference(from: SchemaPlace, keyword: string, reference: string): ReferenceTarget {
  const hash = reference.indexOf("#");
  const uri = hash < 0 ? reference : reference.slice(0, hash);
  const fragment = decodeFragment(hash < 0 ? "" : reference.slice(hash + 1));
  const resource = uri === "" ? from.resource : findResource(from, uri, reference);
  return findFragment({ from, keyword, reference }, resource, fragment);
}

/** The part of a reference before the fragment when it names another schema, undefined when it stays in its document. */
export function externalName(from: SchemaPlace, reference: string): string | undefined {
  const uri = reference.split("#")[0] ?? "";
  if (uri === "") return undefined;
  return locate(from, uri, reference)?.document === from.resource.document ? undefined : uri;
}

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/**
 * What a URI stands for where it is used. What a document calls itself goes before what it refers to, and that before the name
 * others use for the document: a schema means the same whoever refers to it, and alone it has no such name.
 */
function locate(from: SchemaPlace, uri: string, reference: string): SchemaResource | undefined {
  const { document, baseUri } = from.resource;
  const absolute = resolveUri(uri, baseUri);
  const own = absolute === anonymousBase ? undefined : resourceAt(document, absolute);
  if (own?.isStated === true) return own;
  const named = document.references.get(reference) ?? document.references.get(uri);
  if (named !== undefined) return rootOf(named);
  for (const [name, candidate] of document.references) {
    const found = resolveUri(name, baseUri) === absolute ? rootOf(candidate) : resourceAt(candidate, absolute);
    if (found !== undefined) return found;
  }
  return own;
}

function resourceAt({ resources }: SchemaDocument, uri: string): SchemaResource | undefined {
  for (const resource of resources.values()) if (resource.baseUri === uri) return resource;
  return undefined;
}

function findResource(from: SchemaPlace, uri: string, reference: string): SchemaResource {
  const { document } = from.resource;
  const found = locate(from, uri, reference);
  if (found !== undefined) return found;
  const inside = document.name === "" ? "" : ` (used by the referenced schema '${document.name}')`;
  throw new SluiceError(
    "REFERENCE_NOT_FOUND",
    `The schema refers to '${reference}'${inside}, which is neither part of it nor among its references. ` +
      `Register that schema and list it under references with the name '${uri}'; nothing is fetched from the network.`,
    { metadata: { reference, name: uri } },
  );
}

function rootOf(document: SchemaDocument): SchemaResource {
  const root = document.resources.get("");
  if (root === undefined) throw new SluiceError("INTERNAL", "A schema document has no root resource.");
  return root;
}

interface Asked {
  readonly from: SchemaPlace;
  readonly keyword: string;
  readonly reference: string;
}

function findFragment(asked: Asked, resource: SchemaResource, fragment: string): ReferenceTarget {
  const { document } = resource;
  if (fragment === "" || fragment.startsWith("/")) {
    return { place: placeAt(asked, resource, resource.pointer + fragment), dynamicName: undefined };
  }
  const anchored = resource.anchors.get(fragment);
  const place = anchored === undefined ? undefined : document.places.get(anchored);
  if (place === undefined) {
    const where = `${asked.from.pointer}/${asked.keyword}`;
    throw problemAt(asked.from, where, `'${asked.keyword}' refers to the anchor '${fragment}', which does not exist.`);
  }
  return { place, dynamicName: resource.dynamicAnchors.get(fragment) === anchored ? fragment : undefined };
}

function placeAt(asked: Asked, resource: SchemaResource, pointer: string): SchemaPlace {
  const { document } = resource;
  const known = document.places.get(pointer);
  if (known !== undefined) return known;
  const value = valueAt(document.root, pointer);
  if (value === undefined) {
    const missing = pointer.slice(resource.pointer.length);
    const where = `${asked.from.pointer}/${asked.keyword}`;
    throw problemAt(asked.from, where, `'${asked.keyword}' refers to '#${missing}', which does not exist.`);
  }
  const context = nearestPlace(document, pointer) ?? asked.from;
  scanSchema({ pointer, value, dialect: context.dialect, resource: context.resource });
  return document.places.get(pointer) ?? context;
}

function nearestPlace(document: SchemaDocument, pointer: string): SchemaPlace | undefined {
  let at = pointer;
  for (let steps = tokensOf(pointer).length; steps >= 0; steps--) {
    const place = document.places.get(at);
    if (place !== undefined) return place;
    at = at.slice(0, Math.max(0, at.lastIndexOf("/")));
  }
  return undefined;
}
