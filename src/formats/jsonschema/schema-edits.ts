import type { TextEdit } from "../../core/finding.js";
import type { SchemaDocument, SchemaPlace } from "./model/document.js";
import { isArray, isObject, type JsonObject, type JsonValue, member, sameValue } from "./model/json.js";
import { childPointer } from "../../core/json-pointer.js";
import { valueAt } from "./model/pointer.js";
import { keywordOf } from "./model/vocabulary.js";
import { sourceOf } from "./schema-spot.js";

/** A change of a schema text: edits, or undefined where it cannot be made. */
export type Edits = readonly TextEdit[] | undefined;

/** Whether a subschema is part of the text that is compared; its references belong to others. */
export function isEditable({ resource }: SchemaPlace): boolean {
  return resource.document.name === "";
}

/** Puts a value below a place, or takes away what is there (undefined). */
export function put(place: SchemaPlace, tokens: readonly (string | number)[], value: JsonValue | undefined): Edits {
  if (!isEditable(place)) return undefined;
  const pointer = tokens.reduce<string>(childPointer, place.pointer);
  const edits = sourceOf(place.resource.document).replace(pointer, value);
  return edits.length === 0 ? undefined : edits;
}

/** Takes members or items away below a place. */
export function removeAll(place: SchemaPlace, tokens: readonly (string | number)[], names: readonly string[]): Edits {
  if (!isEditable(place)) return undefined;
  const pointer = tokens.reduce<string>(childPointer, place.pointer);
  const edits = sourceOf(place.resource.document).removeAll(pointer, names);
  return edits.length === 0 ? undefined : edits;
}

/** Most keywords that are made alike at once; beyond that it is another schema, and no repair. */
const mostAlike = 3;
/** Keywords that hold most of a schema, so that replacing them is no repair either. */
const bulky: ReadonlySet<string> = new Set(["properties", "items", "definitions", "$defs"]);

/** Makes a schema say what another says, where they differ in a few keywords. */
export function matchKeywords(to: SchemaPlace, from: SchemaPlace): Edits {
  if (!isObject(to.value) || !isObject(from.value) || isShadowed(to) || !isEditable(to)) return undefined;
  const { changed, surplus, missing } = differingKeywords(to, to.value, from.value);
  const count = changed.length + surplus.length + missing.size;
  if (count === 0 || count > mostAlike || changed.some((name) => bulky.has(name))) return undefined;
  // What is taken away and what is added would be told of one place if nothing else stays.
  if (missing.size > 0 && surplus.length === Object.keys(to.value).length) return undefined;
  if ([...missing.values()].some((value) => carriedOver(value, from, to) === undefined)) return undefined;
  const source = sourceOf(to.resource.document);
  return all([
    ...changed.map((name) => matchKeyword(to, from, name)),
    ...(surplus.length === 0 ? [] : [source.removeAll(to.pointer, surplus)]),
    ...(missing.size === 0 ? [] : [source.addAll(to.pointer, missing)]),
  ]);
}

/** Keywords that demand something and differ: in their values, or in being there at all. */
function differingKeywords({ dialect }: SchemaPlace, own: JsonObject, other: JsonObject) {
  const asserts = (name: string): boolean => keywordOf(dialect, name)?.asserts === true || name === "$ref";
  const [ours, theirs] = [own, other].map((value) => Object.keys(value).filter(asserts));
  const surplus = (ours ?? []).filter((name) => !Object.hasOwn(other, name));
  const missing = new Map(
    (theirs ?? []).filter((name) => !Object.hasOwn(own, name)).map((name) => [name, other[name] ?? null]),
  );
  const shared = (ours ?? []).filter((name) => Object.hasOwn(other, name));
  return { changed: shared.filter((name) => !sameValue(own[name] ?? null, other[name] ?? null)), surplus, missing };
}

/** Gives a keyword of a place another name and value. */
export function rename(place: SchemaPlace, keyword: string, to: string, value: JsonValue): Edits {
  if (!isEditable(place)) return undefined;
  const edits = sourceOf(place.resource.document).replaceMember(childPointer(place.pointer, keyword), to, value);
  return edits.length === 0 ? undefined : edits;
}

/** All of several changes; undefined when one of them cannot be made. */
export function all(changes: readonly Edits[]): Edits {
  const made = changes.flatMap((edits) => edits ?? []);
  return changes.some((edits) => edits === undefined) || made.length === 0 ? undefined : made;
}

