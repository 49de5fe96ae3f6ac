import { isArray, isObject, type JsonValue, typeOf } from "./json.js";
import type { KeywordShape } from "./vocabulary.js";

const typeNames: ReadonlySet<string> = new Set(["null", "boolean", "number", "integer", "string", "array", "object"]);

type ShapeCheck = (value: JsonValue) => string | undefined;

function named(value: JsonValue): string {
  const type = typeOf(value);
  if (type === "null") return "null";
  return `${type === "array" || type === "object" ? "an" : "a"} ${type}`;
}

function checkUniqueNames(value: JsonValue): string | undefined {
  if (!isArray(value)) return `must be an array of property names, not ${named(value)}`;
  if (!value.every((item) => typeof item === "string")) return "must hold strings only";
  return new Set(value).size === value.length ? undefined : "must not name a property twice";
}

function checkTypes(value: JsonValue): string | undefined {
  const names = isArray(value) ? value : [value];
  if (names.length === 0) return "must name at least one type";
  for (const name of names) {
    if (typeof name !== "string" || !typeNames.has(name)) {
      const shown = typeof name === "string" ? `'${name}'` : named(name);
      return `must name JSON types (${[...typeNames].join(", ")}), not ${shown}`;
    }
  }
  return new Set(names).size === names.length ? undefined : "must not name a type twice";
}

function checkSchemaMap(value: JsonValue): string | undefined {
  return isObject(value) ? undefined : `must be an object whose members are schemas, not ${named(value)}`;
}

const shapeChecks: Readonly<Record<KeywordShape, ShapeCheck>> = {
  // Schemas inside are checked where the walk reaches them.
  schema: () => undefined,
  "schema-or-boolean": () => undefined,
  "schema-list": (value) =>
    isArray(value) && value.length > 0 ? undefined : "must be an array of at least one schema",
  "schema-map": checkSchemaMap,
  "schema-or-list": () => undefined,
  dependencies: checkSchemaMap,
  boolean: (value) => (typeof value === "boolean" ? undefined : `must be true or false, not ${named(value)}`),
  number: (value) => (isFinitely(value) ? undefined : `must be a number, not ${named(value)}`),
  "positive-number": (value) => (isFinitely(value) && value > 0 ? undefined : "must be a number greater than 0"),
  count: (value) =>
    isFinitely(value) && Number.isInteger(value) && value >= 0 ? undefined : "must be a whole number, 0 or more",
  string: (value) => (typeof value === "string" ? undefined : `must be a string, not ${named(value)}`),
  pattern: (value) =>
    typeof value === "string" ? undefined : `must be a string holding a regular expression, not ${named(value)}`,
  names: checkUniqueNames,
  "names-map": (value) => {
    if (!isObject(value)) return `must be an object whose members are arrays of property names, not ${named(value)}`;
    return Object.values(value)
      .map(checkUniqueNames)
      .find((problem) => problem !== undefined);
  },
  types: checkTypes,
  values: (value) => (isArray(value) ? undefined : `must be an array of the allowed values, not ${named(value)}`),
  anything: () => undefined,
};

function isFinitely(value: JsonValue): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** What is wrong with the value of a keyword of that shape, in words that follow the keyword's name; undefined when nothing is. */
export function shapeProblem(shape: KeywordShape, value: JsonValue): string | undefined {
  return shapeChecks[shape](value);
}
