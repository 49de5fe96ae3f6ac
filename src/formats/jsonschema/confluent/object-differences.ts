import type { SchemaPlace } from "../model/document.js";
import { isArray, isObject, type JsonValue, member } from "../model/json.js";
import { classOf, keywordAt, placesByName } from "./class-model.js";
import { isEmptySchema, objectModel, restOf } from "./content-model.js";
import {
  type Difference,
  differenceAt,
  type DifferencePlace,
  type DifferenceType,
  type SchemaComparer,
} from "./difference.js";
import { limits } from "./limits.js";
import { restDifferences } from "./rest-differences.js";

/** The differences of two object schemas. Patterns, property names and conditions are not looked at, as in Confluent's rules. */
export function* objectDifferences(at: DifferencePlace, comparer: SchemaComparer): Generator<Difference> {
  const { original, update } = at;
  const rests = (keyword: string) => [restOf(original, keyword), restOf(update, keyword)] as const;
  yield* limits(at, ["maxProperties", "minProperties"]);
  yield* restDifferences("additional-properties", at, rests("additionalProperties"), comparer);
  yield* restDifferences("unevaluated-properties", at, rests("unevaluatedProperties"), comparer);
  yield* dependencyDifferences(at, comparer);
  yield* propertyDifferences(at, comparer);
}

function dependencyDifferences(at: DifferencePlace, comparer: SchemaComparer): Difference[] {
  const { original, update } = at;
  const found: Difference[] = [];
  for (const [name, was, is] of aligned(dependentNames(original), dependentNames(update))) {
    const how = listChange(was, is);
    if (how === undefined) continue;
    found.push(
      differenceAt(`dependency-array-${how}`, at, { keyword: keywordFor(at, "dependentRequired"), subject: name }),
    );
  }
  for (const [name, was, is] of aligned(dependentSchemas(original), dependentSchemas(update))) {
    if (was !== undefined && is !== undefined) found.push(...comparer.compare(was, is));
    else {
      const type = was === undefined ? "dependency-schema-added" : "dependency-schema-removed";
      found.push(differenceAt(type, at, { keyword: keywordFor(at, "dependentSchemas"), subject: name }));
    }
  }
  return found;
}

/** `dependencies` was split in two by draft 2019-09. */
function keywordFor({ original, update }: DifferencePlace, newer: string): string {
  return [original, update].some((one) => keywordAt(one, newer) !== undefined) ? newer : "dependencies";
}

function dependentNames(place: SchemaPlace): ReadonlyMap<string, readonly JsonValue[]> {
  const found = new Map<string, readonly JsonValue[]>();
  for (const keyword of ["dependencies", "dependentRequired"]) {
    const value = keywordAt(place, keyword);
    for (const [name, list] of isObject(value) ? Object.entries(value) : []) if (isArray(list)) found.set(name, list);
  }
  return found;
}

function dependentSchemas(place: SchemaPlace): ReadonlyMap<string, SchemaPlace> {
  return new Map([...placesByName(place, "dependencies"), ...placesByName(place, "dependentSchemas")]);
}

/** The entries of two maps side by side, by key. */
function aligned<Value>(
  before: ReadonlyMap<string, Value>,
  after: ReadonlyMap<string, Value>,
): (readonly [key: string, was: Value | undefined, is: Value | undefined])[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].map((key) => [key, before.get(key), after.get(key)] as const);
}

function listChange(was: readonly JsonValue[] | undefined, is: readonly JsonValue[] | undefined) {
  if (was === undefined) return "added";
  if (is === undefined) return "removed";
  const [before, after] = [new Set(was), new Set(is)];
  const grew = is.some((one) => !before.has(one));
  const shrank = was.some((one) => !after.has(one));
  if (grew && shrank) return "changed";
  return grew ? "extended" : shrank ? "narrowed" : undefined;
}

function* propertyDifferences(at: DifferencePlace, comparer: SchemaComparer): Generator<Difference> {
  const { original, update } = at;
  for (const [name, was, is] of aligned(placesByName(original, "properties"), placesByName(update, "properties"))) {
    if (was === undefined && is !== undefined) yield* addedProperty({ ...at, name }, is, comparer);
    else if (was !== undefined && is === undefined) yield* removedProperty({ ...at, name }, was, comparer);
    else if (is !== undefined) {
      yield* requiredDifferences({ ...at, name }, is);
      yield* comparer.compare(was, is);
    }
  }
}

interface PropertyPlace extends DifferencePlace {
  readonly name: string;
}

function about(place: PropertyPlace, type: DifferenceType): Difference {
  return differenceAt(type, place, { keyword: "properties", subject: place.name });
}

const requiredNames = new WeakMap<SchemaPlace, ReadonlySet<JsonValue>>();

function isRequired(place: SchemaPlace, name: string): boolean {
  let names = requiredNames.get(place);
  if (names === undefined) {
    const listed = keywordAt(place, "required");
    requiredNames.set(place, (names = new Set(isArray(listed) ? listed : [])));
  }
  return names.has(name);
}

/** Whether the property itself states a default, also beside a reference; one at the target of a reference does not count. */
function hasDefault({ value }: SchemaPlace): boolean {
  return isObject(value) && member(value, "default") !== undefined;
}

/** Names in `required` that are no properties of both schemas are not looked at, as in Confluent's rules. */
function requiredDifferences(place: PropertyPlace, property: SchemaPlace): Difference[] {
  const [was, is] = [isRequired(place.original, place.name), isRequired(place.update, place.name)];
  if (was === is) return [];
  const type = was
    ? "required-attribute-removed"
    : hasDefault(property)
      ? "required-attribute-with-default-added"
      : "required-attribute-added";
  return [differenceAt(type, place, { keyword: "required", subject: place.name })];
}

function addedProperty(place: PropertyPlace, property: SchemaPlace, comparer: SchemaComparer): Difference[] {
  const model = objectModel(place.original, place.name, comparer.budget);
  const kind = !isRequired(place.update, place.name)
    ? "optional-property"
    : hasDefault(property)
      ? "required-property-with-default"
      : "required-property";
  if (model === "open") {
    const type = isEmptySchema(property) ? "property-with-empty-schema" : kind;
    return [about(place, `${type}-added-to-open-content-model`)];
  }
  const found = [about(place, `${kind}-added-to-unopen-content-model`)];
  if (model === "closed") return found;
  const inner = comparer.compare(model, property);
  const covered = comparer.areCompatible(inner) ? "is-covered" : "not-covered";
  return [...inner, about(place, `property-added-${covered}-by-partially-open-content-model`), ...found];
}

function removedProperty(place: PropertyPlace, property: SchemaPlace, comparer: SchemaComparer): Difference[] {
  const model = objectModel(place.update, place.name, comparer.budget);
  if (model === "open") return [about(place, "property-removed-from-open-content-model")];
  if (model === "closed") {
    const isFalse = classOf(property).kind === "false";
    return [about(place, `property-${isFalse ? "with-false-" : ""}removed-from-closed-content-model`)];
  }
  const inner = comparer.compare(property, model);
  const covered = comparer.areCompatible(inner) ? "is-covered" : "not-covered";
  return [...inner, about(place, `property-removed-${covered}-by-partially-open-content-model`)];
}
