/** Numbers from 0 to below a bound, the same for the same seed. */
export type Dice = (bound: number) => number;

/** A schema as JSON. */
export type SchemaJson = string | readonly SchemaJson[] | SchemaObject;
/** A schema with attributes. */
export interface SchemaObject {
  readonly [key: string]: unknown;
}

/** Dice that fall as the seed says (mulberry32). */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

/** One of a list. */
export function pick<Item>(dice: Dice, items: readonly Item[]): Item {
  const item = items[dice(items.length)];
  if (item === undefined) throw new Error("There is nothing to pick from.");
  return item;
}

const primitives = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"];
const annotated: readonly SchemaObject[] = [
  { type: "int", logicalType: "date" },
  { type: "int", logicalType: "time-millis" },
  { type: "long", logicalType: "timestamp-millis" },
  { type: "long", logicalType: "timestamp-micros" },
  { type: "string", logicalType: "uuid" },
  { type: "bytes", logicalType: "decimal", precision: 9, scale: 2 },
  { type: "bytes", logicalType: "decimal", precision: 4, scale: 3 },
];
const spaces = ["n", "n", "n", "m", ""];
const symbols = ["A", "B", "C", "UNKNOWN"];
const fieldNames = ["a", "b", "c", "d", "e"];

interface Drawing {
  readonly dice: Dice;
  /** Full names of the types defined so far, enclosing records included. */
  readonly names: string[];
  /** Whether types may have aliases, and namespaces that differ. */
  readonly plain: boolean;
}

/** A small random schema over few names, so that two of them have something to do with each other. */
export function drawSchema(dice: Dice, options: { readonly plain: boolean }): SchemaJson {
  return drawType({ dice, names: [], plain: options.plain }, dice(3) === 0 ? 1 : 3);
}

function drawType(drawing: Drawing, depth: number): SchemaJson {
  const { dice, names } = drawing;
  const roll = dice(depth > 0 ? 20 : 9);
  if (roll < 5) return pick(dice, primitives);
  if (roll < 6) return pick(dice, annotated);
  if (roll < 8) return drawEnumOrFixed(drawing);
  if (roll < 9) return names.length === 0 ? "int" : pick(dice, names);
  if (roll < 11) return { type: "array", items: drawType(drawing, depth - 1) };
  if (roll < 12) return { type: "map", values: drawType(drawing, depth - 1) };
  if (roll < 16) return drawUnion(drawing, depth);
  return drawRecord(drawing, depth);
}

function drawName(drawing: Drawing, plainNames: readonly string[]): string | undefined {
  const space = drawing.plain ? "n" : pick(drawing.dice, spaces);
  const plain = pick(drawing.dice, plainNames);
  const name = space === "" ? plain : `${space}.${plain}`;
  return drawing.names.includes(name) ? undefined : name;
}

function drawAliases({ dice, plain }: Drawing, names: readonly string[]): SchemaObject {
  return plain || dice(5) > 0 ? {} : { aliases: [pick(dice, names)] };
}

function drawEnumOrFixed(drawing: Drawing): SchemaJson {
  const { dice, names } = drawing;
  const isEnum = dice(3) > 0;
  const name = drawName(drawing, isEnum ? ["E", "F"] : ["H", "I"]);
  if (name === undefined) return pick(dice, names);
  names.push(name);
  const space = name.includes(".") ? {} : { namespace: "" };
  if (!isEnum) return { type: "fixed", name, ...space, size: dice(4), ...drawAliases(drawing, ["n.H", "I"]) };
  const own = symbols.filter(() => dice(3) > 0);
  const fallback = own.length > 0 && dice(3) === 0 ? { default: pick(dice, own) } : {};
  return { type: "enum", name, ...space, symbols: own, ...fallback, ...drawAliases(drawing, ["n.E", "F", "m.E"]) };
}

function drawUnion(drawing: Drawing, depth: number): SchemaJson {
  const branches: SchemaJson[] = drawing.dice(2) === 0 ? ["null"] : [];
  for (let count = 1 + drawing.dice(3); count > 0; count--) branches.push(drawType(drawing, depth - 1));
  return withoutRepeats(branches);
}

/** Branches that a union may have beside each other. */
export function withoutRepeats(branches: readonly SchemaJson[]): readonly SchemaJson[] {
  const seen = new Set<string>();
  return branches
    .flatMap((branch) => (isUnion(branch) ? branch : [branch]))
    .filter((branch) => {
      const key = branchKey(branch);
      return !seen.has(key) && seen.add(key);
    });
}

function drawRecord(drawing: Drawing, depth: number): SchemaJson {
  const { dice, names } = drawing;
  const name = drawName(drawing, ["R", "S", "T"]);
  if (name === undefined) return pick(dice, names);
  names.push(name);
  const fields = fieldNames.filter(() => dice(2) === 0).map((field) => drawField(drawing, field, depth));
  const space = name.includes(".") ? {} : { namespace: "" };
  return { type: "record", name, ...space, fields, ...drawAliases(drawing, ["n.R", "S", "m.T"]) };
}

/** A field of a random type, sometimes with a default or an alias. */
function drawField(drawing: Drawing, name: string, depth: number): SchemaObject {
  const { dice } = drawing;
  const type = drawType(drawing, depth - 1);
  const fallback = dice(3) === 0 ? simpleDefault(type) : undefined;
  const alias = drawAliases(drawing, fieldNames);
  return { name, type, ...(fallback === undefined ? {} : { default: fallback }), ...alias };
}

