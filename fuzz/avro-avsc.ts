import { Type } from "avsc";
import { encode } from "./avro-bytes.js";
import type { Branched, Model, Value } from "./avro-model.js";
import type { SchemaJson, SchemaObject } from "./avro-schemas.js";

/** The parts of a writer's types that one value makes use of. */
interface Usage {
  readonly branches: Map<Model, Set<number>>;
  readonly symbols: Map<Model, Set<number>>;
  /** Arrays and maps without an item; what would be in them is unknown. */
  isOpen: boolean;
}

/**
 * What avsc makes of one value. Its resolvers judge whole schemas, so the writer's is narrowed down to the branches and
 * symbols that the value has. Undefined when avsc cannot be asked: it does not know one of the schemas, or an array is empty.
 */
export function avscReads(reader: SchemaJson, writer: Model, value: Value): boolean | undefined {
  const usage: Usage = { branches: new Map(), symbols: new Map(), isOpen: false };
  note(usage, writer, value);
  if (usage.isOpen) return undefined;
  const narrowed = narrow(usage, writer, new Map());
  const [readerType, writerType] = [typeOf(reader), typeOf(print(narrowed, new Set()))];
  if (readerType === undefined || writerType === undefined) return undefined;
  const payload = encode(narrowed, renumber(usage, writer, value));
  try {
    const resolver = readerType.createResolver(writerType, { ignoreNamespaces: true });
    readerType.fromBuffer(payload, resolver);
    return true;
  } catch {
    return false;
  }
}

function typeOf(schema: SchemaJson): Type | undefined {
  try {
    return Type.forSchema(schema as never, { wrapUnions: true });
  } catch {
    // avsc knows fewer schemas than the specification: no empty unions, no defaults of second branches.
    return undefined;
  }
}

function note(usage: Usage, model: Model, value: Value): void {
  if (model.kind === "union") {
    const { branch, value: inner } = value as Branched;
    add(usage.branches, model, branch);
    const part = model.parts[branch];
    if (part !== undefined) note(usage, part, inner);
  } else if (model.kind === "enum") add(usage.symbols, model, Number(value));
  else if (model.kind === "record") {
    for (const [index, { type }] of model.fields.entries()) note(usage, type, (value as readonly Value[])[index]);
  } else if (model.kind === "array" || model.kind === "map") {
    const [part] = model.parts;
    const items = value as readonly Value[];
    if (items.length === 0 || part === undefined) usage.isOpen = true;
    else for (const item of items) note(usage, part, item);
  }
}

function add(sets: Map<Model, Set<number>>, model: Model, index: number): void {
  sets.set(model, (sets.get(model) ?? new Set()).add(index));
}

/** The used numbers in order, so that each has a new place. */
function used(sets: ReadonlyMap<Model, ReadonlySet<number>>, model: Model): readonly number[] {
  return [...(sets.get(model) ?? [])].sort((a, b) => a - b);
}

function narrow(usage: Usage, model: Model, done: Map<Model, Model>): Model {
  const known = done.get(model);
  if (known !== undefined) return known;
  const symbols = used(usage.symbols, model).flatMap((index) => model.symbols[index] ?? []);
  const slim: Model = { ...model, symbols, hasDefault: false, parts: [], fields: [] };
  done.set(model, slim);
  const kept = model.kind === "union" ? used(usage.branches, model) : model.parts.keys();
  for (const index of kept) {
    const part = model.parts[index];
    if (part !== undefined) slim.parts.push(narrow(usage, part, done));
  }
  for (const field of model.fields) slim.fields.push({ ...field, type: narrow(usage, field.type, done) });
  return slim;
}

/** The value as the narrowed types number it. */
function renumber(usage: Usage, model: Model, value: Value): Value {
  if (model.kind === "union") {
    const { branch, value: inner } = value as Branched;
    const part = model.parts[branch];
    const place = used(usage.branches, model).indexOf(branch);
    return { branch: place, value: part && renumber(usage, part, inner) };
  }
  if (model.kind === "enum") return used(usage.symbols, model).indexOf(Number(value));
  if (model.kind === "record") {
    return model.fields.map(({ type }, index) => renumber(usage, type, (value as readonly Value[])[index]));
  }
  const [part] = model.parts;
  return part === undefined ? value : (value as readonly Value[]).map((item) => renumber(usage, part, item));
}

function print(model: Model, printed: Set<string>): SchemaJson {
  switch (model.kind) {
    case "union":
      return model.parts.map((part) => print(part, printed));
    case "array":
      return { type: "array", items: print(model.parts[0] ?? model, printed) };
    case "map":
      return { type: "map", values: print(model.parts[0] ?? model, printed) };
    case "record":
    case "enum":
    case "fixed":
      return printNamed(model, printed);
    default:
      return model.kind;
  }
}

function printNamed(model: Model, printed: Set<string>): SchemaJson {
  if (printed.has(model.name)) return model.name;
  printed.add(model.name);
  const head: SchemaObject = {
    type: model.kind,
    name: model.name,
    ...(model.name.includes(".") ? {} : { namespace: "" }),
  };
  if (model.kind === "fixed") return { ...head, size: model.size };
  if (model.kind === "enum") return { ...head, symbols: model.symbols };
  const fields = model.fields.map(({ name, type }) => ({ name, type: print(type, printed) }));
  return { ...head, fields };
}
