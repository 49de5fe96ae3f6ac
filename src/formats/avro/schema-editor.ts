import type { Node } from "jsonc-parser";
import type { TextEdit } from "../../core/finding.js";
import type { JsonSource } from "../json-source.js";
import { copyField, copyType, type CopyTarget, isTooExact, logicalMembers } from "./copy-type.js";
import { exampleDefault } from "./example-default.js";
import type { Site } from "./obligation.js";
import { membersOf, pointerOfNode, type SchemaText, stringOf } from "./schema-text.js";
import {
  type AvroType,
  type EnumType,
  type FixedType,
  type NamedType,
  namespaceOf,
  type ParsedSchema,
  type RecordField,
  type RecordType,
  type UnionType,
  unqualified,
} from "./schema-type.js";

/** Edits, or undefined when the change cannot be said as edits of the schema's own text. */
export type Edits = readonly TextEdit[] | undefined;

/** Nobody wants to read an edit of more. */
const mostSymbols = 100;

/** Says how to change the text of one schema. Never touches the texts of its references. */
export class SchemaEditor {
  readonly #schema: ParsedSchema;
  readonly #text: SchemaText;
  readonly #json: JsonSource;
  #definedAt: ReadonlyMap<string, number> | undefined;
  #records: ReadonlyMap<Node, NamedType> | undefined;

  constructor(schema: ParsedSchema, json: JsonSource) {
    this.#schema = schema;
    this.#text = schema.text;
    this.#json = json;
  }

  /** Lets a type also be read under another name. */
  addAlias(type: NamedType, fullName: string): Edits {
    const namespace = namespaceOf(fullName);
    // An alias without a dot belongs to the namespace of the type, so a name without namespace cannot be said there.
    if (namespace === "" && namespaceOf(type.name) !== "") return undefined;
    const alias = namespace === namespaceOf(type.name) ? unqualified(fullName) : fullName;
    return this.#set(this.#nodeOf(type), "/aliases/-", alias);
  }

  /** Gives a type another name in its namespace, also where it is used. */
  rename(type: NamedType, name: string): Edits {
    const nameNode = this.#memberOf(type, "name");
    if (nameNode === undefined) return undefined;
    const uses = this.#schema.uses.filter((use) => use.type === type).map((use) => use.node);
    return [nameNode, ...uses].flatMap((node) => {
      const namespace = namespaceOf(stringOf(node) ?? "");
      return this.#json.replace(pointerOfNode(node), namespace === "" ? name : `${namespace}.${name}`);
    });
  }

  setSize(type: FixedType, size: number): Edits {
    return this.#set(this.#nodeOf(type), "/size", size);
  }

