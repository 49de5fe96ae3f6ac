import { typesOf } from "../compare/conjunction.js";
import { SchemaEquality } from "../compare/equal-schemas.js";
import { isArray, isObject, type JsonValue, member, valueKey } from "../model/json.js";
import { type Schema, spelledKeyword } from "../model/schema.js";
import { all, anything, carriedOver, type Edits, put, rename, withoutRequired } from "../schema-edits.js";
import { addedProperty, type FixRequest, isEntangled, namesDemanded } from "./fix-request.js";
import { openStep } from "./open-addition.js";
import { writersOwn } from "./rule.js";
import { missingValues } from "./values.js";

/** Edits that make the reader accept what it refuses now: mostly by putting back what the writer says. */
export function readerFix(request: FixRequest): Edits {
  const { obstacle } = request;
  if (openStep(obstacle) !== undefined) {
    const property = addedProperty(obstacle);
    return property && put(property, [], anything);
  }
  return (special[obstacle.keyword] ?? putBack)(request);
}

/** Most alternatives that are added at once; beyond that it is another schema, and no repair. */
const mostAdded = 3;

const special: Readonly<Record<string, (request: FixRequest) => Edits>> = {
  required: (request) => withoutRequired(request.obstacle.reader.place, namesDemanded(request)),
  dependentRequired: lessDependent,
  type: widerType,
  enum: moreValues,
  const: otherValue,
  false: allowed,
  additionalProperties: opened,
  unevaluatedProperties: opened,
  patternProperties: () => undefined,
  prefixItems: () => undefined,
  anyOf: moreAlternatives,
  oneOf: moreAlternatives,
};

/** The writer's value of the keyword, or none where the writer has none. */
function putBack({ obstacle }: FixRequest): Edits {
  const { reader } = obstacle;
  const keyword = spelledKeyword(reader, obstacle.keyword);
  const own = writersOwn(obstacle, obstacle.keyword as keyof Schema);
  if (isEntangled(obstacle.keyword, reader, own)) return undefined;
  if (own === undefined || isEntangled(`exclusive${keyword}`, own)) return put(reader.place, [keyword], undefined);
  const value = isObject(own.place.value) ? member(own.place.value, spelledKeyword(own, obstacle.keyword)) : undefined;
  const carried = value === undefined ? undefined : carriedOver(value, own.place, reader.place);
  return put(reader.place, [keyword], carried);
}

function lessDependent(request: FixRequest): Edits {
  const { reader, writer } = request.obstacle;
  const names = namesDemanded(request);
  const keyword = spelledKeyword(reader, "dependentRequired");
  const changes = [...(reader.dependentRequired ?? [])].flatMap(([trigger, listed]) => {
    const kept = listed.filter((name) => !names.has(name));
    if (!writer.present.has(trigger) || kept.length === listed.length) return [];
    return [put(reader.place, [keyword, trigger], kept.length === 0 ? undefined : kept)];
  });
  return all(changes);
}

const everyType = ["null", "boolean", "number", "string", "array", "object"];

function widerType({ obstacle }: FixRequest): Edits {
  const { reader, writer } = obstacle;
  const wholeOnly = writer.all.some(({ types }) => types?.has("integer") === true && !types.has("number"));
  const sent = [...typesOf(writer)].map((type) => (type === "number" && wholeOnly ? "integer" : type));
  const stated = isObject(reader.place.value) ? member(reader.place.value, "type") : undefined;
  if (stated === undefined) return undefined;
  const types = new Set<JsonValue>([...(isArray(stated) ? stated : [stated]), ...sent]);
  if (types.has("number")) types.delete("integer");
  if (everyType.every((type) => types.has(type))) return put(reader.place, ["type"], undefined);
  return put(reader.place, ["type"], types.size === 1 ? [...types][0] : [...types]);
}

function moreValues({ obstacle }: FixRequest): Edits {
  const { place } = obstacle.reader;
  const missing = missingValues(obstacle);
  if (missing === undefined) return put(place, ["enum"], undefined);
  const listed = isObject(place.value) ? member(place.value, "enum") : undefined;
  const [only] = missing;
  if (!isArray(listed) || only === undefined) return undefined;
  return missing.length === 1 && listed.length > 0
    ? put(place, ["enum", "-"], only)
    : put(place, ["enum"], [...listed, ...missing]);
}

function otherValue({ obstacle }: FixRequest): Edits {
  const { place, constant } = obstacle.reader;
  const own = writersOwn(obstacle, "constant");
  const missing = missingValues(obstacle);
  if (own !== undefined || missing === undefined || constant === undefined) {
    return put(place, ["const"], own?.constant?.value);
  }
  return rename(place, "const", "enum", [constant.value, ...missing]);
}

function allowed({ obstacle }: FixRequest): Edits {
  const { reader, writer } = obstacle;
  if (reader.place.value !== false) return undefined;
  const own = writer.all.find((schema) => !writer.foreign.has(schema));
  const carried = own === undefined ? undefined : carriedOver(own.place.value, own.place, reader.place);
  return put(reader.place, [], carried ?? anything);
}

/** Declares the property as the writer has it, or opens the object where it is about properties nobody declares. */
function opened({ obstacle }: FixRequest): Edits {
  const { reader, writer, property, keyword } = obstacle;
  if (property === undefined) return put(reader.place, [keyword], undefined);
  const declaring = writer.all.find((schema) => !writer.foreign.has(schema) && schema.properties?.has(property));
  const own = declaring?.properties?.get(property);
  const carried = own && carriedOver(own.place.value, own.place, reader.place);
  return put(reader.place, ["properties", property], carried ?? anything);
}

function moreAlternatives({ obstacle }: FixRequest): Edits {
  const keyword = obstacle.keyword === "oneOf" ? "oneOf" : "anyOf";
  const { reader } = obstacle;
  const own = writersOwn(obstacle, keyword);
  const stated =
    reader.oneOf !== undefined && isObject(reader.place.value) ? member(reader.place.value, "oneOf") : undefined;
  // Without alternatives of the writer's own it is most likely that more than one of the reader's fit.
  if (own === undefined && stated !== undefined) return rename(reader.place, "oneOf", "anyOf", stated);
  const equality = new SchemaEquality();
  const listed = new Set((reader[keyword] ?? []).map(({ place }) => valueKey(place.value)));
  const missing = (own?.[keyword] ?? []).filter(
    (one) => !(reader[keyword] ?? []).some((other) => equality.areEqual(one, other)),
  );
  if (missing.length > mostAdded) return undefined;
  return all(
    missing.map(({ place }) => {
      const carried = carriedOver(place.value, place, reader.place);
      // What is there already, and means something else by its references, has to be mended elsewhere.
      if (carried === undefined || listed.has(valueKey(carried))) return undefined;
      return put(reader.place, [keyword, "-"], carried);
    }),
  );
}
