import { namespaceOf, type AvroType, isNamed, type NamedType, type RecordField } from "./schema-type.js";

/** What a copied type may refer to by name. */
export interface CopyTarget {
  /** Whether the name can be used at the place: `defined` and known there, `free`, or `later`: taken by what follows. */
  status(name: string): "defined" | "free" | "later";
}

/** Types copied at most; nobody wants to read an edit of more. */
const maxTypes = 200;

interface Copying {
  readonly target: CopyTarget;
  readonly defined: Set<string>;
  types: number;
}

/** A type of another schema as a JSON value that means the same at a place of this one; undefined when it cannot be said there. */
export function copyType(type: AvroType, target: CopyTarget, namespace: string): unknown {
  return copy({ target, defined: new Set(), types: 0 }, type, namespace);
}

/** A field of another schema, to be added to a record of the namespace; undefined when its type cannot be said there. */
export function copyField(field: RecordField, target: CopyTarget, namespace: string): unknown {
  return fieldCopy({ target, defined: new Set(), types: 0 }, field, namespace);
}

function copy(copying: Copying, type: AvroType, namespace: string): unknown {
  if (++copying.types > maxTypes) return undefined;
  if (isNamed(type)) return copyNamed(copying, type, namespace);
  if (type.kind === "union") return every(type.branches.map((branch) => copy(copying, branch, namespace)));
  const extra = parsed(type.extra);
  if (type.kind === "array" || type.kind === "map") {
    const part = copy(copying, type.kind === "array" ? type.items : type.values, namespace);
    if (part === undefined) return undefined;
    return type.kind === "array" ? { type: "array", items: part, ...extra } : { type: "map", values: part, ...extra };
  }
  const logical = logicalMembers(type);
  return Object.keys({ ...logical, ...extra }).length === 0 ? type.kind : { type: type.kind, ...logical, ...extra };
}

/** The attributes that give a type its logical type. */
export function logicalMembers(type: AvroType): Readonly<Record<string, unknown>> {
  const logical = "logical" in type ? type.logical : undefined;
  if (logical === undefined) return {};
  const digits = logical.name === "decimal" ? { precision: logical.precision, scale: logical.scale } : {};
  return { logicalType: logical.name, ...digits };
}

function copyNamed(copying: Copying, type: NamedType, namespace: string): unknown {
  // A name without a dot would be looked for in the namespace around it first.
  if (!type.name.includes(".") && namespace !== "" && copying.target.status(`${namespace}.${type.name}`) !== "free") {
    return undefined;
  }
  const status = copying.defined.has(type.name) ? "defined" : copying.target.status(type.name);
  if (status !== "free") return status === "defined" ? type.name : undefined;
  copying.defined.add(type.name);
  const own = namespaceOf(type.name);
  const head = {
    type: type.kind,
    name: type.name,
    // Without it the name would be taken into the namespace around it.
    ...(own === "" && namespace !== "" ? { namespace: "" } : {}),
    ...(type.doc === "" ? {} : { doc: type.doc }),
    ...(type.aliases.length === 0 ? {} : { aliases: type.aliases }),
  };
  const extra = parsed(type.extra);
  if (type.kind === "fixed") return { ...head, size: type.size, ...logicalMembers(type), ...extra };
  if (type.kind === "enum") {
    const fallback = type.fallback === undefined ? {} : { default: type.fallback };
    return { ...head, symbols: type.symbols, ...fallback, ...extra };
  }
  const fields = every(type.fields.map((field) => fieldCopy(copying, field, own)));
  return fields === undefined ? undefined : { ...head, fields, ...extra };
}

function fieldCopy(copying: Copying, field: RecordField, namespace: string): unknown {
  const type = copy(copying, field.type, namespace);
  if (type === undefined || isTooExact(field.fallback?.canonical ?? "")) return undefined;
  return {
    name: field.name,
    type,
    ...(field.doc === "" ? {} : { doc: field.doc }),
    ...(field.fallback === undefined ? {} : { default: JSON.parse(field.fallback.canonical) as unknown }),
    ...(field.order === "ascending" ? {} : { order: field.order }),
    ...(field.aliases.length === 0 ? {} : { aliases: field.aliases }),
    ...parsed(field.extra),
  };
}

/** Whether a JSON text has numbers that JavaScript would round. */
export function isTooExact(text: string): boolean {
  return /\d{16}/.test(text);
}

function parsed(extra: ReadonlyMap<string, string>): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...extra].map(([key, text]) => [key, JSON.parse(text) as unknown]));
}

function every(parts: readonly unknown[]): readonly unknown[] | undefined {
  return parts.includes(undefined) ? undefined : parts;
}
