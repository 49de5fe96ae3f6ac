import { type Dice, pick, type SchemaJson, type SchemaObject, isUnion } from "./avro-schemas.js";

/** A field as its schema has it. */
export interface FieldModel {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly hasDefault: boolean;
  readonly type: Model;
}

/** A type as its schema has it, with names made full and uses joined to definitions. */
export interface Model {
  readonly kind: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** Items, values or branches. */
  readonly parts: Model[];
  readonly fields: FieldModel[];
  readonly symbols: readonly string[];
  readonly size: number;
  readonly hasDefault: boolean;
  readonly logical: string;
}

/** A value: null, a boolean, number, string or byte list; a symbol's number; the values of a record, array or map; a branch. */
export type Value = unknown;
/** The value of a union. */
export interface Branched {
  readonly branch: number;
  readonly value: Value;
}

const primitives: ReadonlySet<string> = new Set([
  "null",
  "boolean",
  "int",
  "long",
  "float",
  "double",
  "bytes",
  "string",
]);

/** Reads a schema that is known to be valid. */
export function modelOf(schema: SchemaJson, names = new Map<string, Model>(), space = ""): Model {
  if (typeof schema === "string") {
    const known = names.get(full(schema, space)) ?? names.get(schema);
    return primitives.has(schema) || known === undefined ? blank({ kind: schema }) : known;
  }
  if (isUnion(schema)) return blank({ kind: "union", parts: schema.map((branch) => modelOf(branch, names, space)) });
  const kind = String(schema["type"]);
  if (kind === "array" || kind === "map") {
    const inner = (kind === "array" ? schema["items"] : schema["values"]) as SchemaJson;
    return blank({ kind, parts: [modelOf(inner, names, space)] });
  }
  if (schema["name"] === undefined) {
    const used = modelOf(kind, names, space);
    return primitives.has(kind) ? { ...used, logical: JSON.stringify(schema) } : used;
  }
  return namedModel(schema, names, space);
}

function namedModel(schema: SchemaObject, names: Map<string, Model>, space: string): Model {
  const name = full(String(schema["name"]), (schema["namespace"] as string | undefined) ?? space);
  const own = name.includes(".") ? name.slice(0, name.lastIndexOf(".")) : "";
  const listed = (schema["aliases"] ?? []) as readonly string[];
  const model = blank({
    kind: String(schema["type"]),
    name,
    aliases: listed.map((alias) => full(alias, own)),
    symbols: (schema["symbols"] ?? []) as readonly string[],
    size: Number(schema["size"] ?? 0),
    hasDefault: schema["default"] !== undefined,
  });
  names.set(name, model);
  for (const field of (schema["fields"] ?? []) as readonly SchemaObject[]) {
    model.fields.push({
      name: String(field["name"]),
      aliases: (field["aliases"] ?? []) as readonly string[],
      hasDefault: field["default"] !== undefined,
      type: modelOf(field["type"] as SchemaJson, names, own),
    });
  }
  return model;
}

function blank(model: Partial<Model> & { readonly kind: string }): Model {
  const nothing = {
    parts: [],
    fields: [],
    symbols: [],
    aliases: [],
    name: "",
    size: 0,
    hasDefault: false,
    logical: "",
  };
  return { ...nothing, ...model };
}

function full(name: string, space: string): string {
  return name.includes(".") || space === "" ? name : `${space}.${name}`;
}

/** The part of a name after the last dot. */
export function plainName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

/** How deep the flattest value of each type is; types without values are missing. */
export function heightsOf(root: Model): ReadonlyMap<Model, number> {
  const all = new Set<Model>([root]);
  for (const model of all) for (const part of [...model.parts, ...model.fields.map(({ type }) => type)]) all.add(part);
  const heights = new Map<Model, number>();
  for (let changed = true; changed; ) {
    changed = false;
    for (const model of all) {
      const height = heightOf(model, heights);
      if (height >= (heights.get(model) ?? Number.POSITIVE_INFINITY)) continue;
      heights.set(model, height);
      changed = true;
    }
  }
  return heights;
}

function heightOf(model: Model, heights: ReadonlyMap<Model, number>): number {
  const of = (part: Model): number => heights.get(part) ?? Number.POSITIVE_INFINITY;
  if (model.kind === "union") return 1 + Math.min(...model.parts.map(of), Number.POSITIVE_INFINITY);
  if (model.kind === "record") return 1 + Math.max(0, ...model.fields.map(({ type }) => of(type)));
  return model.kind === "enum" && model.symbols.length === 0 ? Number.POSITIVE_INFINITY : 1;
}

/** A random value of a type that has some. */
export function drawValue(dice: Dice, model: Model, heights: ReadonlyMap<Model, number>, depth = 0): Value {
  const inner = (part: Model): Value => drawValue(dice, part, heights, depth + 1);
  const has = (part: Model): boolean => heights.has(part);
  switch (model.kind) {
    case "record":
      return model.fields.map(({ type }) => inner(type));
    case "union": {
      const open = model.parts.filter(has);
      const flattest = open.toSorted((a, b) => (heights.get(a) ?? 0) - (heights.get(b) ?? 0));
      const part = depth > 6 ? flattest[0] : pick(dice, open);
      if (part === undefined) throw new Error("The union has no values.");
      return { branch: model.parts.indexOf(part), value: inner(part) };
    }
    case "array":
    case "map": {
      const [part] = model.parts;
      const count = part === undefined || !has(part) || depth > 6 ? 0 : dice(4);
      return part === undefined ? [] : Array.from({ length: count }, () => inner(part));
    }
    case "enum":
      return dice(model.symbols.length);
    default:
      return drawScalar(dice, model);
  }
}

function drawScalar(dice: Dice, model: Model): Value {
  switch (model.kind) {
    case "boolean":
      return dice(2) === 1;
    case "int":
    case "long":
      return pick(dice, [0, -1, 1, 63, -64, 64, 8191, 2 ** 31 - 1, -(2 ** 31)]);
    case "float":
    case "double":
      return pick(dice, [0, 1.5, -2, 1e10]);
    case "string":
      return pick(dice, ["", "a", "Zürich"]);
    case "bytes":
      return pick(dice, [[1], [0, 127], [42, 0]]);
    case "fixed":
      return Array.from({ length: model.size }, () => dice(256));
    default:
      return null;
  }
}
