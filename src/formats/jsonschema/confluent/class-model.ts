import { isAtLeast } from "../model/dialect.js";
import type { SchemaPlace } from "../model/document.js";
import { isArray, isObject, type JsonValue, member, valueKey } from "../model/json.js";
import { childPointer } from "../../../core/json-pointer.js";
import { resolveReference } from "../model/reference.js";
import { keywordOf } from "../model/vocabulary.js";

/** How a combined schema combines. */
export type Criterion = "allOf" | "anyOf" | "oneOf";

/**
 * A schema as Confluent's registry sees it: one class per schema, with a combination made up where a schema says several
 * kinds of things at once.
 */
export type SchemaClass = SimpleClass | CombinedClass;

/** A schema that is one kind of thing. */
export interface SimpleClass {
  readonly kind: SimpleKind;
  readonly place: SchemaPlace;
  /** Set for numbers that must be whole. */
  readonly integer?: boolean;
  /** Whether title, description, default and id of the place belong to this class, and not to a combination around it. */
  readonly annotated: boolean;
}

/** A schema that combines others. */
export interface CombinedClass {
  readonly kind: "combined";
  readonly place: SchemaPlace;
  readonly criterion: Criterion;
  readonly branches: readonly SchemaClass[];
  /** The branches without those that say the same as an earlier one. */
  readonly distinct: readonly SchemaClass[];
  readonly annotated: boolean;
}

type TypedKind = "string" | "number" | "object" | "array";
type SimpleKind = "empty" | "false" | "null" | "boolean" | "enum" | "const" | "not" | "conditional" | TypedKind;

/** The value of a keyword where the dialect of the place knows it; undefined otherwise. */
export function keywordAt(place: SchemaPlace, keyword: string): JsonValue | undefined {
  if (!isObject(place.value) || !knows(place, keyword)) return undefined;
  return member(place.value, keyword);
}

function knows({ dialect }: SchemaPlace, keyword: string): boolean {
  // The library behind drafts 2019-09 and later has dropped what 2019-09 replaced.
  if (keyword === "dependencies" && isAtLeast(dialect, "2019-09")) return false;
  return keywordOf(dialect, keyword) !== undefined;
}

/** The subschema some steps below a place; undefined where there is none. */
export function placeBelow(place: SchemaPlace, ...tokens: readonly (string | number)[]): SchemaPlace | undefined {
  const [keyword] = tokens;
  if (typeof keyword !== "string" || !knows(place, keyword)) return undefined;
  let { pointer } = place;
  for (const token of tokens) pointer = childPointer(pointer, token);
  return place.resource.document.places.get(pointer);
}

const maps = new WeakMap<SchemaPlace, Map<string, ReadonlyMap<string, SchemaPlace>>>();

/** The subschemas of a keyword that maps names to schemas. */
export function placesByName(place: SchemaPlace, keyword: string): ReadonlyMap<string, SchemaPlace> {
  let found = maps.get(place);
  if (found === undefined) maps.set(place, (found = new Map<string, ReadonlyMap<string, SchemaPlace>>()));
  let entries = found.get(keyword);
  if (entries === undefined) found.set(keyword, (entries = findPlaces(place, keyword)));
  return entries;
}

function findPlaces(place: SchemaPlace, keyword: string): ReadonlyMap<string, SchemaPlace> {
  const value = keywordAt(place, keyword);
  const found = new Map<string, SchemaPlace>();
  for (const name of isObject(value) ? Object.keys(value) : []) {
    const inner = placeBelow(place, keyword, name);
    if (inner !== undefined) found.set(name, inner);
  }
  return found;
}

const classes = new WeakMap<SchemaPlace, SchemaClass>();

/** The class of a schema; references are followed. The same object for the same place. */
export function classOf(place: SchemaPlace): SchemaClass {
  let found = classes.get(place);
  if (found === undefined) classes.set(place, (found = findClass(place)));
  return found;
}

