import type { Schema, SchemaTypeName } from "../model/schema.js";

/** How a combined schema combines. */
export type Criterion = "allOf" | "anyOf" | "oneOf";

/**
 * A schema as Confluent's registry sees it: one class per schema, with a combination made up where a schema says several
 * kinds of things at once.
 */
export type SchemaClass =
  | { readonly kind: SimpleKind; readonly schema: Schema }
  | {
      readonly kind: "combined";
      readonly schema: Schema;
      readonly criterion: Criterion;
      readonly branches: readonly SchemaClass[];
    };

type SimpleKind =
  | "empty"
  | "false"
  | "null"
  | "boolean"
  | "string"
  | "number"
  | "object"
  | "array"
  | "enum"
  | "const"
  | "not"
  | "conditional";

/** The class of a schema; references are followed. */
export function classOf(schema: Schema): SchemaClass {
  if (schema.always !== undefined) return { kind: schema.always ? "empty" : "false", schema };
  const parts = partsOf(schema);
  const [only] = parts;
  if (only === undefined) return { kind: "empty", schema };
  return parts.length === 1 ? only : { kind: "combined", schema, criterion: "allOf", branches: parts };
}

function partsOf(schema: Schema): SchemaClass[] {
  const parts: SchemaClass[] = [];
  if (schema.ref !== undefined) parts.push(classOf(schema.ref));
  parts.push(...typedParts(schema));
  if (schema.enum !== undefined) parts.push({ kind: "enum", schema });
  if (schema.constant !== undefined) parts.push({ kind: "const", schema });
  if (schema.not !== undefined) parts.push({ kind: "not", schema });
  if (schema.if !== undefined) parts.push({ kind: "conditional", schema });
  for (const criterion of ["allOf", "anyOf", "oneOf"] as const) {
    const branches = schema[criterion];
    if (branches !== undefined)
      parts.push({ kind: "combined", schema, criterion, branches: distinct(branches).map(classOf) });
  }
  return parts;
}

function distinct(branches: readonly Schema[]): Schema[] {
  return [...new Map(branches.map((one) => [JSON.stringify(one.place.value), one])).values()];
}

function typedParts(schema: Schema): SchemaClass[] {
  const types = schema.types === undefined ? sniffedTypes(schema) : [...schema.types];
  const parts = types.map(
    (type): SchemaClass => ({ kind: type === "integer" ? "number" : type, schema: forType(schema, type) }),
  );
  if (schema.types === undefined || parts.length < 2) return parts;
  return [{ kind: "combined", schema, criterion: "anyOf", branches: parts }];
}

/** Of a schema with several types only one is looked at in each branch; what tells integer from number is its type. */
function forType(schema: Schema, type: SchemaTypeName): Schema {
  return schema.types?.size === 1 ? schema : { ...schema, types: new Set([type]) };
}

const telling: Readonly<Record<"string" | "number" | "object" | "array", readonly (keyof Schema)[]>> = {
  string: ["minLength", "maxLength", "pattern", "format"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  object: [
    "properties",
    "patternProperties",
    "additionalProperties",
    "propertyNames",
    "required",
    "dependentRequired",
    "dependentSchemas",
    "minProperties",
    "maxProperties",
    "unevaluatedProperties",
  ],
  array: ["items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems", "unevaluatedItems"],
};

function sniffedTypes(schema: Schema): SchemaTypeName[] {
  return (["string", "number", "object", "array"] as const).filter((type) =>
    telling[type].some((keyword) => schema[keyword] !== undefined),
  );
}
