import type { Node } from "jsonc-parser";
import type { SchemaText } from "./schema-text.js";

/** Types that have neither a name nor parts (Avro 1.12, "Primitive Types"). */
export type PrimitiveKind = "null" | "boolean" | "int" | "long" | "float" | "double" | "bytes" | "string";

/** Every primitive type name, in the order of the specification. */
export const primitiveKinds: readonly PrimitiveKind[] = [
  "null",
  "boolean",
  "int",
  "long",
  "float",
  "double",
  "bytes",
  "string",
];

/** A logical type that is valid for the type it annotates; invalid ones are ignored, as the specification demands. */
export interface LogicalType {
  readonly name: string;
  /** Decimal digits; 0 for logical types that have none. */
  readonly precision: number;
  readonly scale: number;
}

/** Attributes that the specification does not define, each as JSON text. */
export type ExtraAttributes = ReadonlyMap<string, string>;

/** A primitive type, perhaps annotated. */
export interface PrimitiveType {
  readonly kind: PrimitiveKind;
  readonly logical: LogicalType | undefined;
  readonly extra: ExtraAttributes;
}

interface NamedBase {
  /** Full name: namespace and name with a dot between. */
  readonly name: string;
  /** Full names. */
  readonly aliases: readonly string[];
  readonly doc: string;
  /** Whether a reference defines it, instead of the schema text itself. */
  readonly external: boolean;
  readonly extra: ExtraAttributes;
}

/** A record. Its fields are filled in after it got its name, because they may refer to it. */
export interface RecordType extends NamedBase {
  readonly kind: "record";
  fields: readonly RecordField[];
}

/** A field of a record. */
export interface RecordField {
  readonly name: string;
  /** Plain names. */
  readonly aliases: readonly string[];
  readonly type: AvroType;
  readonly doc: string;
  readonly order: "ascending" | "descending" | "ignore";
  readonly fallback: DefaultText | undefined;
  readonly extra: ExtraAttributes;
}

/** The default of a field as JSON text. */
interface DefaultText {
  /** As written, without white space. */
  readonly canonical: string;
  /** Keys sorted and equal numbers alike. */
  readonly normalized: string;
}

/** An enumeration. */
export interface EnumType extends NamedBase {
  readonly kind: "enum";
  readonly symbols: readonly string[];
  /** The symbol that readers take for one they do not know. */
  readonly fallback: string | undefined;
}

/** A fixed number of bytes. */
export interface FixedType extends NamedBase {
  readonly kind: "fixed";
  /** Bytes. */
  readonly size: number;
  readonly logical: LogicalType | undefined;
}

/** A list of items of one type. */
export interface ArrayType {
  readonly kind: "array";
  readonly items: AvroType;
  readonly extra: ExtraAttributes;
}

/** Values of one type by string keys. */
export interface MapType {
  readonly kind: "map";
  readonly values: AvroType;
  readonly extra: ExtraAttributes;
}

/** One of several types. */
export interface UnionType {
  readonly kind: "union";
  readonly branches: readonly AvroType[];
}

/** Types that are known by a full name. */
export type NamedType = RecordType | EnumType | FixedType;

/** Any type of an Avro schema. Named types are one object however often they are used, so recursion is a cycle. */
export type AvroType = PrimitiveType | NamedType | ArrayType | MapType | UnionType;

/** A schema that was read and checked. */
export interface ParsedSchema {
  readonly root: AvroType;
  /** Named types of the text and its references, each after those it needs, except for itself and what encloses it. */
  readonly named: readonly NamedType[];
  /** Full names the text uses and references define, in order of first use. */
  readonly referenceNames: readonly string[];
  /** The text without white space. */
  readonly canonical: string;
  /** The schema text itself, without its references. */
  readonly text: SchemaText;
  /** Where each type is written; a named type where it is defined. */
  readonly places: ReadonlyMap<AvroType, TextPlace>;
  /** Where the text uses named types by name, in the order of the text. */
  readonly uses: readonly NameUse[];
}

/** A node of a schema text. */
export interface TextPlace {
  readonly source: SchemaText;
  readonly node: Node;
}

/** A name that stands for a named type. */
export interface NameUse {
  readonly type: NamedType;
  /** The string that holds the name. */
  readonly node: Node;
}

/** Whether a type is a record, enum or fixed. */
export function isNamed(type: AvroType): type is NamedType {
  return type.kind === "record" || type.kind === "enum" || type.kind === "fixed";
}

/** The part of a full name after the last dot. */
export function unqualified(fullName: string): string {
  return fullName.slice(fullName.lastIndexOf(".") + 1);
}

/** The part of a full name before the last dot; empty without one. */
export function namespaceOf(fullName: string): string {
  return fullName.slice(0, Math.max(0, fullName.lastIndexOf(".")));
}

/** What tells the branches of a union apart, and what the JSON encoding calls them: full name or type name. */
export function branchName(type: AvroType): string {
  return isNamed(type) ? type.name : type.kind;
}

/** The logical type of a type, where it has one. */
export function logicalOf(type: AvroType): LogicalType | undefined {
  return "logical" in type ? type.logical : undefined;
}

/** A logical type as people write it, `decimal(10,2)` for example; empty for none. */
export function logicalLabel(logical: LogicalType | undefined): string {
  if (logical === undefined) return "";
  return logical.name === "decimal" ? `decimal(${logical.precision},${logical.scale})` : logical.name;
}

/** A type in a few words: `record com.acme.Order`, `array of long`, `int (date)`. */
export function describeType(type: AvroType): string {
  if (type.kind === "array") return `array of ${shortName(type.items)}`;
  if (type.kind === "map") return `map of ${shortName(type.values)}`;
  if (type.kind === "union") return `union of ${branchList(type.branches)}`;
  const logical = logicalLabel(logicalOf(type));
  const name = isNamed(type) ? `${type.kind} ${type.name}` : type.kind;
  return logical === "" ? name : `${name} (${logical})`;
}

function branchList(branches: readonly AvroType[]): string {
  const mostNamed = 30;
  const names = branches.slice(0, mostNamed).map(shortName).join(", ") || "nothing";
  return branches.length > mostNamed ? `${names} and ${branches.length - mostNamed} more` : names;
}

function shortName(type: AvroType): string {
  return type.kind === "union" ? "union" : branchName(type);
}