  /** Gives a fixed the logical type of another one. */
  setLogicalType(type: FixedType, from: FixedType): Edits {
    const node = this.#nodeOf(type);
    const wanted = Object.entries(logicalMembers(from));
    if (wanted.length === 0) return this.#set(node, "/logicalType", undefined);
    return joined(wanted.flatMap(([key, value]) => this.#set(node, `/${key}`, value) ?? []));
  }

  addSymbols(type: EnumType, symbols: readonly string[]): Edits {
    if (symbols.length > mostSymbols) return undefined;
    const node = this.#nodeOf(type);
    if (type.symbols.length === 0) return this.#set(node, "/symbols", symbols);
    return joined(symbols.flatMap((symbol) => this.#set(node, "/symbols/-", symbol) ?? []));
  }

  removeSymbols(type: EnumType, symbols: readonly string[]): Edits {
    const node = this.#nodeOf(type);
    const [only] = symbols;
    if (symbols.length === 1) return this.#set(node, `/symbols/${type.symbols.indexOf(only ?? "")}`, undefined);
    const gone = new Set(symbols);
    const kept = type.symbols.filter((symbol) => !gone.has(symbol));
    return this.#set(node, "/symbols", kept);
  }

  setDefaultSymbol(type: EnumType, symbol: string): Edits {
    return this.#set(this.#nodeOf(type), "/default", symbol);
  }

  /** Gives a field the most obvious default there is. */
  addDefault(record: RecordType, index: number): Edits {
    const field = record.fields[index];
    const value = field && exampleDefault(field.type);
    return value === undefined ? undefined : this.#set(this.#fieldNode(record, index), "/default", value);
  }

  /** Lets a field also be read under another name. */
  addFieldAlias(record: RecordType, index: number, alias: string): Edits {
    return this.#set(this.#fieldNode(record, index), "/aliases/-", alias);
  }

  removeFieldAliases(record: RecordType, index: number, aliases: ReadonlySet<string>): Edits {
    const own = record.fields[index]?.aliases ?? [];
    const kept = own.filter((alias) => !aliases.has(alias));
    if (kept.length === own.length) return undefined;
    return this.#set(this.#fieldNode(record, index), "/aliases", kept.length === 0 ? undefined : kept);
  }

  /** Adds a field of another schema to a record. */
  addField(record: RecordType, from: RecordField): Edits {
    const list = this.#memberOf(record, "fields");
    if (list === undefined) return undefined;
    const copied = copyField(from, this.#targetAt(list.offset + list.length), namespaceOf(record.name));
    return copied === undefined ? undefined : this.#set(list, "/-", copied);
  }

  /** Puts a type of another schema in the place of one of this; the default of a field goes along. */
  replaceType(site: Site, from: Site): Edits {
    const node = this.#siteNode(site);
    const copied = node && copyType(from.type, this.#targetAt(node.offset, node.length), this.#namespaceAt(site));
    if (node === undefined || copied === undefined) return undefined;
    const edits = this.#set(node, "", copied) ?? [];
    return [...edits, ...(this.#replaceDefault(site, from) ?? [])];
  }

  /** Takes the default of a field along when its type is replaced and it would not fit. */
  #replaceDefault({ field }: Site, from: Site): Edits {
    const own = field?.record.fields[field.index]?.fallback?.canonical;
    if (field === undefined || own === undefined || accepts(from.type, JSON.parse(own))) return undefined;
    const theirs = from.field?.record.fields[from.field.index]?.fallback?.canonical;
    const value = theirs === undefined || isTooExact(theirs) ? undefined : (JSON.parse(theirs) as unknown);
    return this.#set(this.#fieldNode(field.record, field.index), "/default", value);
  }

  /** Adds a type of another schema to the branches of a union. */
  addBranch(site: Site, from: AvroType): Edits {
    const node = this.#siteNode(site);
    if (node?.type !== "array") return undefined;
    const copied = copyType(from, this.#targetAt(node.offset + node.length), this.#namespaceAt(site));
    return copied === undefined ? undefined : this.#set(node, "/-", copied);
  }

  /** Takes a branch out of a union; the default of a field goes along if it was the branch's. */
  removeBranch(site: Site, union: UnionType, index: number): Edits {
    const edits = this.#set(this.#nodeOf(union), `/${index}`, undefined);
    const { field } = site;
    const own = field?.record.fields[field.index]?.fallback?.canonical;
    const rest = { ...union, branches: union.branches.filter((_branch, at) => at !== index) };
    if (edits === undefined || field === undefined || own === undefined || accepts(rest, JSON.parse(own))) return edits;
    return [...edits, ...(this.#set(this.#fieldNode(field.record, field.index), "/default", undefined) ?? [])];
  }

  /** Sets, adds or (undefined) takes away what is so many steps below a node. */
  #set(node: Node | undefined, step: string, value: unknown): Edits {
    const edits = node && this.#json.replace(`${pointerOfNode(node)}${step}`, value);
    return edits?.length === 0 ? undefined : edits;
  }

  /** Where a type is written; undefined when another text defines it. */
  #nodeOf(type: AvroType): Node | undefined {
    const place = this.#schema.places.get(type);
    return place?.source === this.#text ? place.node : undefined;
  }

  #memberOf(type: AvroType, key: string): Node | undefined {
    const node = this.#nodeOf(type);
    return node && membersOf(this.#text, node).get(key);
  }

  #fieldNode(record: RecordType, index: number): Node | undefined {
    return this.#memberOf(record, "fields")?.children?.[index];
  }

  /** The node of a type at the place of its use. */
  #siteNode(site: Site): Node | undefined {
    if (site.base === undefined) return this.#text.root;
    let node = this.#nodeOf(site.base);
    for (const token of site.step.split("/").slice(1)) {
      if (node === undefined) return undefined;
      node = node.type === "array" ? node.children?.[Number(token)] : membersOf(this.#text, node).get(token);
    }
    return node;
  }

  #namespaceAt(site: Site): string {
    for (let node = this.#siteNode(site)?.parent; node !== undefined; node = node.parent) {
      const record = this.#recordAt(node);
      if (record !== undefined) return namespaceOf(record.name);
    }
    return "";
  }

  #recordAt(node: Node): NamedType | undefined {
    this.#records ??= new Map(
      this.#schema.named.flatMap((type) => {
        const own = type.kind === "record" ? this.#nodeOf(type) : undefined;
        return own === undefined ? [] : [[own, type] as const];
      }),
    );
    return this.#records.get(node);
  }

  /** What names mean at an offset: types have to be defined before they are used. Those within `length` go away. */
  #targetAt(offset: number, length = 0): CopyTarget {
    this.#definedAt ??= new Map(this.#schema.named.map((type) => [type.name, this.#nodeOf(type)?.offset ?? -1]));
    const definedAt = this.#definedAt;
    return {
      status: (name) => {
        const at = definedAt.get(name);
        if (at === undefined || (at >= offset && at < offset + length)) return "free";
        return at < offset ? "defined" : "later";
      },
    };
  }
}

/** Edits at one point as one edit, since edits do not say in which order they come. */
function joined(edits: readonly TextEdit[]): Edits {
  const points = new Map<string, TextEdit>();
  for (const edit of edits) {
    const key = JSON.stringify([edit.start, edit.end]);
    const before = points.get(key)?.newText ?? "";
    points.set(key, { ...edit, newText: before + edit.newText });
  }
  return points.size === 0 ? undefined : [...points.values()];
}

/** Whether a value looks like one of a type: enough to tell whether a default can stay. */
function accepts(type: AvroType, value: unknown): boolean {
  switch (type.kind) {
    case "null":
      return value === null;
    case "boolean":
      return typeof value === "boolean";
    case "int":
    case "long":
      return Number.isSafeInteger(value);
    case "float":
    case "double":
      return typeof value === "number";
    case "string":
    case "bytes":
      return typeof value === "string";
    case "enum":
      return typeof value === "string" && type.symbols.includes(value);
    case "array":
      return Array.isArray(value) && value.every((item) => accepts(type.items, item));
    case "union":
      // Before Avro 1.12 only the first branch could have the default.
      return type.branches[0] !== undefined && accepts(type.branches[0], value);
    default:
      return false;
  }
}
