import type { Conjunction } from "../compare/conjunction.js";
import { SchemaEquality } from "../compare/equal-schemas.js";
import type { SchemaPlace } from "../model/document.js";
import { isArray, isObject, type JsonValue, member, valueKey } from "../model/json.js";
import { type Schema, spelledKeyword } from "../model/schema.js";
import {
  all,
  carriedOver,
  type Edits,
  isEditable,
  isShadowed,
  matchKeyword,
  put,
  removeAll,
  withoutRequired,
  withRequired,
} from "../schema-edits.js";
import { addedProperty, type FixRequest, isEntangled, namesDemanded } from "./fix-request.js";
import { openStep } from "./open-addition.js";

/** Edits that keep the writer from sending what the reader refuses: mostly by saying what the reader says. */
export function writerFix(request: FixRequest): Edits {
  const open = openStep(request.obstacle);
  if (open?.step.kind === "member") return declared(request, open.writer, open.step.name);
  return (special[request.obstacle.keyword] ?? takeOver)(request);
}

const special: Readonly<Record<string, (request: FixRequest) => Edits>> = {
  required: (request) => {
    const place = placeFor(request.obstacle.writer, "required");
    return place && withRequired(place, namesDemanded(request));
  },
  type: narrowerType,
  enum: fewerValues,
  false: forbidden,
  additionalProperties: closed,
  patternProperties: () => undefined,
  prefixItems: () => undefined,
  anyOf: fewerAlternatives,
  oneOf: fewerAlternatives,
};

/** Schemas of the writer that can be changed and are listened to. */
function ownSchemas({ all: schemas, foreign }: Conjunction): Schema[] {
  return schemas.filter(
    (schema) =>
      !foreign.has(schema) && isEditable(schema.place) && isObject(schema.place.value) && !isShadowed(schema.place),
  );
}

/** The writer's schema to say something in: the one that has the keyword, or the outermost. */
function placeFor(writer: Conjunction, keyword: keyof Schema): SchemaPlace | undefined {
  const own = ownSchemas(writer);
  return (own.find((schema) => schema[keyword] !== undefined) ?? own[0])?.place;
}

function takeOver({ obstacle }: FixRequest): Edits {
  const { reader, writer, keyword } = obstacle;
  const place = placeFor(writer, keyword as keyof Schema);
  if (place === undefined || isEntangled(keyword, reader, { place })) return undefined;
  return matchKeyword(place, reader.place, spelledKeyword(reader, keyword));
}

/** Declares the property as the reader has it, or closes the object where that cannot be said here. */
function declared({ obstacle }: FixRequest, writer: Conjunction, name: string): Edits {
  const place = placeFor(writer, "properties");
  if (place === undefined) return undefined;
  const property = addedProperty(obstacle);
  const carried = property && carriedOver(property.value, property, place);
  return carried === undefined ? close(writer) : put(place, ["properties", name], carried);
}

/** Only an object that is described in one place can be closed there. */
function close(writer: Conjunction): Edits {
  const describing = ownSchemas(writer).filter(({ properties }) => properties !== undefined);
  const place = describing.length > 1 ? undefined : placeFor(writer, "properties");
  return place && put(place, ["additionalProperties"], false);
}

function closed({ obstacle }: FixRequest): Edits {
  const { writer, property } = obstacle;
  if (property === undefined) return close(writer);
  const declaring = ownSchemas(writer).find(({ properties }) => properties?.has(property) === true);
  if (declaring === undefined) return undefined;
  const { place, additionalProperties } = declaring;
  const gone =
    additionalProperties?.always === false || place.dialect === "draft-04"
      ? put(place, ["properties", property], undefined)
      : put(place, ["properties", property], false);
  const required = withoutRequired(place, new Set([property]));
  return required === undefined ? gone : all([gone, required]);
}

function narrowerType(request: FixRequest): Edits {
  const { reader, writer } = request.obstacle;
  const place = placeFor(writer, "types");
  const stated = place && isObject(place.value) ? member(place.value, "type") : undefined;
  if (place === undefined || stated === undefined) return takeOver(request);
  const kept = (isArray(stated) ? stated : [stated]).flatMap((type): string[] => {
    const name = typeof type === "string" ? type : "";
    if (reader.types?.has(name as "string") === true) return [name];
    if (name === "integer" && reader.types?.has("number") === true) return [name];
    return name === "number" && reader.types?.has("integer") === true ? ["integer"] : [];
  });
  if (kept.length === 0) return undefined;
  return put(place, ["type"], kept.length === 1 ? kept[0] : [...new Set(kept)]);
}

function fewerValues(request: FixRequest): Edits {
  const { reader, writer } = request.obstacle;
  const place = placeFor(writer, "enum");
  const listed = place && isObject(place.value) ? member(place.value, "enum") : undefined;
  if (place === undefined || !isArray(listed)) return takeOver(request);
  const accepted = new Set((reader.enum ?? []).map(valueKey));
  return withoutItems(place, "enum", listed, (value) => !accepted.has(valueKey(value)));
}

function withoutItems(
  place: SchemaPlace,
  keyword: string,
  listed: readonly JsonValue[],
  isGone: (value: JsonValue, at: number) => boolean,
): Edits {
  const gone = [...listed.keys()].filter((at) => isGone(listed[at] ?? null, at));
  return gone.length === listed.length ? undefined : removeAll(place, [keyword], gone.map(String));
}

function forbidden({ obstacle }: FixRequest): Edits {
  const place = ownSchemas(obstacle.writer)[0]?.place;
  if (place === undefined || place.pointer === "") return undefined;
  return put(place, [], place.dialect === "draft-04" ? { not: {} } : false);
}

function fewerAlternatives(request: FixRequest): Edits {
  const { reader, writer } = request.obstacle;
  const keyword = request.obstacle.keyword === "oneOf" ? "oneOf" : "anyOf";
  const own = ownSchemas(writer).find((schema) => schema[keyword] !== undefined);
  const branches = own?.[keyword];
  if (own === undefined || branches === undefined) return takeOver(request);
  const equality = new SchemaEquality();
  const accepted = reader[keyword] ?? [];
  return withoutItems(
    own.place,
    keyword,
    branches.map(({ place }) => place.value),
    (_, at) => !accepted.some((one) => equality.areEqual(one, branches[at] ?? one)),
  );
}
