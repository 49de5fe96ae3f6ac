import { type JsonObject, type JsonValue, objectOf } from "../model/json.js";
import { formatCheck } from "./formats.js";
import { fewValues } from "./listed-values.js";
import { plainKeywords, type Schema, type SchemaProgram } from "../model/schema.js";

const schemaKeywords = [
  "additionalProperties",
  "propertyNames",
  "items",
  "contains",
  "not",
  "if",
  "then",
  "else",
  "unevaluatedProperties",
  "unevaluatedItems",
] as const satisfies readonly (keyof Schema)[];

const listKeywords = ["prefixItems", "allOf", "anyOf", "oneOf"] as const satisfies readonly (keyof Schema)[];

/**
 * Writes a program as one self-contained 2020-12 schema for Ajv: no identifiers, no dynamic references, every `$ref` a
 * plain pointer into `$defs`, values as `listed` or `same` where Ajv is slow or wrong about them.
 */
export function toAjvSchema(program: SchemaProgram, defaultsFill = false): JsonObject {
  const ids = new Map<Schema, string>();
  for (const target of program.targets) ids.set(target, String(ids.size));
  const names: Names = { ids, defaultsFill };
  const definitions = objectOf([...ids].map(([schema, id]) => [id, printBody(schema, names)]));
  // A boolean cannot carry definitions, so the root always hangs one level down.
  return { allOf: [print(program.root, names)], $defs: definitions };
}

interface Names {
  readonly ids: ReadonlyMap<Schema, string>;
  readonly defaultsFill: boolean;
}

function print(schema: Schema, names: Names): JsonValue {
  const name = names.ids.get(schema);
  return name === undefined ? printBody(schema, names) : { $ref: `#/$defs/${name}` };
}

type Add = (key: string, value: JsonValue) => void;

function printBody(schema: Schema, names: Names): JsonValue {
  if (schema.always !== undefined) return schema.always;
  // Ajv refuses an empty `enum`, which simply accepts nothing.
  if (schema.enum?.length === 0) return false;
  const entries: [string, JsonValue][] = [];
  const add: Add = (key, value) => void entries.push([key, value]);
  addValues(schema, names, add);
  for (const key of plainKeywords) {
    const value = schema[key];
    if (value !== undefined && key !== "minItems") add(key, value);
  }
  // For an array without items Ajv goes by what `contains` said of the array before.
  const least = Math.max(schema.minItems ?? 0, schema.contains !== undefined && schema.minContains !== 0 ? 1 : 0);
  if (least > 0) add("minItems", least);
  for (const key of schemaKeywords) {
    const value = schema[key];
    if (value !== undefined) add(key, print(value, names));
  }
  for (const key of listKeywords) {
    const list = schema[key];
    if (list !== undefined)
      add(
        key,
        list.map((inner) => print(inner, names)),
      );
  }
  addMaps(schema, names, add);
  return objectOf(entries);
}

function addValues(schema: Schema, names: Names, add: Add): void {
  if (schema.ref !== undefined) add("$ref", `#/$defs/${names.ids.get(schema.ref) ?? ""}`);
  if (schema.types !== undefined) add("type", [...schema.types]);
  const { enum: values, constant } = schema;
  if (values !== undefined) add(values.length > fewValues || !values.every(isPlain) ? "listed" : "enum", values);
  if (constant !== undefined) add(isPlain(constant.value) ? "const" : "same", constant.value);
  if (schema.types === undefined) addEnds(schema, add);
  if (schema.pattern !== undefined) add("pattern", schema.pattern.source);
  const required = schema.required?.filter(
    (name) => !names.defaultsFill || schema.properties?.get(name)?.default === undefined,
  );
  if (required !== undefined) add("required", required);
}

/** Whether Ajv compares a value right: of objects it calls methods, which members may hide. */
function isPlain(value: JsonValue): boolean {
  return typeof value !== "object" || value === null;
}

/** What of numbers beyond all doubles is refused; Ajv takes these for no numbers, which only `type` refuses. */
function addEnds(schema: Schema, add: Add): void {
  const { maximum, exclusiveMaximum, minimum, exclusiveMinimum, multipleOf, format } = schema;
  const hasNone = multipleOf !== undefined || (format !== undefined && formatCheck(format)?.type === "number");
  const isBelow = hasNone || maximum !== undefined || exclusiveMaximum !== undefined;
  const isAbove = hasNone || minimum !== undefined || exclusiveMinimum !== undefined;
  if (isBelow || isAbove) add("ends", [isBelow, isAbove]);
}

function addMaps(schema: Schema, names: Names, add: Add): void {
  for (const key of ["properties", "dependentSchemas"] as const) {
    const map = schema[key];
    if (map !== undefined) add(key, objectOf([...map].map(([name, inner]) => [name, print(inner, names)])));
  }
  if (schema.dependentRequired !== undefined) add("dependentRequired", objectOf(schema.dependentRequired));
  if (schema.patternProperties !== undefined) {
    const printed = schema.patternProperties.map((one) => [one.pattern.source, print(one.schema, names)] as const);
    add("patternProperties", objectOf(printed));
  }
}
