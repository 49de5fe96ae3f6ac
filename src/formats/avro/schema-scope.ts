import type { Node } from "jsonc-parser";
import type { SchemaText } from "./schema-text.js";
import type { AvroType, NamedType, NameUse, RecordField, TextPlace } from "./schema-type.js";

/** Everything that reading a schema and its references shares. */
export interface SchemaScope {
  /** Definitions by full name. */
  readonly definitions: Map<string, Definition>;
  /** Named types in the order in which their definitions ended. */
  readonly named: NamedType[];
  /** Defaults by the field that has them; checked when every type is complete. */
  readonly defaults: Map<RecordField, PendingDefault>;
  /** Names that the main text took from references. */
  readonly borrowed: Set<string>;
  /** Where each type is written; a named type where it is defined. */
  readonly places: Map<AvroType, TextPlace>;
  /** Where the main text uses named types by name. */
  readonly uses: NameUse[];
}

/** A named type and where it was defined. */
export interface Definition {
  readonly type: NamedType;
  readonly source: SchemaText;
  readonly node: Node;
  /** Namespace around the definition. */
  readonly namespace: string;
}

/** A default that still has to be checked against the type of its field. */
export interface PendingDefault {
  readonly source: SchemaText;
  readonly node: Node;
  readonly fieldName: string;
  readonly type: AvroType;
}

/** One text being read. */
export interface SchemaReading {
  readonly source: SchemaText;
  readonly scope: SchemaScope;
  /** Reads the types inside a type. */
  readonly readType: ReadType;
}

/** Where in the text a type stands. */
export interface TypePlace {
  /** Namespace of the definition around it; empty for none. */
  readonly namespace: string;
  /** Types around it. */
  readonly depth: number;
}

/** Reads the type at a node. */
export type ReadType = (reading: SchemaReading, node: Node, place: TypePlace) => AvroType;

/** A scope in which nothing is defined. */
export function emptyScope(): SchemaScope {
  return {
    definitions: new Map(),
    named: [],
    defaults: new Map(),
    borrowed: new Set(),
    places: new Map(),
    uses: [],
  };
}
