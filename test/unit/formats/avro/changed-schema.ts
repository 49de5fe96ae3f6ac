import type { Dice } from "./random-payload.js";
import type { SchemaJson } from "./random-schema.js";

type SchemaObject = { readonly [key: string]: unknown };

const promoted = new Map([
  ["int", ["long", "float", "double"]],
  ["long", ["float", "double", "int"]],
  ["float", ["double", "long"]],
  ["string", ["bytes"]],
  ["bytes", ["string"]],
]);

/** A later version of a schema: the same with here and there a change of the kind that people make, some of them harmful. */
export function changedSchema(schema: SchemaJson, dice: Dice): SchemaJson {
  const changed = changeInside(schema, dice);
  if (dice(12) !== 0) return changed;
  if (isUnion(changed)) return changed.length > 1 && dice(2) === 0 ? changed.slice(1) : [...changed].reverse();
  const isNull = changed === "null";
  return isNull ? changed : dice(2) === 0 ? ["null", changed] : [changed, "null"];
}

function changeInside(schema: SchemaJson, dice: Dice): SchemaJson {
  if (typeof schema === "string") {
    const others = promoted.get(schema);
    return others !== undefined && dice(8) === 0 ? others[dice(others.length)]! : schema;
  }
  if (isUnion(schema)) return changeUnion(schema, dice);
  switch (schema["type"]) {
    case "array":
      return { ...schema, items: changedSchema(schema["items"] as SchemaJson, dice) };
    case "map":
      return { ...schema, values: changedSchema(schema["values"] as SchemaJson, dice) };
    case "enum":
      return changeEnum(schema, dice);
    case "record":
      return changeRecord(schema, dice);
    default:
      return dice(10) === 0 ? { ...schema, size: dice(3) } : schema;
  }
}

function changeUnion(branches: readonly SchemaJson[], dice: Dice): SchemaJson {
  const changed = branches.map((branch) => changeInside(branch, dice));
  const keys = changed.map(keyOf);
  return changed.filter((_branch, index) => keys.indexOf(keys[index]!) === index);
}

function changeEnum(schema: SchemaObject, dice: Dice): SchemaObject {
  const symbols = schema["symbols"] as readonly string[];
  if (dice(4) === 0) return { ...schema, symbols: [...symbols, "W"] };
  if (dice(4) !== 0 || symbols.length < 2) return schema;
  const kept = symbols.slice(0, -1);
  return { ...schema, symbols: kept };
}

function changeRecord(schema: SchemaObject, dice: Dice): SchemaObject {
  const fields = (schema["fields"] as readonly SchemaObject[]).map((field) => {
    const type = changedSchema(field["type"] as SchemaJson, dice);
    if (JSON.stringify(type) === JSON.stringify(field["type"])) return field;
    // The default may not fit the new type.
    return { ...Object.fromEntries(Object.entries(field).filter(([key]) => key !== "default")), type };
  });
  // Only the last field goes, lest the definition of a name go with it that later fields use.
  if (dice(6) === 0) fields.pop();
  if (dice(5) === 0) fields.push({ name: "d", type: "int", ...(dice(3) === 0 ? {} : { default: 3 }) });
  if (dice(8) === 0 && fields.length > 0) {
    const last = fields.pop()!;
    fields.push({ ...last, name: "e", ...(dice(2) === 0 ? { aliases: [last["name"]] } : {}) });
  }
  return { ...schema, fields };
}

function keyOf(branch: SchemaJson): string {
  if (typeof branch === "string") return branch;
  if (isUnion(branch)) return "union";
  return String(branch["name"] ?? branch["type"]);
}

function isUnion(schema: SchemaJson): schema is readonly SchemaJson[] {
  return Array.isArray(schema);
}
