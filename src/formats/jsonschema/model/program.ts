import { type Pattern, PatternRefused, readPattern } from "../patterns/pattern.js";
import { isAtLeast } from "./dialect.js";
import { problemAt, type SchemaDocument, type SchemaPlace, type SchemaResource } from "./document.js";
import { isArray, isObject, type JsonObject, type JsonValue, member } from "./json.js";
import { childPointer } from "../../../core/json-pointer.js";
import { resolveReference } from "./reference.js";
import {
  blankSchema,
  numberKeywords,
  type PatternProperty,
  type Schema,
  type SchemaProgram,
  type SchemaTypeName,
} from "./schema.js";
import { keywordOf } from "./vocabulary.js";

/** A schema while it is being filled. */
type OpenSchema = { -readonly [Key in keyof Schema]: Schema[Key] };

/** Dynamic anchors in scope: name to the outermost place that declares it. */
type DynamicScope = ReadonlyMap<string, SchemaPlace>;

const emptyScope: DynamicScope = new Map();

/**
 * Turns a checked document into the graph of schemas reachable from its root: dialects are translated to 2020-12,
 * references followed, dynamic references resolved for each scope they can be reached in.
 * @throws SluiceError REFERENCE_NOT_FOUND or INVALID_SCHEMA.
 */
export function buildProgram(document: SchemaDocument): SchemaProgram {
  const builder = new ProgramBuilder();
  const root = document.places.get("");
  if (root === undefined) throw new Error("A scanned document has a place for its root.");
  return builder.build(root);
}

class ProgramBuilder {
  readonly #known = new Map<SchemaPlace, Map<string, OpenSchema>>();
  readonly #open: { schema: OpenSchema; scope: DynamicScope }[] = [];
  readonly #schemas: Schema[] = [];
  readonly #targets = new Set<Schema>();
  #tracksEvaluated = false;

  build(rootPlace: SchemaPlace): SchemaProgram {
    const root = this.#schemaAt(rootPlace, enterResource(emptyScope, rootPlace.resource));
    for (let next = this.#open.pop(); next !== undefined; next = this.#open.pop()) this.#fill(next.schema, next.scope);
    return { root, schemas: this.#schemas, targets: this.#targets, tracksEvaluated: this.#tracksEvaluated };
  }

  #schemaAt(place: SchemaPlace, scope: DynamicScope): OpenSchema {
    const key = [...scope].map(([name, at]) => `${name}=${at.resource.baseUri}${at.pointer}`).join(" ");
    const versions = this.#known.get(place) ?? new Map<string, OpenSchema>();
    this.#known.set(place, versions);
    const known = versions.get(key);
    if (known !== undefined) return known;
    const schema: OpenSchema = blankSchema(place);
    versions.set(key, schema);
    this.#schemas.push(schema);
    this.#open.push({ schema, scope });
    return schema;
  }

  #child(parent: SchemaPlace, tokens: readonly (string | number)[], scope: DynamicScope): OpenSchema {
    let pointer = parent.pointer;
    for (const token of tokens) pointer = childPointer(pointer, token);
    const place = parent.resource.document.places.get(pointer);
    if (place === undefined) throw new Error("A scanned document has a place for every subschema.");
    const inner = place.resource === parent.resource ? scope : enterResource(scope, place.resource);
    return this.#schemaAt(place, inner);
  }