function findClass(place: SchemaPlace): SchemaClass {
  const { value } = place;
  if (!isObject(value)) return { kind: value === true ? "empty" : "false", place, annotated: false };
  const targets = targetsOf(place);
  const [target] = targets;
  if (target !== undefined && !isAtLeast(place.dialect, "2019-09")) return target;
  const parts = [...targets, ...partsOf(place)];
  const [only] = parts;
  if (only === undefined) return { kind: "empty", place, annotated: true };
  if (parts.length > 1) return combined(place, "allOf", parts);
  return only.place === place ? { ...only, annotated: true } : only;
}

function targetsOf(place: SchemaPlace): SchemaClass[] {
  return ["$ref", "$dynamicRef", "$recursiveRef"].flatMap((keyword) => {
    const reference = keywordAt(place, keyword);
    return typeof reference === "string" ? [classOf(resolveReference(place, keyword, reference).place)] : [];
  });
}

function combined(place: SchemaPlace, criterion: Criterion, branches: readonly SchemaClass[]): CombinedClass {
  return { kind: "combined", place, criterion, branches, distinct: branches, annotated: true };
}

const families: Readonly<Record<TypedKind, readonly string[]>> = {
  string: ["minLength", "maxLength", "pattern", "format"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  object: [
    "properties",
    "required",
    "minProperties",
    "maxProperties",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "patternProperties",
    "additionalProperties",
    "unevaluatedProperties",
    "propertyNames",
  ],
  array: [
    "items",
    "prefixItems",
    "additionalItems",
    "unevaluatedItems",
    "contains",
    "minContains",
    "maxContains",
    "minItems",
    "maxItems",
    "uniqueItems",
  ],
};

const typedKinds = ["string", "number", "object", "array"] as const satisfies readonly TypedKind[];

/** The kinds of things a schema says by itself; a reference beside them is not among them. */
function partsOf(place: SchemaPlace): SchemaClass[] {
  const says = (keyword: string): boolean => keywordAt(place, keyword) !== undefined;
  const simple = (kind: SimpleKind): SimpleClass => ({ kind, place, annotated: false });
  const parts: SchemaClass[] = [];
  for (const keyword of ["enum", "const", "not"] as const) if (says(keyword)) parts.push(simple(keyword));
  for (const criterion of ["allOf", "anyOf", "oneOf"] as const) {
    if (says(criterion)) parts.push(combinedBy(place, criterion));
  }
  const typed = typedParts(place);
  parts.push(...typed.parts);
  // What the stated types have no use for makes the schema something else besides, whatever the types say.
  for (const kind of typedKinds) {
    if (!typed.kinds.has(kind) && families[kind].some(says)) parts.push(simple(kind));
  }
  if (["if", "then", "else"].some(says)) parts.push(simple("conditional"));
  return parts;
}

function combinedBy(place: SchemaPlace, criterion: Criterion): CombinedClass {
  const listed = keywordAt(place, criterion);
  const places = (isArray(listed) ? listed : []).flatMap((_, at) => placeBelow(place, criterion, at) ?? []);
  const distinct = new Map(places.map((one) => [valueKey(one.value), one] as const));
  return {
    kind: "combined",
    place,
    criterion,
    branches: places.map(classOf),
    distinct: [...distinct.values()].map(classOf),
    annotated: false,
  };
}

function typedParts(place: SchemaPlace): { parts: readonly SchemaClass[]; kinds: ReadonlySet<string> } {
  const stated = keywordAt(place, "type");
  if (stated === undefined) return { parts: [], kinds: new Set() };
  const names = (isArray(stated) ? stated : [stated]).filter((one) => typeof one === "string");
  const branches = names.map((name): SimpleClass => {
    if (name === "integer") return { kind: "number", place, integer: true, annotated: false };
    return { kind: typeKinds.get(name) ?? "empty", place, annotated: false };
  });
  const kinds = new Set(branches.map(({ kind }) => kind));
  return { parts: isArray(stated) ? [{ ...combined(place, "anyOf", branches), annotated: false }] : branches, kinds };
}

const typeKinds: ReadonlyMap<string, SimpleKind> = new Map(
  (["null", "boolean", ...typedKinds] as const).map((name) => [name, name]),
);
