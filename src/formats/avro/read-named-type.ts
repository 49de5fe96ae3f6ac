import type { Node } from "jsonc-parser";
import { extraAttributes, readNames } from "./attributes.js";
import { readLogicalType } from "./logical-type.js";
import { definedName, fullNameOf, isDottedName, isPlainName, isPrimitiveName } from "./names.js";
import { readRecordField } from "./read-record-field.js";
import type { Definition, SchemaReading, TypePlace } from "./schema-scope.js";
import { invalidSchema, membersOf, numberText, printJson, stringOf } from "./schema-text.js";
import {
  type EnumType,
  type ExtraAttributes,
  type FixedType,
  type NamedType,
  namespaceOf,
  type RecordField,
  type RecordType,
  unqualified,
} from "./schema-type.js";

const maxFixedBytes = 2_147_483_647;
const recordAttributes = new Set(["type", "name", "namespace", "aliases", "doc", "fields"]);
const enumAttributes = new Set(["type", "name", "namespace", "aliases", "doc", "symbols", "default"]);
const fixedAttributes = new Set(["type", "name", "namespace", "aliases", "doc", "size"]);
const decimalAttributes = new Set([...fixedAttributes, "logicalType", "precision", "scale"]);

/** Reads a record; its name is known to its own fields. Errors as `readType`. */
export function readRecord(reading: SchemaReading, node: Node, place: TypePlace): RecordType {
  const header = readHeader(reading, node, { place, known: recordAttributes });
  const record: RecordType = { kind: "record", ...header, fields: [] };
  const known = define(reading, node, { type: record, place });
  if (known?.kind === "record") return known;
  const list = membersOf(reading.source, node).get("fields");
  if (list?.type !== "array") {
    throw invalidSchema(
      reading.source,
      list ?? node,
      `The record "${record.name}" needs "fields", an array; it may be empty.`,
    );
  }
  const fields: RecordField[] = [];
  const names = new Set<string>();
  for (const child of list.children ?? []) {
    const field = readRecordField(reading, child, { namespace: namespaceOf(record.name), depth: place.depth + 1 });
    if (names.has(field.name)) {
      throw invalidSchema(
        reading.source,
        child,
        `The record "${record.name}" has two fields named "${field.name}"; rename one.`,
      );
    }
    names.add(field.name);
    fields.push(field);
  }
  record.fields = fields;
  reading.scope.named.push(record);
  return record;
}

/** Reads an enum. Errors as `readType`. */
export function readEnum(reading: SchemaReading, node: Node, place: TypePlace): EnumType {
  const header = readHeader(reading, node, { place, known: enumAttributes });
  const members = membersOf(reading.source, node);
  const symbols = readSymbols(reading, members.get("symbols") ?? node, header.name);
  const fallbackNode = members.get("default");
  const fallback = stringOf(fallbackNode);
  if (fallbackNode !== undefined && (fallback === undefined || !symbols.includes(fallback))) {
    throw invalidSchema(
      reading.source,
      fallbackNode,
      `The default of the enum "${header.name}" has to be one of its symbols.`,
    );
  }
  const type: EnumType = { kind: "enum", ...header, symbols, fallback };
  const known = define(reading, node, { type, place });
  if (known?.kind === "enum") return known;
  reading.scope.named.push(type);
  return type;
}

/** Reads a fixed. Errors as `readType`. */
export function readFixed(reading: SchemaReading, node: Node, place: TypePlace): FixedType {
  const members = membersOf(reading.source, node);
  const sizeNode = members.get("size");
  const digits = numberText(reading.source, sizeNode);
  const size = digits !== undefined && /^\d{1,10}$/.test(digits) ? Number(digits) : -1;
  const logical = readLogicalType(reading.source, members, { size });
  const header = readHeader(reading, node, {
    place,
    known: logical === undefined ? fixedAttributes : decimalAttributes,
  });
  if (size < 0 || size > maxFixedBytes) {
    const problem = `The fixed "${header.name}" needs "size", a number of bytes from 0 to ${maxFixedBytes}.`;
    throw invalidSchema(reading.source, sizeNode ?? node, problem);
  }
  const type: FixedType = { kind: "fixed", ...header, size, logical };
  const known = define(reading, node, { type, place });
  if (known?.kind === "fixed") return known;
  reading.scope.named.push(type);
  return type;
}