  #fill(schema: OpenSchema, scope: DynamicScope): void {
    const { value } = schema.place;
    if (!isObject(value)) {
      schema.always = value === true;
      return;
    }
    this.#fillReferences(schema, value, scope);
    if (Object.hasOwn(value, "$ref") && !isAtLeast(schema.place.dialect, "2019-09")) return;
    fillScalars(schema, value);
    this.#fillObjects(schema, value, scope);
    this.#fillArrays(schema, value, scope);
    this.#fillCombinations(schema, value, scope);
  }

  #fillReferences(schema: OpenSchema, value: JsonObject, scope: DynamicScope): void {
    const found: Schema[] = [];
    for (const keyword of ["$ref", "$dynamicRef", "$recursiveRef"]) {
      const reference = member(value, keyword);
      if (typeof reference !== "string" || keywordOf(schema.place.dialect, keyword) === undefined) continue;
      const target = followReference(schema.place, { keyword, reference }, scope);
      const inner = this.#schemaAt(target, enterResource(scope, target.resource));
      this.#targets.add(inner);
      found.push(inner);
    }
    const [first, ...more] = found;
    if (first !== undefined) schema.ref = first;
    if (more.length > 0) schema.allOf = more;
  }

  #one(schema: OpenSchema, keyword: string, scope: DynamicScope): Schema | undefined {
    const { place } = schema;
    if (!isObject(place.value) || member(place.value, keyword) === undefined) return undefined;
    return keywordOf(place.dialect, keyword) === undefined ? undefined : this.#child(place, [keyword], scope);
  }

  #list(schema: OpenSchema, keyword: string, scope: DynamicScope): Schema[] | undefined {
    const { place } = schema;
    const list = isObject(place.value) ? member(place.value, keyword) : undefined;
    if (!isArray(list) || keywordOf(place.dialect, keyword) === undefined) return undefined;
    return list.map((_, at) => this.#child(place, [keyword, at], scope));
  }

  #map(schema: OpenSchema, keyword: string, scope: DynamicScope): Map<string, Schema> | undefined {
    const { place } = schema;
    const map = isObject(place.value) ? member(place.value, keyword) : undefined;
    if (!isObject(map) || keywordOf(place.dialect, keyword) === undefined) return undefined;
    return new Map(Object.keys(map).map((name) => [name, this.#child(place, [keyword, name], scope)]));
  }

  #fillObjects(schema: OpenSchema, value: JsonObject, scope: DynamicScope): void {
    set(schema, "properties", this.#map(schema, "properties", scope));
    set(schema, "additionalProperties", this.#one(schema, "additionalProperties", scope));
    set(schema, "propertyNames", this.#one(schema, "propertyNames", scope));
    set(schema, "unevaluatedProperties", this.#one(schema, "unevaluatedProperties", scope));
    set(schema, "dependentSchemas", this.#map(schema, "dependentSchemas", scope));
    const patterns = this.#map(schema, "patternProperties", scope);
    if (patterns !== undefined) schema.patternProperties = patternProperties(schema.place, patterns);
    this.#fillDependencies(schema, value, scope);
    if (schema.unevaluatedProperties !== undefined) this.#tracksEvaluated = true;
  }

  #fillDependencies(schema: OpenSchema, value: JsonObject, scope: DynamicScope): void {
    const names = new Map<string, readonly string[]>();
    const schemas = new Map(schema.dependentSchemas ?? []);
    const required = member(value, "dependentRequired");
    if (isObject(required) && keywordOf(schema.place.dialect, "dependentRequired") !== undefined) {
      for (const [name, list] of Object.entries(required)) names.set(name, strings(list));
    }
    const mixed = member(value, "dependencies");
    for (const [name, inner] of isObject(mixed) ? Object.entries(mixed) : []) {
      if (isArray(inner)) names.set(name, [...(names.get(name) ?? []), ...strings(inner)]);
      else if (!schemas.has(name)) schemas.set(name, this.#child(schema.place, ["dependencies", name], scope));
    }
    if (names.size > 0) schema.dependentRequired = names;
    if (schemas.size > 0) schema.dependentSchemas = schemas;
  }

  #fillArrays(schema: OpenSchema, value: JsonObject, scope: DynamicScope): void {
    if (isArray(member(value, "items"))) {
      set(schema, "prefixItems", this.#list(schema, "items", scope));
      set(schema, "items", this.#one(schema, "additionalItems", scope));
    } else {
      set(schema, "prefixItems", this.#list(schema, "prefixItems", scope));
      set(schema, "items", this.#one(schema, "items", scope));
    }
    set(schema, "contains", this.#one(schema, "contains", scope));
    set(schema, "unevaluatedItems", this.#one(schema, "unevaluatedItems", scope));
    if (schema.unevaluatedItems !== undefined) this.#tracksEvaluated = true;
  }

  #fillCombinations(schema: OpenSchema, _value: JsonObject, scope: DynamicScope): void {
    const all = this.#list(schema, "allOf", scope);
    if (all !== undefined) schema.allOf = [...(schema.allOf ?? []), ...all];
    set(schema, "anyOf", this.#list(schema, "anyOf", scope));
    set(schema, "oneOf", this.#list(schema, "oneOf", scope));
    set(schema, "not", this.#one(schema, "not", scope));
    const condition = this.#one(schema, "if", scope);
    if (condition === undefined) return;
    schema.if = condition;
    set(schema, "then", this.#one(schema, "then", scope));
    set(schema, "else", this.#one(schema, "else", scope));
  }
}

function set<Key extends keyof Schema>(schema: OpenSchema, key: Key, value: OpenSchema[Key] | undefined): void {
  if (value !== undefined) schema[key] = value;
}

function enterResource(scope: DynamicScope, resource: SchemaResource): DynamicScope {
  let grown: Map<string, SchemaPlace> | undefined;
  for (const [name, pointer] of resource.dynamicAnchors) {
    if (scope.has(name)) continue;
    const place = resource.document.places.get(pointer);
    if (place === undefined) continue;
    grown ??= new Map(scope);
    grown.set(name, place);
  }
  return grown ?? scope;
}

interface Reference {
  readonly keyword: string;
  readonly reference: string;
}

function followReference(from: SchemaPlace, { keyword, reference }: Reference, scope: DynamicScope): SchemaPlace {
  const target = resolveReference(from, keyword, reference);
  if (keyword === "$dynamicRef" && target.dynamicName !== undefined) {
    return scope.get(target.dynamicName) ?? target.place;
  }
  // 2019-09 core 8.2.4.2: only a target that says so itself opens the search through the dynamic scope.
  if (keyword === "$recursiveRef" && target.place.resource.dynamicAnchors.get("#") === target.place.pointer) {
    return scope.get("#") ?? target.place;
  }
  return target.place;
}

function strings(value: JsonValue): string[] {
  return isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function patternProperties(place: SchemaPlace, schemas: ReadonlyMap<string, Schema>): PatternProperty[] {
  return [...schemas].map(([source, schema]) => {
    const pointer = childPointer(childPointer(place.pointer, "patternProperties"), source);
    return { pattern: patternAt(place, pointer, source), schema };
  });
}

function patternAt(place: SchemaPlace, pointer: string, source: string): Pattern {
  try {
    return readPattern(source);
  } catch (caught) {
    if (caught instanceof PatternRefused) throw problemAt(place, pointer, caught.message);
    throw caught;
  }
}

const typeNames: readonly SchemaTypeName[] = ["null", "boolean", "integer", "number", "string", "array", "object"];

function fillScalars(schema: OpenSchema, value: JsonObject): void {
  const { dialect } = schema.place;
  for (const name of numberKeywords) {
    const stated = member(value, name);
    if (typeof stated === "number" && keywordOf(dialect, name) !== undefined) schema[name] = stated;
  }
  if (dialect === "draft-04") makeBoundsExclusive(schema, value);
  const types = member(value, "type");
  if (types !== undefined) {
    const stated: readonly JsonValue[] = isArray(types) ? types : [types];
    schema.types = new Set(typeNames.filter((name) => stated.includes(name)));
  }
  const values = member(value, "enum");
  if (isArray(values)) schema.enum = values;
  const constant = member(value, "const");
  if (constant !== undefined && keywordOf(dialect, "const") !== undefined) schema.constant = { value: constant };
  const required = member(value, "required");
  if (required !== undefined) schema.required = strings(required);
  const format = member(value, "format");
  if (typeof format === "string") schema.format = format;
  if (member(value, "uniqueItems") === true) schema.uniqueItems = true;
  const stated = member(value, "default");
  if (stated !== undefined) schema.default = { value: stated };
  const pattern = member(value, "pattern");
  if (typeof pattern === "string") {
    schema.pattern = patternAt(schema.place, childPointer(schema.place.pointer, "pattern"), pattern);
  }
}

function makeBoundsExclusive(schema: OpenSchema, value: JsonObject): void {
  if (member(value, "exclusiveMinimum") === true && schema.minimum !== undefined) {
    schema.exclusiveMinimum = schema.minimum;
    schema.minimum = undefined;
  }
  if (member(value, "exclusiveMaximum") === true && schema.maximum !== undefined) {
    schema.exclusiveMaximum = schema.maximum;
    schema.maximum = undefined;
  }
}