/** A default for the types that have an obvious one; for a union that of its first branch. */
export function simpleDefault(type: SchemaJson | undefined): unknown {
  if (type === undefined) return undefined;
  if (isUnion(type)) return simpleDefault(type[0]);
  const kind = typeof type === "string" ? type : type["type"];
  if (typeof type !== "string" && kind === "enum") return (type["symbols"] as readonly string[])[0];
  const known: Readonly<Record<string, unknown>> = {
    null: null,
    boolean: true,
    int: 7,
    long: 7,
    float: 1.5,
    double: 1.5,
    bytes: "\u00ff",
    string: "text",
    array: [],
    map: {},
  };
  return typeof kind === "string" ? known[kind] : undefined;
}

/** Whether a schema is a union. */
export function isUnion(schema: SchemaJson): schema is readonly SchemaJson[] {
  return Array.isArray(schema);
}

function branchKey(branch: SchemaJson): string {
  if (typeof branch === "string") return branch;
  if (isUnion(branch)) return "union";
  return String(branch["name"] ?? branch["type"]);
}

const primitiveChanges: Readonly<Record<string, readonly string[]>> = {
  int: ["long", "float", "double", "string"],
  long: ["float", "double", "int"],
  float: ["double", "long"],
  double: ["float"],
  string: ["bytes"],
  bytes: ["string"],
};

/** A later version of a schema: the same with here and there a change of the kind that people make, some of them harmful. */
export function mutateSchema(dice: Dice, schema: SchemaJson): SchemaJson {
  const inside = mutateInside(dice, schema);
  const roll = dice(24);
  if (isUnion(inside)) {
    if (roll === 0) return inside.length > 1 ? inside.slice(1) : inside;
    if (roll === 1) return inside.toReversed();
    if (roll === 2) return withoutRepeats([...inside, pick(dice, primitives)]);
    return roll === 3 && inside.length > 0 ? pick(dice, inside) : inside;
  }
  if (roll === 0) return withoutRepeats(["null", inside]);
  return roll === 1 ? withoutRepeats([inside, pick(dice, primitives)]) : inside;
}

function mutateInside(dice: Dice, schema: SchemaJson): SchemaJson {
  if (typeof schema === "string") {
    const others = primitiveChanges[schema];
    return others !== undefined && dice(8) === 0 ? pick(dice, others) : schema;
  }
  if (isUnion(schema)) return withoutRepeats(schema.map((branch) => mutateInside(dice, branch)));
  switch (schema["type"]) {
    case "array":
      return { ...schema, items: mutateSchema(dice, schema["items"] as SchemaJson) };
    case "map":
      return { ...schema, values: mutateSchema(dice, schema["values"] as SchemaJson) };
    case "enum":
      return mutateNamed(dice, mutateEnum(dice, schema));
    case "fixed":
      return mutateNamed(dice, dice(10) === 0 ? { ...schema, size: dice(4) } : schema);
    case "record":
      return mutateNamed(dice, mutateRecord(dice, schema));
    default:
      return dice(6) === 0 ? pick(dice, annotated) : schema;
  }
}

/** Renames a type or moves it to another namespace, with or without an alias; uses of the old name become wrong or fit by chance. */
function mutateNamed(dice: Dice, schema: SchemaObject): SchemaObject {
  if (dice(15) > 0) return schema;
  const name = String(schema["name"]);
  const plain = name.slice(name.lastIndexOf(".") + 1);
  const renamed = dice(2) === 0 ? `${name}2` : `${pick(dice, ["m", "n", "o"])}.${plain}`;
  const rest = Object.entries(schema).filter(([key]) => key !== "namespace");
  return { ...Object.fromEntries(rest), name: renamed, ...(dice(2) === 0 ? { aliases: [name] } : {}) };
}

function mutateEnum(dice: Dice, schema: SchemaObject): SchemaObject {
  const own = schema["symbols"] as readonly string[];
  const { default: fallback, ...rest } = schema;
  switch (dice(10)) {
    case 0:
      return { ...schema, symbols: [...own, "W"] };
    case 1:
      return { ...rest, symbols: own.slice(1) };
    case 2:
      return { ...schema, symbols: own.toReversed() };
    case 3:
      return fallback === undefined && own.length > 0 ? { ...rest, default: own[0] } : rest;
    default:
      return schema;
  }
}

function mutateRecord(dice: Dice, schema: SchemaObject): SchemaObject {
  let fields = (schema["fields"] as readonly SchemaObject[]).map((field) => mutateField(dice, field));
  const roll = dice(9);
  if (roll === 0) fields = fields.slice(0, -1);
  if (roll === 1) fields = fields.toReversed();
  if (roll === 2 || roll === 3) {
    fields = [...fields, { name: "f", type: "int", ...(roll === 2 ? { default: 3 } : {}) }];
  }
  if (roll === 4 && fields.length > 0) {
    const enumField = { type: "enum", name: "n.New", symbols: ["A"], default: "A" };
    fields = [...fields, { name: "g", type: enumField }];
  }
  return { ...schema, fields };
}

function mutateField(dice: Dice, field: SchemaObject): SchemaObject {
  const type = mutateSchema(dice, field["type"] as SchemaJson);
  const { default: fallback, ...rest } = field;
  const same = JSON.stringify(type) === JSON.stringify(field["type"]);
  // The default may not fit the new type.
  const changed = same ? field : { ...rest, type };
  switch (dice(20)) {
    case 0:
      return { ...changed, name: `${String(field["name"])}2` };
    case 1:
      return { ...changed, name: `${String(field["name"])}2`, aliases: [field["name"]] };
    case 2:
      return { ...changed, aliases: [pick(dice, fieldNames)] };
    case 3:
      return fallback === undefined ? { ...changed, ...defaultOf(type) } : rest;
    default:
      return changed;
  }
}

function defaultOf(type: SchemaJson): SchemaObject {
  const value = simpleDefault(type);
  return value === undefined ? {} : { default: value };
}