interface Header {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly doc: string;
  readonly external: boolean;
  readonly extra: ExtraAttributes;
}

function readHeader(
  reading: SchemaReading,
  node: Node,
  rest: { place: TypePlace; known: ReadonlySet<string> },
): Header {
  const members = membersOf(reading.source, node);
  const name = readDefinedName(reading, node, rest.place.namespace);
  return {
    name,
    aliases: readAliases(reading, members.get("aliases"), namespaceOf(name)),
    doc: stringOf(members.get("doc")) ?? "",
    external: reading.source.reference !== "",
    extra: extraAttributes(reading.source, node, rest.known),
  };
}

function readDefinedName(reading: SchemaReading, node: Node, enclosing: string): string {
  const members = membersOf(reading.source, node);
  const kind = stringOf(members.get("type")) ?? "";
  const nameNode = members.get("name");
  const name = stringOf(nameNode);
  if (nameNode === undefined || name === undefined) {
    throw invalidSchema(reading.source, nameNode ?? node, `The ${kind} has no "name"; add one.`);
  }
  if (!isDottedName(name)) {
    const rule = "letters, digits and underscores, no digit first, dots only between names";
    throw invalidSchema(reading.source, nameNode, `"${name}" cannot be the name of a ${kind}; use ${rule}.`);
  }
  const namespaceNode = members.get("namespace");
  const namespace = stringOf(namespaceNode);
  if (namespaceNode !== undefined && !name.includes(".") && namespace !== "" && !isDottedName(namespace ?? "")) {
    throw invalidSchema(reading.source, namespaceNode, '"namespace" has to be names with dots between, or empty.');
  }
  if (isPrimitiveName(unqualified(name))) {
    throw invalidSchema(
      reading.source,
      nameNode,
      `"${unqualified(name)}" is the name of a primitive type; choose another name.`,
    );
  }
  return definedName(name, namespace, enclosing);
}

function readAliases(reading: SchemaReading, node: Node | undefined, namespace: string): readonly string[] {
  return readNames(reading.source, node, isDottedName).map((alias) => fullNameOf(alias, namespace));
}

function readSymbols(reading: SchemaReading, node: Node, enumName: string): readonly string[] {
  if (node.type !== "array") {
    throw invalidSchema(reading.source, node, `The enum "${enumName}" needs "symbols", an array of names.`);
  }
  const symbols = new Set<string>();
  for (const child of node.children ?? []) {
    const symbol = stringOf(child);
    if (symbol === undefined || !isPlainName(symbol)) {
      const rule = "letters, digits and underscores, no digit first";
      throw invalidSchema(reading.source, child, `A symbol of the enum "${enumName}" is not a name; use ${rule}.`);
    }
    if (symbols.has(symbol)) {
      throw invalidSchema(reading.source, child, `The enum "${enumName}" has the symbol "${symbol}" twice; keep one.`);
    }
    symbols.add(symbol);
  }
  return [...symbols];
}

/**
 * Enters a definition. Answers the earlier type when two references carry the same definition, which is how the same
 * subject reached by two ways looks.
 */
function define(
  reading: SchemaReading,
  node: Node,
  entry: { type: NamedType; place: TypePlace },
): NamedType | undefined {
  const { source, scope } = reading;
  const name = entry.type.name;
  const definition: Definition = { type: entry.type, source, node, namespace: entry.place.namespace };
  const earlier = scope.definitions.get(name);
  if (earlier === undefined) {
    scope.definitions.set(name, definition);
    scope.places.set(entry.type, { source, node });
    return undefined;
  }
  const origin = earlier.source.reference;
  if (origin !== "" && source.reference !== "" && wording(earlier) === wording(definition)) return earlier.type;
  const problem =
    origin === ""
      ? `"${name}" is defined twice; define it once and use its name afterwards.`
      : `"${name}" is already defined by the reference "${origin}"; use its name, or drop the reference.`;
  throw invalidSchema(source, node, problem);
}

/** Equal for definitions that say the same in the same namespace. */
function wording({ source, node, namespace }: Definition): string {
  return `${namespace}\n${printJson(source, node, { normalize: true })}`;
}
