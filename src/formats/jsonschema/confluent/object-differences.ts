import type { Schema } from "../model/schema.js";
import { limits } from "./limits.js";
import { isEmptySchema, objectModel } from "./content-model.js";
import type { Difference, SchemaComparer } from "./difference.js";
import { restDifferences } from "./rest-differences.js";

/** The differences of two object schemas. Patterns, property names and conditions are not looked at, as in Confluent's rules. */
export function objectDifferences(original: Schema, update: Schema, comparer: SchemaComparer): Difference[] {
  const pair = [original, update] as const;
  return [
    ...limits(original, update, ["maxProperties", "minProperties"]),
    ...restDifferences(
      "ADDITIONAL_PROPERTIES",
      pair,
      [original.additionalProperties, update.additionalProperties],
      comparer,
    ),
    ...restDifferences(
      "UNEVALUATED_PROPERTIES",
      pair,
      [original.unevaluatedProperties, update.unevaluatedProperties],
      comparer,
    ),
    ...dependencyDifferences(original, update, comparer),
    ...propertyDifferences(original, update, comparer),
  ];
}

function dependencyDifferences(original: Schema, update: Schema, comparer: SchemaComparer): Difference[] {
  const found: Difference[] = [];
  for (const [name, was, is] of aligned(original.dependentRequired, update.dependentRequired)) {
    const how = listChange(was, is);
    if (how !== undefined) found.push({ type: `DEPENDENCY_ARRAY_${how}`, original, update, subject: name });
  }
  for (const [name, was, is] of aligned(original.dependentSchemas, update.dependentSchemas)) {
    if (was !== undefined && is !== undefined) found.push(...comparer.compare(was, is));
    else {
      const type = `DEPENDENCY_SCHEMA_${was === undefined ? "ADDED" : "REMOVED"}`;
      found.push({ type, original, update, subject: name });
    }
  }
  return found;
}

type Dictionary<Value> = ReadonlyMap<string, Value> | undefined;

/** The entries of two maps side by side, by key. */
function aligned<Value>(
  before: Dictionary<Value>,
  after: Dictionary<Value>,
): (readonly [key: string, was: Value | undefined, is: Value | undefined])[] {
  const keys = new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])]);
  return [...keys].map((key) => [key, before?.get(key), after?.get(key)] as const);
}

function listChange(was: readonly string[] | undefined, is: readonly string[] | undefined): string | undefined {
  if (was === undefined) return "ADDED";
  if (is === undefined) return "REMOVED";
  const grew = is.some((one) => !was.includes(one));
  const shrank = was.some((one) => !is.includes(one));
  if (grew && shrank) return "CHANGED";
  return grew ? "EXTENDED" : shrank ? "NARROWED" : undefined;
}

function propertyDifferences(original: Schema, update: Schema, comparer: SchemaComparer): Difference[] {
  const found: Difference[] = [];
  for (const [name, was, is] of aligned(original.properties, update.properties)) {
    if (was === undefined && is !== undefined) found.push(...addedProperty({ original, update, name }, is, comparer));
    else if (was !== undefined && is === undefined)
      found.push(...removedProperty({ original, update, name }, was, comparer));
    else {
      found.push(...requiredDifferences({ original, update, name }, is), ...comparer.compare(was, is));
    }
  }
  return found;
}

interface PropertyPlace {
  readonly original: Schema;
  readonly update: Schema;
  readonly name: string;
}

function about({ original, update, name }: PropertyPlace, type: string): Difference {
  return { type, original, update, subject: name };
}

function requiredDifferences(place: PropertyPlace, property: Schema | undefined): Difference[] {
  const [was, is] = [
    place.original.required?.includes(place.name) === true,
    place.update.required?.includes(place.name) === true,
  ];
  if (was === is) return [];
  if (was) return [about(place, "REQUIRED_ATTRIBUTE_REMOVED")];
  return [
    about(
      place,
      property?.default === undefined ? "REQUIRED_ATTRIBUTE_ADDED" : "REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED",
    ),
  ];
}

function addedProperty(place: PropertyPlace, property: Schema, comparer: SchemaComparer): Difference[] {
  const model = objectModel(place.original, place.name);
  const required = place.update.required?.includes(place.name) === true;
  const kind = !required
    ? "OPTIONAL_PROPERTY"
    : property.default === undefined
      ? "REQUIRED_PROPERTY"
      : "REQUIRED_PROPERTY_WITH_DEFAULT";
  if (model === "open") {
    const type = isEmptySchema(property) ? "PROPERTY_WITH_EMPTY_SCHEMA" : kind;
    return [about(place, `${type}_ADDED_TO_OPEN_CONTENT_MODEL`)];
  }
  const found = [about(place, `${kind}_ADDED_TO_UNOPEN_CONTENT_MODEL`)];
  if (model === "closed") return found;
  const inner = comparer.compare(model, property);
  const covered = comparer.areCompatible(inner) ? "IS_COVERED" : "NOT_COVERED";
  return [...inner, about(place, `PROPERTY_ADDED_${covered}_BY_PARTIALLY_OPEN_CONTENT_MODEL`), ...found];
}

function removedProperty(place: PropertyPlace, property: Schema, comparer: SchemaComparer): Difference[] {
  const model = objectModel(place.update, place.name);
  if (model === "open") return [about(place, "PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL")];
  if (model === "closed") {
    const type = property.always === false ? "PROPERTY_WITH_FALSE_REMOVED" : "PROPERTY_REMOVED";
    return [about(place, `${type}_FROM_CLOSED_CONTENT_MODEL`)];
  }
  const inner = comparer.compare(property, model);
  const covered = comparer.areCompatible(inner) ? "IS_COVERED" : "NOT_COVERED";
  return [...inner, about(place, `PROPERTY_REMOVED_${covered}_BY_PARTIALLY_OPEN_CONTENT_MODEL`)];
}