/** Gives a keyword the value it has in another schema; takes it away where that has none. */
export function matchKeyword(to: SchemaPlace, from: SchemaPlace, keyword: string): Edits {
  const value = isObject(from.value) ? member(from.value, keyword) : undefined;
  if (!isObject(to.value) || keywordOf(to.dialect, keyword) === undefined) return undefined;
  if (value === undefined) return put(to, [keyword], undefined);
  if (keywordOf(from.dialect, keyword)?.shape !== keywordOf(to.dialect, keyword)?.shape) return undefined;
  const own = member(to.value, keyword);
  const carried = carriedOver(value, from, to);
  if (carried === undefined || isShadowed(to) || (own !== undefined && sameValue(own, carried))) return undefined;
  return put(to, [keyword], carried);
}

/** Whether keywords beside it are ignored, because the schema is a reference and older than draft 2019-09. */
export function isShadowed({ value, dialect }: SchemaPlace): boolean {
  return keywordOf(dialect, "$anchor") === undefined && isObject(value) && Object.hasOwn(value, "$ref");
}

/** A schema of one document in the words of another; undefined where it would not mean the same there. */
export function carriedOver(value: JsonValue, from: SchemaPlace, to: SchemaPlace): JsonValue | undefined {
  const [source, target] = [from.resource.document, to.resource.document];
  const sameDialect = from.dialect === to.dialect || typeof value !== "object" || value === null;
  return sameDialect && new Carriage(source, target).meansTheSame(value) ? value : undefined;
}

const identities: ReadonlySet<string> = new Set([
  "$id",
  "id",
  "$anchor",
  "$dynamicAnchor",
  "$dynamicRef",
  "$recursiveRef",
]);

/** Looks whether what a schema refers to is the same in two documents. */
class Carriage {
  readonly #source: SchemaDocument;
  readonly #target: SchemaDocument;
  readonly #followed = new Set<string>();

  constructor(source: SchemaDocument, target: SchemaDocument) {
    this.#source = source;
    this.#target = target;
  }

  meansTheSame(value: JsonValue): boolean {
    if (isArray(value)) return value.every((item) => this.meansTheSame(item));
    if (!isObject(value)) return true;
    return Object.entries(value).every(([name, inner]) => {
      if (typeof inner !== "string") return this.meansTheSame(inner);
      return name === "$ref" ? this.#leadsToTheSame(inner) : !identities.has(name);
    });
  }

  #leadsToTheSame(reference: string): boolean {
    if (this.#followed.has(reference)) return true;
    this.#followed.add(reference);
    if (!reference.startsWith("#")) {
      const [name = ""] = reference.split("#");
      const [one, other] = [this.#source.references.get(name), this.#target.references.get(name)];
      return one !== undefined && other !== undefined && one.text === other.text;
    }
    const [one, other] = [this.#source, this.#target].map(({ root }) => valueAt(root, unescaped(reference.slice(1))));
    return one !== undefined && other !== undefined && sameValue(one, other) && this.meansTheSame(one);
  }
}

function unescaped(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** The schema that accepts anything, in the words of the place's dialect. */
export const anything: JsonValue = {};

/** Takes names out of `required`, and the keyword itself where none is left. */
export function withoutRequired(place: SchemaPlace, names: ReadonlySet<string>): Edits {
  const listed = requiredAt(place);
  const gone = [...listed.keys()].filter((at) => names.has(listed[at] ?? ""));
  if (gone.length === listed.length) return put(place, ["required"], undefined);
  return removeAll(place, ["required"], gone.map(String));
}

/** Adds names to `required`. */
export function withRequired(place: SchemaPlace, names: ReadonlySet<string>): Edits {
  if (!isObject(place.value) || isShadowed(place)) return undefined;
  const listed = requiredAt(place);
  const missing = [...names].filter((name) => !listed.includes(name));
  const [only] = missing;
  if (only === undefined) return undefined;
  return listed.length > 0 && missing.length === 1
    ? put(place, ["required", "-"], only)
    : put(place, ["required"], [...listed, ...missing]);
}

function requiredAt({ value }: SchemaPlace): string[] {
  const listed = isObject(value) ? member(value, "required") : undefined;
  return isArray(listed) ? listed.filter((name) => typeof name === "string") : [];
}
